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

    /// <summary>Imports a pack as the kiosk does: seconds, and the most memory in MiB.</summary>
    public const string Import = "import";

    /// <summary>The same on SQLite.</summary>
    public const string Peer = "peer";

    /// <summary>Opens the catalog, looks up, and tells its memory in MiB: at rest after it.</summary>
    public const string Memory = "memory";

    private const int LookUps = 100_000;

    public static async Task<double[]> AskAsync(string what, string pack, string key, string folder, int records)
    {
        var program = Environment.ProcessPath!;
        string[] before = Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? ["exec", typeof(CatalogChild).Assembly.Location] : [];
        var start = new ProcessStartInfo(
            program,
            [.. before, Word, what, pack, key, folder, records.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };
        using var child = Process.Start(start)!;
        var answer = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0
            ? [.. answer.Split(' ').Select(one => double.Parse(one, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException($"the child that was to {what} failed:\n{answer}");
    }

    public static int Run(string what, string pack, string key, string folder, int records)
    {
        var watch = Stopwatch.StartNew();
        switch (what)
        {
            case Import:
                ImportPack(pack, key, folder);
                break;
            case Peer:
                CatalogPeer.Import(pack, key, folder);
                break;
            default:
                LookUpAll(folder, records);
                break;
        }
        var memory = what == Memory ? Resident() : LedgerKit.MostMemory(Environment.ProcessId);
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:R} {memory:R}"));
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
            tracer.Trace(reader.Read(Symbol.Parse(CatalogRecords.GtinOf(chance.Next(records)))));
    }

    private static double Resident() =>
        File.ReadLines("/proc/self/status").Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Select(line => long.Parse(line["VmRSS:".Length..^3].Trim(), CultureInfo.InvariantCulture))
            .Single() / 1024.0;
}
