using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Asking;

/// <content>What is known already, and what must not spoil it.</content>
public sealed partial class CityTests
{
    [Fact]
    public async Task A_refresh_that_hears_less_takes_no_recall_away()
    {
        var known = ScriptedCity.Known(Gtin);
        _source.Say(OfProduct, known with
        {
            Origin = known.Origin with { Recalls = [RecallOf()], Certificates = [new Certificate("OCOP")] },
        });
        Assert.NotNull((await Asked("8936012345674").Coming)!.Recall);
        _time.Advance(TimeSpan.FromHours(2));
        _source.Forget(OfProduct);
        _source.Say(OfProduct, known with { Unheard = CityParts.Recalls | CityParts.Certificates });

        Assert.Null(await Told("8936012345674").Behind! is { Recall: null } lost ? lost : null);
        var again = Assert.IsType<Answer.Known>(Told("8936012345674").Answer);
        Assert.Equal(RecallMatch.ThisItem, again.Recall!.Match);
        Assert.Single(again.Origin.Certificates);
    }

    [Fact]
    public async Task A_recall_that_is_new_stands_beside_a_silence()
    {
        _source.Say(OfProduct, ScriptedCity.Known(Gtin));
        Assert.Null((await Asked("8936012345674").Coming)!.Recall);
        foreach (var hours in (int[])[2, 4])
        {
            _time.Advance(TimeSpan.FromHours(hours));
            _source.Forget(OfProduct);
            _source.Say(OfProduct, Recalled() with { Unheard = CityParts.Recalls });
            await Told("8936012345674").Behind!;
        }

        var known = Assert.IsType<Answer.Known>(Told("8936012345674").Answer);
        Assert.Equal(RecallMatch.ThisItem, known.Recall!.Match);
        // It was heard twice, and is one.
        Assert.Single(known.Origin.Recalls);
    }

    [Fact]
    public async Task What_was_heard_of_a_lot_stays_where_only_its_product_is_heard()
    {
        var ofLot = new Question(Gtin, "A1", null);
        _source.Say(ofLot, ScriptedCity.Known(Gtin) is var known
            ? known with
            {
                Origin = known.Origin with { Lot = "A1", Expires = new DatedFact(new DateOnly(2030, 1, 2)) },
            }
            : null!);
        await Asked("(01)08936012345674(10)A1").Coming;
        _time.Advance(TimeSpan.FromHours(30));
        _source.Forget(ofLot);
        var less = ScriptedCity.Known(Gtin, isOfProduct: true) with { Unheard = CityParts.Own | CityParts.Recalls };
        _source.Say(ofLot, less);

        var told = Told("(01)08936012345674(10)A1");
        Assert.Null(await told.Behind!);
        var again = Told("(01)08936012345674(10)A1");
        var still = Assert.IsType<Answer.Known>(again.Answer);
        Assert.Equal(new DateOnly(2030, 1, 2), still.Origin.Expires!.Date);
        Assert.Equal((TimeSpan.FromHours(30), false), (still.Data.Age, still.LacksLot));
        // Who asks while the same is asked already would hear what that one hears.
        Assert.Null(await again.Behind!);

        _source.Forget(ofLot);
        _source.Say(ofLot, less with { Origin = less.Origin with { Recalls = [RecallOf()] } });
        var anew = Assert.IsType<Answer.Known>(await Told("(01)08936012345674(10)A1").Behind!);
        Assert.Equal(RecallMatch.ThisItem, anew.Recall!.Match);
        Assert.NotNull(anew.Origin.Expires);
    }

    [Fact]
    public async Task An_old_word_of_the_citys_says_nothing_of_todays_warnings()
    {
        _source.Say(OfProduct, ScriptedCity.Known(Gtin));
        Assert.False((await Asked("8936012345674").Coming)!.AreWarningsUnheard);
        _source.IsWorthAsking = false;
        _time.Advance(TimeSpan.FromDays(3));

        Assert.True(Told("8936012345674").Answer!.AreWarningsUnheard);
    }

    [Fact]
    public async Task Whoever_scans_again_is_told_of_warnings_when_the_city_can_be_heard()
    {
        _source.Say(OfProduct, ScriptedCity.Known(Gtin) with { Unheard = CityParts.Recalls });
        Assert.True((await Asked("8936012345674").Coming)!.AreWarningsUnheard);
        _source.Forget(OfProduct);
        _source.Say(OfProduct, Recalled());
        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.NotNull((await Told("8936012345674").Behind!)!.Recall);
    }

