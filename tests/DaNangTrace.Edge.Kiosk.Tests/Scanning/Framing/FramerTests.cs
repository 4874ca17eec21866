using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Framing;

public class FramerTests
{
    private readonly ScannerTally _tally = Samples.Tally();

    [Theory]
    [InlineData("auto", "A\rB\nC\r\nD\r", "A|B|C|D")]
    [InlineData("CR", "A\rB\nC\r\n\r", "A|B\nC")]
    [InlineData("LF", "A\nB\r\n", "A|B")]
    [InlineData("CRLF", "A\r\nB\rC\r\n\r\r\n", "A|B\rC")]
    [InlineData("TAB", "A\tB\t", "A|B")]
    [InlineData("ETX", "A\u0003B\u0003", "A|B")]
    [InlineData(@"\x20", "A B ", "A|B")]
    [InlineData(@"\x23\x23\x24", "A###$B##C##$", "A#|B##C")]
    [InlineData("auto", "]d201\u001D10\r", "]d201\u001D10")]
    public void A_terminator_ends_a_code(string terminator, string sent, string codes) =>
        Assert.Equal(codes.Split('|'), CodesOf(new ScannerOptions { Terminator = terminator }, sent));

    [Theory]
    [InlineData("\u0002A\u0003\u0002B\u0003", "A|B")]
    [InlineData("\u0002A\u0003\r\u0002B\u0003\r\n", "A|B")]
    [InlineData("\u0002A\r\nB\u0003\r", "A\r\nB")]
    [InlineData("A\u0003\rB\u0003\n", "A|B")]
    [InlineData("\u0002\u0003\r", "")]
    public void An_envelope_is_taken_off_where_it_comes(string sent, string codes) =>
        Assert.Equal(Split(codes), CodesOf(new ScannerOptions(), sent));

    [Theory]
    [InlineData("\u0002A\rB\nC\u0003\r\n\u0002D\u0003\r\n", "A\rB\nC|D", 0)]
    [InlineData("xyz\u0002A\u0003xyz\u0002B\u0003", "A|B", 2)]
    public void Where_an_envelope_is_configured_only_its_end_ends_a_code(string sent, string codes, int noise)
    {
        Assert.Equal(Split(codes), CodesOf(new ScannerOptions { Envelope = "stxEtx", Terminator = "CR" }, sent));
        Assert.Equal(noise, _tally.Of(ScanFault.Noise));
    }

    [Fact]
    public void Without_an_envelope_its_bytes_are_the_codes() =>
        Assert.Equal(["\u0002A\u0003"], CodesOf(new ScannerOptions { Envelope = "none" }, "\u0002A\u0003\r"));

    [Theory]
    [InlineData("DN:A\rDN:B\r", "A|B", 0, 0)]
    [InlineData("\u00FF\u00FEDN:A\r", "A", 1, 0)]
    [InlineData("ABCDN:DEF\r", "ABCDN:DEF", 0, 1)]
    [InlineData("A\r", "A", 0, 1)]
    public void A_preamble_is_taken_off_and_what_stands_before_it_is_noise(
        string sent, string codes, int noise, int affix)
    {
        Assert.Equal(Split(codes), CodesOf(new ScannerOptions { Preamble = "DN:" }, sent));
        Assert.Equal((noise, affix), (_tally.Of(ScanFault.Noise), _tally.Of(ScanFault.Affix)));
    }

    [Fact]
    public void A_suffix_is_taken_off_and_one_that_is_missing_is_told()
    {
        Assert.Equal(["A", "B"], CodesOf(new ScannerOptions { Suffix = @"\x7E" }, "A~\rB\r"));
        Assert.Equal(1, _tally.Of(ScanFault.Affix));
    }

    [Theory]
    [InlineData("\u0001A\u0002BC", "A|BC")]
    [InlineData("\u0004A\rB\n\u0001C", "A\rB\n|C")]
    [InlineData("\u0000\u0001A", "A")]
    public void A_length_ends_a_code_whatever_is_in_it(string sent, string codes) =>
        Assert.Equal(Split(codes), CodesOf(new ScannerOptions { LengthByte = true }, sent));

