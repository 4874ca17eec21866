using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Oled;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Oled;

public sealed class OledPanelTests(ITestOutputHelper output)
{
    private static readonly DisplayOptions Options = new() { Driver = "oled" };

    [Fact]
    public void Each_page_comes_to_the_controllers_memory_as_it_was_drawn()
    {
        var model = new Ssd1306Model();
        using var panel = Open(model);
        panel.Show(SpokenSamples.Known);
        var pages = new OledPages(FaceBuilder.Of(SpokenSamples.Known, "vi")).All();
        foreach (var page in pages.Append(pages[0]))
        {
            Assert.Equal(page.ToBands(), model.Seen());
            TurnPage(panel, model);
        }
        Assert.Empty(model.Strange);
        Assert.True(pages.Count > 3);
    }

    [Fact]
    public void Of_a_page_only_what_changed_is_sent()
    {
        var model = new Ssd1306Model();
        using var panel = Open(model);
        panel.Show(SpokenSamples.Known with { Number = 1 });
        var (transfers, bytes) = (model.Transfers, model.Bytes);
        panel.Show(SpokenSamples.Known with { Number = 2 });
        // The same picture: only whether the panel is still there is asked.
        Assert.Equal(transfers + 1, model.Transfers);
        Assert.InRange(model.Bytes - bytes, 1, 2);
    }