    [Fact]
    public async Task A_recall_that_was_heard_without_data_goes_when_the_product_is_read_without_it()
    {
        _source.Say(OfProduct, Recalled() with { Unheard = CityParts.Data | CityParts.Way | CityParts.Certificates });
        Assert.NotNull((await Asked("8936012345674").Coming)!.Recall);
        _time.Advance(TimeSpan.FromMinutes(2));
        _source.Forget(OfProduct);
        _source.Say(OfProduct, ScriptedCity.Known(Gtin) with { Unheard = CityParts.Own });

        Assert.Null(Assert.IsType<Answer.Known>(await Told("8936012345674").Behind!).Recall);
    }

    [Fact]
    public async Task A_recall_of_some_lots_that_is_heard_without_data_joins_what_was_known()
    {
        _source.Say(OfProduct, ScriptedCity.Known(Gtin));
        await Asked("8936012345674").Coming;
        _time.Advance(TimeSpan.FromHours(2));
        _source.Forget(OfProduct);
        _source.Say(OfProduct, new CityWord.Silent(Silence.Refused, "503")
        {
            Recalls = [RecallOf() with { Lots = [new CodeRange("A1", "A5")] }],
        });

        Assert.Equal(RecallMatch.NotTold, (await Told("8936012345674").Behind!)!.Recall!.Match);
    }

    [Fact]
    public async Task A_recall_of_all_lots_that_was_heard_with_one_is_told_of_the_next_though_it_is_not_heard_again()
    {
        _source.Say(new Question(Gtin, "A1", null), Recalled() with { IsOfProduct = true });
        await Asked("(01)08936012345674(10)A1").Coming;
        _source.Say(
            new Question(Gtin, "B2", null),
            ScriptedCity.Known(Gtin, isOfProduct: true) with { Unheard = CityParts.Recalls });
        Assert.NotNull((await Asked("(01)08936012345674(10)B2").Coming)!.Recall);

        Assert.NotNull(Asked("(01)08936012345674(10)C3").Without().Recall);
    }

    [Fact]
    public async Task A_product_that_was_heard_in_full_a_day_ago_gives_way_to_less()
    {
        _source.Say(OfProduct, ScriptedCity.Known(Gtin));
        await Asked("8936012345674").Coming;
        _source.Forget(OfProduct);
        _source.Say(OfProduct, ScriptedCity.Known(Gtin, "Tên mới") with { Unheard = CityParts.Own });
        _time.Advance(TimeSpan.FromHours(20));
        Assert.Null(await Told("8936012345674").Behind!);
        _time.Advance(TimeSpan.FromHours(5));

        Assert.Equal("Tên mới", ((Answer.Known)(await Told("8936012345674").Behind!)!).Origin.Name["vi"]);
    }

    [Fact]
    public async Task A_recall_without_data_joins_what_was_known()
    {
        var known = ScriptedCity.Known(Gtin);
        _source.Say(OfProduct, known with { Origin = known.Origin with { Brand = "Quê Hương" } });
        await Asked("8936012345674").Coming;
        _time.Advance(TimeSpan.FromHours(2));
        _source.Forget(OfProduct);
        _source.Say(OfProduct, Recalled() with { Unheard = CityParts.Data | CityParts.Way | CityParts.Certificates });

        var anew = Assert.IsType<Answer.Known>(await Told("8936012345674").Behind!);
        Assert.Equal((RecallMatch.ThisItem, "Quê Hương"), (anew.Recall!.Match, anew.Origin.Brand));
    }

    [Fact]
    public async Task What_is_as_little_as_before_is_new()
    {
        var less = ScriptedCity.Known(Gtin) with { Unheard = CityParts.Own };
        _source.Say(OfProduct, less);
        await Asked("8936012345674").Coming;
        _time.Advance(TimeSpan.FromDays(2));
        await Told("8936012345674").Behind!;

        Assert.Equal(TimeSpan.Zero, Assert.IsType<Answer.Known>(Told("8936012345674").Answer).Data.Age);
    }

    [Fact]
    public async Task A_recall_without_data_is_no_word_on_other_lots()
    {
        _source.Say(new Question(Gtin, "A1", null), Recalled() with
        {
            IsOfProduct = true,
            Unheard = CityParts.Data | CityParts.Way | CityParts.Certificates,
        });
        Assert.NotNull((await Asked("(01)08936012345674(10)A1").Coming)!.Recall);

        Assert.IsType<Answer.OutOfReach>(Asked("(01)08936012345674(10)B9").Without());
    }

