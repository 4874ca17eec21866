using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Serving;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Serving;

/// <summary>The way of a scan that only the city can answer.</summary>
public sealed partial class CityWaitTests : IAsyncLifetime
{
    // In no sample.
    private const string Gtin = "08936012345674";
    private const string Code = "8936012345674";
    private const string Other = "8936012345605";
    private static readonly Question OfProduct = new(Gtin, null, null);

    private readonly TempFolder _folder = new();
    private readonly RecordingDisplay _display = new();
    private readonly ScriptedCity _city = new();
    private readonly KioskClock _clock = Samples.Clock(TimeProvider.System);
    private readonly ServiceProvider _rooms;
    private bool _isStopped;

    public CityWaitTests()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton(TimeProvider.System).AddSingleton(_clock).AddSingleton(Samples.Identity);
        // Whatever comes again within a test is a repeat.
        services.AddSingleton(new ScanningOptions { RepeatSeconds = 60 });
        services.AddSingleton<IReadOnlyList<IDisplay>>([_display]);
        services.AddSingleton(new ShowingOptions()).AddSingleton<Screen>();
        services.AddRecording(new RecordingOptions(), _folder.Path);
        services.AddTracing(
            new TracingOptions
            {
                Catalog = new CatalogOptions { Seed = CatalogSeed.Sample },
                City = new CityOptions { Resolver = "https://id.example/" },
            },
            _folder.Path);
        services.AddSingleton<IOriginSource>(_city);
        services.AddServing();
        _rooms = services.BuildServiceProvider();
    }

    [Fact]
    public async Task A_miss_says_that_it_is_read_and_then_the_answer()
    {
        await ScanAsync(Code);
        await ShownAsync("Reading");
        Assert.Equal(Code, Assert.IsType<Scene.Reading>(_display.Scenes[0]).Code);
        Assert.Equal(0, Ledger.LastSeq);

        _city.Say(OfProduct, ScriptedCity.Known(Gtin));
        await ShownAsync("Reading", "Known");

        var sighting = Assert.Single(await RecordedAsync(1));
        Assert.Equal(("known", null, 0L), (sighting.Answer.Kind, sighting.Answer.CatalogVersion, sighting.Answer.AgeSeconds));
    }

    [Fact]
    public async Task A_city_that_does_not_answer_is_out_of_reach()
    {
        _city.Say(OfProduct, ScriptedCity.NoAnswer);
        await ScanAsync(Code);

        await ShownAsync("Reading", "OutOfReach");
        Assert.Equal(["outOfReach"], Kinds(await RecordedAsync(1)));
    }

    [Fact]
    public async Task A_new_scan_ends_the_wait_of_the_one_before_it()
    {
        await ScanAsync(Code);
        await ShownAsync("Reading");
        await ScanAsync("9520001000010");

        // Nothing flashes up between them.
        await ShownAsync("Reading", "Known");
        var recorded = await RecordedAsync(2);
        Assert.Equal(["outOfReach", "known"], Kinds(recorded));
        Assert.Equal([Gtin, "09520001000010"], recorded.Select(one => one.Reading.Gtin));

        // What comes too late is nobody's on the screen; the next who asks has it at once.
        _city.Say(OfProduct, ScriptedCity.Known(Gtin));
        await Wait.UntilAsync(() => _rooms.GetRequiredService<City>().Find(OfProduct) is not null, "it is kept");
        Assert.Equal(2, _display.Scenes.Count);
        await ScanAsync(Code);
        await ShownAsync("Reading", "Known", "Known");
        Assert.Equal(1, _city.Asked);
    }

    [Fact]
    public async Task Two_misses_in_a_row_are_two_waits()
    {
        await ScanAsync(Code, Other);
        await ShownAsync("Reading", "Reading");
        _city.Say(new Question("0" + Other, null, null), new CityWord.NotRegistered());

        await ShownAsync("Reading", "Reading", "NotRegistered");
        Assert.Equal(["outOfReach", "notRegistered"], Kinds(await RecordedAsync(2)));
    }

    [Fact]
    public async Task A_code_that_is_held_under_the_scanner_does_not_end_its_own_wait()
    {
        await ScanAsync(Code, Code, Code);
        await ShownAsync("Reading");
        await Task.Delay(50, TestContext.Current.CancellationToken);
        _city.Say(OfProduct, ScriptedCity.Known(Gtin));

        await ShownAsync("Reading", "Known");
        var recorded = await RecordedAsync(3);
        Assert.Equal(["known", "known", "known"], Kinds(recorded));
        Assert.Equal([false, true, true], recorded.Select(one => one.Repeat));
    }

    [Fact]
    public async Task Another_scanner_that_holds_its_code_ends_nobodys_wait()
    {
        await ScanByAsync("back", "9520001000010");
        await ScanByAsync("front", Code);
        await ShownAsync("Known", "Reading");
        await ScanByAsync("back", "9520001000010");
        await Task.Delay(50, TestContext.Current.CancellationToken);
        _city.Say(OfProduct, ScriptedCity.Known(Gtin));

        await ShownAsync("Known", "Reading", "Known");
        var recorded = await RecordedAsync(3);
        Assert.Equal(["09520001000010", Gtin, "09520001000010"], recorded.Select(one => one.Reading.Gtin));
        Assert.Equal(["known", "known", "known"], Kinds(recorded));
    }

    [Fact]
    public async Task A_city_that_is_left_alone_is_waited_for_by_nobody()
    {
        _city.IsWorthAsking = false;
        await ScanAsync(Code);

        await ShownAsync("OutOfReach");
        Assert.Equal(["outOfReach"], Kinds(await RecordedAsync(1)));
    }

    [Fact]
    public async Task Of_a_lot_without_an_answer_what_was_heard_of_its_product_is_told_with_its_age()
    {
        var before = new Heard(ScriptedCity.Known(Gtin), _clock.LocalNow.AddDays(-5), IsTimeRight: true);
        _rooms.GetRequiredService<HeardStore>().Keep(OfProduct.Path(), before);
        await ScanAsync($"(01){Gtin}(10)A1");
        await ShownAsync("Reading");
        _city.Say(new Question(Gtin, "A1", null), ScriptedCity.NoAnswer);

        await ShownAsync("Reading", "Known");
        var known = (Scene.Known)_display.Scenes[1];
        Assert.Equal((before.At, true), (known.AsOf, known.Stale));
        Assert.Contains("noLotData", known.Cautions);
        Assert.Contains("newerWarnings", known.Cautions);
        Assert.True(known.AreWarningsUnheard);
        Assert.Equal(["known"], Kinds(await RecordedAsync(1)));

        // What no shopper was told is not known, whatever was heard before.
        await ScanAsync($"(01){Gtin}(10)A2");
        await ShownAsync("Reading", "Known", "Reading");
        await ScanAsync("9520001000010");
        Assert.Equal(["known", "outOfReach", "known"], Kinds(await RecordedAsync(3)));
    }

    [Fact]
    public async Task At_a_stop_what_waits_for_the_city_is_recorded()
    {
        await ScanAsync("9520001000010", Code);
        await ShownAsync("Known", "Reading");

        await StopAsync();
        await _rooms.DisposeAsync();

        Assert.Equal(["known", "outOfReach"], Kinds(Rows()));
    }

    public async ValueTask InitializeAsync()
    {
        foreach (var service in _rooms.GetServices<IHostedService>())
            await service.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _rooms.DisposeAsync();
        _folder.Dispose();
    }

    private Ledger Ledger => _rooms.GetRequiredService<Ledger>();

    private void TrySay(Question question, CityWord word)
    {
        try
        {
            _city.Say(question, word);
        }
        catch (InvalidOperationException)
        {
            // It was said before.
        }
    }

    private async Task ScanByAsync(string scanner, string code) => await _rooms.GetRequiredService<ScanLane>().PutAsync(
        Scan.Now(scanner, Symbol.Parse(code), _clock), TestContext.Current.CancellationToken);

    private async Task ScanAsync(params string[] codes)
    {
        var lane = _rooms.GetRequiredService<ScanLane>();
        foreach (var code in codes)
            await lane.PutAsync(Samples.Scan(code, _clock), TestContext.Current.CancellationToken);
    }

    private async Task ShownAsync(params string[] scenes)
    {
        await Wait.UntilAsync(
            () => _display.Scenes.Count >= scenes.Length,
            () => $"expected {string.Join(", ", scenes)}, shown {string.Join(", ", Shown())}");
        Assert.Equal(scenes, Shown());

        IEnumerable<string> Shown() => _display.Scenes.Select(scene => scene.GetType().Name);
    }

    private async Task<List<Sighting>> RecordedAsync(int count)
    {
        await Wait.UntilAsync(() => Ledger.LastSeq == count, $"{count} are recorded");
        return Rows();
    }

    private List<Sighting> Rows() =>
        [.. LedgerCheck.Rows(_folder.File(LedgerFile.Name)).Select(row => WireJson.ToSighting(row.Bytes))];

    private static KeptPack RecallListOf(string gtin, string lot)
    {
        using var body = new MemoryStream();
        using (var gzip = new GZipStream(body, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes($$"""
                {"v":1,"gtin":"{{gtin}}","recall":{"authority":{"vi":"Sở"},"reason":{"vi":"Nhiễm"},"lots":[{"from":"{{lot}}"}]} }
                """));
        return new KeptPack(
            PackManifest.RecallList, 1, Samples.Noon, Convert.ToHexStringLower(SHA256.HashData(body.ToArray())),
            body.ToArray());
    }

    private static IEnumerable<string> Kinds(IEnumerable<Sighting> sightings) =>
        sightings.Select(sighting => sighting.Answer.Kind);

    private async Task StopAsync()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        foreach (var service in _rooms.GetServices<IHostedService>().Reverse())
            await service.StopAsync(CancellationToken.None);
    }
}
