using System.Text;
using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests;

public sealed class OtherCodeTests
{
    [Theory]
    [InlineData("https://www.Example.com/abc?d=e", "web www.example.com")]
    [InlineData("HTTP://user:secret@example.com:8080/x", "web example.com")]
    [InlineData("https://chợ.vn/x", "web xn--ch-3bt.vn")]
    [InlineData("https://example.com.", "web example.com")]
    [InlineData("https://[2001:DB8::1]:80/", "web [2001:db8::1]")]
    [InlineData("https://a_b.example.com", "web a_b.example.com")]
    [InlineData("https://a b.com", "text 15")]
    [InlineData("https://exa<mple.com", "text 20")]
    [InlineData("https://example.com:port/", "text 25")]
    [InlineData("https://", "text 8")]
    [InlineData("https://../", "text 11")]
    [InlineData("https://example.com/\u0007", "text 21")]
    [InlineData("javascript:alert(1)", "text 19")]
    [InlineData("file:///etc/passwd", "text 18")]
    [InlineData("data:text/html,x", "text 16")]
    [InlineData("xin chào", "text 8")]
    [InlineData("myapp://open", "text 12")]
    public void Of_a_web_address_only_the_host_is_kept(string sent, string expected) =>
        Assert.Equal(expected, Told.Of(sent));

    [Theory]
    [InlineData("0002010102113800", "payment ! payment-checksum")]
    [InlineData("]C10002010102113800", "payment ! payment-checksum")]
    [InlineData("00020126100006ABCDEF5303704", "payment ! payment-checksum")]
    [InlineData("00020126090005Ngữ", "payment ! payment-checksum")]
    [InlineData("BCD\n002\n1\nSCT", "payment")]
    [InlineData("momo://app?x=1", "payment")]
    [InlineData("ZaloPay://pay", "payment")]
    [InlineData("vietqr://pay", "payment")]
    public void A_payment_code_is_known_by_its_shape_even_if_damaged(string sent, string expected) =>
        Assert.Equal(expected, Told.Of(sent));

    [Theory]
    [InlineData("048201001234|201234567|Nguyễn Văn A|01012001|Nam|Hải Châu, Đà Nẵng|24112021")]
    [InlineData("]Q1048201001234||Nguyễn Văn A|01012001|Nam|Đà Nẵng|24112021|||")]
    [InlineData("WIFI:T:WPA;S:cho;P:secret;;")]
    [InlineData("BEGIN:VCARD\nFN:A\nEND:VCARD")]
    [InlineData("begin:vevent\nSUMMARY:x")]
    [InlineData("MECARD:N:A;TEL:1;;")]
    [InlineData("otpauth://totp/x?secret=y")]
    [InlineData("tel:+842363000000")]
    [InlineData("smsto:0905000000:hi")]
    [InlineData("mailto:a@b.vn")]
    [InlineData("geo:16.07,108.22")]
    [InlineData("M1NGUYEN/VAN A        EABC123 DADSGNVN 0123 328Y012A0001 100")]
    [InlineData("+84 905 000 000")]
    [InlineData("0905000000")]
    [InlineData("]Q1048201001234")]
    [InlineData("(0236) 3.000.000")]
    [InlineData("84905000000")]
    [InlineData("a.b@example.com")]
    [InlineData("bitcoin:1BoatSLRHtKNngkdXEeobR76b53LETtpyT")]
    [InlineData("1BoatSLRHtKNngkdXEeobR76b53LETtpyT")]
    [InlineData("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq")]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("P<VNMNGUYEN<<VAN<A<<<<<<<<<<<<<<<<<<<<<<<<<<<\nB12345678")]
    [InlineData("]d2WIFI:T:WPA;S:cho;P:secret;;")]
    [InlineData("  WIFI:T:WPA;;\r\n")]
    public void A_personal_code_is_known_and_nothing_of_it_is_kept(string sent) =>
        Assert.Equal("personal", Told.Of(sent));

    [Fact]
    public void Half_a_character_makes_no_host() => Assert.Equal("text 14", Told.Of("https://\uD800.com/"));

    [Fact]
    public void A_payment_card_s_number_is_not_taken_for_a_location() =>
        Assert.IsNotType<Reading.Item>(Told.Read("4141111111111112"));

    [Fact]
    public void Nothing_sent_and_too_much_sent_get_an_answer()
    {
        Assert.Equal("unreadable empty", Told.Of(""));
        Assert.Equal("unreadable empty", Told.Of(Told.Reader.Read(default)));
        Assert.Equal("text 8191", Told.Of(new string('x', Symbol.MaxLength)));
        Assert.Equal("unreadable too-long", Told.Of(new string('x', Symbol.MaxLength + 1)));
        Assert.Equal("unreadable too-long", Told.Of(Told.Reader.Read(Symbol.FromBytes(new byte[8192]))));
        Assert.Equal("text 8191", Told.Of(Told.Reader.Read(Symbol.FromBytes(new byte[8191]))));
    }

    [Fact]
    public void Bytes_are_UTF_8_if_valid_and_Latin_1_otherwise()
    {
        Assert.Equal("chợ", Symbol.FromBytes("chợ"u8).Text);
        Assert.Equal("ch\u00E9\u0000", Symbol.FromBytes([(byte)'c', (byte)'h', 0xE9, 0]).Text);
        Assert.Equal(("d2", "01"), Split(Symbol.FromBytes("]d201"u8)));
        Assert.Equal("\uFEFFx", Symbol.FromBytes(Encoding.UTF8.GetBytes("\uFEFFx")).Text);

        static (string?, string) Split(Symbol symbol) => (symbol.Identifier, symbol.Text);
    }

    [Fact]
    public void No_message_quotes_what_was_scanned()
    {
        foreach (var sent in (string[])["]C101{G}10SECRET SECRET", "https://x.vn/01/{G}/SECRET/SECRET", "]C1SECRET"])
        {
            foreach (var fault in Assert.IsType<Reading.Unreadable>(Told.Read(sent)).Faults)
                Assert.DoesNotContain("SECRET", fault.Message, StringComparison.Ordinal);
        }
    }
}
