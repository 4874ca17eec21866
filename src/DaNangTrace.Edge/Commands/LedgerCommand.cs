using System.CommandLine;
using DaNangTrace.Edge.Exporting;
using DaNangTrace.Edge.Kiosk.Recording;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Commands;

/// <summary><c>dntrace ledger list|export|verify|refused|coverage</c>.</summary>
internal static class LedgerCommand
{
    public static Command Create() =>
        new("ledger", "Reads the record of all sightings, also while the kiosk runs.")
        {
            List(), Export(), Verify(), RefusedCommand.Create(), CoverageCommand.Create(),
        };

    private static Command List()
    {
        var command = new Command("list", "Prints one sighting a line, exactly the stored bytes.");
        var state = StateOption();
        command.Add(state);
        var place = new LedgerPlace(command);
        command.SetAction(parsed =>
        {
            if (!place.TryFind(parsed, out var file, out var code))
                return code;
            var output = StandardOutput.Open();
            Print(output, () =>
            {
                foreach (var row in LedgerCheck.Rows(file, StateOf(parsed.GetValue(state))))
                {
                    output.Write(row.Bytes);
                    output.WriteByte((byte)'\n');
                }
            });
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Export()
    {
        var command = new Command("export", "Prints sightings for other programs: a range, by places or by time.");
        var format = new Option<string>("--format")
        {
            Description = "json: an array of the stored sightings. csv: a table with a heading (RFC 4180), to look at "
                + "in a spreadsheet; a text that it would take for a formula gets a ' in front. epcis: an EPCIS 2.0 "
                + "document (JSON-LD), an ObjectEvent for each sighting that names a product or another thing by a "
                + "GS1 key; the others are counted on standard error. With --config places have the kiosk's GLN or "
                + "uri; without it, urn:dnt:MARKET:KIOSK as the sighting itself says.",
            Required = true,
        };
        format.AcceptOnlyFromAmong("json", "csv", "epcis");
        var state = StateOption();
        command.Add(format);
        command.Add(state);
        var range = new ExportRange(command);
        var place = new LedgerPlace(command);
        command.SetAction(parsed =>
        {
            if (!place.TryFind(parsed, out var file, out var code))
                return code;
            var rows = range.Of(parsed, LedgerCheck.Rows(file, StateOf(parsed.GetValue(state)), range.First(parsed)));
            var events = new SightingEvents(place.Configuration);
            var output = StandardOutput.Open();
            Print(output, () =>
            {
                switch (parsed.GetValue(format))
                {
                    case "csv":
                        SightingTable.Write(rows, output);
                        break;
                    case "epcis":
                        // Of all behind the first: a correction may lie beyond the range, or be in another state.
                        var revisions = NewestRevisions.Of(LedgerCheck.Rows(file, from: range.First(parsed)));
                        events.Write(rows, revisions, TimeProvider.System.GetUtcNow(), output);
                        break;
                    default:
                        SightingArray.Write(rows, output);
                        break;
                }
            });
            if (events.Told() is { } told)
                Console.Error.WriteLine($"dntrace: {told}");
            if (range.Unreadable is not [var bad, ..])
                return ExitCode.Done;
            Console.Error.WriteLine(
                $"dntrace: {file}: row {bad} is no sighting and was left out, the first of {range.Unreadable.Count}: "
                + "dntrace ledger verify tells more");
            return ExitCode.Fault;
        });
        return command;
    }

    // What could be read of a damaged file is printed before that is told.
    private static void Print(BufferedStream output, Action print)
    {
        try
        {
            print();
        }
        catch (SqliteException)
        {
            output.Flush();
            throw;
        }
        output.Flush();
    }

    private static Option<string?> StateOption()
    {
        var state = new Option<string?>("--state") { Description = "Only those in this state." };
        state.AcceptOnlyFromAmong("pending", "delivered", "refused");
        return state;
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
        var head = new Option<string?>("--head")
        {
            Description = "SHA-256 of a row that must be there, as the city has it from the kiosk's pulse.",
            HelpName = "SHA256",
        };
        head.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && (text.Length != 64 || !text.All(char.IsAsciiHexDigit)))
                result.AddError($"--head takes 64 hexadecimal digits (0-9 a-f), and got {text}.");
        });
        command.Add(head);
        var place = new LedgerPlace(command);
        command.SetAction(parsed =>
        {
            if (!place.TryFind(parsed, out var file, out var code))
                return code;
            var wanted = parsed.GetValue(head);
            var told = Tell(file, wanted, LedgerCheck.Verify(file, wanted));
            TellOthers(file);
            return told;
        });
        return command;
    }

    private static void TellOthers(string file)
    {
        foreach (var other in Directory.GetFiles(Path.GetDirectoryName(file)!, "ledger-*.rescued.db").Order())
        {
            if (other != file)
                Console.WriteLine($"Sightings of an earlier, damaged ledger: dntrace ledger verify {other}");
        }
    }

    private static int Tell(string file, string? wanted, Verified verified)
    {
        if (verified.BadSeq is { } bad)
        {
            Console.Error.WriteLine($"dntrace: {file}: row {bad} is bad: {verified.Fault}");
            Console.Error.WriteLine($"  {verified.Rows} rows before it are right, up to sha256 {verified.Head}");
            return ExitCode.Fault;
        }
        Console.WriteLine($"{verified.Rows} rows are right, epoch {verified.Epoch}, head sha256 {verified.Head}");
        if (verified.Pruned > 0)
            Console.WriteLine(
                $"{verified.Pruned} rows were pruned: of each stretch the last row's hash is kept, and what follows "
                + "fits.");
        if (verified.Unreadable > 0)
            Console.WriteLine(
                $"{verified.Unreadable} rows could not be rescued: what stands behind such a hole is not chained to "
                + "what stands before it.");
        if (wanted is null)
        {
            Console.WriteLine(
                "Rows cut off at the end can't be seen from the file alone: give --head the sha256 that the city has.");
            return ExitCode.Done;
        }
        if (verified.HeadSeq is { } seq)
        {
            Console.WriteLine(
                $"The head that was given is row {seq}; {verified.Newest - seq} rows stand behind it. Nothing was "
                + "cut off at the end.");
            return ExitCode.Done;
        }
        Console.Error.WriteLine(
            $"dntrace: {file}: no row has the sha256 {wanted}: rows were cut off at the end, or it was pruned "
            + "since, or it is another ledger's");
        return ExitCode.Fault;
    }
}