    [Fact]
    public void A_touch_throws_nobody_back_to_the_first_page()
    {
        var model = new Ssd1306Model();
        using var panel = Open(model);
        panel.Show(SpokenSamples.Known with { Number = 1 });
        TurnPage(panel, model);
        var seen = model.Seen();
        panel.Show(SpokenSamples.Known with { Number = 1, Seconds = 30 });
        Assert.Equal(seen, model.Seen());
        panel.Show(SpokenSamples.Known with { Number = 1, Language = "en" });
        Assert.NotEqual(seen, model.Seen());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_panel_that_was_without_current_is_noticed_where_it_tells(bool tellsStatus)
    {
        var model = new Ssd1306Model { TellsStatus = tellsStatus };
        using var panel = Open(model);
        panel.Show(SpokenSamples.Known);
        var pages = new OledPages(FaceBuilder.Of(SpokenSamples.Known, "vi")).All().Select(page => page.ToBands());
        model.Blink();
        Assert.False(model.IsLit);
        if (tellsStatus)
        {
            Assert.Throws<LostCurrentException>(() => panel.Turn());
            return;
        }
        // One that tells nothing is made ready anew from time to time.
        for (var second = 0; second < 12; second++)
            panel.Turn();
        Assert.True(model.IsLit);
        Assert.Contains(pages, page => page.SequenceEqual(model.Seen()));
    }

    [Fact]
    public void An_error_at_any_transfer_is_told_and_the_next_try_shows_all()
    {
        var failures = 0;
        for (var at = 0; ; at++)
        {
            var model = new Ssd1306Model();
            model.FailAfter(at);
            var driver = new OledDriver(Options, GpioPins.Of(null), () => new I2cOledBus(model.Connect()));
            try
            {
                using var panel = driver.Open();
                panel.Show(SpokenSamples.Recalled);
                panel.Turn();
                if (model.Transfers <= at)
                    break;
                Assert.Fail($"nobody heard that transfer {at} failed");
            }
            catch (IOException e)
            {
                failures++;
                Assert.StartsWith(
                    "Nothing answers on /dev/i2c-1, address 0x3c (error 5)", driver.Explain(e),
                    StringComparison.Ordinal);
            }
            using var again = driver.Open();
            again.Show(SpokenSamples.Recalled);
            Assert.Equal(new OledPages(FaceBuilder.Of(SpokenSamples.Recalled, "vi")).All()[0].ToBands(), model.Seen());
        }
        output.WriteLine($"{failures} transfers failed, one at a time");
        Assert.InRange(failures, 10, 200);
    }

    [Fact]
    public async Task A_thousand_unplugs_are_told_and_each_time_it_comes_back()
    {
        var (model, time) = (new Ssd1306Model(), Samples.Time());
        using var display = new DrivenDisplay(
            "oled", new OledDriver(Options, GpioPins.Of(null), () => new I2cOledBus(model.Connect())), time,
            NullLogger.Instance);
        display.Show(SpokenSamples.Known with { Number = 1 });
        var expected = new OledPages(FaceBuilder.Of(SpokenSamples.Known, "vi")).All()[0].ToBands();
        for (var unplug = 0; unplug < 1000; unplug++)
        {
            await UntilAsync(
                () => display.Condition.Now.Wellness == Wellness.Ok && model.Seen().SequenceEqual(expected));
            model.Unplug();
            await UntilAsync(() => display.Condition.Now.Wellness == Wellness.Down);
            model.PlugIn();
        }

        async Task UntilAsync(Func<bool> happened)
        {
            var asked = 0;
            await Wait.UntilAsync(
                () =>
                {
                    if (!happened() && asked++ % 4 == 0)
                        time.Advance(TimeSpan.FromSeconds(1));
                    return happened();
                },
                () => $"{display.Condition.Now.Wellness}: {display.Condition.Now.Message}");
        }
    }

    [Fact]
    public void What_goes_over_the_bus_until_a_scene_stands_is_counted()
    {
        foreach (var scene in SpokenSamples.All.DistinctBy(scene => FaceBuilder.SignOf(scene)))
        {
            var model = new Ssd1306Model();
            using var panel = Open(model);
            panel.Show(new Scene.Idle { Number = 1 });
            var (transfers, bytes) = (model.Transfers, model.Bytes);
            panel.Show(scene with { Number = 2 });
            (transfers, bytes) = (model.Transfers - transfers, model.Bytes - bytes);
            // Nine bits a byte, and a start and a stop for each transfer.
            var milliseconds = (bytes * 9 + transfers * 2) / 100.0;
            output.WriteLine(
                $"{scene.GetType().Name,-14} {transfers,3} transfers {bytes,5} bytes {milliseconds,6:0.0} ms");
            Assert.InRange(transfers, 0, 40);
            Assert.InRange(bytes, 0, 1300);
            Assert.InRange(model.Longest, 0, 60);
        }
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    [InlineData("ko")]
    [InlineData("zh")]
    public void No_word_of_a_sign_is_cut_nor_smaller_than_eyes_need(string language)
    {
        foreach (var scene in SpokenSamples.All)
        {
            var face = FaceBuilder.Of(scene, language);
            var words = face.Word.Split('\n');
            Assert.InRange(new OledPages(face).SizeBeside(22, words), 15, 26);
        }
    }

    [Fact]
    public void What_old_data_says_looks_otherwise_from_the_first_page_on()
    {
        var face = FaceBuilder.Of(SpokenSamples.Known, "vi");
        var (known, stale) = (new OledPages(face).All(), new OledPages(face with { Sign = Sign.Stale }).All());

        Assert.Equal(known.Count, stale.Count);
        Assert.All(known.Zip(stale), pair => Assert.NotEqual(pair.First.ToBands(), pair.Second.ToBands()));
    }

    [Fact]
    public void Until_when_it_is_good_comes_before_who_made_it()
    {
        var face = FaceBuilder.Of(SpokenSamples.Known, "vi");
        var without = face with { Lines = [.. face.Lines.Where(line => line.Part != FacePart.Maker)] };

        // Sign, name, action, how old it is, and the days are as they were without a maker.
        var (all, fewer) = (new OledPages(face).All(), new OledPages(without).All());
        var same = all.Zip(fewer).TakeWhile(pair => pair.First.ToBands().SequenceEqual(pair.Second.ToBands())).Count();
        var days = face with { Lines = [.. face.Lines.Where(line => line.Part is FacePart.Name or FacePart.Day)] };
        Assert.True(same >= new OledPages(days).All().Count, $"{same} pages");
    }

    [Fact]
    public void What_is_wrong_on_SPI_is_told_by_its_own_cause()
    {
        var driver = new OledDriver(
            new DisplayOptions { Driver = "oled", Device = "/dev/spidev0.0", DataPin = 24 }, GpioPins.Of(null));

        Assert.Matches(
            @"^/dev/spidev0\.0 may not be used by user \S+: sudo usermod -aG spi,gpio ",
            driver.Explain(new IOException("Error 13. Can not open SPI device file '/dev/spidev0.0'.")));
        Assert.StartsWith(
            "/dev/spidev0.0 is not there", driver.Explain(new IOException("Error 2. Can not open SPI device file.")),
            StringComparison.Ordinal);
        var pins = new IOException(
            "the board's pins can't be had (libgpiod is not installed)", new DllNotFoundException("libgpiod.so.3"));
        Assert.DoesNotContain("Skia", driver.Explain(pins), StringComparison.Ordinal);
        Assert.StartsWith(
            "libSkiaSharp.so is not beside the program", driver.Explain(new DllNotFoundException("libSkiaSharp")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void However_long_a_text_is_the_pages_have_an_end()
    {
        foreach (var scene in SpokenSamples.Hostile())
            Assert.InRange(new OledPages(FaceBuilder.Of(scene, "vi")).All().Count, 1, 12);
    }

    private static IPanel<Scene> Open(Ssd1306Model model) =>
        new OledDriver(Options, GpioPins.Of(null), () => new I2cOledBus(model.Connect())).Open();

    private static void TurnPage(IPanel<Scene> panel, Ssd1306Model model)
    {
        var seen = model.Seen();
        for (var second = 0; second < 5 && model.Seen().SequenceEqual(seen); second++)
            panel.Turn();
    }
}
