using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace DaNangTrace.Edge.Kiosk.Showing.Speaking;

/// <summary>
/// Runs Debian's <c>espeak-ng</c>. The text goes by standard input: it comes from outside, and on a command line it
/// could be seen by everybody on the machine and be taken for an option.
/// </summary>
/// <param name="path">The program; a bare name is looked for in the PATH.</param>
/// <param name="time">Limits it.</param>
internal sealed class EspeakProgram(string path, TimeProvider time)
{
    // The list of all voices has 12,000 characters; what it says of a fault is far less.
    private const int MostRead = 64 * 1024;

    // Killed it has ended; only what it had started itself could hold its outputs open.
    private static readonly TimeSpan UntilRead = TimeSpan.FromSeconds(1);

    /// <summary>What the child's environment has besides the kiosk's own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs it to its end; whoever asks it to stop, or the limit, ends it at once.</summary>
    public async Task<EspeakRun> RunAsync(
        IEnumerable<string> arguments, string text, TimeSpan limit, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
            return new EspeakRun.Ended(false);
        Process child;
        try
        {
            child = Process.Start(How(arguments))!;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            const int noSuchFile = 2;
            return new EspeakRun.NotStarted(e is Win32Exception { NativeErrorCode: noSuchFile }, e.Message);
        }
        using (child)
        {
            var (output, error) = (ReadAsync(child.StandardOutput), ReadAsync(child.StandardError));
            using var limited = new CancellationTokenSource(limit, time);
            using (limited.Token.Register(() => Kill(child)))
            using (stop.Register(() => Kill(child)))
            {
                await GiveAsync(child, text);
                await child.WaitForExitAsync(CancellationToken.None);
            }
            var said = (await ReadOrNothing(output), await ReadOrNothing(error));
            return stop.IsCancellationRequested || limited.IsCancellationRequested
                ? new EspeakRun.Ended(!stop.IsCancellationRequested)
                : new EspeakRun.Ran(child.ExitCode, said.Item1, said.Item2);
        }
    }

    private ProcessStartInfo How(IEnumerable<string> arguments)
    {
        var how = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Without a byte order mark, which it would read aloud.
            StandardInputEncoding = new UTF8Encoding(false),
        };
        foreach (var (name, value) in Environment)
            how.Environment[name] = value;
        return how;
    }

    private static async Task GiveAsync(Process child, string text)
    {
        try
        {
            await child.StandardInput.WriteAsync(text);
            child.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before it read all; its code says why.
        }
    }

    private static void Kill(Process child)
    {
        try
        {
            child.Kill();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private static async Task<string> ReadOrNothing(Task<string> reading)
    {
        try
        {
            return await reading.WaitAsync(UntilRead);
        }
        catch (Exception e) when (e is TimeoutException or IOException)
        {
            return "";
        }
    }

    // To its end, so that it never waits for a reader; but no more is kept than is of use.
    private static async Task<string> ReadAsync(StreamReader stream)
    {
        // A disposed process leaves its pipes open to whoever has them: till the collector comes, two for each text.
        using var reader = stream;
        var (kept, buffer) = (new StringBuilder(), new char[4096]);
        for (int count; (count = await reader.ReadAsync(buffer)) > 0;)
            kept.Append(buffer, 0, Math.Min(count, MostRead - kept.Length));
        return kept.ToString();
    }
}

/// <summary>How a run of the program went.</summary>
internal abstract record EspeakRun
{
    private EspeakRun() { }

    /// <summary>It could not be started.</summary>
    public sealed record NotStarted(bool IsMissing, string Why) : EspeakRun;

    /// <summary>It was ended, by its limit or by whoever asked for it.</summary>
    public sealed record Ended(bool IsByLimit) : EspeakRun;

    /// <summary>It ended by itself.</summary>
    public sealed record Ran(int Code, string Output, string Error) : EspeakRun
    {
        // Without a sound card it says so and ends with 0, as after a text that was heard. What the sound's library
        // remarks on besides, a late buffer, is no failure.
        public bool IsRight => Code == 0 && !Error.Split('\n')
            .Any(line => line.StartsWith("error:", StringComparison.OrdinalIgnoreCase));
    }
}
