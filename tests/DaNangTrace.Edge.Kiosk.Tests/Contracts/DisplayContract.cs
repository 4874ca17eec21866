using System.Diagnostics;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Tests.Contracts;

/// <summary>What every display keeps to, whatever it is made of.</summary>
public abstract class DisplayContract
{
    // Far more than a queue takes, far less than a hung device would.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    /// <summary>A display and its device.</summary>
    protected abstract DisplayRig Make();

    /// <summary>Whether the kiosk opens it: a page comes by itself.</summary>
    protected virtual bool IsOpenedByTheKiosk => true;

    /// <summary>Whether what is seen is text, of which nothing may command.</summary>
    protected virtual bool IsText => false;

    /// <summary>Whether what was shown before stays above it, as on a terminal.</summary>
    protected virtual bool KeepsAll => false;

    [Fact]
    public async Task What_it_was_handed_stands_on_it()
    {
        using var rig = Make();
        rig.Display.Show(SpokenSamples.Known with { Number = 1 });
        await StandsAsync(rig, 1);
        var first = rig.Seen();
        Assert.NotEqual("", first);
        rig.Display.Show(SpokenSamples.NotRegistered with { Number = 2 });
        await StandsAsync(rig, 2);
        Assert.NotEqual(first, rig.Seen());
    }

