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
