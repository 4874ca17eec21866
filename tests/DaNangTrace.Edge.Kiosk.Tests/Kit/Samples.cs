using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Showing.Drawing;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>What most tests need: a clock that stands, a kiosk, a sighting, a catalog.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 5, 0, 0, TimeSpan.Zero);

    public static FakeTimeProvider Time() => new(Noon);

    public static KioskClock Clock(TimeProvider? time = null) =>
        new(time ?? Time(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh"), () => true);

    public static KioskIdentity Identity { get; } = new(
        new KioskAddress("han", "k-han-001"),
        new Market { Id = "han", Name = new Dictionary<string, string> { ["vi"] = "Chợ Hàn" } },
        null,
        "0.0.0-test");

    public static PicturePlace Place { get; } = new(Identity, ["vi", "en"], "below");

    public static Scan Scan(string sent, KioskClock? clock = null) =>
        Kiosk.Scanning.Scan.Now("front", Symbol.Parse(sent), clock ?? Clock());

    public static ScannerTally Tally(TimeProvider? time = null) => new("front", time ?? Time(), NullLogger.Instance);

    public static Reading Read(string sent) => new Gs1Reader(Time()).Read(Symbol.Parse(sent));

    public static Reading.Item Item(string sent) => Assert.IsType<Reading.Item>(Read(sent));

    public static Sighting Sighting(string text = "8936012345674") => new()
    {
        Id = Guid.CreateVersion7(Noon),
        Market = "han",
        Kiosk = "k-han-001",
        Scanner = "front",
        At = Noon.ToOffset(TimeSpan.FromHours(7)),
        Time = new SightingTime("sync", Guid.Empty.ToString(), 1),
        Reading = SightingReading.Of(Read(text)),
        Answer = new SightingAnswer("none", null, null, []),
    };

    public static RecallCount RecallCount(int n = 1) => new(
        1, new Guid(n, 1, unchecked((short)0x8000), [0x80, 0, 0, 0, 0, 0, 0, 1]), "TH-01", "08936012345674", "A1", 3,
        Noon.ToOffset(TimeSpan.FromHours(7)), Noon.AddHours(1).ToOffset(TimeSpan.FromHours(7)));

    public static Catalog Catalog(TempFolder folder, KioskClock clock, string? seed = CatalogSeed.Sample)
    {
        var catalog = new Catalog(folder.Path, clock, NullLogger<Catalog>.Instance);
        new CatalogSeed(folder.Path, clock, NullLogger<CatalogSeed>.Instance).Fill(catalog, seed);
        return catalog;
    }

    /// <summary>The recall list of the built-in sample.</summary>
    public static RecallList Recalls(KioskClock clock)
    {
        var recalls = new RecallList(clock, NullLogger<RecallList>.Instance);
        recalls.UseSample(SampleCatalog.Recalls(clock.Today), clock.Time.GetUtcNow());
        return recalls;
    }

    public static Tracer Tracer(Catalog catalog, KioskClock clock) => new(catalog, Recalls(clock), clock);
}
