using System.CommandLine;
using System.Text;
using DaNangTrace.Edge.Exporting;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Recording.Counting;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;

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
            + "that they claim, unless they were corrected. It counts what the ledger still holds: less than 30 days "
            + "where recording.retention or recording.maxSize keeps less. Exit code 1 where a file of it can't be "
            + "read.");
        var format = new Option<string>("--format")
        {
            Description = "text, csv (RFC 4180; a GTIN has (01) in front, so that a spreadsheet leaves its zeros), or "
                + "json, as it stands in the kiosk's pulse.",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "csv", "json");
        command.Add(format);
        var place = new LedgerPlace(command);
        command.SetAction(async (parsed, stop) =>
        {
            if (!place.TryFind(parsed, out var file, out var code))
                return code;
            var zone = TimeZoneInfo.FindSystemTimeZoneById(place.Configuration?.Kiosk.TimeZone ?? DefaultZone);
            var now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), zone);
            var (coverage, isWhole) = await CountAsync(
                file, new Coverage(DateOnly.FromDateTime(now.DateTime), zone), stop);
            var output = StandardOutput.Open();
            output.Write(Encoding.UTF8.GetBytes(parsed.GetValue(format) switch
            {
                "csv" => CoverageTable.Csv(coverage.Figures()),
                "json" => Encoding.UTF8.GetString(WireJson.ToBytes(coverage.Figures())) + "\n",
                _ => CoverageTable.Text(coverage.Figures()),
            }));
            output.Flush();
            return isWhole ? ExitCode.Done : ExitCode.Fault;
        });
        return command;
    }

    // With what was rescued of damaged ledgers before it, as the kiosk counts.
    private static async Task<(Coverage Coverage, bool IsWhole)> CountAsync(
        string file, Coverage coverage, CancellationToken stop)
    {
        var missing = LedgerWalk.NotRescued(file);
        foreach (var one in missing)
            Console.Error.WriteLine($"dntrace: {one} is not rescued yet: what it holds is missing here");
        var (wantsMore, isWhole) = (true, missing.Count == 0);
        foreach (var one in LedgerWalk.FilesOf(file).TakeWhile(_ => wantsMore))
        {
            try
            {
                using var walk = LedgerWalk.Open(one);
                (wantsMore, _) = await walk.GiveAsync(coverage.Take, null, stop);
            }
            catch (Exception e) when (e is SqliteException or NotSupportedException
                && one != Path.GetFullPath(file))
            {
                isWhole = false;
                Console.Error.WriteLine(
                    $"dntrace: {one} can't be read to its end ({e.Message}): the rest is missing here");
            }
        }
        return (coverage, isWhole);
    }
}
