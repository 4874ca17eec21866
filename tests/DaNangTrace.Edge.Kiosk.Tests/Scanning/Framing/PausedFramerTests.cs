using System.Globalization;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Framing;

/// <summary>Codes with pauses between and within them, written <c>{milliseconds}</c>.</summary>
public partial class PausedFramerTests
{
    private readonly ScannerTally _tally = Samples.Tally();

    [Theory]
    [InlineData("CR", "A1111\r\n{600}89360{600}12345\r\n", "A1111|8936012345")]
    [InlineData("CR", "A1111\r\n{3000}B2222\r\n{3000}", "A1111|B2222")]
    [InlineData("CR", "A1111\r\n{300}B2222\r\n{300}893{600}60\r\n{3000}", "A1111|B2222|89360")]
    [InlineData("CRLF", "A1111\r{300}\n{990}B2222\r{990}\n", "A1111|B2222")]
    [InlineData("LF", "A1111\r\n{600}893{600}60\r\n", "A1111|89360")]
    [InlineData("TAB", "A1111\t\r{600}89360{600}12345\t\r", "A1111|8936012345")]
    [InlineData("auto", "A1111\r\t{600}89360{600}12345\r\t", "A1111|8936012345")]
    [InlineData("auto", "A1111\r\n{600}89360{900}12345\r\n", "A1111|8936012345")]
    public void A_pause_within_a_code_and_one_in_front_of_it_cut_nothing(string terminator, string sent, string codes)
    {
        Assert.Equal(codes, Read(new ScannerOptions { Terminator = terminator }, sent));
        Assert.Equal(0, _tally.Faults);
    }

    [Theory]
    [InlineData("A1111\r{3000}\0{600}89360{600}12345\r", "A1111|8936012345")]
    [InlineData("A1111\r{3000}~{600}89360{600}12345\r", "A1111|~8936012345")]
    [InlineData("A1111\r{3000}89360{600}~{600}12345\r", "A1111|89360~12345")]
    public void A_stray_byte_is_no_code_whose_pause_would_tell_something(string sent, string codes) =>
        Assert.Equal(codes, Read(new ScannerOptions(), sent));

    [Theory]
    [InlineData("auto", "\u0002A1111\u0003{3000}\u0002LINE1\r{600}LINE2\u0003", "A1111|LINE1\rLINE2")]
    [InlineData("CR", "\u0002A1111\u0003{3000}\u0002LINE1\r{600}LINE2\u0003", "A1111|LINE1\rLINE2")]
    [InlineData("auto", "X1\r{700}\u0002A1\rA2\u0003\r{700}", "X1|A1\rA2")]
    [InlineData("auto", "X1\r{700}\u0002A1111\r\u0003{700}\u0002B22{700}22\r\u0003{700}", "X1|A1111|B2222")]
    [InlineData("CR", "\u0002A1111\u0003\r\n\u0002B2222\u0003\r\n", "A1111|B2222")]
    [InlineData("ETX", "\u0002A1111\u0003\r\u0002B2222\u0003\r", "A1111|B2222")]
    public void A_code_between_STX_and_ETX_is_whole_whatever_stands_in_it(string terminator, string sent, string codes)
    {
        Assert.Equal(codes, Read(new ScannerOptions { Terminator = terminator }, sent));
        Assert.Equal(0, _tally.Faults);
    }

    [Theory]
    [InlineData("auto", "\u0002A1111\r{600}\u0002B2222\r{300}\u0002C3333\r{60}", "A1111|B2222|C3333")]
    [InlineData("CR", "\u0002A1111\r{300}\u0002B2222\r{300}\u0002C3333\r{600}", "A1111|B2222|C3333")]
    [InlineData("CRLF", "\u0002A1111\r\n{600}\u0002B2222\r\n{60}", "A1111|B2222")]
    [InlineData("TAB", "\u0002A1111\t{300}\u0002B2222\t{300}\u0002C3333\t{600}", "A1111|B2222|C3333")]
    [InlineData("\\x04", "\u0002A1111\u0004{300}\u0002B2222\u0004{600}", "A1111|B2222")]
    public void A_code_behind_STX_that_has_no_ETX_ends_with_its_terminator(
        string terminator, string sent, string codes)
    {
        Assert.Equal(codes, Read(new ScannerOptions { Terminator = terminator }, sent));
        Assert.Equal(0, _tally.Faults);
    }

    [Theory]
    [InlineData("\u0002X\r{700}8936012345674\r{700}9520001000010\r", "X|8936012345674|9520001000010")]
    [InlineData("A1\r{300}\u0002X\r{60}B2\r", "A1|X|B2")]
    [InlineData("A1\r{300}\u0002X\r{60}\u0002Y\r{60}B2\r", "A1|X|Y|B2")]
    [InlineData("A1\r{300}\u0002{300}B2\r{60}C3\r", "A1|B2|C3")]
    [InlineData("A1\r{300}\u0002Q\u0003\r{300}B2\r{300}\u0002X\r{60}C3\r", "A1|Q|B2|X|C3")]
    public void A_code_that_begins_with_STX_does_not_swallow_those_behind_it(string sent, string codes) =>
        Assert.Equal(codes, Read(new ScannerOptions(), sent));

