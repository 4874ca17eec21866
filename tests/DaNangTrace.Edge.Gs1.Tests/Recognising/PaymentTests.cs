using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests.Recognising;

public sealed class PaymentTests
{
    private const string VietQr =
        "00020101021138540010A000000727012400069704150110SAMPLE00010208QRIBFTTA53037045802VN5909TEN DU MA630442EE";

    [Theory]
    [InlineData(VietQr, "vietqr")]
    [InlineData("]Q1" + VietQr, "vietqr")]
    [InlineData("]d2" + VietQr, "vietqr")]
    [InlineData("  " + VietQr + "\r\n", "vietqr")]
    [InlineData("\uFEFF" + VietQr, "vietqr")]
    [InlineData("\u001D" + VietQr + "\0", "vietqr")]
    [InlineData("00020138540010a000000727", "vietqr")]
    [InlineData("000201260400003854001 A000000727", "emv")]
    [InlineData("00020138540010A00000072", "emv")]
    [InlineData("00020138540010A000000728", "emv")]
    [InlineData("0002013854011A0000007270", "emv")]
    [InlineData("00020126140010A000000727", "emv")]
    [InlineData("0002010102113800", "emv")]
    [InlineData("000201010211\uD8003854", "emv")]
    [InlineData("00020159100Ngữ\u001DX", "emv")]
    [InlineData("]Q10002010102", "emv")]
    [InlineData("hQVDUFYwMWETTwegAAAAA", "emv")]
    [InlineData("BCD\n002\n1\nSCT\n", "transfer")]
    [InlineData("BCD\r\n001\r\n1\r\nSCT", "transfer")]
    [InlineData("BCD\n00", "transfer")]
    [InlineData("SPC\n0200\n1\n", "transfer")]
    [InlineData("\uFEFFSPC\r\n0200", "transfer")]
    [InlineData("momo://app?action=pay", "app")]
    [InlineData(" MOMO://x", "app")]
    [InlineData("zalopay-1://x", "app")]
    [InlineData("vnpayqr://x", "app")]
    [InlineData("AlipayQR:x", "app")]
    [InlineData("upi://pay?pa=x", "app")]
    [InlineData("kakaotalk://kakaopay/x", "app")]
    public void A_payment_code_is_known_by_its_shape_and_its_scheme_is_named(string sent, string scheme) =>
        Assert.Equal(scheme, Assert.IsType<Reading.Payment>(Told.Read(sent)).Scheme);

    [Theory]
    [InlineData("000201")]
    [InlineData("000201010")]
    [InlineData("]C0000201")]
    [InlineData("]Q100020100021AB")]
    [InlineData("]Q1000301010211380")]
    [InlineData("000301ABC")]
    [InlineData("BCD")]
    [InlineData("BCD\n")]
    [InlineData("BCD 002")]
    [InlineData("BCD002")]
    [InlineData("bcd\n002\n1")]
    [InlineData("SPC\nGạo")]
    [InlineData("hQVDUFYx")]
    [InlineData("momo")]
    [InlineData("MoMo: thanh toán ngay")]
    [InlineData("Momo cốm: 50g")]
    [InlineData("Alipay sản phẩm: abc")]
    [InlineData("vnpay:")]
    [InlineData("kakaotalk://chat")]
    [InlineData("xmomo://x")]
    public void What_only_looks_like_one_is_none(string sent) => Assert.IsNotType<Reading.Payment>(Told.Read(sent));

    [Theory]
    [InlineData("https://nhantien.momo.vn/0905000000")]
    [InlineData("https://pay.vnpay.vn/x")]
    public void The_web_address_of_a_payment_company_is_a_web_address(string sent) =>
        Assert.IsType<Reading.Web>(Told.Read(sent));

    [Fact]
    public void A_wrong_checksum_is_a_warning_and_never_a_fault()
    {
        Assert.Equal("payment", Told.Of(VietQr));
        Assert.Equal("payment", Told.Of("\uFEFF" + VietQr + " "));
        Assert.Equal("payment", Told.Of(VietQr[..^4] + VietQr[^4..].ToLowerInvariant()));
        Assert.Equal("payment ! payment-checksum", Told.Of(VietQr[..^1] + "F"));
        Assert.Equal("payment ! payment-checksum", Told.Of(VietQr[..^4]));
        Assert.Equal("payment ! payment-checksum", Told.Of(VietQr[..^4] + "ZZZZ"));
        Assert.Equal("payment", Told.Of("hQVDUFYwMWETTwegAAAAA"));
    }

    [Fact]
    public void Wherever_it_is_cut_off_it_is_payment_or_nothing_of_it_is_kept()
    {
        for (var length = 1; length < VietQr.Length; length++)
        {
            foreach (var identifier in (string[])["", "]Q1", "]Q3", "]C1"])
            {
                var reading = Told.Read(identifier + VietQr[..length]);
                // Up to here it says what it is, not whose; so few digits are a number like any other.
                Assert.True(reading is Reading.Payment || length <= 14, $"{identifier} {length}: {reading}");
            }
        }
    }
}