    [Fact]
    public async Task Whoever_hands_it_a_scene_never_waits_and_the_latest_wins()
    {
        using var rig = Make();
        var expected = await SeenAloneAsync(SpokenSamples.Expired with { Number = 1000 });
        rig.Display.Show(SpokenSamples.Known with { Number = 1 });
        await StandsAsync(rig, 1);
        var handed = rig.Handed;
        rig.Hang();
        var watch = Stopwatch.StartNew();
        for (var number = 2; number < 1000; number++)
            rig.Display.Show(SpokenSamples.NotRegistered with { Number = number });
        rig.Display.Show(SpokenSamples.Expired with { Number = 1000 });
        Assert.True(watch.Elapsed < AtOnce, $"a thousand scenes took {watch.Elapsed}");
        rig.Release();
        await Wait.UntilAsync(() => Same(rig.Seen(), expected), "the last of a thousand scenes stands");
        // The one at which it hung, and the last.
        if (handed is { } before)
            Assert.InRange(rig.Handed!.Value - before, 1, 2);
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    [InlineData("ko")]
    [InlineData("zh")]
    public async Task Every_scene_can_be_shown_in_every_language(string language)
    {
        using var rig = Make();
        await ShowAllAsync(rig, SpokenSamples.All.Select(scene => scene with { Language = language }));
    }

    [Fact]
    public async Task No_text_from_outside_breaks_it()
    {
        using var rig = Make();
        await ShowAllAsync(rig, SpokenSamples.Hostile());
    }

    [Fact]
    public async Task A_device_that_goes_away_is_told_and_comes_back_by_itself_with_what_stands_now()
    {
        Assert.SkipUnless(IsOpenedByTheKiosk, "a page comes by itself");
        using var rig = Make();
        var expected = await SeenAloneAsync(SpokenSamples.Recalled with { Number = 3 });
        rig.Unplug();
        rig.Display.Show(SpokenSamples.Known with { Number = 1 });
        await Wait.UntilAsync(() => Is(Wellness.Down), "a device that is not there is told");
        rig.PlugIn();
        await TurnUntilAsync(() => Is(Wellness.Ok), "it is found");
        for (var time = 0; time < 5; time++)
        {
            rig.Unplug();
            await TurnUntilAsync(() => Is(Wellness.Down), "it is missed while nothing new is shown");
            rig.Display.Show(SpokenSamples.Recalled with { Number = 3 });
            rig.PlugIn();
            await TurnUntilAsync(() => Is(Wellness.Ok), "it is found again");
            await Wait.UntilAsync(() => Same(rig.Seen(), expected), "what stands now is shown, not what stood before");
        }

        bool Is(Wellness wellness) => rig.Display.Condition.Now.Wellness == wellness;

        // What it does at one moment is waited for before the next one comes.
        async Task TurnUntilAsync(Func<bool> happened, string what)
        {
            var asked = 0;
            await Wait.UntilAsync(
                () =>
                {
                    if (!happened() && asked++ % 10 == 0)
                        rig.Time.Advance(TimeSpan.FromSeconds(1));
                    return happened();
                },
                what);
        }
    }

    [Fact]
    public async Task One_that_hangs_is_told_and_is_well_again_when_it_goes_on()
    {
        Assert.SkipUnless(IsOpenedByTheKiosk, "whether a page paints is told by its frames");
        using var rig = Make();
        rig.Display.Show(SpokenSamples.Known with { Number = 1 });
        await StandsAsync(rig, 1);
        rig.Hang();
        rig.Display.Show(SpokenSamples.Recalled with { Number = 2 });
        await Wait.UntilAsync(
            () =>
            {
                rig.Time.Advance(TimeSpan.FromSeconds(1));
                return rig.Display.Condition.Now.Message.Contains("has not answered for 5 s", StringComparison.Ordinal);
            },
            "it is told");
        Assert.Equal(Wellness.Down, rig.Display.Condition.Now.Wellness);
        rig.Release();
        await StandsAsync(rig, 2);
    }

    [Fact]
    public async Task One_that_hangs_holds_up_neither_another_one_nor_the_end()
    {
        using var rig = Make();
        using var other = Make();
        rig.Hang();
        rig.Display.Show(SpokenSamples.Known with { Number = 1 });
        other.Display.Show(SpokenSamples.Known with { Number = 1 });
        await Wait.UntilAsync(() => other.Seen().Length > 0, "the other one shows");
        var watch = Stopwatch.StartNew();
        (rig.Display as IDisposable)?.Dispose();
        Assert.True(watch.Elapsed < AtOnce, $"the end of a display that hangs took {watch.Elapsed}");
        rig.Release();
    }

    [Fact]
    public async Task After_its_end_nothing_untrue_stands_on_it()
    {
        using var rig = Make();
        Assert.SkipUnless(rig.Display is IDisposable, "a page looks after itself");
        rig.Display.Show(SpokenSamples.Known with { Number = 1 });
        await StandsAsync(rig, 1);
        var stood = rig.Seen();
        (rig.Display as IDisposable)?.Dispose();
        if (!KeepsAll)
            await Wait.UntilAsync(() => rig.Seen() != stood, "the scene is gone");
        var left = rig.Seen();
        rig.Display.Show(SpokenSamples.Recalled with { Number = 2 });
        rig.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(left, rig.Seen());
    }

    /// <summary>What a display shows of a scene that is its first.</summary>
    private async Task<string> SeenAloneAsync(Scene scene)
    {
        using var rig = Make();
        rig.Display.Show(scene);
        await StandsAsync(rig, scene.Number);
        return rig.Seen();
    }

    // It is told only when it has been shown.
    private static Task StandsAsync(DisplayRig rig, long number) => Wait.UntilAsync(
        () => rig.Standing == number && rig.Display.Condition.Now.Wellness == Wellness.Ok,
        () => $"scene {number} stands: {rig.Display.Condition.Now.Message}");

    private async Task ShowAllAsync(DisplayRig rig, IEnumerable<Scene> scenes)
    {
        var number = 1L;
        foreach (var scene in scenes)
        {
            rig.Display.Show(scene with { Number = number });
            await StandsAsync(rig, number++);
            Assert.NotEqual("", rig.Seen());
            // What moves by itself moves on.
            rig.Time.Advance(TimeSpan.FromSeconds(4));
            if (IsText)
                Assert.DoesNotContain(rig.Seen(), character => char.IsControl(character) && character != '\n');
        }
        // The last one is shown only when all before it were.
        rig.Display.Show(new Scene.Unreadable("check-digit") { Number = number });
        var expected = await SeenAloneAsync(new Scene.Unreadable("check-digit") { Number = number });
        await Wait.UntilAsync(() => Same(rig.Seen(), expected), () => rig.Display.Condition.Now.Message);
        Assert.Equal(Wellness.Ok, rig.Display.Condition.Now.Wellness);
    }

    private bool Same(string seen, string expected) =>
        KeepsAll ? seen.EndsWith(expected, StringComparison.Ordinal) : seen == expected;
}