    [Theory]
    [InlineData("\u0002P\u0003A\u0003BS\u0003\r\u0002P\u0001CS\u0003\r", "A\u0003B|C", 0)]
    [InlineData("xx\u0002xP\u0001AS\u0003\r", "A", 2)]
    public void A_length_stands_behind_the_preamble(string sent, string codes, int noise)
    {
        var options = new ScannerOptions
        {
            Envelope = "stxEtx",
            Preamble = "P",
            LengthByte = true,
            Suffix = "S",
            Terminator = "CR",
        };

        Assert.Equal(Split(codes), CodesOf(options, sent));
        Assert.Equal(noise, _tally.Of(ScanFault.Noise));
        Assert.Equal(0, _tally.Of(ScanFault.Length));
    }

    [Fact]
    public void ETX_that_is_the_terminator_as_well_comes_once_behind_a_length()
    {
        var options = new ScannerOptions { Envelope = "stxEtx", LengthByte = true, Terminator = "ETX" };

        Assert.Equal(["ABC", "DE"], CodesOf(options, "\u0002\u0003ABC\u0003\u0002\u0002DE\u0003"));
    }

    [Fact]
    public void An_empty_code_behind_a_length_costs_no_other() =>
        Assert.Equal(
            ["13579"], CodesOf(new ScannerOptions { LengthByte = true, Terminator = "CR" }, "\0\r\u000513579\r"));

    [Theory]
    [InlineData("none", "")]
    [InlineData("CR", "\r")]
    public void A_length_that_looks_like_a_line_end_is_one_all_the_same(string terminator, string end)
    {
        // Thirteen, the length of every EAN-13, is CR.
        var sent = string.Concat(Enumerable.Repeat("\r9520001000010" + end, 3));

        Assert.Equal(
            Enumerable.Repeat("9520001000010", 3),
            CodesOf(new ScannerOptions { LengthByte = true, Terminator = terminator }, sent));
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("stxEtx")]
    public void A_code_whose_end_was_lost_is_dropped_at_the_beginning_of_the_next(string envelope)
    {
        var options = new ScannerOptions { Envelope = envelope };

        Assert.Equal(["B"], CodesOf(options, "\u0002A1\u0002B\u0003"));
        Assert.Equal(1, _tally.Of(ScanFault.Incomplete));
    }

    [Fact]
    public void A_tab_at_the_end_is_a_suffix()
    {
        var framer = FramerOf(new ScannerOptions());
        CodesOf(framer, "9520001000010\t");

        Assert.Equal("9520001000010", framer.EndBySilence()!.Value.Symbol.Text);
    }

    [Fact]
    public void A_length_that_another_byte_was_taken_for_drops_the_code_and_spares_the_next_one()
    {
        var framer = FramerOf(new ScannerOptions { LengthByte = true, Terminator = "CR" });

        Assert.Equal(["9520001000010"], CodesOf(framer, "\u0005\r8936012345674\r\r9520001000010\r"));
        Assert.Equal(1, _tally.Of(ScanFault.Length));
    }

    [Fact]
    public void A_length_that_is_not_filled_is_dropped_at_the_silence_and_the_next_code_is_read()
    {
        var framer = FramerOf(new ScannerOptions { LengthByte = true });
        Assert.Empty(CodesOf(framer, "\u0009ABC"));

        Assert.Equal(Habit.Patient, framer.IdleDue);
        Assert.Null(framer.EndBySilence());
        Assert.Equal(1, _tally.Of(ScanFault.Length));
        Assert.Equal("D", Assert.Single(CodesOf(framer, "\u0001D")));
    }

