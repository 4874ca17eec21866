using System.Diagnostics;
using System.Globalization;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>Work in a process of its own, whose memory the kernel counts; it answers with a line of numbers.</summary>
internal static class CatalogChild
{
    public const string Word = "--catalog-child";

    /// <summary>Imports a pack as the kiosk does.</summary>
    public const string Import = "import";

    /// <summary>The same on SQLite, on one thread.</summary>
    public const string Peer = "peer";

    /// <summary>The same on SQLite, with the kiosk's second thread.</summary>
    public const string PeerAhead = "peer-ahead";

    /// <summary>Opens the catalog, and looks up.</summary>
    public const string Memory = "memory";

    /// <summary>How many look-ups.</summary>
    public const int LookUps = 100_000;

    public static async Task<Answer> AskAsync(string what, string pack, string key, string folder, int records)
    {
        var answer = await OwnChild.AskAsync(
            Word, what, pack, key, folder, records.ToString(CultureInfo.InvariantCulture));
        return answer is [var seconds, var processor, var most, var resident]
            ? new Answer(seconds, processor, most, resident)
            : throw new InvalidOperationException($"the child that was to {what} answered {answer.Length} numbers");
    }

    public static int Run(string what, string pack, string key, string folder, int records)
    {
        var watch = Stopwatch.StartNew();
        switch (what)
        {
            case Import:
                ImportPack(pack, key, folder);
                break;
            case Peer or PeerAhead:
                CatalogPeer.Import(pack, key, folder, isAhead: what == PeerAhead);
                break;
            default:
                LookUpAll(folder, records);
                break;
        }
        var (seconds, processor) = (watch.Elapsed.TotalSeconds, Environment.CpuUsage.TotalTime.TotalSeconds);
        var (most, resident) = (LedgerKit.MostMemory(Environment.ProcessId), LedgerKit.Memory(Environment.ProcessId));
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{seconds:R} {processor:R} {most:R} {resident:R}"));
        return 0;
    }

    private static void ImportPack(string pack, string key, string folder)
    {
        var options = new CatalogOptions { Trust = [key], Quota = "16 GiB" };
        using var trust = TrustedKeys.Load(options.Trust);
        var outcome = new CatalogImport(folder, options, trust, LedgerKit.Clock)
            .Run(new PackFolder(pack), null, CancellationToken.None);
        if (outcome is not ImportOutcome.Taken)
            throw new InvalidOperationException($"{outcome}");
    }

    private static void LookUpAll(string folder, int records)
    {
        using var catalog = new Catalog(folder, LedgerKit.Clock, NullLogger<Catalog>.Instance);
        var tracer = new Tracer(
            catalog, new RecallList(LedgerKit.Clock, NullLogger<RecallList>.Instance), LedgerKit.Clock);
        var reader = new Gs1Reader(TimeProvider.System);
        var chance = new Random(1);
        for (var n = 0; n < LookUps; n++)
            tracer.Trace(reader.Read(Symbol.Parse(CatalogRecords.CodeOf(chance.Next(records)).Text)));
    }

    /// <summary>What a child says.</summary>
    /// <param name="Seconds">How long its work took, without the start of its process.</param>
    /// <param name="Processor">Processor seconds of the whole process, all threads together.</param>
    /// <param name="Most">The most memory that it held, in MiB.</param>
    /// <param name="Resident">What it holds at the end, in MiB.</param>
    internal sealed record Answer(double Seconds, double Processor, double Most, double Resident);
}
