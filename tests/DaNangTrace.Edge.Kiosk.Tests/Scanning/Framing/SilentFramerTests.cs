using System.Text;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Framing;

/// <summary>How long a silence must be to end a code.</summary>
public class SilentFramerTests
{
    private readonly ScannerTally _tally = Samples.Tally();

    [Fact]
    public void A_line_end_within_a_code_does_not_make_a_scanner_slow_for_ever()
    {
        var framer = FramerOf(new ScannerOptions());
        CodesOf(framer, "A\r8936012345674");
        foreach (var patience in (TimeSpan[])
            [Habit.Patient, Habit.Patient, Habit.Cautious, Habit.Cautious, TimeSpan.FromMilliseconds(50)])
        {
            Assert.Empty(DecodedCodes.AfterSilence(framer, 0.99 * patience));
            Assert.Single(DecodedCodes.AfterSilence(framer, patience));
            CodesOf(framer, "8936012345674");
        }
    }

    [Fact]
    public void Silence_ends_codes_of_a_scanner_that_sends_no_terminator_slowly_at_first_and_fast_from_then_on()
    {
        var framer = FramerOf(new ScannerOptions());
        foreach (var patience in (TimeSpan[])
            [Habit.Cautious, Habit.Cautious, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50)])
        {
            Assert.Empty(CodesOf(framer, "8936012345674"));
            Assert.Equal(patience, framer.IdleDue);
            Assert.Equal("8936012345674", framer.EndBySilence()!.Value.Symbol.Text);
            Assert.Equal(Timeout.InfiniteTimeSpan, framer.IdleDue);
        }
        Assert.Equal(0, _tally.Faults);
    }

    [Fact]
    public void A_stray_byte_tells_nothing_of_the_scanner()
    {
        var framer = FramerOf(new ScannerOptions());
        for (var i = 0; i < 5; i++)
        {
            CodesOf(framer, "\u0000");
            framer.EndBySilence();
        }
        CodesOf(framer, "89360");

        Assert.Equal(Habit.Cautious, framer.IdleDue);
    }

    [Theory]
    [InlineData("serial", 300, 5, 110)]
    [InlineData("serial", 9600, 5, 5)]
    [InlineData("wedge", 9600, 5, 100)]
    [InlineData("wedge", 9600, 200, 200)]
    public void The_idle_time_is_no_shorter_than_what_a_character_takes(
        string driver, int baud, int idle, int milliseconds)
    {
        var options = new ScannerOptions
        {
            Driver = driver,
            Baud = baud,
            IdleMilliseconds = idle,
            Terminator = "none",
        };
        var framer = FramerOf(options);
        CodesOf(framer, "A");

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), framer.IdleDue);
    }

    [Theory]
    [InlineData("auto", "A\r")]
    [InlineData("CR", "")]
    public void A_pause_cuts_no_code_of_a_scanner_that_sends_terminators(string terminator, string before)
    {
        var framer = FramerOf(new ScannerOptions { Terminator = terminator });
        CodesOf(framer, before + "89360");

        Assert.Empty(DecodedCodes.AfterSilence(framer, 0.99 * Habit.Patient));
        Assert.Equal(["8936012345"], CodesOf(framer, "12345\r"));
    }

    [Theory]
    [InlineData("auto", "A\r", "", 800)]
    [InlineData("CR", "A\r", "", 800)]
    [InlineData("CRLF", "", "\r", 600)]
    [InlineData("TAB", "", "\r", 600)]
    [InlineData("CR", "", "\t", 600)]
    [InlineData("\\x04", "A\u0004", "\r\n", 600)]
    public void Codes_of_a_scanner_whose_terminator_was_switched_off_or_changed_do_not_merge(
        string terminator, string before, string now, int pause)
    {
        var options = new ScannerOptions { Terminator = terminator };
        var framer = FramerOf(options);
        CodesOf(framer, before);
        var sent = Enumerable.Range(0, 8).Select(n => $"893601234567{n}").ToList();

        var read = sent.SelectMany(code => (List<string>)
        [
            .. CodesOf(framer, code + now),
            .. DecodedCodes.AfterSilence(framer, TimeSpan.FromMilliseconds(pause)),
        ]).ToList();

        Assert.Equal(sent, read);
        Assert.NotEqual(0, _tally.Of(ScanFault.Terminator));
        // It is switched on again.
        var end = terminator == "auto" ? "\r" : Encoding.Latin1.GetString(FrameFormat.Of(options).Terminator);
        Assert.Equal(["B1", "B2"], CodesOf(framer, $"B1{end}B2{end}"));
        CodesOf(framer, "C");
        Assert.Empty(DecodedCodes.AfterSilence(framer, 0.99 * Habit.Patient));
    }

    [Fact]
    public void A_terminator_that_is_missing_is_told_and_what_came_of_it_is_no_part_of_the_code()
    {
        var framer = FramerOf(new ScannerOptions { Terminator = "CRLF" });
        CodesOf(framer, "A\r");

        Assert.Equal(["A"], DecodedCodes.AfterSilence(framer, Habit.Patient));
        Assert.Equal(1, _tally.Of(ScanFault.Terminator));
    }

    private Framer FramerOf(ScannerOptions options) => new(FrameFormat.Of(options), _tally);

    private static List<string> CodesOf(Framer framer, string sent) => DecodedCodes.TextsOf(framer, sent);
}
