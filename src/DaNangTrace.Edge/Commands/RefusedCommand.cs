using System.CommandLine;
using System.Globalization;
using DaNangTrace.Edge.Exporting;
using DaNangTrace.Edge.Kiosk.Recording;

namespace DaNangTrace.Edge.Commands;

/// <summary><c>dntrace ledger refused list|retry</c>.</summary>
internal static class RefusedCommand
{
    private const string None = "The broker refused no sighting that is still here.";

    public static Command Create() =>
        new("refused", "What the city's broker refused for good: kept apart until it is sent once more.")
        {
            List(), Retry(),
        };

    private static Command List()
    {
        var command = new Command(
            "list", "Prints which sightings were refused, and why; ledger list --state refused prints them.");
        var place = new LedgerPlace(command);
        command.SetAction(parsed =>
        {
            if (!place.TryFind(parsed, out var file, out var code))
                return code;
            var (stretches, counts) = (RefusedRows.Of(file), RefusedRows.CountsOf(file));
            if (stretches.Count > 0 || counts.Refused == 0)
                Console.WriteLine(stretches.Count == 0 ? None : Line("first", "last", "count", "reason"));
            foreach (var one in stretches)
            {
                var beside = (one.IsOwn ? "" : $" (of the earlier ledger {one.Epoch})")
                    + (one.IsRetried ? "; retry is noted, and waits for the kiosk" : "");
                Console.WriteLine(Line(
                    one.First, one.Last, one.Last - one.First + 1,
                    (one.Reason.Length == 0 ? "not noted" : one.Reason) + beside));
            }
            if (counts.Refused > 0)
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Counts of recalled goods that were seen earlier (evt/recalled): {counts.Refused}, the last as "
                    + $"{counts.Reason}"));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Retry()
    {
        var command = new Command(
            "retry",
            "Sends refused sightings once more: first mend why they were refused. A kiosk takes it up within a "
            + "keep-alive (30 s) once it is connected.");
        var range = new PlaceRange(command);
        var place = new LedgerPlace(command);
        command.SetAction(parsed =>
        {
            if (!place.TryFind(parsed, out var file, out var code))
                return code;
            var rows = RefusedRows.Retry(file, range.First(parsed), range.Last(parsed));
            if (rows == 0 && RefusedRows.Of(file).Count > 0)
            {
                Console.Error.WriteLine(
                    "dntrace: no refused sighting stands between these places: dntrace ledger refused list names them");
                return ExitCode.Fault;
            }
            Console.WriteLine(rows == 0
                ? None
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{rows} {(rows == 1 ? "sighting is" : "sightings are")} sent once more, within a keep-alive "
                    + $"(sending.keepAliveSeconds, 30) once the kiosk is connected."));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Line(object first, object last, object count, object reason) =>
        string.Create(CultureInfo.InvariantCulture, $"{first,10}  {last,10}  {count,8}  {reason}");
}
