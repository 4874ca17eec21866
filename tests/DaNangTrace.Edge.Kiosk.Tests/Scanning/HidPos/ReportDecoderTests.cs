using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;
using DaNangTrace.Edge.Kiosk.Scanning.HidPos;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using static DaNangTrace.Edge.Kiosk.Tests.Kit.DecodedCodes;
using static DaNangTrace.Edge.Kiosk.Tests.Kit.HidDescriptors;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.HidPos;

public class ReportDecoderTests
{
    private readonly ScannerTally _tally = Samples.Tally();

    [Fact]
    public void A_report_is_a_code()
    {
        var code = Assert.Single(CodesOf(Decoder(), Report("8936012345674")));

        Assert.Equal(new Code(new Symbol("E0", "8936012345674"), "report"), code);
        Assert.Equal(0, _tally.Faults);
    }

    [Theory]
    [InlineData("8936012345674", "", null, "8936012345674")]
    [InlineData("]E08936012345674", "]E0", "E0", "8936012345674")]
    [InlineData("]E08936012345674", "", "E0", "8936012345674")]
    [InlineData("]E0 is data", "]Q1", "Q1", "]E0 is data")]
    [InlineData("01\u001D10A", "d2", "d2", "01\u001D10A")]
    [InlineData("8936012345674\r\n", "]E0", "E0", "8936012345674")]
    [InlineData("8936012345674\r", "]E0", "E0", "8936012345674")]
    [InlineData("\u00028936012345674\u0003\r", "]E0", "E0", "8936012345674")]
    public void The_identifier_stands_before_the_data_once(string data, string identifier, string? id, string text) =>
        Assert.Equal(
            new Symbol(id, text),
            Assert.Single(CodesOf(Decoder(), Report(data, identifier))).Symbol);

    [Fact]
    public void What_the_scanner_adds_is_taken_off()
    {
        var options = new ScannerOptions
        {
            Preamble = "DN:",
            Suffix = "#",
            Terminator = "TAB",
            GroupSeparator = "<GS>",
        };

        var code = Assert.Single(CodesOf(Decoder(options), Report("DN:01<GS>10A#\t", "]d2")));

        Assert.Equal(new Symbol("d2", "01\u001D10A"), code.Symbol);
        Assert.Equal(0, _tally.Faults);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(146)]
    public void Reports_are_joined_while_more_follows(int reports)
    {
        var text = Text((reports * 56) - 5);

        var code = Assert.Single(CodesOf(Decoder(), Reports(text)));

        Assert.Equal(new Code(new Symbol("Q1", text), $"{reports} reports"), code);
    }

    [Fact]
    public void Every_number_of_reports_gives_a_code_or_one_that_is_too_long()
    {
        var decoder = Decoder();
        for (var reports = 2; reports <= 150; reports++)
        {
            var text = Text(reports * 56);
            var codes = CodesOf(decoder, Reports(text));
            Assert.Equal(text.Length <= Symbol.MaxLength ? [text] : [], codes.Select(one => one.Symbol.Text));
        }
        Assert.Equal((4, 4), (_tally.Of(ScanFault.Overlong), _tally.Faults));
        Assert.Single(CodesOf(decoder, Report("after")));
    }

    [Fact]
    public void A_code_of_the_greatest_length_passes_and_one_byte_more_does_not()
    {
        Assert.Single(CodesOf(Decoder(), Reports(Text(Symbol.MaxLength))));
        Assert.Equal(0, _tally.Faults);
        Assert.Empty(CodesOf(Decoder(), Reports(Text(Symbol.MaxLength + 1))));
        Assert.Equal(1, _tally.Of(ScanFault.Overlong));
    }

    [Fact]
    public void However_the_bytes_are_split_the_codes_are_the_same()
    {
        byte[] sent =
        [
            .. Report("first"), .. Status, .. Reports(Text(100)),
            .. Report("last"),
        ];
        for (var split = 0; split <= sent.Length; split++)
        {
            var decoder = Decoder();
            List<Code> codes = [.. CodesOf(decoder, sent[..split]), .. CodesOf(decoder, sent[split..])];
            Assert.Equal(["first", Text(100), "last"], codes.Select(code => code.Symbol.Text));
        }
        var slow = Decoder();
        Assert.Equal(3, sent.SelectMany(one => CodesOf(slow, [one])).Count());
        Assert.Equal(0, _tally.Faults);
    }

    [Fact]
    public void Reports_that_carry_no_code_are_skipped_also_within_one()
    {
        var joined = Reports(Text(100));

        var codes = CodesOf(Decoder(), [.. Status, .. joined[..64], .. Status, .. joined[64..], .. Status]);

        Assert.Equal([Text(100)], codes.Select(code => code.Symbol.Text));
        Assert.Equal(0, _tally.Faults);
    }

    [Fact]
    public void Where_only_reports_come_that_the_layout_does_not_know_that_is_told()
    {
        Assert.Empty(CodesOf(Decoder(), [.. Status, .. Status, .. Status, .. Status]));

        Assert.Equal(2, _tally.Of(ScanFault.Report));
    }

