using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Asking;

public sealed partial class CityTests : IDisposable
{
    // In no sample.
    private const string Gtin = "08936012345674";
    private static readonly Question OfProduct = new(Gtin, null, null);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly LeapingTime _leaping;
    private readonly ScriptedCity _source = new();
    private readonly LoggedLines _log = new();
    private readonly KioskClock _clock;
    private readonly Catalog _catalog;
    private HeardStore? _store;
    private City _city;
    private bool _isSynchronised = true;

    public CityTests()
    {
        _leaping = new LeapingTime(_time);
        _clock = new KioskClock(
            _leaping, TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh"), () => _isSynchronised);
        _catalog = Samples.Catalog(_folder, _clock);
        _city = Open();
    }

    [Fact]
    public async Task What_the_catalog_holds_is_asked_of_nobody()
    {
        Assert.IsType<Answer.Known>(Told("9520001000010").Answer);
        Assert.IsType<Answer.InStore>(Told("2012345012349").Answer);
        Assert.IsType<Answer.NotRegistered>(Told("(00)006141411234567890").Answer);
        Assert.Null(Told("https://example.org/x").Answer);

        await Task.Yield();
        Assert.Equal(0, _source.Asked);
    }

    [Fact]
    public async Task A_miss_is_asked_and_the_answer_is_known_from_then_on()
    {
        var asked = Asked("8936012345674");
        Assert.IsType<Answer.OutOfReach>(asked.Without());
        _source.Say(OfProduct, ScriptedCity.Known(Gtin));

        var known = Assert.IsType<Answer.Known>(await asked.Coming);
        Assert.Equal("Bánh dừa nướng", known.Origin.Name["vi"]);
        Assert.Equal((null, TimeSpan.Zero), (known.Data.Version, known.Data.Age));
        _time.Advance(TimeSpan.FromMinutes(59));
        var again = Assert.IsType<Answer.Known>(Told("8936012345674").Answer);
        Assert.Equal(TimeSpan.FromMinutes(59), again.Data.Age);
        Assert.Equal(1, _source.Asked);
    }

    [Fact]
    public async Task That_it_knows_nothing_is_remembered_for_minutes()
    {
        _source.Say(OfProduct, new CityWord.NotRegistered());
        Assert.IsType<Answer.NotRegistered>(await Asked("8936012345674").Coming);

        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Null(Told("8936012345674").Behind);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.NotNull(Told("8936012345674").Behind);
    }

    [Fact]
    public async Task An_old_answer_is_told_at_once_with_its_age_and_asked_anew_behind_it()
    {
        _source.Say(OfProduct, ScriptedCity.Known(Gtin));
        await Asked("8936012345674").Coming;
        await ReopenAsync();
        _time.Advance(TimeSpan.FromDays(5));
        _source.Forget(OfProduct);

        var told = Told("8936012345674");
        var known = Assert.IsType<Answer.Known>(told.Answer);
        Assert.Equal((5, true), (known.Data.Age.Days, known.Data.IsOld));
        _source.Say(OfProduct, ScriptedCity.Known(Gtin, "Bánh dừa nướng Quê Hương"));

        var anew = Assert.IsType<Answer.Known>(await told.Behind!);
        Assert.Equal("Bánh dừa nướng Quê Hương", anew.Origin.Name["vi"]);
        Assert.False(anew.Data.IsOld);
    }

    [Fact]
    public async Task The_same_again_moves_nothing_on_the_screen()
    {
        _source.Say(OfProduct, ScriptedCity.Known(Gtin));
        await Asked("8936012345674").Coming;
        _time.Advance(TimeSpan.FromHours(2));

        Assert.Null(await Told("8936012345674").Behind!);

        // But who was told that it is days old is told that it is not.
        _time.Advance(TimeSpan.FromDays(2));
        Assert.NotNull(await Told("8936012345674").Behind!);
    }

    [Fact]
    public async Task A_city_that_does_not_answer_takes_nothing_back()
    {
        _source.Say(OfProduct, ScriptedCity.Known(Gtin));
        await Asked("8936012345674").Coming;
        _time.Advance(TimeSpan.FromDays(5));
        _source.Forget(OfProduct);
        _source.Say(OfProduct, ScriptedCity.NoAnswer);

        Assert.Null(await Told("8936012345674").Behind!);
        Assert.IsType<Answer.Known>(Told("8936012345674").Answer);
        Assert.Equal(Wellness.Degraded, _city.Condition.Now.Wellness);
        Assert.StartsWith("no answer", _city.Condition.Now.Message);
    }

    [Fact]
    public async Task No_answer_is_out_of_reach_and_is_asked_again()
    {
        _source.Say(OfProduct, ScriptedCity.NoAnswer);
        Assert.Null(await Asked("8936012345674").Coming);
        Assert.Null(await Asked("8936012345674").Coming);

        Assert.Equal(2, _source.Asked);
        Assert.Single(_log.Lines, line => line.Contains("no answer", StringComparison.Ordinal));
    }

    [Fact]
    public void A_city_that_is_left_alone_is_waited_for_by_nobody()
    {
        _source.IsWorthAsking = false;

        Assert.IsType<Answer.OutOfReach>(Told("8936012345674").Answer);
        Assert.Equal(0, _source.Asked);
    }

    [Fact]
    public async Task Who_asks_the_same_waits_for_the_same_answer()
    {
        var (first, second) = (Asked("8936012345674"), Asked("8936012345674"));
        _source.Say(OfProduct, ScriptedCity.Known(Gtin));

        Assert.IsType<Answer.Known>(await first.Coming);
        Assert.IsType<Answer.Known>(await second.Coming);
        Assert.Equal(1, _source.Asked);
    }

    [Fact]
    public void No_more_than_so_many_are_asked_at_once()
    {
        for (var n = 0; n < 8; n++)
            Asked($"(01)08936012345674(10)L{n}");

        Assert.IsType<Answer.OutOfReach>(Told("(01)08936012345674(10)L8").Answer);
    }

    [Fact]
    public async Task Only_the_product_is_known_of_a_lot()
    {
        _source.Say(new Question(Gtin, "A1", null), ScriptedCity.Known(Gtin, isOfProduct: true));

        var known = Assert.IsType<Answer.Known>(await Asked("(01)08936012345674(10)A1").Coming);
        Assert.True(known.LacksLot);
    }

    [Fact]
    public async Task A_recall_of_the_citys_is_judged_as_any_other()
    {
        var recall = new Recall
        {
            Authority = new Dictionary<string, string> { ["vi"] = "Sở" },
            Reason = new Dictionary<string, string> { ["vi"] = "Nhiễm" },
            Lots = [new CodeRange("A1")],
        };
        foreach (var lot in (string[])["A1", "B2"])
            _source.Say(new Question(Gtin, lot, null), ScriptedCity.Known(Gtin) is var known
                ? known with { Origin = known.Origin with { Recalls = [recall] } }
                : null!);

        Assert.Equal(RecallMatch.ThisItem, (await Asked("(01)08936012345674(10)A1").Coming)!.Recall!.Match);
        Assert.Null((await Asked("(01)08936012345674(10)B2").Coming)!.Recall);
    }

    [Fact]
    public async Task Where_its_word_on_recalls_was_not_heard_there_may_be_a_warning()
    {
        _source.Say(OfProduct, ScriptedCity.Known(Gtin) with { Unheard = CityParts.Recalls });

        Assert.True((await Asked("8936012345674").Coming)!.AreWarningsUnheard);
        // And it is soon asked again: the shopper is told to scan once more.
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.NotNull(Told("8936012345674").Behind);
    }

    public void Dispose()
    {
        _city.Dispose();
        _catalog.Dispose();
        _folder.Dispose();
    }

    private static Recall RecallOf() => new()
    {
        Authority = new Dictionary<string, string> { ["vi"] = "Sở" },
        Reason = new Dictionary<string, string> { ["vi"] = "Nhiễm" },
    };

    private static CityWord.Known Recalled() => ScriptedCity.Known(Gtin).With([RecallOf()]);

    private Trace.Told Told(string code) => Assert.IsType<Trace.Told>(Begin(code));

    private Trace.Asked Asked(string code) => Assert.IsType<Trace.Asked>(Begin(code));

    private Trace Begin(string code) =>
        new Tracer(_catalog, Samples.Recalls(_clock), _clock, _city).Begin(Samples.Read(code));

    // As another start of the kiosk.
    private async Task ReopenAsync()
    {
        _city.Dispose();
        _city = Open();
        await _store!.Opened;
    }

    private City Open() => new(
        _source, _store = new HeardStore(_folder.File("city"), NullLogger.Instance), _clock,
        new LoggedLines<City>(_log));
}
