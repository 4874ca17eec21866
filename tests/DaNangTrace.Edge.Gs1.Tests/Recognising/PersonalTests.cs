using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests.Recognising;

public sealed class PersonalTests
{
    private const string Pass = "M1NGUYEN/VAN A        EABC123 DADSGNVN 0123 328Y012A0001 100";

    [Theory]
    [InlineData("048201001234|201234567|Nguyễn Văn A|01012001|Nam|Hải Châu, Đà Nẵng|24112021")]
    [InlineData("048301001234||Trần Thị B|02022001|Nữ|Đà Nẵng|24112021||||")]
    [InlineData("048201001234|201234567|Nguyễn V")]
    [InlineData("048201001234|2012")]
    [InlineData("048201001234|")]
    [InlineData("\uFEFF 048201001234||A|01012001|Nam|X|24112021")]
    [InlineData("201234567|Nguyễn Văn A|01011980|Nam|Đà Nẵng|24112011")]
    [InlineData("]Q1048201001234")]
    public void An_identity_card(string sent) => Assert.Equal("personal", Told.Of(sent));

    [Theory]
    [InlineData("WIFI:S:Cho Han;T:WPA;P:secret;;")]
    [InlineData("wifi:T:nopass;S:x;;")]
    [InlineData("\u001DWIFI:S:Cho\u001DHan;;")]
    [InlineData("WIFI:S:\uD800;;")]
    [InlineData("WIFI:")]
    [InlineData("DPP:K:MDkwEwYHKoZIzj0CAQYI;;")]
    public void A_network_s_password(string sent) => Assert.Equal("personal", Told.Of(sent));

    [Theory]
    [InlineData("BEGIN:VCARD\r\nVERSION:3.0\r\nN:A;B")]
    [InlineData("begin:vcard\nfn:A")]
    [InlineData("BEGIN:VCARD")]
    [InlineData("\uFEFFBegin:vCard\nFN:A")]
    [InlineData("  BEGIN:VCALENDAR\nBEGIN:VEVENT")]
    [InlineData("MECARD:N:A,B;TEL:0905000000;;")]
    [InlineData("mecard:n:a;;")]
    [InlineData("BIZCARD:N:A;X:B;;")]
    [InlineData("]Q3MECARD:N:A;;")]
    [InlineData("mailto:a@b.vn?subject=x")]
    [InlineData("MATMSG:TO:a@b.vn;SUB:x;;")]
    [InlineData("smtp:a@b.vn:x:y")]
    [InlineData("nguyen.van+a@mail.example.com")]
    [InlineData("geo:16.05,108.2")]
    [InlineData("GEO:16.05,108.2?q=x")]
    public void A_person_an_appointment_or_a_place(string sent) => Assert.Equal("personal", Told.Of(sent));

    [Theory]
    [InlineData("otpauth://totp/x?secret=y")]
    [InlineData("OTPAUTH-MIGRATION://offline?data=x")]
    [InlineData("FIDO:/123456")]
    [InlineData("LPA:1$smdp.example.com$CODE")]
    [InlineData("HC1:6BFOXN")]
    [InlineData("openid4vp://?request=x")]
    public void What_proves_who_somebody_is(string sent) => Assert.Equal("personal", Told.Of(sent));

    [Theory]
    [InlineData("tel:+842363000000")]
    [InlineData("TEL:0905000000")]
    [InlineData("Tel: 0905 000 000")]
    [InlineData("Zalo: 0905.000.000")]
    [InlineData("sms:0905000000?body=x")]
    [InlineData("SMSTO:0905000000:hi")]
    [InlineData("smsto:+84905000000")]
    [InlineData("whatsapp://send?phone=84905000000")]
    [InlineData("tg://resolve?domain=x")]
    [InlineData("0905000000")]
    [InlineData("]C00325000000")]
    [InlineData("+84 905 000 000")]
    [InlineData("+82-10-1234-5678")]
    [InlineData("84905000000")]
    [InlineData("(0236) 3.000.000")]
    [InlineData("02363000000")]
    public void A_telephone_number(string sent) => Assert.Equal("personal", Told.Of(sent));

    [Theory]
    [InlineData(Pass)]
    [InlineData("]P0" + Pass)]
    [InlineData("M1NGUYEN/VAN A        EABC123 DADSGN")]
    [InlineData("M2KIM                 EABC123 ICNDADKE 0461 001Y012A0001 100")]
    [InlineData("P<VNMNGUYEN<<VAN<A<<<<<<<<<<<<<<<<<<<<<<<<<<<\nB12345678")]
    [InlineData("IDVNM2010012345048201001234<<8\n0101011M")]
    public void A_boarding_pass_or_a_travel_document(string sent) => Assert.Equal("personal", Told.Of(sent));

    [Theory]
    [InlineData("bitcoin:1BoatSLRHtKNngkdXEeobR76b53LETtpyT?amount=1")]
    [InlineData("BITCOIN:BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ")]
    [InlineData("1BoatSLRHtKNngkdXEeobR76b53LETtpyT")]
    [InlineData("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy")]
    [InlineData("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq")]
    [InlineData("5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ")]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0X52908400098527886E0F7030069857D2E4169EE7\r\n")]
    [InlineData("ethereum:0x52908400098527886E0F7030069857D2E4169EE7@1")]
    [InlineData("TJRabPrwbZy45sbavfcjinPJC18kjpRTv8")]
    [InlineData("lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqfqypq")]
    [InlineData("dash:XpESxaUmonkq8RaLLp46Brx2K39ggQe226")]
    public void A_wallet_or_its_key(string sent) => Assert.Equal("personal", Told.Of(sent));

