using System.Device.I2c;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.CharacterLcd;

/// <summary>A panel goes away and comes back, at any moment, and shows what stands now.</summary>
public sealed class LcdLifeTests : IDisposable
{
    private static readonly DisplayOptions Options = new() { Driver = "lcd" };

    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly List<DrivenDisplay> _displays = [];

    public void Dispose() => _displays.ForEach(display => display.Dispose());

    [Fact]
    public async Task It_is_told_and_comes_back_by_itself_wherever_a_transfer_fails()
    {
        var failures = 0;
        while (true)
        {
            var model = new Hd44780Model();
            model.FailAfter(failures);
            var display = Make(model);
            display.Show(SpokenSamples.NotRegistered with { Number = 1 });
            await Wait.UntilAsync(() => display.Condition.Now.Message != Condition.NotBegun, "the first try");
            if (display.Condition.Now.Wellness == Wellness.Ok)
                break;
            Assert.Contains("check the four wires", display.Condition.Now.Message, StringComparison.Ordinal);
            await UntilAsync(display, Wellness.Ok);
            Assert.Equal((failures, "Chua dang ky"), (failures, WordOf(model)));
            Assert.True(model.IsLit);
            display.Dispose();
            Assert.Equal(0, model.Open);
            failures++;
        }
        // Five transfers of the start alone.
        Assert.True(failures > 12, $"{failures} transfers were tried");
    }

    [Fact]
    public async Task It_is_told_wherever_a_transfer_fails_while_it_moves()
    {
        for (var failures = 0; failures < 12; failures++)
        {
            var (model, display) = await ShownAsync();
            model.FailAfter(failures);
            await UntilAsync(display, Wellness.Down);
            await UntilAsync(display, Wellness.Ok);
            Assert.Equal("Da dang ky", WordOf(model));
            display.Dispose();
        }
    }

    [Fact]
    public Task It_comes_back_a_thousand_times_with_what_stands_then() => ReplugAsync(1000);

    [Fact]
    public async Task A_moment_without_current_is_noticed_within_a_second()
    {
        var (model, display) = await ShownAsync();

        model.Blink();
        await UntilAsync(display, Wellness.Down);
        Assert.Contains("was without current", display.Condition.Now.Message, StringComparison.Ordinal);
        await UntilAsync(display, Wellness.Ok);

        Assert.Equal(("Da dang ky", true), (WordOf(model), model.IsLit));
    }

    [Fact]
    public void Nothing_is_written_to_one_that_was_without_current()
    {
        using var rig = new LcdRig();
        rig.Panel.Show(SpokenSamples.Known with { Number = 1 });
        rig.Model.Blink();

        Assert.Throws<LostCurrentException>(() => rig.Panel.Show(SpokenSamples.Recalled with { Number = 2 }));
    }

    [Fact]
    public void A_turn_is_never_later_than_a_second_so_that_it_is_looked_at()
    {
        foreach (var scene in SpokenSamples.All)
        {
            using var rig = new LcdRig();
            Assert.InRange(rig.Panel.Show(scene), TimeSpan.FromMilliseconds(1), LcdPanel.LookPause);
            Assert.InRange(rig.Panel.Turn(), TimeSpan.FromMilliseconds(1), LcdPanel.LookPause);
        }
    }

    [Fact]
    public void What_is_wrong_is_told_with_what_to_do()
    {
        var driver = new LcdDriver(Options, _time);

        Assert.Equal("/dev/i2c-1, address 0x27", driver.Where);
        Assert.Contains("dtparam=i2c_arm=on", Told("Error 2. Can not open I2C device file '/dev/i2c-1'."));
        Assert.Contains("usermod -aG i2c", Told("Error 13. Can not open I2C device file '/dev/i2c-1'."));
        Assert.Contains("DeviceAllow=/dev/i2c-1 rw", Told("Error 1. Can not open I2C device file '/dev/i2c-1'."));
        Assert.Contains("i2cdetect -y 1", Told("Error 121 performing I2C data transfer."));
        Assert.Contains("0x3f", Told("Error 110 (Connection timed out) performing I2C data transfer."));
        Assert.Contains("without current", driver.Explain(new LostCurrentException()));
        Assert.Contains("it is tried again by itself", driver.Explain(new InvalidOperationException("odd")));

        string Told(string message) => driver.Explain(new IOException(message));
    }

    [Theory]
    [InlineData("/dev/i2c-240", "is not there")]
    [InlineData("/dev/ttyUSB0", "is no I2C bus")]
    [InlineData("/dev/i2c-x", "is no I2C bus")]
    public void A_bus_that_is_not_there_is_told_in_the_words_of_the_real_library(string device, string told)
    {
        var driver = new LcdDriver(new DisplayOptions { Driver = "lcd", Device = device }, _time);

        var trouble = Assert.ThrowsAny<IOException>(driver.Open);

        Assert.Contains(told, driver.Explain(trouble), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_is_the_one_that_was_set()
    {
        var settings = LcdDriver.SettingsOf(
            new DisplayOptions { Driver = "lcd", Device = "/dev/i2c-7", Address = 0x3F });

        Assert.Equal(new I2cConnectionSettings(7, 0x3F).ToString(), settings.ToString());
        Assert.Equal((7, 0x3F), (settings.BusId, settings.DeviceAddress));
    }

    private async Task ReplugAsync(int cycles)
    {
        var (model, display) = await ShownAsync();
        Scene[] scenes = [SpokenSamples.Recalled, SpokenSamples.NotRegistered, SpokenSamples.Known];
        string[] words = ["Bi thu hoi", "Chua dang ky", "Da dang ky"];
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            model.Unplug();
            await UntilAsync(display, Wellness.Down);
            Assert.Contains("Nothing answers", display.Condition.Now.Message, StringComparison.Ordinal);
            // Somebody scans meanwhile.
            display.Show(scenes[cycle % 3] with { Number = cycle });
            model.PlugIn();
            await UntilAsync(display, Wellness.Ok);
            Assert.Equal((cycle, words[cycle % 3]), (cycle, WordOf(model)));
        }
        display.Dispose();
        Assert.Equal((0, false), (model.Open, model.IsLit));
    }

    private async Task<(Hd44780Model Model, DrivenDisplay Display)> ShownAsync()
    {
        var model = new Hd44780Model();
        var display = Make(model);
        display.Show(SpokenSamples.Known);
        await UntilAsync(display, Wellness.Ok);
        return (model, display);
    }

    private DrivenDisplay Make(Hd44780Model model)
    {
        var display = new DrivenDisplay(
            "lcd", new LcdDriver(Options, _time, model.Connect, model.Pause), _time, NullLogger.Instance);
        _displays.Add(display);
        return display;
    }

    // The loop sets its alarm on a thread of its own: time goes on until it has heard it.
    private Task UntilAsync(DrivenDisplay display, Wellness wellness) => Wait.UntilAsync(
        () =>
        {
            if (display.Condition.Now.Wellness == wellness)
                return true;
            _time.Advance(TimeSpan.FromMilliseconds(500));
            return false;
        },
        () => $"it is {wellness}: {display.Condition.Now}");

    private static string WordOf(Hd44780Model model) => model.Lines()[0][2..].Trim();
}
