using System.CommandLine;
using System.Text;
using DaNangTrace.Edge.Exporting;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Recording.Counting;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Commands;

/// <summary><c>dntrace ledger coverage</c>.</summary>
internal static class CoverageCommand
{
    // Where only the ledger is at hand, as its configuration would have it.
    private const string DefaultZone = "Asia/Ho_Chi_Minh";

    public static Command Create()
    {
        var command = new Command(
            "coverage",
            "Prints how many of the product codes that shoppers asked for are known: today, in 7 and in 30 days; and "
            + "which that nobody registered were asked for most. Times of a clock that was not right count on the day "
            + "that they claim, unless they were corrected.");
        var format = new Option<string>("--format")
        {
            Description = "text, csv (RFC 4180; a GTIN has (01) in front, so that a spreadsheet leaves its zeros), or "
                + "json, as it stands in the kiosk's pulse.",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "csv", "json");
        command.Add(format);
        var place = new LedgerPlace(command);
        command.SetAction(parsed =>
        {
            if (!place.TryFind(parsed, out var file, out var code))
                return code;
            var zone = TimeZoneInfo.FindSystemTimeZoneById(place.Configuration?.Kiosk.TimeZone ?? DefaultZone);
            var now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), zone);
            var coverage = Count(file, new Coverage(DateOnly.FromDateTime(now.DateTime), zone));
            var output = StandardOutput.Open();
            output.Write(Encoding.UTF8.GetBytes(parsed.GetValue(format) switch
            {
                "csv" => CoverageTable.Csv(coverage.Figures()),
                "json" => Encoding.UTF8.GetString(WireJson.ToBytes(coverage.Figures())) + "\n",
                _ => CoverageTable.Text(coverage.Figures()),
            }));
            output.Flush();
            return ExitCode.Done;
        });
        return command;
    }

    private static Coverage Count(string file, Coverage coverage)
    {
        using var walk = LedgerWalk.Open(file);
        for (var isOpen = true; isOpen;)
        {
            var rows = walk.Next();
            isOpen = rows.Count > 0;
            foreach (var row in rows)
                isOpen &= coverage.Take(row);
        }
        return coverage;
    }
}
