using System.Diagnostics;
using System.Runtime.InteropServices;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tracing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>How long a look-up takes: from memory, hot, and with the file's pages not in the page cache.</summary>
internal static partial class CatalogLookUps
{
    private const int Hot = 20_000;
    private const int Cold = 500;
    private const int Openings = 50;
    private const int Together = 1_000;
    private const int NotNeeded = 4;

    // Enough for the just-in-time compiler; the kiosk's program is compiled before it runs.
    private const int WarmUp = 5_000;

    public static void Run(string folder, int records)
    {
        using var catalog = Open(folder);
        using var peer = CatalogPeer.Open(folder);
        var tracer = new Tracer(
            catalog, new RecallList(LedgerKit.Clock, NullLogger<RecallList>.Instance), LedgerKit.Clock);
        // Each record once: what was asked before is in the cache of answers.
        var items = Items(records);
        var (warm, hot) = (items[..Part(WarmUp)], items[Part(WarmUp)..^Part(Cold)]);
        hot = hot[..Math.Min(hot.Length, Hot)];
        var cold = items[^Part(Cold)..];
        var file = Directory.GetFiles(Path.Combine(folder, "catalog"), "origins.db", SearchOption.AllDirectories)[0];
        var peerFile = Path.Combine(folder, CatalogPeer.FileName);
        LedgerKit.Tell($"""

            Look-ups of random records, a seventh of them lots and items, for which two or three records are read. Hot:
            the file is in the page cache, the answer is not in the cache of answers. Cold: the file's pages are dropped
            from the page cache before each one; the store is open, and may hold pages of its own. From memory: each
            time is the mean of {Together}, since one alone is shorter than the clock can tell.

            | look-up                                  | n      | p50, µs | p99, µs | most, µs | bytes allocated |
            |------------------------------------------|-------:|--------:|--------:|---------:|----------------:|
            """);
        SendingComparison.Remember(file);
        SendingComparison.Remember(peerFile);
        foreach (var item in warm)
        {
            tracer.Trace(item);
            Ask(peer, item);
        }
        FromMemory("from memory, the catalog", () => catalog.Find(warm[^1].Gtin!.Digits, null, null));
        FromMemory("from memory, the whole Tracer", () => tracer.Trace(warm[^1]));
        Tell("hot, the whole Tracer", hot, item => tracer.Trace(item));
        Tell("hot, SQLite and the reading", hot, item => Ask(peer, item));
        Tell("cold, the whole Tracer", cold, item => tracer.Trace(item), () => Drop(file));
        Tell("cold, SQLite and the reading", cold, item => Ask(peer, item), () => Drop(peerFile));
        var first = items[..Math.Min(Openings, items.Length)];
        Tell("cold, opening and the first look-up", first, item => AskOnce(folder, item), () => Drop(file));
        Tell("cold, SQLite, the same", first, item => AskPeerOnce(folder, item), () => Drop(peerFile));

        int Part(int wanted) => Math.Min(wanted, records / 4);
    }

    private static Catalog Open(string folder) => new(folder, LedgerKit.Clock, NullLogger<Catalog>.Instance);

    private static void Ask(CatalogPeer peer, Reading.Item item)
    {
        if (peer.Find(item.Gtin!.Digits, item.Lot, item.Serial) == 0)
            throw new InvalidOperationException($"SQLite has no {item.Gtin}");
    }

    private static void AskOnce(string folder, Reading.Item item)
    {
        using var catalog = Open(folder);
        catalog.Find(item.Gtin!.Digits, item.Lot, item.Serial);
    }

    private static void AskPeerOnce(string folder, Reading.Item item)
    {
        using var peer = CatalogPeer.Open(folder);
        Ask(peer, item);
    }

    private static Reading.Item[] Items(int records)
    {
        var reader = new Gs1Reader(TimeProvider.System);
        var order = Enumerable.Range(0, records).ToArray();
        new Random(7).Shuffle(order);
        return
        [
            .. order.Take(WarmUp + Hot + Cold).Select(record => CatalogRecords.CodeOf(record).Text)
                .Select(text => (Reading.Item)reader.Read(Symbol.Parse(text))),
        ];
    }

    private static void FromMemory(string name, Action lookUp)
    {
        var times = new double[Hot];
        for (var n = -Together; n < times.Length; n++)
        {
            var begun = Stopwatch.GetTimestamp();
            for (var i = 0; i < Together; i++)
                lookUp();
            if (n >= 0)
                times[n] = Stopwatch.GetElapsedTime(begun).TotalMicroseconds / Together;
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        lookUp();
        Row(name, times, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Tell(
        string name, Reading.Item[] items, Action<Reading.Item> lookUp, Action? before = null)
    {
        var times = new double[items.Length];
        var allocated = 0L;
        for (var n = 0; n < times.Length; n++)
        {
            before?.Invoke();
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var begun = Stopwatch.GetTimestamp();
            lookUp(items[n]);
            times[n] = Stopwatch.GetElapsedTime(begun).TotalMicroseconds;
            allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
        }
        Row(name, times, allocated / times.Length);
    }

    private static void Row(string name, double[] times, long allocated)
    {
        Array.Sort(times);
        var (middle, high) = (LedgerKit.At(times, 0.5), LedgerKit.At(times, 0.99));
        var figures = FormattableString.Invariant(
            $"{middle,7:0.00} | {high,7:0.00} | {times[^1],8:0.0} | {allocated,15}");
        LedgerKit.Tell($"| {name,-40} | {times.Length,6} | {figures} |");
    }

    // The file was brought to the disk, so its pages can be dropped.
    private static void Drop(string file)
    {
        using var handle = File.OpenHandle(file);
        if (Advise(handle, 0, 0, NotNeeded) != 0)
            throw new IOException($"the pages of {file} can't be dropped");
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
