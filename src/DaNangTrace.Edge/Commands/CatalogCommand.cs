using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using DaNangTrace.Edge.Cataloguing;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;

namespace DaNangTrace.Edge.Commands;

/// <summary><c>dntrace catalog import|fetch|verify|stats|lookup|export|make</c>.</summary>
internal static class CatalogCommand
{
    // From -1000 to 1000 (proc(5)). A browser gives the processes of its pages 300: they are on the screen.
    private const string OutOfMemoryScore = "500";

    public static Command Create() =>
        new("catalog", "The products and recalls that a kiosk knows, also while it runs.")
        {
            Import(), Fetch(), Verify(), CatalogReading.Stats(), CatalogReading.LookUp(), CatalogExporting.Create(),
            CatalogMaking.Create(),
        };

    private static Command Import()
    {
        var command = new Command(
            "import",
            "Takes a signed pack from a folder, for example a USB stick's. All of it or nothing; a kiosk that runs "
            + "answers from it within seconds.");
        var folder = new PackArgument(command, "The pack's folder, or its manifest.json.", isRequired: true);
        var place = new CatalogPlace(command, takesPacks: true);
        command.SetAction(parsed => Take(place, parsed, new PackFolder(folder.Of(parsed)!)));
        return command;
    }

    private static Command Fetch()
    {
        var command = new Command(
            "fetch",
            "Downloads a signed pack and takes it. A download that broke off goes on where it was; what this kiosk has "
            + "is not downloaded again.");
        var address = new Argument<string>("URL")
        {
            Description = "Address of the pack's folder, or of its manifest.json: https://… or http://…",
        };
        address.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !PackDownload.TryRead(text, out _))
                result.AddError($"{text} is no address: expected http://HOST/FOLDER/ or https://HOST/FOLDER/");
        });
        command.Add(address);
        var isByItself = new Option<bool>("--unattended")
        {
            Description = "As a kiosk does it by itself: a name must lead to a public address, and standard output has "
                + "one line, taken or refused with the reason's code.",
        };
        command.Add(isByItself);
        var place = new CatalogPlace(command, takesPacks: true);
        command.SetAction((parsed, cancelled) => FetchAsync(
            place, parsed, parsed.GetValue(address)!, parsed.GetValue(isByItself), cancelled));
        return command;
    }

    private static async Task<int> FetchAsync(
        CatalogPlace place, ParseResult parsed, string address, bool isByItself, CancellationToken cancelled)
    {
        using var stopping = new StopSignals(cancelled);
        var stop = stopping.Token;
        if (!IsReady(place, parsed, out var code))
            return code;
        if (isByItself)
            GoFirst();
        PackDownload.TryRead(address, out var url);
        using var trust = place.Keys();
        using var http = PackClient.Make(isByItself);
        var progress = new ProgressLine { IsSilent = isByItself };
        using var download = new PackDownload(place.Folder, url!, place.Options, trust, place.Clock, http)
        {
            Retrying = progress.Say,
        };
        try
        {
            progress.Say($"asking {url}");
            var (pack, refusal) = await download.FetchAsync(progress.Show, stop);
            if (refusal is not null)
                return Tell(progress, new ImportOutcome.Refused(refusal));
            var outcome = new CatalogImport(place.Folder, place.Options, trust, place.Clock)
                .Run(pack!, progress.Show, stop);
            // Where only another import or room is in the way, what came goes on later.
            if (outcome is not ImportOutcome.Refused { Refusal.Reason: PackFault.Busy or PackFault.NoRoom })
                download.Remove();
            return Tell(progress, outcome);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return TellCancelled(progress, "nothing has changed; what came stays for the next fetch");
        }
    }

    private static Command Verify()
    {
        var command = new Command(
            "verify",
            "Looks at a whole pack without taking it, with its pictures, and whether this kiosk would take it; without "
            + "DIR, at every record of the kiosk's own catalog.");
        var folder = new PackArgument(command, "The pack's folder, or its manifest.json.", isRequired: false);
        var place = new CatalogPlace(command, takesPacks: true, isKioskNeeded: false);
        command.SetAction(parsed =>
        {
            if (!place.TryFind(parsed, out var code))
                return code;
            using var stopping = new StopSignals(CancellationToken.None);
            var progress = new ProgressLine();
            try
            {
                return Verify(place, folder.Of(parsed), progress, stopping.Token);
            }
            catch (OperationCanceledException) when (stopping.Token.IsCancellationRequested)
            {
                return TellCancelled(progress);
            }
        });
        return command;
    }

    private static int Verify(CatalogPlace place, string? path, ProgressLine progress, CancellationToken stop)
    {
        if (path is null)
            return CatalogReading.VerifyOwn(place, progress, stop);
        using var trust = place.Keys();
        var found = new PackInspection(trust, place.Clock).Look(new PackFolder(path), progress.Show, stop);
        progress.End();
        if (found.Manifest is not { } manifest)
        {
            var why = found.Refusal!.Message;
            Console.Error.WriteLine(
                why.Contains(path, StringComparison.Ordinal) ? $"dntrace: {why}" : $"dntrace: {path}: {why}");
            return ExitCode.Fault;
        }
        Console.WriteLine(
            $"{path}: {PackWords.Of(manifest)}, {PackWords.Counted(found.Pictures, "picture")}: right, signed with key "
            + manifest.KeyId[..16]);
        if (found.Missing > 0)
            Console.WriteLine(
                $"Not in the pack, though records name them: {PackWords.Counted(found.Missing, "picture")}. A kiosk "
                + "that has them from an earlier pack shows them, another shows none.");
        if (place.HasKiosk && PackInspection.RefusalOf(manifest, place.Folder, place.Options) is { } refusal)
        {
            Console.Error.WriteLine($"dntrace: this kiosk would refuse it: {refusal.Message}");
            return ExitCode.Fault;
        }
        return ExitCode.Done;
    }

    private static int Take(CatalogPlace place, ParseResult parsed, PackFolder pack)
    {
        if (!IsReady(place, parsed, out var code))
            return code;
        using var stopping = new StopSignals(CancellationToken.None);
        using var trust = place.Keys();
        var progress = new ProgressLine();
        try
        {
            return Tell(progress, new CatalogImport(place.Folder, place.Options, trust, place.Clock)
                .Run(pack, progress.Show, stopping.Token));
        }
        catch (OperationCanceledException) when (stopping.Token.IsCancellationRequested)
        {
            return TellCancelled(progress);
        }
    }

    private static bool IsReady(CatalogPlace place, ParseResult parsed, out int code)
    {
        if (!place.TryFind(parsed, out code))
            return false;
        if (!FileFacts.IsAnothers(place.Folder))
        {
            GiveWay();
            return true;
        }
        Console.Error.WriteLine(
            $"dntrace: {place.Folder} is another user's, who could not use what root puts there: try it as the one "
            + "that the kiosk runs as, for example with sudo -u dntrace");
        code = ExitCode.Fault;
        return false;
    }

    // A kiosk may be serving beside it, and a shopper comes first: one processor stays the kiosk's. Priority alone is
    // not enough, since the kernel lets a thread end its slice of a few milliseconds.
    private static void GiveWay()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var self = Process.GetCurrentProcess();
        var allowed = self.ProcessorAffinity;
        var first = allowed & -allowed;
        try
        {
            if (allowed != first)
                self.ProcessorAffinity = allowed & ~first;
            self.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Win32Exception)
        {
            // Begun with nice: it gives way even more, and may not take that back. Or a service that may not: then it
            // comes after nobody, and is no less right.
        }
    }

    // When memory runs out, this process is the one that loses least: what came stays, and it is begun again.
    private static void GoFirst()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", OutOfMemoryScore);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then the kernel chooses by size, and this is mostly the larger one.
        }
    }

    private static int Tell(ProgressLine progress, ImportOutcome outcome)
    {
        progress.End();
        if (progress.IsSilent)
            Console.WriteLine(outcome is ImportOutcome.Refused { Refusal.Reason: var reason }
                ? $"refused {PackFaults.CodeOf(reason)}"
                : "taken");
        switch (outcome)
        {
            case ImportOutcome.Taken or ImportOutcome.AlreadyTaken when progress.IsSilent:
                return ExitCode.Done;
            case ImportOutcome.Taken taken:
                Console.WriteLine($"Taken: {PackWords.Of(taken.Manifest)}. A kiosk that runs uses it within seconds.");
                if (taken.MissingPictures > 0)
                    Console.WriteLine(
                        $"{taken.MissingPictures} of {taken.Pictures} pictures are neither in the pack nor here: those "
                        + "products are shown without one.");
                return ExitCode.Done;
            case ImportOutcome.AlreadyTaken already:
                Console.WriteLine($"Already here: {PackWords.Of(already.Manifest)}. Nothing has changed.");
                return ExitCode.Done;
            default:
                Console.Error.WriteLine(
                    $"dntrace: the pack was refused, and nothing has changed: "
                    + ((ImportOutcome.Refused)outcome).Refusal.Message);
                return ExitCode.Fault;
        }
    }

    private static int TellCancelled(ProgressLine progress, string words = "nothing has changed")
    {
        progress.End();
        Console.Error.WriteLine($"dntrace: cancelled; {words}");
        return ExitCode.Cancelled;
    }
}