    [Fact]
    public async Task What_was_heard_of_one_lots_product_is_told_of_another_that_nobody_answers_for()
    {
        _source.Say(new Question(Gtin, "A1", null), ScriptedCity.Known(Gtin, isOfProduct: true));
        await Asked("(01)08936012345674(10)A1").Coming;
        _time.Advance(TimeSpan.FromDays(3));
        _source.Say(new Question(Gtin, "A2", null), ScriptedCity.NoAnswer);

        var asked = Asked("(01)08936012345674(10)A2");
        Assert.Null(await asked.Coming);
        var known = Assert.IsType<Answer.Known>(asked.Without());
        Assert.Equal((3, true, true), (known.Data.Age.Days, known.LacksLot, known.AreWarningsUnheard));
        Assert.IsType<Answer.OutOfReach>(asked.OutOfReach());
    }

    [Fact]
    public async Task A_product_that_is_not_registered_any_more_is_not_told_of_its_lots()
    {
        _source.Say(OfProduct, ScriptedCity.Known(Gtin));
        await Asked("8936012345674").Coming;
        _time.Advance(TimeSpan.FromDays(3));
        _source.Say(
            new Question(Gtin, "A1", null),
            new CityWord.Silent(Silence.TimeLimit, "no answer") { IsProductUnknown = true });

        var asked = Asked("(01)08936012345674(10)A1");
        Assert.Null(await asked.Coming);
        Assert.IsType<Answer.OutOfReach>(asked.Without());
        Assert.IsType<Answer.NotRegistered>(Told("8936012345674").Answer);
    }

    [Fact]
    public void A_recall_that_the_kiosk_knows_itself_waits_for_nobody()
    {
        // Of the sample's list, and in no record of its catalog.
        var recalls = new RecallList(_clock, NullLogger<RecallList>.Instance);
        recalls.UseSample(
            [new RecalledProduct { Gtin = Gtin, Name = new Dictionary<string, string>(), Recall = RecallOf() }],
            Samples.Noon);
        var trace = new Tracer(_catalog, recalls, _clock, _city).Begin(Samples.Read("8936012345674"));

        var told = Assert.IsType<Trace.Told>(trace);
        Assert.Equal(RecallMatch.ThisItem, told.Answer!.Recall!.Match);
        Assert.NotNull(told.Behind);
    }

    [Fact]
    public async Task A_fault_of_the_program_is_no_answer_and_is_told()
    {
        _source.Fault = new ArgumentOutOfRangeException("a stranger's bytes");

        Assert.Null(await Asked("8936012345674").Coming);
        Assert.Contains(_log.Lines, line => line.Contains("a fault of this program", StringComparison.Ordinal));
        Assert.Contains("ArgumentOutOfRangeException", _city.Condition.Now.Message);
    }

    [Fact]
    public async Task An_age_is_told_by_the_clock_of_now()
    {
        _source.Say(OfProduct, ScriptedCity.Known(Gtin));
        await Asked("8936012345674").Coming;
        // The network sets the clock: it had been two years behind.
        _leaping.Leap = TimeSpan.FromDays(2 * 365);
        _time.Advance(TimeSpan.FromMinutes(1));

        var data = Assert.IsType<Answer.Known>(Told("8936012345674").Answer).Data;
        Assert.Equal(TimeSpan.FromMinutes(1), data.Age);
        Assert.Equal(_leaping.GetUtcNow() - data.Age, data.AsOf);
    }

    [Fact]
    public async Task Without_a_clock_that_is_right_no_age_is_told_of_what_an_earlier_start_heard()
    {
        _isSynchronised = false;
        _source.Say(OfProduct, ScriptedCity.Known(Gtin));
        var first = Assert.IsType<Answer.Known>(await Asked("8936012345674").Coming);
        Assert.True(first.Data.IsCertain);

        await ReopenAsync();
        var known = Assert.IsType<Answer.Known>(Told("8936012345674").Answer);
        Assert.False(known.Data.IsCertain);
    }

    [Fact]
    public async Task A_word_of_a_season_ago_is_no_answer_any_more()
    {
        _source.Say(OfProduct, ScriptedCity.Known(Gtin));
        await Asked("8936012345674").Coming;
        await ReopenAsync();
        _time.Advance(TimeSpan.FromDays(91));

        Asked("8936012345674");
    }
}
