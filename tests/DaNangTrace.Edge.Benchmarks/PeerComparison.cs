using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// Times the span-level reader beside the C engine in one process, turn by turn, so that both meet the same machine.
/// Prints times and ratios; it never judges.
/// </summary>
internal static class PeerComparison
{
    private const int Rounds = 31;
    private const int Calls = 20_000;

    private static readonly DateOnly Today = new(2026, 11, 24);

    internal static int Run(string library)
    {
        if (!File.Exists(library))
        {
            Console.Error.WriteLine(
                $"--peer {library}: there is no such file; libgs1encoders.so is due, made by `make libshared`.");
            return 2;
        }
        Gs1Peer peer;
        try
        {
            peer = new Gs1Peer(library);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            Console.Error.WriteLine($"--peer {library}: it is no libgs1encoders.so: {e.Message}");
            return 2;
        }
        using var _ = peer;
        WarmUp();
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}");
        Console.WriteLine($"Medians of {Rounds} rounds of {Calls} calls.");
        Console.WriteLine($"The peer is the GS1 Barcode Syntax Engine, built {peer.Version}.");
        Console.WriteLine();
        Console.WriteLine("| code           | ours, ns | peer, ns | peer / ours |");
        Console.WriteLine("|----------------|---------:|---------:|------------:|");
        foreach (var sample in Enum.GetValues<Gs1Sample>())
            Compare(sample, peer);
        return 0;
    }

    /// <summary>
    /// Until the runtime has compiled ours for good; it waits for a pause before it does, and measures in between.
    /// </summary>
    private static void WarmUp()
    {
        for (var round = 0; round < 6; round++)
        {
            foreach (var sample in Enum.GetValues<Gs1Sample>())
                TimeOurs(Gs1Samples.TextOf(sample), out _);
            new ManualResetEventSlim().Wait(TimeSpan.FromMilliseconds(250));
        }
    }

    private static unsafe void Compare(Gs1Sample sample, Gs1Peer peer)
    {
        var sent = Gs1Samples.TextOf(sample);
        var bytes = Encoding.UTF8.GetBytes(sent + '\0');
        fixed (byte* pointer = bytes)
        {
            // What it refuses, or keeps as any other data unread, is no comparison.
            TimeOurs(sent, out var kind);
            var isRead = peer.Reads(pointer) && kind == ReadingKind.Item;
            var ours = new double[Rounds];
            var theirs = new double[Rounds];
            for (var i = -10; i < Rounds; i++)
            {
                var our = TimeOurs(sent, out _);
                var their = isRead ? TimeTheirs(peer, pointer) : double.NaN;
                if (i >= 0)
                    (ours[i], theirs[i]) = (our, their);
            }
            Array.Sort(ours);
            Array.Sort(theirs);
            var (mine, other) = (ours[Rounds / 2], theirs[Rounds / 2]);
            var compared = string.Create(CultureInfo.InvariantCulture, $"{other,8:F0} | {other / mine,11:F1}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {sample,-14} | {mine,8:F0} | {(isRead ? compared : "not read |            ")} |"));
        }
    }

    private static double TimeOurs(string sent, out ReadingKind kind)
    {
        Span<ElementSpan> elements = stackalloc ElementSpan[16];
        Span<Finding> findings = stackalloc Finding[8];
        Span<char> scratch = stackalloc char[128];
        var reader = new SymbolReader(elements, findings, scratch);
        var started = Stopwatch.GetTimestamp();
        kind = default;
        for (var i = 0; i < Calls; i++)
            kind = reader.Read(sent, Today);
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / Calls;
    }

    private static unsafe double TimeTheirs(Gs1Peer peer, byte* sent)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++)
            peer.Reads(sent);
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / Calls;
    }
}