    [Theory]
    [InlineData("Nước mắm Nam Ô, 40 độ đạm, 500 ml")]
    [InlineData("Bánh khô mè Cẩm Lệ - HSD: 24/11/2027")]
    [InlineData("CHẢ BÒ <<ĐẶC BIỆT>> ĐÀ NẴNG 500 GAM HSD 20261231")]
    [InlineData("CHA BO <<DAC BIET>> DA NANG 500 GAM HSD 20261231")]
    [InlineData("M1 BÁNH KHÔ MÈ CẨM LỆ LOẠI NHỎ HỘP GIẤY MÀU ĐỎ")]
    [InlineData("M1 BANH KHO ME CAM LE LOAI NHO BANHTRANG MAU DO")]
    [InlineData("SMS: soạn TEM gửi 8088")]
    [InlineData("Tel: xem trên bao bì")]
    [InlineData("WiFi: 2.4 GHz, WPA2")]
    [InlineData("TG: 24 tháng")]
    [InlineData("TON: 120 kg")]
    [InlineData("Geo: Đà Nẵng")]
    [InlineData("DPP: hộ chiếu sản phẩm")]
    [InlineData("begin")]
    [InlineData("2kg@15.000đ")]
    [InlineData("LOT@A1")]
    [InlineData("a@b@c.vn")]
    [InlineData("@9.vn")]
    [InlineData("893601234567|LOT1|20261231|500ML|NAM O")]
    [InlineData("012345678901|LOT1")]
    [InlineData("123456789|LOT1|31122026|500ML|4")]
    [InlineData("123456789|NAM O")]
    [InlineData("1234567890")]
    [InlineData("0123456789")]
    [InlineData("0311202601")]
    [InlineData("]C0012345678901")]
    [InlineData("]Q1048901001234")]
    [InlineData("]C0099201001234")]
    [InlineData("24112026")]
    [InlineData("L241126-07")]
    [InlineData("NM-2411")]
    [InlineData("1900 1234")]
    [InlineData("+12345")]
    [InlineData("2024.11.25-0001")]
    [InlineData("1ABCDEFGH23456789ABCDEFGH2345")]
    [InlineData("3141592653589793238462643383279")]
    [InlineData("bc1 gia vị nấu phở bò truyền thống")]
    [InlineData("Dash: nước tương đậm đặc thượng hạng")]
    [InlineData("0x12")]
    [InlineData("\uD800\uFEFF")]
    [InlineData("\uFEFF")]
    public void What_stands_on_ordinary_goods_is_not_personal(string sent) =>
        Assert.IsNotType<Reading.Personal>(Told.Read(sent));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("ftp://example.com/")]
    [InlineData("intent://x#Intent;end")]
    [InlineData("https:example.com")]
    [InlineData("https:/example.com")]
    [InlineData("https://exam\u0000ple.com")]
    [InlineData("https://example.com/\u001Dx")]
    [InlineData("https://example.com/\n")]
    [InlineData("java\u0000script:x")]
    public void Only_http_and_https_without_control_characters_are_web_addresses(string sent) =>
        Assert.IsType<Reading.Text>(Told.Read(sent));

    [Fact]
    public void No_citizen_s_card_is_taken_for_a_product_code_whatever_its_province()
    {
        for (var province = 1; province <= 96; province++)
        {
            foreach (var before in (string[])["", "]Q1", "]d1", "]L0", "]C1", "]d2", "]Q3", "]Q3\u001D", "\uFEFF"])
            {
                foreach (var behind in (string[])["", "\u001D", "\r"])
                {
                    var card = $"0{province:D2}201001234|201234567|Nguyễn Văn A|01012001|Nam|X|24112021";
                    Assert.Equal("personal", Told.Of(before + card + behind));
                }
            }
        }
    }

    [Theory]
    [InlineData("]Q3+84905123456")]
    [InlineData("]d2\u001DWIFI:S:a;P:b;;")]
    [InlineData("]C1 otpauth://totp/x?secret=y")]
    [InlineData("048201001236")]
    [InlineData("001201001234|201234567|A|01012001|Nam|X|24112021\u001D")]
    public void A_secret_that_begins_like_a_product_code_is_no_fault_that_quotes_it(string sent)
    {
        var reading = Told.Reader.Read(Symbol.Parse(sent));
        Assert.Equal("personal", Told.Of(reading));
        Assert.False(reading.Inferred);
        Assert.Empty(reading.Warnings);
    }

    [Theory]
    [InlineData("2530111111111114")]
    [InlineData("2550111111111112")]
    [InlineData("4111111111111111")]
    public void A_payment_card_is_never_a_product_code(string sent) =>
        Assert.IsNotType<Reading.Item>(Told.Reader.Read(Symbol.Parse(sent)));

    [Fact]
    public void Nothing_is_allocated()
    {
        string[] texts =
        [
            "Nước mắm Nam Ô, 40 độ đạm", "SMS: soạn TEM", "048201001234|201234567|A|01012001|Nam|X|24112021", "zalopay",
            "201234567|A|01011980|Nam|X|2", "0905000000", Pass,
            "BCD\n002\n1", "M1 BANH", "momo://x", "a.b@c.vn", "0x12",
            "00020101021138540010A000000727012400069704150110SAMPLE00010208QRIBFTTA53037045802VN6304FFFF",
        ];
        Allocation.IsNone(() => Recognise(texts));
    }

    private static void Recognise(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (PaymentCode.IsEmv(text))
                _ = PaymentCode.HasRightChecksum(text);
            _ = PaymentCode.SchemeOf(text);
            _ = PersonalCode.IsOne(text);
        }
    }
}
