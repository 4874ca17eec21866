using System.Text;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;
using DaNangTrace.Edge.Kiosk.Scanning.HidPos;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using static DaNangTrace.Edge.Kiosk.Tests.Kit.DecodedCodes;
using static DaNangTrace.Edge.Kiosk.Tests.Kit.HidDescriptors;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.HidPos;

public class NamedLayoutTests
{
    private readonly ScannerTally _tally = Samples.Tally();

    [Fact]
    public void An_identifier_may_stand_a_byte_later()
    {
        byte[] sent =
        [
            .. Report(Encoding.ASCII.GetBytes(Text(56)), "]Q1", more: true, shift: 1),
            .. Report("end"u8.ToArray(), "]Q1", more: false, shift: 1),
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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_comes_nothing_is_thrown_and_every_code_has_its_limits(int seed)
    {
        var random = new Random(seed);
        foreach (var name in new[] { "aim", "aimShifted", "makerId", "simpleCom" })
        {
            var decoder = Decoder(ReportLayout.Named(name)!, new ScannerOptions { Preamble = "A", Terminator = "CR" });
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

    private ReportDecoder Decoder(ReportLayout layout, ScannerOptions? options = null) =>
        new(layout, FrameFormat.Of(options ?? new ScannerOptions()), _tally);

    private static byte[] SimpleCom(string code) =>
        [.. code.Chunk(63).SelectMany(piece =>
        {
            var report = new byte[64];
            report[0] = (byte)piece.Length;
            Encoding.ASCII.GetBytes(piece).CopyTo(report, 1);
            return report;
        })];
}
