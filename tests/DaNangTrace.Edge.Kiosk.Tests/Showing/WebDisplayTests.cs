using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Web;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing;

public class WebDisplayTests
{
    [Fact]
    public void A_page_that_comes_late_gets_the_scene_that_stands_and_never_an_old_shoppers()
    {
        var time = Samples.Time();
        var clock = Samples.Clock(time);
        var display = new WebDisplay(clock, new FrameBeat(clock));
        using var screen = new Screen([display], new ShowingOptions { SceneSeconds = 30 }, clock);
        screen.Show(new Scene.Payment());

        time.Advance(TimeSpan.FromSeconds(29));
        Assert.IsType<Scene.Payment>(First(display));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.IsType<Scene.Idle>(First(display));
    }

    [Fact]
    public void A_page_that_stands_still_holds_up_nothing_and_gets_the_latest()
    {
        var display = Display();
        var still = display.Listen()!;

        for (var i = 1; i <= 1000; i++)
            display.Show(new Scene.Payment { Number = i });

        Assert.Equal([997, 998, 999, 1000], Drain(still).Select(scene => scene.Number));
    }

    [Fact]
    public void Listeners_are_bounded_and_counted()
    {
        using var frames = new FrameBeat(Samples.Clock());
        var display = new WebDisplay(Samples.Clock(), frames);
        frames.Heard();
        Assert.Equal(Wellness.Degraded, display.Condition.Now.Wellness);

        var listeners = Enumerable.Range(0, 20).Select(_ => display.Listen()).ToList();

        Assert.Equal(16, listeners.Count(listener => listener is not null));
        Assert.Equal(Wellness.Ok, display.Condition.Now.Wellness);
        foreach (var listener in listeners.OfType<System.Threading.Channels.ChannelReader<Scene>>())
            display.Leave(listener);
        Assert.Equal(Wellness.Degraded, display.Condition.Now.Wellness);
    }

    [Fact]
    public void A_page_that_is_connected_and_paints_nothing_is_told()
    {
        var time = Samples.Time();
        var clock = Samples.Clock(time);
        using var frames = new FrameBeat(clock);
        var display = new WebDisplay(clock, frames);
        display.Listen();
        frames.Heard();
        Assert.Equal(Wellness.Ok, display.Condition.Now.Wellness);

        time.Advance(TimeSpan.FromSeconds(14));
        Assert.True(frames.IsFresh);
        time.Advance(TimeSpan.FromSeconds(7));

        Assert.False(frames.IsFresh);
        Assert.Equal(Wellness.Degraded, display.Condition.Now.Wellness);
        Assert.Contains("painted nothing for 15 s", display.Condition.Now.Message, StringComparison.Ordinal);
        frames.Heard();
        Assert.Equal(Wellness.Ok, display.Condition.Now.Wellness);
    }

    [Fact]
    public void A_page_beside_it_does_not_hide_that_the_kiosk_s_own_screen_stands_still()
    {
        var time = Samples.Time();
        using var frames = new FrameBeat(Samples.Clock(time));
        var display = new WebDisplay(Samples.Clock(time), frames);
        display.Listen();
        // Where no session opens the page, any page tells.
        frames.Heard();
        Assert.Equal((true, false), (frames.IsFresh, frames.IsOwnFresh));
        frames.Heard(isOwn: true);
        Assert.Equal((true, true), (frames.IsFresh, frames.IsOwnFresh));

        for (var beat = 0; beat < 5; beat++)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            frames.Heard();
        }

        Assert.Equal((false, false), (frames.IsFresh, frames.IsOwnFresh));
        Assert.Equal(Wellness.Degraded, display.Condition.Now.Wellness);
        frames.Heard(isOwn: true);
        Assert.Equal(Wellness.Ok, display.Condition.Now.Wellness);
    }

    [Fact]
    public void What_a_page_could_not_paint_is_told_for_an_hour()
    {
        var time = Samples.Time();
        using var frames = new FrameBeat(Samples.Clock(time));
        var display = new WebDisplay(Samples.Clock(time), frames);
        display.Listen();
        frames.Heard();

        frames.Failed("known: TypeError");

        for (var minute = 0; minute < 60; minute++)
        {
            Assert.Equal(Wellness.Degraded, display.Condition.Now.Wellness);
            Assert.EndsWith("how to scan: known: TypeError", display.Condition.Now.Message, StringComparison.Ordinal);
            Wait(time, frames);
        }
        Wait(time, frames);
        Assert.Equal(Wellness.Ok, display.Condition.Now.Wellness);

        static void Wait(Microsoft.Extensions.Time.Testing.FakeTimeProvider time, FrameBeat frames)
        {
            for (var beat = 0; beat < 6; beat++)
            {
                time.Advance(TimeSpan.FromSeconds(10));
                frames.Heard();
            }
        }
    }

    [Fact]
    public void The_code_to_take_home_is_drawn_once_for_an_address()
    {
        var code = new TakeHomeCode(Display());
        var first = code.Of("https://trace.example/p/1");

        Assert.Same(first, code.Of("https://trace.example/p/1"));
        var other = code.Of("https://trace.example/p/2");
        Assert.NotEqual(first, other);
        // One is kept, whatever is asked for.
        Assert.Equal(first, code.Of("https://trace.example/p/1"));
        Assert.NotSame(first, code.Of("https://trace.example/p/1"));
    }

    [Fact]
    public void Red_scenes_stand_twice_as_long_and_every_scene_has_a_number_of_its_own()
    {
        var display = Display();
        using var screen = new Screen([display], new ShowingOptions { SceneSeconds = 30 }, Samples.Clock());
        var page = display.Listen()!;
        Drain(page);

        screen.Show(new Scene.Payment());
        screen.Show(new Scene.Known("expired", [], "", null, null, null, null, false, null!, null, null));

        Assert.Equal([(1L, 30), (2L, 60)], Drain(page).Select(scene => (scene.Number, scene.Seconds)));
    }

    private static WebDisplay Display() => new(Samples.Clock(), new FrameBeat(Samples.Clock()));

    private static Scene First(WebDisplay display) => Drain(display.Listen()!)[0];

    private static List<Scene> Drain(System.Threading.Channels.ChannelReader<Scene> reader)
    {
        var scenes = new List<Scene>();
        while (reader.TryRead(out var scene))
            scenes.Add(scene);
        return scenes;
    }
}
