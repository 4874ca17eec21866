using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Indicating;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Indicating;

/// <summary>A buzzer, as whoever hears it: when it begins and when it ends, in milliseconds.</summary>
public sealed class BuzzerTests : IDisposable
{
    private const int Pin = 18;

    private readonly SteppedTime _time = new();
    private readonly MemoryGpio _chip;
    private DrivenIndicator _buzzer;
    private bool _isActiveLow;

    public BuzzerTests()
    {
        _chip = new MemoryGpio(_time);
        _buzzer = Buzzer();
    }

    public void Dispose() => _buzzer.Dispose();

    [Theory]
    [InlineData(Signal.None, "")]
    [InlineData(Signal.Good, "on 0 off 80")]
    [InlineData(Signal.Care, "on 0 off 80 on 160 off 240")]
    [InlineData(Signal.Stop, "on 0 off 700")]
    public async Task Each_signal_has_its_sound(Signal signal, string heard)
    {
        await ShowAsync(signal, 1);
        await _time.GoOnAsync(2500);

        Assert.Equal(heard, Heard());
        Assert.Equal(
            (Wellness.Ok, "pin 18 of /dev/gpiochip0"),
            (_buzzer.Condition.Now.Wellness, _buzzer.Condition.Now.Message));
    }

    [Fact]
    public async Task Where_a_low_pin_is_on_it_is_the_other_way_round()
    {
        _isActiveLow = true;
        _buzzer = Buzzer();

        await ShowAsync(Signal.Care, 1);
        await _time.GoOnAsync(1000);

        Assert.Equal("on 0 off 80 on 160 off 240", Heard());
        Assert.True(_chip.IsHigh(Pin));
    }

    [Fact]
    public async Task What_there_was_before_the_first_scene_is_silent()
    {
        await ShowAsync(Signal.None, 0);
        await _time.GoOnAsync(1500);

        Assert.Equal("", Heard());
        Assert.True(_chip.IsOpen(Pin));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(270)]
    [InlineData(2000)]
    public async Task The_same_scene_again_is_silent_and_does_not_disturb_the_sound(int after)
    {
        await ShowAsync(Signal.Care, 1);
        await _time.GoOnAsync(after);
        // In another language.
        await ShowAsync(Signal.Care, 1);
        await _time.GoOnAsync(5);
        await ShowAsync(Signal.Care, 1);
        await _time.GoOnAsync(1500);

        Assert.Equal("on 0 off 80 on 160 off 240", Heard());
    }

    [Fact]
    public async Task A_scene_of_the_same_signal_sounds_again()
    {
        await ShowAsync(Signal.Good, 1);
        await _time.GoOnAsync(500);
        await ShowAsync(Signal.Good, 2);
        await _time.GoOnAsync(500);

        Assert.Equal("on 0 off 80 on 500 off 580", Heard());
    }