    [Theory]
    [InlineData("auto", "\u0002A1111\r{3000}\u0002Q\u0003\r{3000}\u0002B2\r{300}\u0002C3\r{300}\u0002D4\r{60}",
        "A1111|Q|B2|C3|D4")]
    [InlineData("CR", "\u0002A1111\r{3000}\u0002Q\u0003\r{3000}\u0002B2\r{1500}\u0002C3\r{1500}", "A1111|Q|B2|C3")]
    [InlineData("\\x04", "\u0002A1111\u0004{3000}\u0002\u0003\u0002Z\u0004{3000}\u0002B2\u0004{1500}", "A1111|Z|B2")]
    [InlineData("auto", "A1111\r{3000}\u0003\u0002X\r{300}B2\r{300}C3\r{3000}", "A1111|X|B2|C3")]
    [InlineData("auto", "A1111\r{3000}\u0003\u0002X1234\r{700}B2222\r{300}C3333\r{700}D4444\r",
        "A1111|X1234|B2222|C3333|D4444")]
    [InlineData("auto", "\u0002A1111\u0003{3000}\u0002AB\u0003CD\u0003{300}\u0002B2\u0003\u0002C3\u0003",
        "A1111|AB|CD|B2|C3")]
    [InlineData("auto", "\u0002A1111\u0003{3000}x\u0002B2\u0003{300}\u0002C3\u0003", "A1111|B2|C3")]
    [InlineData("auto", "234\u0003{300}\u0002B2\u0003{300}\u0002C3\u0003", "234|B2|C3")]
    [InlineData("auto", "\u0002A\u0003\r{3000}\u0002AB\u0003CD\u0003\r{3000}\u0002L1\r{60}L2\u0003\r",
        "A|AB|CD|L1\rL2")]
    [InlineData("auto", "A1111{3000}B2222{3000}Q\u0003{3000}C3333{400}D4444{3000}", "A1111|B2222|Q|C3333|D4444")]
    [InlineData("auto", "A1111{3000}B2222{3000}Q\r{3000}C3333{400}D4444{3000}", "A1111|B2222|Q|C3333|D4444")]
    [InlineData("CR", "\u0002X123\r{700}8936{600}0123\r{3000}", "X123|89360123")]
    [InlineData("auto", "A1111\r{3000}Q\u0003\u0002X\r{700}B2222\r{700}AB\u0002CD\r{3000}",
        "A1111|Q\u0003\u0002X|B2222|AB\u0002CD")]
    [InlineData("none", "A1111{300}\u0002Q\u0003{5000}B2222{300}C3333{300}", "A1111|Q|B2222|C3333")]
    [InlineData("none", "A1111{300}\u0002Q\r{5000}B2222{300}C3333{300}", "A1111|Q|B2222|C3333")]
    public void Control_characters_in_one_code_cost_no_other(string terminator, string sent, string codes) =>
        Assert.Equal(codes, Read(new ScannerOptions { Terminator = terminator }, sent));

    [Theory]
    [InlineData("auto", "", "\r")]
    [InlineData("auto", "\u0002", "\u0003")]
    [InlineData("auto", "\u0002", "\u0003\r\n")]
    [InlineData("auto", "\u0002", "\r")]
    [InlineData("CR", "", "\r")]
    [InlineData("CR", "\u0002", "\r")]
    [InlineData("CRLF", "", "\r\n")]
    [InlineData("TAB", "", "\t")]
    [InlineData("TAB", "\u0002", "\t")]
    [InlineData("\\x04", "", "\u0004")]
    public void Whatever_stands_in_one_code_those_behind_it_are_read(string terminator, string before, string behind)
    {
        const int Seeds = 2000;
        const string Hostile = "\u0002\u0003\r\n\t\0\u0004A";
        string[] honest = ["B2222", "C3333", "D4444", "E5555"];
        for (var seed = 0; seed < Seeds; seed++)
        {
            var chance = new Random(seed);
            var bad = new string(chance.GetItems(Hostile.AsSpan(), chance.Next(1, 8)));
            var gap = $"{{{chance.Next(300, 1500)}}}";
            var sent = string.Concat(honest.Prepend(bad).Prepend("A1111").Select(code => before + code + behind + gap));

            var read = Read(new ScannerOptions { Terminator = terminator }, sent + "{3000}").Split('|');

            // In their order, each once.
            Assert.Equal(
                $"{seed}: {string.Join('|', honest)}", $"{seed}: {string.Join('|', read.Where(honest.Contains))}");
        }
    }

