using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing;

public sealed class ScreenTests : IDisposable
{
    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly RecordingDisplay _one = new();
    private readonly RecordingDisplay _two = new();
    private readonly Screen _screen;
    private Scene _rest = new Scene.Idle(60);
    private bool _isSpeaking;

    public ScreenTests()
    {
        Assert.True(PublicPage.TryRead("https://trace.example/p/{gtin}{?lot,serial}", out var page, out _));
        _screen = new Screen([_one, _two], new ShowingOptions { SceneSeconds = 30 }, Samples.Clock(_time))
        {
            Rest = () => _rest,
            IsSpeaking = () => _isSpeaking,
            Page = page,
        };
    }

    public void Dispose() => _screen.Dispose();

    [Fact]
    public void A_scene_stands_its_time_and_then_what_stands_while_nobody_scans_comes_back()
    {
        _screen.Show(new Scene.Payment());
        Wait(29.9);
        Assert.IsType<Scene.Payment>(_screen.Standing);
        Wait(0.2);
        Assert.Equal(60, Assert.IsType<Scene.Idle>(_screen.Standing).Products);
        Assert.Equal(0, _screen.Standing.Seconds);
    }

    [Fact]
    public void By_a_clock_that_was_never_set_no_time_is_told_and_what_was_heard_just_now_keeps_its_age()
    {
        using var screen = new Screen([], new ShowingOptions(), Clock(() => false, () => 0));

        screen.Show(SpokenSamples.Known);

        Assert.Equal(
            (false, true, true),
            (screen.Standing.IsTimeKnown, screen.Standing.IsAgeKnown, screen.Standing.IsWarningsAgeKnown));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(9, true)]
    [InlineData(11, false)]
    [InlineData(-11, false)]
    public void A_clock_that_was_set_and_then_moved_tells_neither_time_nor_age(int minutes, bool isTold)
    {
        var (isSynchronised, boot) = (true, 0L);
        var clock = Clock(() => isSynchronised, () => boot);
        using var screen = new Screen([], new ShowingOptions(), clock);
        screen.Show(SpokenSamples.Known);
        Assert.True(screen.Standing is { IsTimeKnown: true, IsAgeKnown: true, IsWarningsAgeKnown: true });

        // An hour without the network: what the kernel no longer vouches for has been right so far.
        isSynchronised = false;
        boot = TimeSpan.FromHours(1).Ticks * 100;
        _time.AutoAdvanceAmount = TimeSpan.Zero;
        _time.AdjustTime(Samples.Noon.AddHours(1).AddMinutes(minutes));
        screen.Show(SpokenSamples.Known);

        Assert.Equal(
            (isTold, isTold, isTold),
            (screen.Standing.IsTimeKnown, screen.Standing.IsAgeKnown, screen.Standing.IsWarningsAgeKnown));
    }

    [Fact]
    public void A_touch_gives_the_whole_time_again_and_makes_no_new_scene()
    {
        _screen.Show(new Scene.Payment());
        Wait(20);
        _screen.Touch();
        Wait(20);

        Assert.IsType<Scene.Payment>(_screen.Standing);
        Assert.All(_one.Scenes, scene => Assert.Equal(1, scene.Number));
        Wait(11);
        Assert.IsType<Scene.Idle>(_screen.Standing);
        _screen.Touch();
        Assert.Equal(0, _screen.Standing.Seconds);
    }

    [Fact]
    public void One_language_is_chosen_for_all_displays_and_the_first_comes_back()
    {
        _screen.Show(new Scene.Payment());
        Assert.True(_screen.Choose("ko"));
        Assert.False(_screen.Choose("fr"));

        Assert.Equal(["vi", "ko"], _one.Scenes.Select(scene => scene.Language));
        Assert.Equal(_one.Scenes, _two.Scenes);
        _screen.Show(new Scene.Personal());
        Assert.Equal("ko", _screen.Standing.Language);
        Wait(31);
        Assert.Equal("vi", _screen.Standing.Language);
    }

    [Fact]
    public void A_language_chosen_while_nobody_scans_does_not_stay_for_whoever_comes_next()
    {
        _screen.Choose("en");
        Assert.Equal(("en", 30), (_screen.Standing.Language, _screen.Standing.Seconds));
        Wait(20);
        _screen.Touch();
        Wait(20);
        Assert.Equal("en", _screen.Standing.Language);
        Wait(11);
        Assert.Equal(("vi", 0), (_screen.Standing.Language, _screen.Standing.Seconds));
    }

    [Fact]
    public void What_stands_while_nobody_scans_changes_only_then()
    {
        _screen.Refresh();
        _screen.Refresh();
        Assert.Single(_one.Scenes);
        _rest = new Scene.OutOfOrder();
        _screen.Refresh();
        Assert.IsType<Scene.OutOfOrder>(_screen.Standing);

        _screen.Show(new Scene.Payment());
        _rest = new Scene.Idle(61);
        _screen.Refresh();
        Assert.IsType<Scene.Payment>(_screen.Standing);
        Wait(31);
        Assert.Equal(_rest, _screen.Standing with { Number = 0, At = default, Language = "vi" });
    }

