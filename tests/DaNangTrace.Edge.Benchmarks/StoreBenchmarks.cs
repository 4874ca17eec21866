using BenchmarkDotNet.Attributes;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>What a look-up and a lone durable append cost on this machine's disk.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class StoreBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dntrace-bench-").FullName;
    private Catalog _catalog = null!;
    private Ledger _ledger = null!;
    private Sighting _sighting = null!;

    [GlobalSetup]
    public void Open()
    {
        var clock = new KioskClock(TimeProvider.System, TimeZoneInfo.Utc, () => true);
        _catalog = new Catalog(_folder, clock, NullLogger<Catalog>.Instance);
        new CatalogSeed(_folder, clock, NullLogger<CatalogSeed>.Instance).Fill(_catalog, CatalogSeed.Sample);
        _ledger = new Ledger(_folder, new RecordingOptions(), clock, NullLogger.Instance);
        var now = clock.Now();
        _sighting = new Sighting
        {
            Id = Guid.CreateVersion7(now.At),
            Market = "han",
            Kiosk = "k-han-001",
            Scanner = "front",
            At = now.At,
            Time = new SightingTime("sync", now.BootId, now.BootNanoseconds),
            Reading = SightingReading.Of(new Gs1Reader(TimeProvider.System).Read(Symbol.Parse("9520001000010"))),
            Answer = new SightingAnswer("known", 1, 0, []),
        };
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await _ledger.DisposeAsync();
        _catalog.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark]
    public LookUp FromMemory() => _catalog.Find("09520001000010", null, null);

    [Benchmark]
    public Task<Recorded> AppendAlone() => _ledger.AppendAsync(_sighting);

    [Benchmark(OperationsPerInvoke = 50)]
    public Task AppendFiftyAtOnce() =>
        Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _ledger.AppendAsync(_sighting)));
}
