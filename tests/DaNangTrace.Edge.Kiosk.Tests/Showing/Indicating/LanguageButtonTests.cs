using System.Device.Gpio;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Indicating;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Indicating;

/// <summary>The language button, as a finger and a worn contact drive it.</summary>
public sealed class LanguageButtonTests : IDisposable
{
    private const int Pin = 5;

    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly MemoryGpio _chip;
    private readonly RecordingDisplay _display = new();
    private readonly CancellationTokenSource _stop = new();
    private Screen? _screen;
    private LanguageButton? _button;
    private Task _run = Task.CompletedTask;
    private bool _isActiveLow = true;

    public LanguageButtonTests() => _chip = new MemoryGpio(_time);

    public void Dispose()
    {
        _stop.Cancel();
        _screen?.Dispose();
        _stop.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_press_goes_on_to_the_next_language_and_after_the_last_one_to_the_first(bool isActiveLow)
    {
        Begin(isActiveLow);

        foreach (var language in (string[])["en", "ko", "zh", "vi", "en"])
        {
            Press(100);
            Assert.Equal(language, _screen!.Language);
            Go(200);
        }
        Assert.Equal(5, Presses);
    }

    [Fact]
    public void A_press_counts_once_the_contact_was_closed_for_thirty_milliseconds()
    {
        Begin();
        Close();
        Go(29);
        Assert.Equal(0, Presses);
        Go(1);
        Assert.Equal(1, Presses);
    }

    [Fact]
    public void Who_leans_on_it_presses_once()
    {
        Begin();
        Press(20_000);
        Go(1000);
        Assert.Equal(1, Presses);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void However_a_contact_bounces_each_push_is_one_press(int seed)
    {
        var random = new Random(seed);
        Begin();
        for (var push = 1; push <= 50; push++)
        {
            Bounce(random);
            Close();
            Go(random.Next(40, 400));
            Bounce(random);
            Open();
            Go(random.Next(200, 600));
            Assert.True(push == Presses, $"seed {seed}: {Presses} presses of {push} pushes");
        }
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void Noise_that_is_shorter_than_thirty_milliseconds_is_none(int seed)
    {
        var random = new Random(seed);
        Begin();
        for (var i = 0; i < 200; i++)
        {
            Close();
            Go(random.Next(0, 30));
            Open();
            Go(random.Next(0, 100));
        }
        Assert.True(Presses == 0, $"seed {seed}: {Presses} presses of noise");
    }

    [Fact]
    public void A_contact_that_opens_for_a_moment_while_it_is_held_is_no_second_press()
    {
        Begin();
        Close();
        Go(500);
        Open();
        Go(29);
        Close();
        Go(500);
        Assert.Equal(1, Presses);
    }

    [Fact]
    public void No_more_than_a_few_presses_a_second_count()
    {
        Begin();
        for (var i = 0; i < 10; i++)
        {
            Press(50);
            Go(50);
        }
        Assert.Equal(5, Presses);
    }

    [Fact]
    public void A_button_that_is_held_while_the_kiosk_starts_was_not_pressed()
    {
        _chip.Drive(Pin, false);
        Begin(isIdleFirst: false);
        Go(1000);
        Assert.Equal(0, Presses);
        Open();
        Go(100);
        Press(100);
        Assert.Equal(1, Presses);
    }

    [Fact]
    public async Task A_press_that_the_chip_did_not_tell_of_is_found()
    {
        Begin();
        _chip.Drive(Pin, false, isTold: false);
        await Wait.UntilAsync(
            () =>
            {
                Go(100);
                return Presses == 1;
            },
            "no press");
    }

    [Theory]
    [InlineData(true, true, PinMode.InputPullUp)]
    [InlineData(false, true, PinMode.InputPullDown)]
    [InlineData(true, false, PinMode.Input)]
    public void It_is_pulled_to_where_it_is_not_pressed_where_the_chip_can(bool isActiveLow, bool canPull, PinMode mode)
    {
        _chip.CanPull = canPull;
        Begin(isActiveLow);
        Assert.Equal(mode, _chip.ModeOf(Pin));
        Assert.Equal(
            (Wellness.Ok, "pin 5 of /dev/gpiochip0"),
            (_button!.Condition.Now.Wellness, _button.Condition.Now.Message));
    }

    [Fact]
    public async Task After_its_end_nothing_is_a_press_and_the_pin_is_given_back()
    {
        Begin();
        Close();
        Go(10);
        await _stop.CancelAsync();
        await _run;
        Go(1000);

        Assert.Equal(0, Presses);
        Assert.False(_chip.IsHeard(Pin));
        Assert.False(_chip.IsOpen(Pin));
        Assert.Equal(0, _chip.Controllers);
    }

    [Fact]
    public void A_change_that_is_told_after_the_end_is_none()
    {
        var (isClosed, presses) = (false, 0);
        var debounce = new Debounce(() => isClosed, () => presses++, _time);
        isClosed = true;
        debounce.Changed();
        debounce.Dispose();
        debounce.Changed();
        debounce.Look();
        Go(1000);
        Assert.Equal(0, presses);
    }

    [Fact]
    public async Task A_button_that_cannot_be_had_or_goes_away_is_told_and_comes_back_by_itself()
    {
        _chip.Take(Pin);
        Begin();
        Assert.Equal(Wellness.Down, _button!.Condition.Now.Wellness);
        Assert.StartsWith(
            "pin 5 of /dev/gpiochip0 can't be had", _button.Condition.Now.Message, StringComparison.Ordinal);

        _chip.GiveBack(Pin);
        await UntilAsync(Wellness.Ok);
        _chip.Unplugged = new IOException("Error while reading value from pin: 5, error: 19 (No such device)");
        await UntilAsync(Wellness.Down);
        Assert.StartsWith(
            "pin 5 of /dev/gpiochip0 can't be read", _button.Condition.Now.Message, StringComparison.Ordinal);
        _chip.Unplugged = null;
        await UntilAsync(Wellness.Ok);
        Assert.Equal(1, _chip.Controllers);

        Press(100);
        Assert.Equal(1, Presses);
    }

    // At rest, too, each choice is handed to the displays.
    private int Presses => _display.Scenes.Count;

    private void Begin(bool isActiveLow = true, bool isIdleFirst = true)
    {
        _isActiveLow = isActiveLow;
        if (isIdleFirst)
            Open();
        var options = new ShowingOptions
        {
            LanguageButton = new ButtonOptions { Pin = Pin, ActiveLow = isActiveLow },
            SceneSeconds = 600,
        };
        _screen = new Screen([_display], options, Samples.Clock(_time));
        _button = new LanguageButton(
            options, new GpioPins("/dev/gpiochip0", _chip.Open), _screen, _time,
            new LoggedLines<LanguageButton>(new LoggedLines()));
        _run = _button.RunAsync(_stop.Token);
    }

    private void Press(int milliseconds)
    {
        Close();
        Go(milliseconds);
        Open();
        Go(50);
    }

    private void Close() => _chip.Drive(Pin, !_isActiveLow);

    private void Open() => _chip.Drive(Pin, _isActiveLow);

    private void Bounce(Random random)
    {
        for (var i = random.Next(0, 12); i > 0; i--)
        {
            _chip.Drive(Pin, random.Next(2) == 0);
            Go(random.Next(0, 4));
        }
    }

    private void Go(int milliseconds)
    {
        for (var i = 0; i < milliseconds; i++)
            _time.Advance(TimeSpan.FromMilliseconds(1));
    }

    private Task UntilAsync(Wellness wellness) => Wait.UntilAsync(
        () =>
        {
            Go(100);
            return _button!.Condition.Now.Wellness == wellness;
        },
        () => _button!.Condition.Now.ToString());
}