    [Theory]
    [InlineData("CR", "auto", "", "\\x09", "A1111\t\r", "A1111")]
    [InlineData("CR", "auto", "", "~\\x09", "A1111~\t\r", "A1111")]
    [InlineData("auto", "auto", "", "\\x09", "A1111\t\r", "A1111")]
    [InlineData("auto", "stxEtx", "", "\\x09", "\u0002A1111\t\u0003", "A1111")]
    [InlineData("auto", "auto", "\\x00DN:", "", "\0DN:A1111\r", "A1111")]
    [InlineData("CR", "stxEtx", "\\x0D", "", "\u0002\rA1111\u0003\r", "A1111")]
    public void What_is_set_to_stand_around_a_code_is_taken_off_also_where_it_looks_like_an_end(
        string terminator, string envelope, string preamble, string suffix, string sent, string code)
    {
        var options = new ScannerOptions
        {
            Terminator = terminator,
            Envelope = envelope,
            Preamble = preamble.Length == 0 ? null : preamble,
            Suffix = suffix.Length == 0 ? null : suffix,
        };

        Assert.Equal($"{code}|{code}", Read(options, sent + "{300}" + sent));
        Assert.Equal(0, _tally.Faults);
    }

    [Fact]
    public void A_code_that_becomes_too_long_behind_its_pause_is_dropped()
    {
        var longest = new string('7', 9000);

        Assert.Equal("A1|B2", Read(new ScannerOptions(), $"A1\r{longest[..100]}{{700}}{longest}{{700}}\rB2\r"));
        Assert.Equal((1, 1), (_tally.Of(ScanFault.Overlong), _tally.Faults));
    }

    [Theory]
    [InlineData("auto", "auto", "", "\r")]
    [InlineData("auto", "auto", "", "\r\n")]
    [InlineData("auto", "auto", "", "\n\r")]
    [InlineData("auto", "auto", "", "\u0003\r")]
    [InlineData("auto", "auto", "", "\t\r\n")]
    [InlineData("auto", "auto", "\u0002", "\u0003")]
    [InlineData("auto", "auto", "\u0002", "\u0003\r\n")]
    [InlineData("auto", "stxEtx", "\u0002", "\u0003\r\n")]
    [InlineData("CR", "auto", "", "\r")]
    [InlineData("CR", "auto", "", "\r\n")]
    [InlineData("CR", "none", "", "\r\n")]
    [InlineData("CR", "auto", "\u0002", "\u0003\r\n")]
    [InlineData("LF", "auto", "", "\r\n")]
    [InlineData("CRLF", "auto", "", "\r\n")]
    [InlineData("TAB", "auto", "", "\t\r")]
    [InlineData("ETX", "none", "", "\u0003\r")]
    [InlineData("\\x04", "auto", "", "\u0004")]
    public void Whatever_comes_with_one_pause_a_code_is_read_as_it_was_sent(
        string terminator, string envelope, string before, string behind)
    {
        const int Seeds = 300;
        var options = new ScannerOptions { Terminator = terminator, Envelope = envelope };
        for (var seed = 0; seed < Seeds; seed++)
        {
            var chance = new Random(seed);
            var codes = Enumerable.Range(0, 6).Select(_ => new string(
                [.. Enumerable.Range(0, chance.Next(4, 40)).Select(_ => (char)chance.Next('0', 'z' + 1))])).ToList();
            // The first tells how the scanner ends its codes.
            var sent = string.Concat(codes.Select((code, i) => Paused(before + code + behind, i > 0, chance)));

            Assert.Equal($"{seed}: {string.Join('|', codes)}", $"{seed}: {Read(options, sent)}");
        }
        Assert.Equal(0, _tally.Faults);
    }

    private static string Paused(string frame, bool isSlow, Random chance)
    {
        if (isSlow)
            frame = frame.Insert(chance.Next(1, frame.Length), $"{{{chance.Next(1, 1000)}}}");
        return $"{frame}{{{chance.Next(0, 3000)}}}";
    }

    [Fact]
    public void Codes_that_stand_ready_are_not_handed_on_after_a_reset()
    {
        var framer = new Framer(FrameFormat.Of(new ScannerOptions()), _tally);
        Assert.Equal(["A1"], DecodedCodes.TextsOf(framer, "\u0002A1\rB2\rC3\r\u0002"));
        Assert.Equal(TimeSpan.Zero, framer.IdleDue);

        framer.Reset();

        Assert.Equal(["D4"], DecodedCodes.TextsOf(framer, "D4\r"));
    }

    private string Read(ScannerOptions options, string sent)
    {
        var framer = new Framer(FrameFormat.Of(options), _tally);
        var codes = new List<string>();
        foreach (var part in Pause().Split(sent))
        {
            codes.AddRange(part is ['{', .. var pause, '}']
                ? DecodedCodes.AfterSilence(
                    framer, TimeSpan.FromMilliseconds(int.Parse(pause, CultureInfo.InvariantCulture)))
                : DecodedCodes.TextsOf(framer, part));
        }
        return string.Join('|', codes);
    }

    [GeneratedRegex(@"(\{[0-9]+\})")]
    private static partial Regex Pause();
}
