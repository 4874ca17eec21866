using System.Diagnostics;
using System.Globalization;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// A ledger in a process of its own, so that the kernel counts what it writes and holds; it answers with one line of
/// numbers, which <see cref="AskAsync"/> reads.
/// </summary>
internal static class LedgerChild
{
    public const string Word = "--ledger-child";

    public const string Alone = "alone";
    public const string Steady = "steady";
    public const string Idle = "idle";
    public const string Build = "build";
    public const string Open = "open";
    public const string Verify = "verify";

    // Lone scans are further apart than the ledger waits with what was settled (five seconds): six, in fast time.
    private const int Speed = 100;
    private static readonly TimeSpan LonePause = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan SteadyPause = TimeSpan.FromMilliseconds(50);

    // Until a broker's acknowledgement is there.
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMilliseconds(10);

    // What was settled is written by then, and the kernel has nothing left.
    private static readonly TimeSpan UntilAtRest = TimeSpan.FromSeconds(10);

    // Less than may wait in the ledger's queue: more would be refused.
    private const int Together = 512;

    // Several checkpoints, so that none is due at rest.
    private const int BeforeRest = 1_000;

    /// <summary>Starts one, waits until it ends, and reads its numbers.</summary>
    public static Task<double[]> AskAsync(string what, string folder, int number = 0) =>
        OwnChild.AskAsync(Word, what, folder, number.ToString(CultureInfo.InvariantCulture));

    public static async Task<int> RunAsync(string what, string folder, int number)
    {
        double[] answer = what switch
        {
            Alone => await AppendAloneAsync(folder, number),
            Steady => await AppendSteadilyAsync(folder, number),
            Idle => await RestAsync(folder, TimeSpan.FromSeconds(number)),
            Build => await BuildAsync(folder, number),
            Open => await OpenAsync(folder),
            Verify => VerifyAll(folder),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "no such measurement"),
        };
        Console.Write(string.Join(' ', answer.Select(one => one.ToString("R", CultureInfo.InvariantCulture))));
        return 0;
    }

    private static async Task<double[]> AppendAloneAsync(string folder, int scans)
    {
        var clock = new KioskClock(new FastTime(Speed), TimeZoneInfo.Utc, () => true);
        await using var ledger = LedgerKit.Open(folder, clock);
        return await CountAsync(scans, async () =>
        {
            await LedgerKit.KeepAsync(ledger);
            await LedgerKit.DeliverAsync(ledger);
            await Task.Delay(LonePause);
        });
    }

    private static async Task<double[]> AppendSteadilyAsync(string folder, int scans)
    {
        await using var ledger = LedgerKit.Open(folder);
        using var timer = new PeriodicTimer(SteadyPause);
        return await CountAsync(scans, async () =>
        {
            await timer.WaitForNextTickAsync();
            await LedgerKit.KeepAsync(ledger);
            await Task.Delay(OnTheWay);
            await LedgerKit.DeliverAsync(ledger);
        });
    }

    // Bytes per scan.
    private static async Task<double[]> CountAsync(int scans, Func<Task> scan)
    {
        await scan();
        var before = LedgerKit.BytesWritten(Environment.ProcessId);
        for (var i = 0; i < scans; i++)
            await scan();
        return [(double)(LedgerKit.BytesWritten(Environment.ProcessId) - before) / scans];
    }

    // Bytes.
    private static async Task<double[]> RestAsync(string folder, TimeSpan time)
    {
        await using var ledger = LedgerKit.Open(folder);
        for (var i = 0; i < BeforeRest; i++)
        {
            await LedgerKit.KeepAsync(ledger);
            await LedgerKit.DeliverAsync(ledger);
        }
        await Task.Delay(UntilAtRest);
        var before = LedgerKit.BytesWritten(Environment.ProcessId);
        await Task.Delay(time);
        return [LedgerKit.BytesWritten(Environment.ProcessId) - before];
    }

    // Seconds.
    private static async Task<double[]> BuildAsync(string folder, int rows)
    {
        var watch = Stopwatch.StartNew();
        await using (var ledger = LedgerKit.Open(folder))
        {
            for (var left = rows; left > 0; left -= Together)
                await Task.WhenAll(
                    Enumerable.Range(0, Math.Min(left, Together)).Select(_ => LedgerKit.KeepAsync(ledger)));
            await ledger.SettleAsync([new SettledRange(ledger.Epoch, 1, ledger.LastSeq, LedgerState.Delivered)]);
        }
        return [watch.Elapsed.TotalSeconds];
    }

    // Seconds, MiB, rows.
    private static async Task<double[]> OpenAsync(string folder)
    {
        var watch = Stopwatch.StartNew();
        await using var ledger = LedgerKit.Open(folder);
        return [watch.Elapsed.TotalSeconds, LedgerKit.MostMemory(Environment.ProcessId), ledger.LastSeq];
    }

    // Seconds, MiB, right rows.
    private static double[] VerifyAll(string folder)
    {
        var watch = Stopwatch.StartNew();
        var verified = LedgerCheck.Verify(Path.Combine(folder, LedgerFile.Name));
        return [watch.Elapsed.TotalSeconds, LedgerKit.MostMemory(Environment.ProcessId), verified.Rows];
    }
}