    [Theory]
    [InlineData("<GS>", "]d20109520001000010<GS>10A<GS>217\r", "]d20109520001000010\u001D10A\u001D217")]
    [InlineData("{GS}", "]d210A{GS}{GS}\r", "]d210A\u001D\u001D")]
    [InlineData("^]", "10A^]217\r", "10A\u001D217")]
    [InlineData("|", "010952000100001010A|217\r", "010952000100001010A\u001D217")]
    [InlineData("|", "]C110A|217\r", "]C110A\u001D217")]
    [InlineData("|", "]Q110A|217\r", "]Q110A|217")]
    [InlineData("|", "]e00108936012345674|]e010A|217\r", "]e00108936012345674|]e010A\u001D217")]
    [InlineData("|", "048099123456|201234567|A|01011990\r", "048099123456|201234567|A|01011990")]
    [InlineData("|", "https://a.example/?a=1|2\r", "https://a.example/?a=1|2")]
    public void What_stands_in_for_GS_becomes_GS_but_not_in_a_web_address(string standIn, string sent, string code) =>
        Assert.Equal([code], CodesOf(new ScannerOptions { GroupSeparator = standIn }, sent));

    [Theory]
    [InlineData("CR", "\r")]
    [InlineData("auto", "\n")]
    [InlineData(@"\x23\x24\x23", "#$#")]
    public void An_overlong_code_is_dropped_whole_and_the_next_one_is_read(string terminator, string end)
    {
        var framer = FramerOf(new ScannerOptions { Terminator = terminator });
        var most = Gs1.Symbol.MaxLength;

        for (var over = 1; over <= 40; over++)
        {
            Assert.Equal(["B"], CodesOf(framer, new string('A', most + over) + end + "B" + end));
            Assert.Equal(over, _tally.Of(ScanFault.Overlong));
        }
        Assert.Single(CodesOf(framer, new string('A', most) + end));
        Assert.Equal(["B"], CodesOf(framer, new string('A', 3 * most) + end + "B" + end));
    }

    [Fact]
    public void Half_a_code_is_dropped_and_counted_when_the_device_goes()
    {
        var framer = FramerOf(new ScannerOptions());
        CodesOf(framer, "A\r89360");

        framer.Reset();

        Assert.Equal(1, _tally.Of(ScanFault.Incomplete));
        Assert.Equal(["B"], CodesOf(framer, "B\r"));
    }

    [Theory]
    [InlineData("CRLF", "auto", null, false)]
    [InlineData("CR", "stxEtx", "DN:", false)]
    [InlineData("CR", "stxEtx", "DN:", true)]
    public void A_code_is_the_same_wherever_the_line_split_it(
        string terminator, string envelope, string? preamble, bool hasLength)
    {
        var options = new ScannerOptions
        {
            Terminator = terminator,
            Envelope = envelope,
            Preamble = preamble,
            LengthByte = hasLength,
        };
        var frame = (string code) => (envelope == "stxEtx" ? "\u0002" : "") + preamble
            + (hasLength ? ((char)code.Length).ToString() : "") + code + (envelope == "stxEtx" ? "\u0003" : "")
            + (terminator == "CR" ? "\r" : "\r\n");
        string[] codes = ["8936012345674", "]d2010893601234567410A\u001D217"];
        var sent = frame(codes[0]) + frame(codes[1]);
        for (var cut = 0; cut <= sent.Length; cut++)
        {
            var framer = FramerOf(options);
            Assert.Equal(codes, CodesOf(framer, sent[..cut]).Concat(CodesOf(framer, sent[cut..])));
        }
        Assert.Equal(0, _tally.Faults);
    }

    private Framer FramerOf(ScannerOptions options) => new(FrameFormat.Of(options), _tally);

    private List<string> CodesOf(ScannerOptions options, string sent) => CodesOf(FramerOf(options), sent);

    private static string[] Split(string codes) => codes.Length == 0 ? [] : codes.Split('|');

    private static List<string> CodesOf(Framer framer, string sent) => DecodedCodes.TextsOf(framer, sent);
}
