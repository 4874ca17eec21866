using System.Text;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;
using DaNangTrace.Edge.Kiosk.Scanning.HidPos;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.HidPos;

public class ReportDecoderTests
{
    private static readonly byte[] Status = [5, .. Enumerable.Repeat((byte)0xEE, 63)];

    private readonly ScannerTally _tally = Samples.Tally();

    [Fact]
    public void A_report_is_a_code()
    {
        var code = Assert.Single(CodesOf(Decoder(), HidDescriptors.Report("8936012345674")));

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
    public void The_identifier_stands_before_the_data_once(string data, string identifier, string? wanted, string text) =>
        Assert.Equal(
            new Symbol(wanted, text),
            Assert.Single(CodesOf(Decoder(), HidDescriptors.Report(data, identifier))).Symbol);

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

        var code = Assert.Single(CodesOf(Decoder(options: options), HidDescriptors.Report("DN:01<GS>10A#\t", "]d2")));

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

        var code = Assert.Single(CodesOf(Decoder(), HidDescriptors.Reports(text)));

        Assert.Equal(new Code(new Symbol("Q1", text), $"{reports} reports"), code);
    }

    [Fact]
    public void Every_number_of_reports_gives_a_code_or_one_that_is_too_long()
    {
        var decoder = Decoder();
        for (var reports = 2; reports <= 150; reports++)
        {
            var text = Text(reports * 56);
            var codes = CodesOf(decoder, HidDescriptors.Reports(text));
            Assert.Equal(text.Length <= Symbol.MaxLength ? [text] : [], codes.Select(one => one.Symbol.Text));
        }
        Assert.Equal((4, 4), (_tally.Of(ScanFault.Overlong), _tally.Faults));
        Assert.Single(CodesOf(decoder, HidDescriptors.Report("after")));
    }

    [Fact]
    public void A_code_of_the_greatest_length_passes_and_one_byte_more_does_not()
    {
        Assert.Single(CodesOf(Decoder(), HidDescriptors.Reports(Text(Symbol.MaxLength))));
        Assert.Equal(0, _tally.Faults);
        Assert.Empty(CodesOf(Decoder(), HidDescriptors.Reports(Text(Symbol.MaxLength + 1))));
        Assert.Equal(1, _tally.Of(ScanFault.Overlong));
    }

