using System.Diagnostics;
using System.Runtime.InteropServices;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tracing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// How long one look-up takes: from memory, hot, and with the file's pages dropped from the page cache.
/// </summary>
internal static partial class CatalogLookUps
{
    private const int Hot = 20_000;
    private const int Cold = 500;
    private const int Together = 1_000;
    private const int NotNeeded = 4;

    public static void Run(string folder, int records)
    {
        using var catalog = new Catalog(folder, LedgerKit.Clock, NullLogger<Catalog>.Instance);
        using var peer = CatalogPeer.Open(folder);
        var tracer = new Tracer(
            catalog, new RecallList(LedgerKit.Clock, NullLogger<RecallList>.Instance), LedgerKit.Clock);
        // The cold ones are others than the hot ones: what was asked before is in the cache of answers.
        var (items, others) = (Items(records, 7, Hot), Items(records, 11, Together));
        var coldItems = Items(records, 13, Cold);
        var file = Directory.GetFiles(Path.Combine(folder, "catalog"), "origins.db", SearchOption.AllDirectories)[0];
        var peerFile = Path.Combine(folder, CatalogPeer.FileName);
        LedgerKit.Tell($"""

            | look-up                                  | n      | p50, µs | p99, µs | most, µs | bytes allocated |
            |------------------------------------------|-------:|--------:|--------:|---------:|----------------:|
            """);
        // Enough for the just-in-time compiler.
        foreach (var item in others)
        {
            tracer.Trace(item);
            peer.Find(item.Gtin!.Digits);
        }
        FromMemory(catalog, items[0].Gtin!.Digits);
        Tell("hot, the whole Tracer", items, item => tracer.Trace(item));
        Tell("hot, SQLite and the reading", items, item => peer.Find(item.Gtin!.Digits));
        Tell("cold, the whole Tracer", coldItems, item => tracer.Trace(item), () => Drop(file));
        Tell("cold, SQLite and the reading", coldItems, item => peer.Find(item.Gtin!.Digits), () => Drop(peerFile));
        FirstAfterOpening(folder, items, file);
    }

    private static Reading.Item[] Items(int records, int seed, int count)
    {
        var reader = new Gs1Reader(TimeProvider.System);
        var chance = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => chance.Next(records))
                .Select(record => CatalogRecords.GtinOf(record - (record % 10 == 9 ? 1 : 0)))
                .Select(gtin => (Reading.Item)reader.Read(Symbol.Parse(gtin))),
        ];
    }

    private static void FromMemory(Catalog catalog, string gtin)
    {
        catalog.Find(gtin, null, null);
        var times = new double[Hot];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < times.Length; n++)
        {
            // One alone is shorter than the clock can tell.
            var begun = Stopwatch.GetTimestamp();
            for (var i = 0; i < Together; i++)
                catalog.Find(gtin, null, null);
            times[n] = Stopwatch.GetElapsedTime(begun).TotalMicroseconds / Together;
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Row("from memory, mean of 1,000 each", times, allocated / Hot / Together);
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

    private static void FirstAfterOpening(string folder, Reading.Item[] items, string file)
    {
        var times = new double[50];
        for (var n = 0; n < times.Length; n++)
        {
            Drop(file);
            var begun = Stopwatch.GetTimestamp();
            using var catalog = new Catalog(folder, LedgerKit.Clock, NullLogger<Catalog>.Instance);
            catalog.Find(items[n].Gtin!.Digits, null, null);
            times[n] = Stopwatch.GetElapsedTime(begun).TotalMicroseconds;
        }
        Row("cold, opening and the first look-up", times, 0);
    }

    private static void Row(string name, double[] times, long allocated)
    {
        Array.Sort(times);
        var (p50, p99) = (LedgerKit.At(times, 0.5), LedgerKit.At(times, 0.99));
        LedgerKit.Tell(
            $"| {name,-40} | {times.Length,6} | {p50,7:0.00} | {p99,7:0.00} | {times[^1],8:0.0} | {allocated,15} |");
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
