using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <summary>
/// Fetches and takes a catalog in a process of its own. Memory and processor are given back, and a shopper waits for no
/// import. Where the kiosk is killed meanwhile, the child goes on to its end: it holds the locks, and what it leaves is
/// whole.
/// <para>What is agreed with the child: SIGTERM ends it soon, else SIGKILL does; what came stays. One line of standard
/// output says <c>taken</c>, or <c>refused</c> and the reason's code; anything else is a failure that may pass. The
/// last line of standard error says why, for a person.</para>
/// </summary>
/// <param name="start">How the child is started for an address.</param>
public sealed partial class PackChild(Func<Uri, ProcessStartInfo> start)
{
    private const int Terminate = 15;
    private const int KillAtOnce = 9;
    private const int MostWords = 300;

    // Of what a child says only its last lines are of interest, and they must not fill the kiosk's memory.
    private const int MostRead = 4096;

    // Killed it has ended, but where the disk hangs: then the next one finds its locks.
    private static readonly TimeSpan UntilKilled = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long it may take to end. It gives up between two lines of the pack, and then has a slow card's writes to
    /// wait for.
    /// </summary>
    public TimeSpan UntilItEnds { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc cref="TakePack"/>
    public async Task<PackTaking> TakeAsync(Uri address, PackNotice notice, CancellationToken stop)
    {
        Process child;
        try
        {
            child = Process.Start(start(address))!;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return new PackTaking.Failed($"the program can't be started ({e.Message})");
        }
        using (child)
        {
            var output = ReadEndAsync(child.StandardOutput);
            var error = ReadEndAsync(child.StandardError);
            try
            {
                await child.WaitForExitAsync(stop);
            }
            catch (OperationCanceledException)
            {
                await EndAsync(child);
                throw;
            }
            return OutcomeOf(child.ExitCode, (await output).Trim(), WordsOf(await error));
        }
    }

    // One that does not end would hold the locks, and no other catalog would come.
    private async Task EndAsync(Process child)
    {
        if (!child.HasExited)
            _ = Kill(child.Id, Terminate);
        await IsOverAsync(child, UntilItEnds);
        if (child.HasExited)
            return;
        _ = Kill(child.Id, KillAtOnce);
        await IsOverAsync(child, UntilKilled);
    }

    private static async Task IsOverAsync(Process child, TimeSpan limit) =>
        await child.WaitForExitAsync(CancellationToken.None).WaitAsync(limit, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static PackTaking OutcomeOf(int code, string outcome, string words) => outcome.Split(' ') switch
    {
        ["taken"] when code == 0 => new PackTaking.Taken(),
        ["refused", var reason] when PackFaults.TryRead(reason, out var fault) =>
            new PackTaking.Refused(new PackRefusal(fault, words)),
        _ => new PackTaking.Failed(words.Length > 0 ? words : $"the program ended with code {code}"),
    };

    // As the command tells it, but for what is said of each refusal.
    private static string WordsOf(string error)
    {
        var line = error.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        foreach (var prefix in (string[])["dntrace: ", "the pack was refused, and nothing has changed: "])
        {
            if (line.StartsWith(prefix, StringComparison.Ordinal))
                line = line[prefix.Length..];
        }
        return Shown.Of(line, MostWords);
    }

    private static async Task<string> ReadEndAsync(StreamReader reader)
    {
        var (end, buffer) = ("", new char[MostRead]);
        for (int count; (count = await reader.ReadAsync(buffer)) > 0;)
        {
            end += new string(buffer, 0, count);
            end = end[^Math.Min(end.Length, MostRead)..];
        }
        return end;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