    [Fact]
    public void A_length_that_does_not_fit_costs_its_code_and_no_other()
    {
        var wrong = Report("8936012345674");
        wrong[1] = 57;
        var wrongWithMore = Report(Text(56), "]Q1", more: true);
        wrongWithMore[1] = 200;

        var codes = CodesOf(Decoder(),
        [
            .. wrong, .. Report("A"),
            .. wrongWithMore, .. Report("its middle", "]Q1", more: true),
            .. Report("its end"),
            .. Report("B"),
            .. Report(""), .. Report("C"),
            .. Report("begun", "]Q1", more: true), .. wrong, .. Report("D"),
        ]);

        Assert.Equal(["A", "B", "C", "D"], codes.Select(code => code.Symbol.Text));
        Assert.Equal((4, 4), (_tally.Of(ScanFault.Length), _tally.Faults));
    }

    [Fact]
    public void A_code_may_end_with_an_empty_report()
    {
        var codes = CodesOf(Decoder(),
            [.. Report(Text(56), "]Q1", more: true), .. Report("", "]Q1")]);

        Assert.Equal([Text(56)], codes.Select(code => code.Symbol.Text));
        Assert.Equal(0, _tally.Faults);
    }

    [Fact]
    public void A_continuation_that_does_not_come_costs_its_code_and_no_other()
    {
        var decoder = Decoder();

        Assert.Empty(CodesOf(decoder, Report(Text(56), "]Q1", more: true)));
        Assert.Equal(ReportDecoder.Patience, decoder.IdleDue);
        Assert.Null(decoder.EndBySilence());

        Assert.Equal(Timeout.InfiniteTimeSpan, decoder.IdleDue);
        Assert.Equal((1, 1), (_tally.Of(ScanFault.Incomplete), _tally.Faults));
        Assert.Equal("next", Assert.Single(CodesOf(decoder, Report("next"))).Symbol.Text);
    }

    [Fact]
    public void Another_identifier_begins_another_code()
    {
        var codes = CodesOf(Decoder(),
        [
            .. Report("its end is lost", "]Q1", more: true), .. Report("next", "]E0"),
            .. Report("first, ", "]d2", more: true), .. Report("second", "\0\0\0"),
        ]);

        Assert.Equal([new("E0", "next"), new("d2", "first, second")], codes.Select(code => code.Symbol));
        Assert.Equal((1, 1), (_tally.Of(ScanFault.Incomplete), _tally.Faults));
    }

    [Fact]
    public void Silence_within_a_report_starts_the_count_of_bytes_anew()
    {
        var decoder = Decoder();

        Assert.Empty(CodesOf(decoder, Report("half")[..30]));
        Assert.Equal(ReportDecoder.Patience, decoder.IdleDue);
        Assert.Null(decoder.EndBySilence());

        Assert.Equal(1, _tally.Of(ScanFault.Incomplete));
        Assert.Single(CodesOf(decoder, Report("next")));
    }

    [Fact]
    public void What_is_dropped_for_its_length_is_not_counted_again_by_silence()
    {
        var decoder = Decoder();
        var wrong = Report("A", "]Q1", more: true);
        wrong[1] = 99;

        CodesOf(decoder, wrong);
        Assert.Equal(ReportDecoder.Patience, decoder.IdleDue);
        Assert.Null(decoder.EndBySilence());

        Assert.Equal((1, 1), (_tally.Of(ScanFault.Length), _tally.Faults));
        Assert.Single(CodesOf(decoder, Report("next")));
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(64, 1)]
    [InlineData(94, 1)]
    [InlineData(128, 0)]
    public void An_unplug_within_a_code_drops_it(int bytes, int incomplete)
    {
        var decoder = Decoder();

        CodesOf(decoder, Reports(Text(100))[..bytes]);
        decoder.Reset();

        Assert.Equal((incomplete, incomplete), (_tally.Of(ScanFault.Incomplete), _tally.Faults));
        Assert.Equal("next", Assert.Single(CodesOf(decoder, Report("next"))).Symbol.Text);
    }

    [Fact]
    public void A_technician_sees_the_fields_of_a_report()
    {
        var decoder = Decoder();

        Assert.Equal(
            "02 03 5D 45 30 41 1D 42 00×56 (length 3, AIM ]E0, data A\\x1DB)",
            decoder.Describe(Report("A\u001DB")));
        var two = decoder.Describe([.. Report("A", "", more: true), .. Status]);
        Assert.Contains("more follows); 05 EE", two, StringComparison.Ordinal);
        Assert.EndsWith("(report 5, not of a code)", two, StringComparison.Ordinal);
        Assert.Equal("02 01", decoder.Describe([2, 1]));
    }

    private ReportDecoder Decoder(ScannerOptions? options = null) =>
        new(ReportLayout.Aim, FrameFormat.Of(options ?? new ScannerOptions()), _tally);
}
