using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Serving;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Serving;

public class SceneRuleTests
{
    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly SceneRule _rule;
    private readonly KioskClock _clock;

    public SceneRuleTests()
    {
        _clock = Samples.Clock(_time);
        _rule = new SceneRule(new ScanningOptions { RepeatSeconds = 2 }, _time, NullLogger<SceneRule>.Instance);
    }

    [Fact]
    public void The_same_code_again_is_a_repeat_as_long_as_it_is_held_under_the_scanner()
    {
        Assert.Equal((false, true), _rule.Judge(Scan("A")));
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1.5));
            Assert.Equal((true, false), _rule.Judge(Scan("A")));
        }
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((false, true), _rule.Judge(Scan("A")));
        Assert.Equal((false, true), _rule.Judge(Scan("B")));
        Assert.Equal((false, true), _rule.Judge(Scan("A")));
    }

    [Fact]
    public void Two_scanners_repeat_nothing_of_each_other()
    {
        Assert.Equal((false, true), _rule.Judge(Scan("A")));
        Assert.Equal((false, true), _rule.Judge(Scan("A", "back")));
        Assert.Equal((true, false), _rule.Judge(Scan("A")));
        Assert.Equal((false, true), _rule.Judge(Scan("B", "back")));
        // Each holds his product under his scanner: the screen does not flicker between them.
        Assert.Equal((true, false), _rule.Judge(Scan("A")));
        Assert.Equal((true, false), _rule.Judge(Scan("B", "back")));
    }

    [Fact]
    public void A_repeat_is_told_by_when_it_was_scanned_not_by_when_it_is_served()
    {
        var first = Scan("A");
        _time.Advance(TimeSpan.FromSeconds(3));
        var second = Scan("A");

        Assert.False(_rule.Judge(first).IsRepeat);
        Assert.False(_rule.Judge(second).IsRepeat);
    }

    [Fact]
    public void What_waited_more_than_five_seconds_is_not_shown()
    {
        var (late, inTime) = (Scan("A"), Scan("B"));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((false, true), _rule.Judge(inTime));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal((false, false), _rule.Judge(late));
    }

    [Fact]
    public void A_repeat_of_what_was_not_shown_is_shown()
    {
        var late = Scan("A");
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = Scan("A");
        _time.Advance(TimeSpan.FromSeconds(4.5));

        Assert.Equal((false, false), _rule.Judge(late));
        Assert.Equal((true, true), _rule.Judge(second));
        Assert.Equal((true, false), _rule.Judge(second));
    }

    private Scan Scan(string code, string scanner = "front") =>
        Kiosk.Scanning.Scan.Now(scanner, Symbol.Parse(code), _clock);
}
