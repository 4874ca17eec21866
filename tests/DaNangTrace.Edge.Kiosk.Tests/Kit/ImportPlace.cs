using System.Security.Cryptography;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>A kiosk's data folder, and a city whose key it trusts.</summary>
internal sealed class ImportPlace : IDisposable
{
    private readonly TempFolder _folder = new();

    public ImportPlace(KioskClock? clock = null)
    {
        Clock = clock ?? Samples.Clock();
        _folder.Write("city.pem", City.ExportSubjectPublicKeyInfoPem());
        Options = new CatalogOptions { Trust = [_folder.File("city.pem")] };
        Directory.CreateDirectory(Data);
    }

    public ECDsa City { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public KioskClock Clock { get; }

    public CatalogOptions Options { get; set; }

    public string Data => _folder.File("data");

    public string Generations => Path.Combine(Data, "catalog");

    public ImportOutcome Import(TestPack pack, Action<ImportProgress>? progress = null) =>
        ImportUntil(pack, progress, TestContext.Current.CancellationToken);

    public ImportOutcome ImportUntil(TestPack pack, Action<ImportProgress>? progress, CancellationToken stop)
    {
        using var trust = TrustedKeys.Load(Options.Trust);
        return new CatalogImport(Data, Options, trust, Clock).Run(pack.Folder, progress, stop);
    }

    public PackRefusal Refused(TestPack pack) => Assert.IsType<ImportOutcome.Refused>(Import(pack)).Refusal;

    public void Taken(TestPack pack) => Assert.IsType<ImportOutcome.Taken>(Import(pack));

    public Catalog Open() => new(Data, Clock, NullLogger<Catalog>.Instance);

    public RecallList Recalls() => new(Clock, NullLogger<RecallList>.Instance);

    public Ledger Ledger() => new(Data, new RecordingOptions(), Clock, NullLogger.Instance);

    /// <summary>A pack of this city's.</summary>
    public TestPack Pack(long version, params string[] lines) =>
        new TestPack(City) { Version = version, Lines = lines.Length == 0 ? [TestPack.Product] : lines }.Write();

    /// <summary>A recall pack of this city's.</summary>
    public TestPack RecallPack(long version, params string[] lines) =>
        new TestPack(City) { Kind = "recall", Version = version, Lines = lines }.Write();

    public void Dispose()
    {
        City.Dispose();
        _folder.Dispose();
    }
}
