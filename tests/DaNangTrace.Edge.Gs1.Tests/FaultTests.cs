using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests;

/// <summary>What a fault says, and where.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("]d201{G}17171300", 20, 2, "(17)17|13|00")]
    [InlineData("]d201{G}17260230", 22, 2, "(17)2602|30|")]
    [InlineData("]E08936012345673", 12, 1, "893601234567|3|")]
    [InlineData("]d20108936012345673", 15, 1, "(01)0893601234567|3|")]
    [InlineData("]d201{G}10A B", 19, 1, "(10)A| |B")]
    [InlineData("]d201{G}10A\u0007B", 19, 1, @"(10)A|\x07|B")]
    [InlineData("]d201{G}422999", 19, 3, "(422)|999|")]
    [InlineData("]d201{G}10A␝10B", 22, 1, "(10)|B|")]
    [InlineData("]d201{G}10", 18, 0, "(10)||")]
    [InlineData("]d201{G}5␝", 16, 2, @"0108936012345674|5\x1D|")]
    [InlineData("]d201{G}10ABCDEFGHIJKLMNOPQRSTUV", 38, 2, "(10)ABCDEFGHIJKLMNOPQRST|UV|")]
    [InlineData("]d201{G}42270", 19, 2, "(422)|70|")]
    [InlineData("https://id.gs1.org/01/{G}/10/A%20%42", 41, 3, "(10)A| |B")]
    [InlineData("https://id.gs1.org/01/{G}/10/%41%42%20", 46, 3, "(10)AB| |")]
    [InlineData("https://id.gs1.org/01/8936012345673", 34, 1, "(01)0893601234567|3|")]
    [InlineData("]d2(02){G}(01){G}", 22, 14, "(01)|08936012345674|")]
    [InlineData("https://id.gs1.org/01/{G}?10=A1", 37, 2, "…1.org/01/08936012345674?|10|=A1")]
    [InlineData("https://id.gs1.org/01/{G}/21/B2/10/A1", 37, 11, "…1.org/01/08936012345674/|21/B2/10/A1|")]
    [InlineData("https://id.gs1.org/01/{G}/17/261130", 37, 2, "…1.org/01/08936012345674/|17|/261130")]
    [InlineData("(01){G}(17)261301", 24, 2, "(17)26|13|01")]
    [InlineData(@"(01){G}(10)A\(é", 25, 1, "(10)A(|é|")]
    [InlineData(@"(01){G}(10)é\(A", 22, 1, "(10)|é|(A")]
    public void The_bad_part_is_marked_and_its_place_told(string sent, int at, int length, string markup)
    {
        var fault = Assert.Single(Assert.IsType<Reading.Unreadable>(Told.Read(sent)).Faults);
        Assert.Equal((at, length, markup), (fault.At, fault.Length, fault.Markup));
    }

    [Theory]
    [InlineData("]d201{G}17171300", "AI 17 (USE BY or EXPIRY): there is no such month; 01 to 12. [yymmd0]",
        "AI 17 (USE BY or EXPIRY): không có tháng này; chỉ từ 01 đến 12. [yymmd0]")]
    [InlineData("]E08936012345673",
        "The check digit is wrong: 4 if the others are right. A digit was misread or misprinted.",
        "Số kiểm tra sai: phải là 4 nếu các số khác đúng. Có chữ số bị đọc nhầm hoặc in nhầm.")]
    [InlineData("]d201{G}42270", "AI 422 (ORIGIN): it has exactly 3 characters; there are fewer.",
        "AI 422 (ORIGIN): phải có đúng 3 ký tự; ở đây ít hơn.")]
    [InlineData("]d202{G}371␝01{G}", "AI 01 (GTIN): it must not stand beside AI 02 (CONTENT).",
        "AI 01 (GTIN): không được đi cùng AI 02 (CONTENT).")]
    [InlineData("]E0893601234567X", "An EAN or UPC has digits only; the character ‘X’ (U+0058) is none.",
        "Mã EAN hoặc UPC chỉ gồm chữ số; ký tự ‘X’ (U+0058) không phải chữ số.")]
    public void The_message_says_what_is_wrong_in_two_languages(string sent, string english, string vietnamese)
    {
        var fault = Assert.IsType<Reading.Unreadable>(Told.Read(sent)).Faults[0];
        Assert.Equal((english, vietnamese), (fault.Message, fault.MessageVi));
    }

    [Theory]
    [InlineData("]d210A", "AI 10 (BATCH/LOT): another AI is needed on the item, here or on another label: "
        + "01 (GTIN) or 02 (CONTENT) or 03 (MTO GTIN) or 8006 (ITIP) or 8026 (ITIP CONTENT).")]
    [InlineData("]d2250A␝01{G}",
        "AI 250 (SECONDARY SERIAL): another AI is needed on the item, here or on another label: 21 (SERIAL).")]
    [InlineData("]d201{G}10A21B", "AI 10 (BATCH/LOT): it seems to go on with AI 21 (SERIAL): a GS may be lost.")]
    [InlineData("00123457", "Read as EAN-8; as UPC-E it would be 001234000057.")]
    public void A_warning_says_what_is_suspicious(string sent, string message) =>
        Assert.Contains(Told.Read(sent).Warnings, x => x.Message == message);

    [Fact]
    public void A_fault_as_text_quotes_nothing() =>
        Assert.Equal(
            "month of AI 17 at 20",
            Assert.IsType<Reading.Unreadable>(Told.Read("]d201{G}17171300")).Faults[0].ToString());

    [Fact]
    public void Of_a_long_text_only_the_neighbourhood_is_shown()
    {
        var sent = $"]d201{Told.Gtin}10{new string('A', 20)}\u001D21{new string('B', 20)}\u001D05{new string('C', 60)}";
        var fault = Assert.Single(Assert.IsType<Reading.Unreadable>(Told.Reader.Read(Symbol.Parse(sent))).Faults);
        Assert.Equal($@"…\x1D21{new string('B', 20)}\x1D|05CC|{new string('C', 24)}…", fault.Markup);
    }

    [Fact]
    public void Faults_beyond_the_buffer_are_dropped_but_never_the_verdict()
    {
        Span<ElementSpan> elements = stackalloc ElementSpan[1];
        var reader = new SymbolReader(elements, [], []);
        Assert.Equal(ReadingKind.Unreadable, reader.Read("]d201089360123456731726130110", new DateOnly(2026, 11, 24)));
        Assert.True(reader.Findings.IsEmpty);

        Span<Finding> findings = stackalloc Finding[1];
        reader = new SymbolReader(elements, findings, []);
        reader.Read("]d2\u001D010893601234567317261301", new DateOnly(2026, 11, 24));
        Assert.Equal("check-digit", reader.Findings[0].Code);
    }
}
