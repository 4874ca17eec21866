using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Indicating;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Indicating;

/// <summary>A lamp of three colours, as whoever looks at its pins sees it.</summary>
public sealed class LampTests : IDisposable
{
    private const int Green = 17;
    private const int Amber = 27;
    private const int Red = 22;

    private const string Missing =
        "(libgpiod is not installed): apt install libgpiod2 (Debian 12) or libgpiod3 (Debian 13)";

    private static readonly int[] Pins = [Green, Amber, Red];

    private readonly SteppedTime _time = new();
    private readonly MemoryGpio _chip;
    private DrivenIndicator? _lamp;
    private long _scene;

    public LampTests() => _chip = new MemoryGpio(_time);

    public void Dispose() => _lamp?.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exactly_the_colour_of_the_verdict_is_lit_and_none_at_rest(bool isActiveLow)
    {
        Make(isActiveLow);
        foreach (var (signal, lit) in ((Signal, int?)[])
            [
                (Signal.None, null), (Signal.Good, Green), (Signal.Care, Amber), (Signal.Stop, Red),
                (Signal.Good, Green), (Signal.None, null),
            ])
        {
            await ShowAsync(signal);
            Assert.Equal(lit is { } pin ? [pin] : [], Pins.Where(one => _chip.IsHigh(one) != isActiveLow));
        }
        Assert.Equal(
            new Condition.State(
                Wellness.Ok, Samples.Noon, "green at 17, amber at 27, red at 22 of /dev/gpiochip0"),
            _lamp!.Condition.Now);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task Never_are_two_colours_lit_at_once(int seed, bool isActiveLow)
    {
        var random = new Random(seed);
        Make(isActiveLow);
        for (var i = 0; i < 100; i++)
            await ShowAsync((Signal)random.Next(4));

        var lit = new HashSet<int>();
        foreach (var change in _chip.History)
        {
            _ = change.IsHigh != isActiveLow ? lit.Add(change.Pin) : lit.Remove(change.Pin);
            Assert.True(lit.Count <= 1, $"seed {seed}: {string.Join(", ", lit)}");
        }
    }

    [Fact]
    public async Task A_colour_without_a_pin_lights_nothing()
    {
        _lamp = Lamp(new IndicatorOptions { Driver = "lamp", Green = Green, Red = Red });

        await ShowAsync(Signal.Good);
        await ShowAsync(Signal.Care);

        Assert.DoesNotContain(Pins, _chip.IsHigh);
        Assert.False(_chip.IsOpen(Amber));
    }

    [Fact]
    public async Task All_are_out_when_it_is_opened_and_when_it_ends()
    {
        Make(isActiveLow: true);
        await ShowAsync(Signal.None);
        Assert.Equal(
            Pins.Select(pin => new PinChange(pin, true, Samples.Noon)), _chip.History);

        await ShowAsync(Signal.Stop);
        _lamp!.Dispose();

        Assert.All(Pins, pin => Assert.True(_chip.IsHigh(pin)));
        Assert.DoesNotContain(Pins, _chip.IsOpen);
        Assert.Equal(0, _chip.Controllers);
    }

    [Fact]
    public async Task A_pin_that_another_program_holds_is_told_and_taken_once_it_is_free()
    {
        _chip.Take(Amber);
        Make();
        await ShowAsync(Signal.Good);

        Assert.Equal(Wellness.Down, _lamp!.Condition.Now.Wellness);
        Assert.Contains("pin 27 of /dev/gpiochip0 can't be had", _lamp.Condition.Now.Message, StringComparison.Ordinal);
        Assert.Contains("another program holds it", _lamp.Condition.Now.Message, StringComparison.Ordinal);
        Assert.False(_chip.IsHigh(Green));
        Assert.Equal(0, _chip.Controllers);

        _chip.GiveBack(Amber);
        await _time.GoOnAsync(1001);

        Assert.Equal(Wellness.Ok, _lamp.Condition.Now.Wellness);
        Assert.True(_chip.IsHigh(Green));
    }

    [Fact]
    public async Task A_lamp_that_was_unplugged_is_told_and_lit_again_when_it_is_back()
    {
        Make();
        await ShowAsync(Signal.Stop);
        _chip.Unplugged = new IOException("Error while writing, error: 19 (No such device)");
        await _time.GoOnAsync(1001);

        Assert.Equal(Wellness.Down, _lamp!.Condition.Now.Wellness);
        Assert.Contains("ls /dev/gpiochip*", _lamp.Condition.Now.Message, StringComparison.Ordinal);

        _chip.Drive(Red, false);
        _chip.Unplugged = null;
        await _time.GoOnAsync(1001);

        Assert.Equal(Wellness.Ok, _lamp.Condition.Now.Wellness);
        Assert.True(_chip.IsHigh(Red));
    }

    [Fact]
    public void What_the_library_throws_says_what_to_do()
    {
        const string Away = "/dev/gpiochip0 can't be had (";
        const string NoRight = "/dev/gpiochip0 may not be used by user ";
        (Exception Thrown, string Told)[] all =
        [
            (new PlatformNotSupportedException("Libgpiod driver not installed."), Missing),
            (new TypeInitializationException("X", new DllNotFoundException("libgpiod.so.3")), Missing),
            (new IOException("X", new DllNotFoundException("libgpiod.so.3\nlooked here\nand there")), Missing),
            (new UnauthorizedAccessException("no"), "DeviceAllow=char-gpiochip rw as well"),
            (new IOException("Unable to find a chip, error: 13 (Permission denied)"),
                "DeviceAllow=char-gpiochip rw as well"),
            (new IOException("Unable to find a chip, error: 1 (Operation not permitted)"), "sudo usermod -aG gpio "),
            (new IOException("Unable to find a chip, error: 2 (No such file or directory)"), "set showing.gpioChip"),
            (new IOException("Error 5\nand more"), "(Error 5): correct the pin's number in showing"),
            (new ArgumentException("The specified pin number is invalid."), "correct the pin's number in showing"),
            (new InvalidOperationException("Pin 1 does not support mode."), "correct the pin's number in showing"),
        ];
        foreach (var (thrown, told) in all)
        {
            _chip.NoChip = thrown;
            var pins = new GpioPins("/dev/gpiochip0", _chip.Open);
            var trouble = Assert.Throws<IOException>(pins.Open);
            // What to do about a missing right begins with the user; all else with what the library said.
            var isRight = told.Contains("usermod", StringComparison.Ordinal)
                || told.Contains("DeviceAllow", StringComparison.Ordinal);
            Assert.StartsWith(isRight ? NoRight : Away, trouble.Message, StringComparison.Ordinal);
            Assert.Contains(told, trouble.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_machine_without_that_chip_says_so() =>
        Assert.Contains("/dev/gpiochip99 can't be had", Assert.Throws<IOException>(GpioPins.Of(99).Open).Message,
            StringComparison.Ordinal);

    private void Make(bool isActiveLow = false) => _lamp = Lamp(
        new IndicatorOptions { Driver = "lamp", Green = Green, Amber = Amber, Red = Red, ActiveLow = isActiveLow });

    private DrivenIndicator Lamp(IndicatorOptions options) => new(
        "lamp", new LampDriver(options, new GpioPins("/dev/gpiochip0", _chip.Open)), _time, new LoggedLines());

    private Task ShowAsync(Signal signal) =>
        _time.AfterAsync(() => _lamp!.Indicate(new Indication(signal, ++_scene)));
}
