using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Indicating;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.DependencyInjection;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Indicating;

/// <summary>How a scene becomes a signal, and who gets it.</summary>
public sealed class SignalTests
{
    private readonly RecordingIndicator _lamp = new();
    private readonly RecordingIndicator _buzzer = new();

    [Fact]
    public void Every_indicator_gets_the_signal_of_each_scene_and_none_before_the_first()
    {
        var display = new SignalDisplay([_lamp, _buzzer], Samples.Time());
        (Scene Scene, Signal Signal)[] scenes =
        [
            (SpokenSamples.Known with { Number = 1 }, Signal.Good),
            (new Scene.Reading("8936012345674") { Number = 2 }, Signal.None),
            (SpokenSamples.Known with { Number = 3, Alert = "recalled" }, Signal.Stop),
            (new Scene.Payment() { Number = 4 }, Signal.Care),
            (new Scene.Idle() { Number = 4 }, Signal.None),
        ];
        foreach (var (scene, _) in scenes)
            display.Show(scene);

        Indication[] handed =
        [
            new(Signal.None, 0), .. scenes.Select(one => new Indication(one.Signal, one.Scene.Number)),
        ];
        Assert.Equal(handed, _lamp.Handed);
        Assert.Equal(handed, _buzzer.Handed);
        Assert.Equal(Wellness.Ok, display.Condition.Now.Wellness);
    }

    [Fact]
    public void Each_sign_has_its_colour()
    {
        Sign[] none = [Sign.Idle, Sign.Announcement, Sign.Reading];
        Sign[] stop = [Sign.Recalled, Sign.Expired];
        foreach (var sign in Enum.GetValues<Sign>())
        {
            var colour = none.Contains(sign) ? Signal.None
                : stop.Contains(sign) ? Signal.Stop
                : sign == Sign.Known ? Signal.Good
                : Signal.Care;
            Assert.Equal(colour, Signals.Of(sign));
        }
    }

    [Theory]
    [InlineData("checkDate", Signal.Care)]
    [InlineData("seenOften", Signal.Care)]
    [InlineData("seenAtTwoMarkets", Signal.Care)]
    [InlineData("newerWarnings", Signal.Care)]
    [InlineData("compareLot", Signal.Care)]
    [InlineData("noLotData", Signal.Good)]
    public void A_lamp_is_not_green_where_the_sign_asks_for_something(string caution, Signal colour)
    {
        var scene = SpokenSamples.Known with { Cautions = [caution] };
        Assert.Equal(colour, Signals.Of(scene));
        Assert.Equal(Signal.Stop, Signals.Of(scene with { Alert = "expired", Expiry = SpokenSamples.Expiry }));
    }

    [Fact]
    public void Another_language_is_no_new_scene()
    {
        using var screen = new Screen(
            [new SignalDisplay([_buzzer], Samples.Time())], new ShowingOptions(), Samples.Clock());
        screen.Show(new Scene.Payment());
        Assert.True(screen.Choose("en"));

        Assert.Equal("en", screen.Language);
        Assert.Equal(_buzzer.Handed[^1], _buzzer.Handed[^2]);
    }

    [Fact]
    public void Each_indicator_has_a_name_and_further_drivers_are_taken_by_theirs()
    {
        var made = new List<string>();
        var further = new FurtherDrivers
        {
            Displays = new Dictionary<string, Func<DisplayOptions, PanelDriver<Scene>>>
            {
                ["lcd-bindings"] = options => new AbsentDriver<Scene>(options.Driver, made),
            },
            Indicators = new Dictionary<string, Func<IndicatorOptions, PanelDriver<Indication>>>
            {
                ["buzzer-bindings"] = options => new AbsentDriver<Indication>(options.Driver, made),
            },
        };
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Samples.Time())
            .AddSingleton(Samples.Clock()).AddSingleton(Samples.Identity);
        services.AddShowing(
            new ShowingOptions
            {
                Displays = [new DisplayOptions { Driver = "lcd-bindings", Name = "counter" }],
                Indicators =
                [
                    new IndicatorOptions { Driver = "lamp", Red = 1 },
                    new IndicatorOptions { Driver = "buzzer", Pin = 2 },
                    new IndicatorOptions { Driver = "lamp", Red = 3 },
                    new IndicatorOptions { Driver = "buzzer-bindings" },
                ],
                GpioChip = 99,
            },
            further);
        using var provider = services.BuildServiceProvider();

        Assert.Equal(
            ["lamp", "buzzer", "lamp 2", "buzzer-bindings"],
            provider.GetServices<IIndicator>().Select(indicator => indicator.Name));
        Assert.Equal("counter", Assert.Single(provider.GetRequiredService<DrivenDisplays>().All).Name);
        Assert.Equal(["buzzer-bindings", "lcd-bindings"], made);
        Assert.Equal(["lcd-bindings", "buzzer-bindings"], further.Names);
        Assert.Null(provider.GetService<LanguageButton>());
    }

    private sealed class RecordingIndicator : IIndicator
    {
        public List<Indication> Handed { get; } = [];

        public string Name => "recording";

        public Condition Condition { get; } = new(TimeProvider.System);

        public void Indicate(Indication indication) => Handed.Add(indication);
    }

    private sealed class AbsentDriver<T> : PanelDriver<T>
    {
        public AbsentDriver(string name, List<string> made) => made.Add(name);

        public override string Where => "nowhere";

        public override IPanel<T> Open() => throw new IOException("absent");

        public override string Explain(Exception trouble) => trouble.Message;
    }
}