    [Fact]
    public void However_the_bytes_are_split_the_codes_are_the_same()
    {
        byte[] sent =
        [
            .. HidDescriptors.Report("first"), .. Status, .. HidDescriptors.Reports(Text(100)),
            .. HidDescriptors.Report("last"),
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
        var joined = HidDescriptors.Reports(Text(100));

        var codes = CodesOf(Decoder(), [.. Status, .. joined[..64], .. Status, .. joined[64..], .. Status]);

        Assert.Equal([Text(100)], codes.Select(code => code.Symbol.Text));
        Assert.Equal(0, _tally.Faults);
    }

    [Fact]
    public void A_length_that_does_not_fit_costs_its_code_and_no_other()
    {
        var wrong = HidDescriptors.Report("8936012345674");
        wrong[1] = 57;
        var wrongWithMore = HidDescriptors.Report(Text(56), "]Q1", more: true);
        wrongWithMore[1] = 200;

        var codes = CodesOf(Decoder(),
        [
            .. wrong, .. HidDescriptors.Report("A"),
            .. wrongWithMore, .. HidDescriptors.Report("its middle", "]Q1", more: true), .. HidDescriptors.Report("its end"),
            .. HidDescriptors.Report("B"),
            .. HidDescriptors.Report(""), .. HidDescriptors.Report("C"),
            .. HidDescriptors.Report("begun", "]Q1", more: true), .. wrong, .. HidDescriptors.Report("D"),
        ]);

        Assert.Equal(["A", "B", "C", "D"], codes.Select(code => code.Symbol.Text));
        Assert.Equal((4, 4), (_tally.Of(ScanFault.Length), _tally.Faults));
    }

    [Fact]
    public void A_code_may_end_with_an_empty_report()
    {
        var codes = CodesOf(Decoder(),
            [.. HidDescriptors.Report(Text(56), "]Q1", more: true), .. HidDescriptors.Report("", "]Q1")]);

        Assert.Equal([Text(56)], codes.Select(code => code.Symbol.Text));
        Assert.Equal(0, _tally.Faults);
    }

    [Fact]
    public void A_continuation_that_does_not_come_costs_its_code_and_no_other()
    {
        var decoder = Decoder();

        Assert.Empty(CodesOf(decoder, HidDescriptors.Report(Text(56), "]Q1", more: true)));
        Assert.Equal(TimeSpan.FromSeconds(1), decoder.IdleDue);
        Assert.Null(decoder.EndBySilence());

        Assert.Equal(Timeout.InfiniteTimeSpan, decoder.IdleDue);
        Assert.Equal((1, 1), (_tally.Of(ScanFault.Incomplete), _tally.Faults));
        Assert.Equal("next", Assert.Single(CodesOf(decoder, HidDescriptors.Report("next"))).Symbol.Text);
    }

    [Fact]
    public void Silence_within_a_report_starts_the_count_of_bytes_anew()
    {
        var decoder = Decoder();

        Assert.Empty(CodesOf(decoder, HidDescriptors.Report("half")[..30]));
        Assert.Equal(TimeSpan.FromSeconds(1), decoder.IdleDue);
        Assert.Null(decoder.EndBySilence());

        Assert.Equal(1, _tally.Of(ScanFault.Incomplete));
        Assert.Single(CodesOf(decoder, HidDescriptors.Report("next")));
    }

    [Fact]
    public void What_is_dropped_for_its_length_is_not_counted_again_by_silence()
    {
        var decoder = Decoder();
        var wrong = HidDescriptors.Report("A", "]Q1", more: true);
        wrong[1] = 99;

        CodesOf(decoder, wrong);
        Assert.Equal(TimeSpan.FromSeconds(1), decoder.IdleDue);
        Assert.Null(decoder.EndBySilence());

        Assert.Equal((1, 1), (_tally.Of(ScanFault.Length), _tally.Faults));
        Assert.Single(CodesOf(decoder, HidDescriptors.Report("next")));
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(64, 1)]
    [InlineData(94, 1)]
    [InlineData(128, 0)]
    public void An_unplug_within_a_code_drops_it(int bytes, int incomplete)
    {
        var decoder = Decoder();

        CodesOf(decoder, HidDescriptors.Reports(Text(100))[..bytes]);
        decoder.Reset();

        Assert.Equal((incomplete, incomplete), (_tally.Of(ScanFault.Incomplete), _tally.Faults));
        Assert.Equal("next", Assert.Single(CodesOf(decoder, HidDescriptors.Report("next"))).Symbol.Text);
    }

    [Fact]
    public void An_identifier_may_stand_a_byte_later()
    {
        byte[] sent =
        [
            .. HidDescriptors.Report(Encoding.ASCII.GetBytes(Text(56)), "]Q1", more: true, shift: 1),
            .. HidDescriptors.Report("end"u8.ToArray(), "]Q1", more: false, shift: 1),
        ];

        var code = Assert.Single(CodesOf(Decoder(ReportLayout.AimShifted), sent));

        Assert.Equal(new Symbol("Q1", Text(56) + "end"), code.Symbol);
    }

    [Fact]
    public void A_makers_own_id_is_no_part_of_the_code()
    {
        var report = new byte[64];
        (report[0], report[1], report[62]) = (2, 13, (byte)'E');
        "8936012345674"u8.CopyTo(report.AsSpan(2));
        var decoder = Decoder(ReportLayout.MakerId);

        Assert.Contains("maker's id 45", decoder.Describe(report), StringComparison.Ordinal);
        Assert.Equal(new Symbol(null, "8936012345674"), Assert.Single(CodesOf(decoder, report)).Symbol);
    }

    [Theory]
    [InlineData(5, "report")]
    [InlineData(64, "2 reports")]
    [InlineData(126 + 1, "3 reports")]
    public void Simple_COM_joins_full_reports_until_a_shorter_one(int length, string endedBy)
    {
        var code = Assert.Single(CodesOf(Decoder(ReportLayout.SimpleCom), SimpleCom(Text(length))));

        Assert.Equal(new Code(new Symbol(null, Text(length)), endedBy), code);
    }

    [Fact]
    public void Simple_COM_ends_a_code_of_full_reports_by_its_terminator_or_by_silence()
    {
        var decoder = Decoder(ReportLayout.SimpleCom);

        Assert.Equal(Text(62), Assert.Single(CodesOf(decoder, SimpleCom(Text(62) + "\r"))).Symbol.Text);
        Assert.Empty(CodesOf(decoder, SimpleCom(Text(63))));
        Assert.Equal(TimeSpan.FromMilliseconds(250), decoder.IdleDue);
        Assert.Equal(new Code(new Symbol(null, Text(63)), "250 ms of silence"), decoder.EndBySilence());
        Assert.Equal(0, _tally.Faults);

        var wrong = SimpleCom("A");
        wrong[0] = 64;
        Assert.Empty(CodesOf(decoder, wrong));
        Assert.Equal(1, _tally.Of(ScanFault.Length));
    }

    [Fact]
    public void A_technician_sees_the_fields_of_a_report()
    {
        var decoder = Decoder();

        Assert.Equal(
            "02 03 5D 45 30 41 1D 42 00×56 (length 3, AIM ]E0, data A\\x1DB)",
            decoder.Describe(HidDescriptors.Report("A\u001DB")));
        var two = decoder.Describe([.. HidDescriptors.Report("A", "", more: true), .. Status]);
        Assert.Contains("more follows); 05 EE", two, StringComparison.Ordinal);
        Assert.EndsWith("(report 5, not of a code)", two, StringComparison.Ordinal);
        Assert.Equal("02 01", decoder.Describe([2, 1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_comes_nothing_is_thrown_and_every_code_has_its_limits(int seed)
    {
        var random = new Random(seed);
        foreach (var name in new[] { "aim", "aimShifted", "makerId", "simpleCom" })
        {
            var decoder = Decoder(ReportLayout.Named(name), new ScannerOptions { Preamble = "A", Terminator = "CR" });
            for (var round = 0; round < 5_000; round++)
            {
                var bytes = new byte[random.Next(200)];
                random.NextBytes(bytes);
                // Mostly reports of codes, with lengths that fit.
                if (bytes.Length > 64 && random.Next(4) > 0)
                    (bytes[0], bytes[1]) = (2, (byte)random.Next(60));
                Assert.NotNull(decoder.Describe(bytes));
                var codes = CodesOf(decoder, bytes);
                Assert.All(codes, code => Assert.InRange(code.Symbol.Text.Length, 0, Symbol.MaxLength));
                if (random.Next(10) == 0)
                    decoder.EndBySilence();
                if (random.Next(20) == 0)
                    decoder.Reset();
            }
        }
    }

    private ReportDecoder Decoder(ReportLayout? layout = null, ScannerOptions? options = null) =>
        new(layout ?? ReportLayout.Aim, FrameFormat.Of(options ?? new ScannerOptions()), _tally);

    private static List<Code> CodesOf(ReportDecoder decoder, byte[] bytes)
    {
        var codes = new List<Code>();
        ReadOnlyMemory<byte> rest = bytes;
        while (!rest.IsEmpty)
        {
            if (decoder.Next(ref rest) is { } code)
                codes.Add(code);
        }
        return codes;
    }

    private static string Text(int length) => string.Concat(Enumerable.Range(0, length).Select(at => (char)('a' + at % 26)));

    private static byte[] SimpleCom(string code) =>
        [.. code.Chunk(63).SelectMany(piece =>
        {
            var report = new byte[64];
            report[0] = (byte)piece.Length;
            Encoding.ASCII.GetBytes(piece).CopyTo(report, 1);
            return report;
        })];
}
