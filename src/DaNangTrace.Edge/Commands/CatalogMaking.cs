using System.CommandLine;
using DaNangTrace.Edge.Cataloguing;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Wire.Packs;
using DaNangTrace.Edge.Wire.Packs.Making;

namespace DaNangTrace.Edge.Commands;

/// <summary><c>dntrace catalog make</c>: for the city's office, not for a kiosk.</summary>
internal static class CatalogMaking
{
    public static Command Create()
    {
        var command = new Command(
            "make",
            "Makes a signed pack from NDJSON or CSV, for the city's office. A fault in the input is told by its line, "
            + "and nothing is made then. Pictures are taken from the folder images beside the input.");
        var input = new Argument<string>("INPUT")
        {
            Description = "NDJSON (a record a line) or CSV (its heading names fields, for example productName.vi).",
        };
        var kind = new Option<string>("--kind")
        {
            Description = "full: all products. recall: all recalls that stand.",
            Required = true,
        };
        kind.AcceptOnlyFromAmong(PackManifest.Full, PackManifest.RecallList);
        var version = new Option<long>("--version")
        {
            Description = "A whole number; higher than of any pack of this kind before.",
            HelpName = "N",
            Required = true,
        };
        version.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && (!long.TryParse(text, out var number) || number < 1))
                result.AddError($"--version takes a whole number from 1, and got {text}.");
        });
        var key = new Option<string>("--key")
        {
            Description = "The private key that signs it: ECDSA on P-256, a PEM file.",
            HelpName = "PEM",
            Required = true,
        };
        var output = new Option<string>("--out")
        {
            Description = "The pack's folder: a new one, or an empty one.",
            HelpName = "DIR",
            Required = true,
        };
        var url = new Option<string?>("--url")
        {
            Description = "Where kiosks will find the pack's folder: writes notice.json beside it, to be published on "
                + "the market's topic.",
            HelpName = "URL",
        };
        url.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }]
                && (text.Length > PackNotice.MaxUrl || !PackDownload.TryRead(text, out _)))
                result.AddError($"--url takes http://HOST/FOLDER/ or https://HOST/FOLDER/, and got {text}.");
        });
        command.Add(input);
        command.Add(kind);
        command.Add(version);
        command.Add(key);
        command.Add(output);
        command.Add(url);
        command.SetAction(parsed => Make(new PackOrder(
            parsed.GetValue(input)!, parsed.GetValue(kind)!, parsed.GetValue(version), parsed.GetValue(key)!,
            parsed.GetValue(output)!)
        {
            Url = parsed.GetValue(url) is { } text && PackDownload.TryRead(text, out var folder) ? folder : null,
        }));
        return command;
    }

    private static int Make(PackOrder order)
    {
        using var stopping = new StopSignals(CancellationToken.None);
        var progress = new ProgressLine();
        try
        {
            var outcome = new PackMaker(TimeProvider.System).Make(order, new Teller(progress), stopping.Token);
            progress.End();
            return Tell(order, outcome);
        }
        catch (OperationCanceledException) when (stopping.Token.IsCancellationRequested)
        {
            progress.End();
            Console.Error.WriteLine("dntrace: cancelled; nothing was made");
            return ExitCode.Cancelled;
        }
    }

    private static int Tell(PackOrder order, PackOutcome outcome)
    {
        switch (outcome)
        {
            case PackOutcome.Made made:
                Console.WriteLine(
                    $"{order.Out}: {PackWords.Of(made.Manifest)}, {PackWords.Counted(made.Images, "picture")}, signed "
                    + $"with key {made.Manifest.KeyId[..16]}");
                if (order.Url is not null)
                    Console.WriteLine(
                        $"Announce it when {order.Url} has it: mosquitto_pub -r -q 1 -t dnt/v1/MARKET/"
                        + (made.Manifest.Kind == PackManifest.RecallList ? "recalls" : "catalog")
                        + $"/manifest -f {Path.Combine(order.Out, PackNotice.FileName)}");
                return ExitCode.Done;
            case PackOutcome.Faulty faulty:
                Console.Error.WriteLine($"dntrace: {order.Input}: nothing was made:");
                foreach (var fault in faulty.Faults)
                    Console.Error.WriteLine($"  {fault}");
                if (faulty.More > 0)
                    Console.Error.WriteLine($"  and {faulty.More} more");
                return ExitCode.Fault;
            default:
                Console.Error.WriteLine($"dntrace: nothing was made: {((PackOutcome.NotMade)outcome).Reason}");
                return ExitCode.Fault;
        }
    }

    // At once, and not on another thread as the library's Progress does: the last line would come after the outcome.
    private sealed class Teller(ProgressLine line) : IProgress<PackProgress>
    {
        public void Report(PackProgress value) => line.Show(new ImportProgress(StepOf(value), value.Done, value.Total));

        private static ImportStep StepOf(PackProgress value) => value.Step switch
        {
            PackStep.Read => ImportStep.Check,
            PackStep.Records => ImportStep.Records,
            _ => ImportStep.Pictures,
        };
    }
}
