using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Serving;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;
using Microsoft.Extensions.DependencyInjection;

namespace DaNangTrace.Edge.Kiosk.Tests.Serving;

/// <content>What stands on the screen when the city, or a recall, has a word.</content>
public sealed partial class CityWaitTests
{
    [Fact]
    public async Task A_scene_that_still_stands_is_replaced_by_what_the_city_says_now_and_the_sighting_is_not()
    {
        // Heard long ago, by an earlier start.
        var before = new Heard(ScriptedCity.Known(Gtin), _clock.LocalNow.AddDays(-5), IsTimeRight: true);
        _rooms.GetRequiredService<HeardStore>().Keep(OfProduct.Path(), before);
        await ScanAsync(Code);
        await ShownAsync("Known");
        _city.Say(OfProduct, new CityWord.NotRegistered());

        await ShownAsync("Known", "NotRegistered");
        var sighting = Assert.Single(await RecordedAsync(1));
        Assert.Equal(("known", 5 * 24 * 3600L), (sighting.Answer.Kind, sighting.Answer.AgeSeconds / 100 * 100));
    }

    [Fact]
    public async Task A_recall_that_comes_while_a_scene_stands_turns_it_red()
    {
        await ScanAsync("(01)09520001000010(10)L-7");
        await ShownAsync("Known");
        var ledger = _rooms.GetRequiredService<Ledger>();
        await ledger.KeepPackAsync(RecallListOf("09520001000010", "L-7"));
        await _rooms.GetRequiredService<RecallList>().RefreshAsync(ledger);

        await ShownAsync("Known", "Known");
        Assert.Equal([null, "recalled"], _display.Scenes.Cast<Scene.Known>().Select(scene => scene.Alert));
        // What the shopper was told first is what is recorded.
        Assert.Empty(Assert.Single(await RecordedAsync(1)).Answer.Alerts);

        // The same again moves nothing.
        _rooms.GetRequiredService<Desk>().JudgeAnew();
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(2, _display.Scenes.Count);
    }

    [Fact]
    public async Task Whatever_the_city_does_each_scan_is_recorded_once_and_in_its_order()
    {
        const int seed = 20261129;
        var random = new Random(seed);
        var sent = new List<string>();
        for (var n = 0; n < 300; n++)
        {
            var lot = $"R{random.Next(40)}";
            var question = new Question(Gtin, lot, null);
            var isKnown = random.Next(3) == 0;
            sent.Add(isKnown ? "" : lot);
            await ScanAsync(isKnown ? "9520001000010" : $"(01){Gtin}(10){lot}");
            if (random.Next(2) == 0)
                _city.Forget(question);
            if (random.Next(2) == 0)
                TrySay(question, random.Next(3) switch
                {
                    0 => ScriptedCity.NoAnswer,
                    1 => new CityWord.NotRegistered(),
                    _ => ScriptedCity.Known(Gtin),
                });
            if (random.Next(4) == 0)
                await Task.Delay(random.Next(5), TestContext.Current.CancellationToken);
        }
        await StopAsync();
        await _rooms.DisposeAsync();

        Assert.True(sent.SequenceEqual(Rows().Select(one => one.Reading.Lot ?? "")), $"seed {seed}");
    }
}