    [Theory]
    [InlineData(Signal.Stop, 300, Signal.Good, "on 0 off 300 on 340 off 420")]
    [InlineData(Signal.Stop, 300, Signal.None, "on 0 off 300")]
    [InlineData(Signal.Care, 100, Signal.Stop, "on 0 off 80 on 140 off 840")]
    [InlineData(Signal.Care, 200, Signal.Care, "on 0 off 80 on 160 off 200 on 240 off 320 on 400 off 480")]
    [InlineData(Signal.Good, 90, Signal.Good, "on 0 off 80 on 130 off 210")]
    public async Task A_new_scene_cuts_the_sound_off_with_a_gap_that_is_heard(
        Signal first, int after, Signal second, string heard)
    {
        await ShowAsync(first, 1);
        await _time.GoOnAsync(after);
        await ShowAsync(second, 2);
        await _time.GoOnAsync(1500);

        Assert.Equal(heard, Heard());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task However_scenes_come_each_sound_is_told_apart_and_it_ends_in_silence(int seed)
    {
        var random = new Random(seed);
        for (var scene = 1; scene <= 40; scene++)
        {
            await ShowAsync((Signal)random.Next(4), scene);
            await _time.GoOnAsync(random.Next(400));
        }
        await _time.GoOnAsync(1000);

        var changes = Changes();
        Assert.False(changes[^1].IsOn, $"seed {seed}");
        foreach (var (off, on) in changes.Zip(changes.Skip(1)).Where(pair => !pair.First.IsOn))
            Assert.True(on.At - off.At >= 40, $"seed {seed}: silent from {off.At} to {on.At} only");
        foreach (var (on, off) in changes.Zip(changes.Skip(1)).Where(pair => pair.First.IsOn))
            Assert.True(off.At - on.At <= 700, $"seed {seed}: sounds from {on.At} to {off.At}");
    }

    [Fact]
    public async Task Who_ends_it_while_it_sounds_leaves_it_silent()
    {
        await ShowAsync(Signal.Stop, 1);
        await _time.GoOnAsync(100);
        Assert.True(_chip.IsHigh(Pin));

        _buzzer.Dispose();

        Assert.False(_chip.IsHigh(Pin));
        Assert.False(_chip.IsOpen(Pin));
        Assert.Equal(0, _chip.Controllers);
    }

    [Fact]
    public async Task A_buzzer_that_was_unplugged_while_it_sounded_is_silent_when_it_is_back_and_until_the_next_scene()
    {
        await ShowAsync(Signal.Stop, 1);
        _chip.Unplugged = new IOException("gone");
        await _time.GoOnAsync(800);
        Assert.Equal(Wellness.Down, _buzzer.Condition.Now.Wellness);

        _chip.Unplugged = null;
        await _time.GoOnAsync(1000);

        Assert.Equal(Wellness.Ok, _buzzer.Condition.Now.Wellness);
        Assert.False(_chip.IsHigh(Pin));
        await _time.GoOnAsync(2000);
        await ShowAsync(Signal.Good, 2);
        await _time.GoOnAsync(200);
        Assert.EndsWith(" on 3800 off 3880", Heard(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_fails_it_is_told_to_be_silent()
    {
        for (var failing = 1; failing <= 4; failing++)
        {
            var sounder = new FailingSounder { FailsAt = failing };
            using var indicator = new DrivenIndicator(
                "buzzer", new FailingDriver(sounder, _time), _time, new LoggedLines());
            await _time.AfterAsync(() => indicator.Indicate(new Indication(Signal.Care, failing)));
            await _time.GoOnAsync(300);

            Assert.Equal((false, true), (sounder.IsOn, sounder.IsDisposed));
            Assert.Equal(Wellness.Down, indicator.Condition.Now.Wellness);
        }
    }

    [Fact]
    public async Task A_pin_that_cannot_be_had_is_told_and_taken_once_it_is_free()
    {
        _chip.NoPin = new IOException("Error setting pin mode, for pin: 18, error: 16 (Device or resource busy)");
        await ShowAsync(Signal.Good, 1);
        Assert.Equal(Wellness.Down, _buzzer.Condition.Now.Wellness);
        Assert.Contains("pin 18 of /dev/gpiochip0", _buzzer.Condition.Now.Message, StringComparison.Ordinal);

        _chip.NoPin = null;
        await _time.GoOnAsync(1001);

        Assert.Equal(Wellness.Ok, _buzzer.Condition.Now.Wellness);
    }

    private DrivenIndicator Buzzer() => new(
        "buzzer",
        new BuzzerDriver(
            new IndicatorOptions { Driver = "buzzer", Pin = Pin, ActiveLow = _isActiveLow },
            new GpioPins("/dev/gpiochip0", _chip.Open), _time),
        _time, new LoggedLines());

    private Task ShowAsync(Signal signal, long scene) =>
        _time.AfterAsync(() => _buzzer.Indicate(new Indication(signal, scene)));

    private string Heard() => string.Join(
        " ", Changes().Select(change => string.Create(null, $"{(change.IsOn ? "on" : "off")} {change.At}")));

    // Without the silence that it was opened with.
    private List<(bool IsOn, int At)> Changes() =>
    [
        .. _chip.History
            .Select(change => (change.IsHigh != _isActiveLow, (int)(change.At - Samples.Noon).TotalMilliseconds))
            .SkipWhile(change => !change.Item1),
    ];

    private sealed class FailingSounder : ISounder
    {
        private int _calls;

        public int FailsAt { get; init; }

        public bool IsOn { get; private set; }

        public bool IsDisposed { get; private set; }

        public void Sound(bool isOn)
        {
            // It got through, and was told as lost: the worst case.
            IsOn = isOn;
            if (++_calls == FailsAt)
                throw new IOException("lost");
        }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class FailingDriver(FailingSounder sounder, TimeProvider time) : SounderDriver(time)
    {
        public override string Where => "nowhere";

        protected override ISounder OpenSounder() => sounder.IsDisposed ? throw new IOException("lost") : sounder;
    }
}
