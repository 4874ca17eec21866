using System.Text;
using DaNangTrace.Edge.Kiosk.Scanning;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning;

public class FramerTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(50);

    [Theory]
    [InlineData("auto", "A\rB\nC\r\nD\r", "A|B|C|D")]
    [InlineData("CR", "A\rB\n\r", "A|B\n")]
    [InlineData("LF", "A\nB\r\n", "A|B\r")]
    [InlineData("CRLF", "A\r\nB\rC\r\n\r\r\n", "A|B\rC|\r")]
    [InlineData("TAB", "A\tB\t", "A|B")]
    [InlineData("ETX", "A\u0003B\u0003", "A|B")]
    [InlineData("auto", "]d201\u001D10\r", "]d201\u001D10")]
    public void A_terminator_ends_a_code(string terminator, string sent, string codes) =>
        Assert.Equal(codes.Split('|'), CodesOf(new Framer(terminator, Idle), sent));

    [Fact]
    public void Silence_ends_a_code_of_a_scanner_that_sends_no_terminator()
    {
        var framer = new Framer("auto", Idle);
        Assert.Empty(CodesOf(framer, "8936012345674"));

        Assert.Equal(Idle, framer.IdleDue);
        Assert.True(framer.EndBySilence(out var code));
        Assert.Equal("8936012345674", Encoding.ASCII.GetString(code));
        Assert.Equal(Timeout.InfiniteTimeSpan, framer.IdleDue);
    }

    [Fact]
    public void Once_a_terminator_was_seen_a_short_pause_does_not_cut_a_code()
    {
        var framer = new Framer("auto", Idle);
        CodesOf(framer, "A\r");
        CodesOf(framer, "89360");

        Assert.Equal(Framer.PatientIdle, framer.IdleDue);
    }

    [Fact]
    public void Half_a_terminator_belongs_to_the_code_when_the_line_goes_silent()
    {
        var framer = new Framer("CRLF", Idle);
        CodesOf(framer, "A\r");

        Assert.True(framer.EndBySilence(out var code));
        Assert.Equal("A\r", Encoding.ASCII.GetString(code));
    }

    [Fact]
    public void An_overlong_code_is_dropped_whole_and_the_next_one_is_read()
    {
        var framer = new Framer("CR", Idle);

        Assert.Equal(["B"], CodesOf(framer, new string('A', Gs1.Symbol.MaxLength + 1) + "\rB\r"));
        Assert.Equal(1, framer.Overlong);
        Assert.Single(CodesOf(framer, new string('A', Gs1.Symbol.MaxLength) + "\r"));
    }

    [Fact]
    public void A_code_is_the_same_wherever_the_line_split_it()
    {
        const string sent = "8936012345674\r\n]d201089360123456741\r\n";
        var whole = CodesOf(new Framer("CRLF", Idle), sent);
        for (var cut = 0; cut <= sent.Length; cut++)
        {
            var framer = new Framer("CRLF", Idle);
            Assert.Equal(whole, [.. CodesOf(framer, sent[..cut]), .. CodesOf(framer, sent[cut..])]);
        }
    }

    private static List<string> CodesOf(Framer framer, string sent)
    {
        var codes = new List<string>();
        foreach (var value in Encoding.Latin1.GetBytes(sent))
        {
            if (framer.Take(value, out var code))
                codes.Add(Encoding.Latin1.GetString(code));
        }
        return codes;
    }
}
