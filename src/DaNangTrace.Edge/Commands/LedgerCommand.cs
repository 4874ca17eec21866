using System.CommandLine;
using DaNangTrace.Edge.Kiosk.Recording;

namespace DaNangTrace.Edge.Commands;

/// <summary><c>dntrace ledger list|verify</c>.</summary>
internal static class LedgerCommand
{
    public static Command Create() => new("ledger", "Reads the record of all sightings.") { List(), Verify() };

    private static Command List()
    {
        var command = new Command("list", "Prints one sighting a line, exactly the stored bytes.");
        var state = new Option<string?>("--state") { Description = "Only those in this state." };
        state.AcceptOnlyFromAmong("pending", "delivered", "refused");
        command.Add(state);
        var place = new LedgerPlace(command, allowsFile: false);
        command.SetAction(parsed =>
        {
            if (!place.TryFind(parsed, out var file, out var code))
                return code;
            using var output = new BufferedStream(Console.OpenStandardOutput());
            foreach (var row in LedgerCheck.Rows(file, StateOf(parsed.GetValue(state))))
            {
                output.Write(row.Bytes);
                output.WriteByte((byte)'\n');
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static LedgerState? StateOf(string? word) => word switch
    {
        "pending" => LedgerState.Pending,
        "delivered" => LedgerState.Delivered,
        "refused" => LedgerState.Refused,
        _ => null,
    };

    private static Command Verify()
    {
        var command = new Command("verify", "Checks the chain of all rows; exit code 1 at a bad row, which is named.");
        var place = new LedgerPlace(command, allowsFile: true);
        command.SetAction(parsed =>
        {
            if (!place.TryFind(parsed, out var file, out var code))
                return code;
            var verified = LedgerCheck.Verify(file);
            if (verified.BadSeq is { } bad)
            {
                Console.Error.WriteLine($"dntrace: {file}: row {bad} is bad: {verified.Fault}");
                Console.Error.WriteLine($"  {verified.Rows} rows before it are right, up to sha256 {verified.Head}");
                return ExitCode.Fault;
            }
            Console.WriteLine($"{verified.Rows} rows are right, epoch {verified.Epoch}, head sha256 {verified.Head}");
            Console.WriteLine(
                "Rows cut off at the end can't be seen from the file alone: compare the head with what the city has.");
            return ExitCode.Done;
        });
        return command;
    }
}
