using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Serving;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// Times the way from a code's last byte on a serial line to its scan in the lane, beside a C program that only reads
/// (<c>line_reader.c</c>, compiled here), turn by turn, so that both meet the same machine. Prints; never judges.
/// </summary>
internal static class ScannerComparison
{
    private const int WarmUp = 500;
    private const int Codes = 5_000;

    // A code that nobody waits for: the machine is as idle as between two shoppers.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);
    private static readonly byte[] Code = "]d20109520001000010\u001D21ABC123\r\n"u8.ToArray();

    internal static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("dntrace-bench-").FullName;
        try
        {
            var reader = Path.Combine(folder, "line_reader");
            var source = Path.Combine(AppContext.BaseDirectory, "line_reader.c");
            using (var compiler = Process.Start("cc", ["-O2", "-Wall", "-o", reader, source]))
            {
                await compiler.WaitForExitAsync();
                if (compiler.ExitCode != 0)
                    return 2;
            }
            using var ourLine = new PtyPair(Path.Combine(folder, "ours"));
            using var theirLine = new PtyPair(Path.Combine(folder, "theirs"));
            await using var ours = new OurWay(ourLine);
            using var theirs = new TheirWay(reader, theirLine);
            await ours.OpenAsync();
            var (our, their) = (new double[Codes], new double[Codes]);
            for (var i = -WarmUp; i < Codes; i++)
            {
                var one = await ours.TimeAsync();
                await Task.Delay(Pause);
                var other = await theirs.TimeAsync();
                await Task.Delay(Pause);
                if (i >= 0)
                    (our[i], their[i]) = (one, other);
            }
            Tell(our, their);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Tell(double[] our, double[] their)
    {
        Array.Sort(our);
        Array.Sort(their);
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}");
        Console.WriteLine($"{Codes} codes each, turn by turn, from the last byte on a pseudo-terminal.");
        Console.WriteLine();
        Console.WriteLine("|     | to scan in lane, µs | C program that only reads, µs | ratio | difference, µs |");
        Console.WriteLine("|-----|--------------------:|------------------------------:|------:|---------------:|");
        foreach (var share in (double[])[0.5, 0.99])
        {
            var (one, other) = (At(our, share), At(their, share));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| p{share * 100:0} | {one,19:0.0} | {other,29:0.0} | {one / other,5:0.0} | {one - other,14:0.0} |"));
        }
    }

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    private static double Microseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMicroseconds;

    /// <summary>The kiosk's driver, framer and lane.</summary>
    private sealed class OurWay : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly ScanLane _lane = new();
        private readonly PtyPair _line;
        private readonly IScanner _scanner;
        private readonly Task _running;
        private TaskCompletionSource<long> _arrived = new();

        public OurWay(PtyPair line)
        {
            _line = line;
            _scanner = ScanningSetup.Make(
                new ScannerOptions { Name = "front", Driver = "serial", Port = line.Path },
                new KioskClock(TimeProvider.System, TimeZoneInfo.Utc, () => true), NullLogger.Instance,
            new DeviceClaims());
            _running = _scanner.RunAsync(
                async (scan, stop) =>
                {
                    await _lane.PutAsync(scan, stop);
                    _arrived.SetResult(Stopwatch.GetTimestamp());
                },
                _stop.Token);
        }

        public async Task OpenAsync()
        {
            while (_scanner.Condition.Now.Wellness != Wellness.Ok)
                await Task.Delay(20);
        }

        public async Task<double> TimeAsync()
        {
            _arrived = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            var begun = Stopwatch.GetTimestamp();
            _line.Send(Code);
            var taken = Microseconds(begun, await _arrived.Task);
            await foreach (var _ in _lane.TakeAllAsync(_stop.Token))
                break;
            return taken;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _stop.Dispose();
        }
    }

    /// <summary>The C program.</summary>
    private sealed class TheirWay : IDisposable
    {
        private readonly Process _process;
        private readonly PtyPair _line;

        public TheirWay(string program, PtyPair line)
        {
            _line = line;
            _process = Process.Start(new ProcessStartInfo(program, [line.Device!]) { RedirectStandardOutput = true })!;
            var ready = new byte["ready\n".Length];
            _process.StandardOutput.BaseStream.ReadExactly(ready);
        }

        public async Task<double> TimeAsync()
        {
            var stamp = new byte[sizeof(long)];
            var begun = Stopwatch.GetTimestamp();
            _line.Send(Code);
            await _process.StandardOutput.BaseStream.ReadExactlyAsync(stamp);
            // On Linux a stopwatch counts the same clock, in nanoseconds.
            return Microseconds(begun, BitConverter.ToInt64(stamp));
        }

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