    [Fact]
    public void A_chosen_language_goes_back_however_often_something_changes_meanwhile()
    {
        _screen.Choose("en");
        for (var products = 100; products < 103; products++)
        {
            Wait(9);
            _rest = new Scene.Idle(products);
            _screen.Refresh();
            Assert.Equal(("en", 30), (_screen.Standing.Language, _screen.Standing.Seconds));
        }
        Wait(4);
        Assert.Equal(("vi", 0), (_screen.Standing.Language, _screen.Standing.Seconds));
    }

    [Fact]
    public void A_scene_is_replaced_as_long_as_touches_keep_it()
    {
        var shown = _screen.Show(new Scene.Payment());
        Wait(20);
        _screen.Touch();
        Wait(20);
        Assert.NotNull(_screen.Replace(shown, new Scene.Personal()));
        Assert.Null(_screen.Replace(shown, new Scene.Payment()));
        Wait(31);
        Assert.Null(_screen.Replace(new ShownScene(2, 0, TimeSpan.FromDays(1)), new Scene.Payment()));
    }

    [Fact]
    public void A_scene_stands_until_it_was_read_to_its_end_and_the_displays_hear_so_in_time()
    {
        _screen.Show(new Scene.Payment());
        _isSpeaking = true;
        for (var second = 0; second < 90; second++)
        {
            Wait(1);
            Assert.IsType<Scene.Payment>(_screen.Standing);
            // The page counts by itself, and puts away what it has not heard of for so long.
            Assert.True(_time.GetUtcNow() - _screen.Standing.At < TimeSpan.FromSeconds(30));
        }
        Assert.All(_one.Scenes, scene => Assert.Equal((1, 30), (scene.Number, scene.Seconds)));

        _isSpeaking = false;
        Wait(30);
        Assert.IsType<Scene.Idle>(_screen.Standing);
    }

    [Fact]
    public void A_voice_that_does_not_come_to_its_end_keeps_a_scene_for_five_minutes_more_at_most()
    {
        _screen.Show(new Scene.Payment());
        _isSpeaking = true;
        Assert.InRange(SecondsUntilRest(() => { }), 300, 331);
        // Nor does it keep what stands while nobody scans.
        Wait(60);
        Assert.Equal(0, _screen.Standing.Seconds);
    }

    [Fact]
    public void A_scan_takes_the_place_of_a_scene_that_is_being_read()
    {
        _screen.Show(new Scene.Payment());
        _isSpeaking = true;
        Wait(100);
        _screen.Show(new Scene.Personal());
        _isSpeaking = false;

        Assert.IsType<Scene.Personal>(_screen.Standing);
        Wait(29);
        Assert.IsType<Scene.Personal>(_screen.Standing);
        Wait(2);
        Assert.IsType<Scene.Idle>(_screen.Standing);
    }

    [Fact]
    public void Who_leans_on_the_screen_keeps_a_scene_for_five_minutes_more_at_most()
    {
        _screen.Show(new Scene.Payment());
        Assert.InRange(SecondsUntilRest(_screen.Touch), 300, 331);

        // The next shopper's has all its time again.
        _screen.Show(new Scene.Personal());
        Assert.InRange(SecondsUntilRest(_screen.Touch), 300, 331);
    }

    [Fact]
    public void Who_leans_on_the_languages_changes_them_and_keeps_a_scene_no_longer()
    {
        _screen.Show(new Scene.Payment());
        var other = "ko";
        var seconds = SecondsUntilRest(() =>
        {
            Assert.True(_screen.Choose(other));
            Assert.Equal(other, _screen.Standing.Language);
            other = other == "ko" ? "en" : "ko";
        });
        Assert.InRange(seconds, 300, 331);
        Wait(31);
        Assert.Equal(("vi", 0), (_screen.Standing.Language, _screen.Standing.Seconds));
    }

    [Fact]
    public void Only_what_is_registered_can_be_taken_home()
    {
        _screen.Show(Known(new Dictionary<string, string> { ["vi"] = "Món mẫu" }));
        Assert.Equal("https://trace.example/p/09520001000010?lot=L%2F7%26", _screen.Standing.TakeHome);
        // A recall tells its name, and nobody registered it.
        _screen.Show(Known(new Dictionary<string, string> { ["vi"] = "Món mẫu" }) with { AsOf = null });
        Assert.Null(_screen.Standing.TakeHome);
        _screen.Show(new Scene.NotRegistered("web", null, "menu.example", null, null, null, null));
        Assert.Null(_screen.Standing.TakeHome);
    }

    private static Scene.Known Known(Dictionary<string, string> name) => new(
        null, [], "09520001000010", "L/7&", null, Samples.Noon, null, false,
        new Origin { Gtin = "09520001000010", Name = name }, null, null);

    // Whole ones: a scene ends some milliseconds after its time.
    private int SecondsUntilRest(Action eachSecond)
    {
        for (var second = 1; second < 1000; second++)
        {
            eachSecond();
            Wait(1);
            if (_screen.Standing.IsRest)
                return second;
        }
        return int.MaxValue;
    }

    private KioskClock Clock(Func<bool> isSynchronised, Func<long> bootNanoseconds) => new(
        _time, TimeZoneInfo.Utc, new BootClock("boot", bootNanoseconds, isSynchronised));

    private void Wait(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
