using DaNangTrace.Edge.Decoding;
using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests.Decoding;

public sealed class PeopleTableTests
{
    private static readonly Manner English = new(IsVietnamese: false, IsColoured: false);
    private static readonly Manner Vietnamese = new(IsVietnamese: true, IsColoured: false);
    private static readonly Manner Coloured = new(IsVietnamese: false, IsColoured: true);

    [Fact]
    public void An_item_is_a_table_with_titles_values_and_meanings() => Assert.Equal(
        """
        ]d2  item  GS1 DataMatrix
          01    GTIN              08936012345674
          17    USE BY or EXPIRY  261130          30 Nov 2026
          3103  NET WEIGHT (kg)   001500          1.500 kg
          422   ORIGIN            704             Vietnam
          10    BATCH/LOT         A-1
          link  https://id.gs1.org/01/08936012345674/10/A-1?17=261130&3103=001500&422=704

        """,
        Table("]d201{G}172611303103001500422704␝10A-1", English));

    [Fact]
    public void Faults_and_warnings_show_the_bad_part_between_bars() => Assert.Equal(
        """
        ]d2  unreadable  GS1 DataMatrix
          ✗ month       at 21  AI 17 (USE BY or EXPIRY): there is no such month; 01 to 12. [yymmd0]
            (17)26|13|00
          ✗ yes-no      at 29  AI 4321 (DANGEROUS GOODS): must be 0 (no) or 1 (yes). [yesno]
            (4321)|3|
          ! leading-gs  at 0   A GS stands before the first application identifier; it was left out.
            |\x1D|010893601234567417261300…

        """,
        Table("]d2␝01{G}1726130043213", English));

    [Fact]
    public void That_the_carrier_was_inferred_stands_in_the_head_alone() => Assert.Equal(
        """
        ]E0  item  EAN-13 or UPC-A (inferred)
          01    GTIN  08936012345674
          link  https://id.gs1.org/01/08936012345674

        """,
        Table("{E}", English));

    [Fact]
    public void In_Vietnamese_messages_and_countries_are_Vietnamese() => Assert.Equal(
        """
        ]d2  sản phẩm  GS1 DataMatrix
          01    GTIN              08936012345674
          17    USE BY or EXPIRY  260200          02/2026 (cả tháng)
          422   ORIGIN            704             Việt Nam
          10    BATCH/LOT         A21B
          link  https://id.gs1.org/01/08936012345674/10/A21B?17=260200&422=704
          ! lost-gs  vị trí 34  AI 10 (BATCH/LOT): có vẻ AI 21 (SERIAL) bắt đầu ở đây: có thể mất một ký tự GS.
            (10)A|21B|

        """,
        Table("]d201{G}17260200422704␝10A21B", Vietnamese));

    [Fact]
    public void Titles_are_dim_values_bold_faults_red_and_warnings_yellow()
    {
        var item = Table("]d201{G}10A21B", Coloured);
        Assert.Contains("  10    \e[2mBATCH/LOT\e[0m  \e[1mA21B\e[0m\n", item, StringComparison.Ordinal);
        Assert.Contains("  \e[33m! lost-gs\e[0m  at 19  ", item, StringComparison.Ordinal);
        Assert.Contains("    (10)A\e[33m|21B|\e[0m\n", item, StringComparison.Ordinal);
        Assert.Contains("    (17)26\e[31m|13|\e[0m00\n", Table("]d201{G}17261300", Coloured), StringComparison.Ordinal);
    }

    [Fact]
    public void Colour_moves_no_column()
    {
        const string Sent = "]d201{G}172611303103001500422704␝10A21B";
        var uncoloured = Coloured.Bold("x").Replace("x", "", StringComparison.Ordinal);
        var (start, end) = (uncoloured[..4], uncoloured[4..]);
        var stripped = Table(Sent, Coloured);
        foreach (var sequence in (string[])[start, end, "\e[2m", "\e[31m", "\e[33m"])
            stripped = stripped.Replace(sequence, "", StringComparison.Ordinal);
        Assert.Equal(Table(Sent, English), stripped);
    }

    [Theory]
    [InlineData("]Q1hello", "]Q1  text  QR Code, 5 characters\n")]
    [InlineData("x", "text  1 character\n")]
    [InlineData("]Q1https://Shop.example:8080/x?y", "]Q1  web  QR Code\n  host  shop.example\n")]
    [InlineData("]Q1WIFI:S:x;P:secret;;", "]Q1  personal  QR Code, content not kept\n")]
    [InlineData("", "unreadable\n  ✗ empty  at 0  Nothing was sent, or nothing that could be read.\n")]
    public void Other_codes_get_a_line_or_two(string sent, string expected) =>
        Assert.Equal(expected, Table(sent, English));

    [Fact]
    public void A_stamp_has_its_trace_code_and_vendor() => Assert.Equal(
        "]Q1  web  QR Code\n  host   tem.example\n  stamp  A1           example\n",
        new PeopleTable(new FixedTime(2026), English).Of(
            new Reading.Web("tem.example") { Symbology = "Q1", Stamp = new Stamp("example", "A1") }));

    [Fact]
    public void A_payment_code_shows_nothing_of_itself()
    {
        var table = Table("]Q1000201010211SECRET", English);
        Assert.StartsWith(
            "]Q1  payment  QR Code, emv, content not kept\n  ! payment-checksum  at 0  ",
            table,
            StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", table, StringComparison.Ordinal);
        Assert.DoesNotContain("0002", table, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_code_holds_can_not_move_the_cursor()
    {
        var element = new Element("4301", "a\e[2J\u202E\n", "SHIP TO NAME");
        var reading = new Reading.Item(null, [element], null) { Symbology = "\e\n" };
        Assert.Equal(
            "]\\x1B\\x0A  item\n  4301  SHIP TO NAME  a\\x1B[2J\\xE2\\x80\\xAE\\x0A\n",
            new PeopleTable(new FixedTime(2026), English).Of(reading));
        var decoded = new Reading.Item(null, [element with { Value = "a%1B[2J" }], null);
        Assert.DoesNotContain('\e', new PeopleTable(new FixedTime(2026), English).Of(decoded));
    }

    [Theory]
    [InlineData("17", "260200", "Feb 2026 (whole month)", "02/2026 (cả tháng)")]
    [InlineData("17", "261105", "5 Nov 2026", "05/11/2026")]
    [InlineData("7003", "2611051430", "5 Nov 2026 14:30", "05/11/2026 14:30")]
    [InlineData("8008", "26110514", "5 Nov 2026 14 h", "05/11/2026 14 giờ")]
    [InlineData("8008", "261105143059", "5 Nov 2026 14:30:59", "05/11/2026 14:30:59")]
    [InlineData("7011", "261105", "5 Nov 2026", "05/11/2026")]
    [InlineData("7007", "261105261203", "5 Nov 2026 to 3 Dec 2026", "05/11/2026 đến 03/12/2026")]
    [InlineData("7007", "261105", "5 Nov 2026", "05/11/2026")]
    [InlineData("3143", "001500", "1.500 m²", "1,500 m²")]
    [InlineData("4331", "000500-", "-5.00 °C", "-5,00 °C")]
    [InlineData("3930", "704150000", "150,000 VND", "150.000 VND")]
    [InlineData("3922", "1250", "12.50 (local currency)", "12,50 (tiền địa phương)")]
    [InlineData("3941", "0125", "12.5 %", "12,5 %")]
    [InlineData("37", "00000024", "24", "24")]
    [InlineData("37", "24000", "24,000", "24.000")]
    [InlineData("423", "704418", "Vietnam, Laos", "Việt Nam, Lào")]
    [InlineData("7030", "704AB", "AB, Vietnam", "AB, Việt Nam")]
    [InlineData("7030", "999AB", "AB", "AB")]
    [InlineData("421", "704550000", "550000, Vietnam", "550000, Việt Nam")]
    [InlineData("4309", "10605441002882022000", "16.05441° N, 71.7978° W", "16.05441° N, 71.7978° W")]
    [InlineData("8006", "089360123456740103", "piece 1 of 3 of 08936012345674", "phần 1/3 của 08936012345674")]
    [InlineData("4321", "1", "yes", "có")]
    [InlineData("4322", "0", "no", "không")]
    [InlineData("4301", "C%C3%A1+x", "Cá+x", "Cá+x")]
    [InlineData("10", "A1", "A1", "A1")]
    public void A_meaning_is_written_as_people_write_it(string ai, string value, string english, string vietnamese)
    {
        var meaning = TypedValue.Of(ai, value, new DateOnly(2026, 11, 24));
        Assert.Equal(english, MeaningText.Of(meaning, English));
        Assert.Equal(vietnamese, MeaningText.Of(meaning, Vietnamese));
    }

    [Theory]
    [InlineData("d2", "GS1 DataMatrix")]
    [InlineData("Q1", "QR Code")]
    [InlineData("Q3", "GS1 QR Code")]
    [InlineData("E4", "EAN-8")]
    [InlineData("I1", "ITF-14")]
    [InlineData("I0", "Interleaved 2 of 5")]
    [InlineData("A9", "Code 39")]
    [InlineData("X0", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_carrier_has_a_plain_name(string? identifier, string? name) =>
        Assert.Equal(name, CarrierName.Of(identifier));

    private static string Table(string sent, Manner manner) =>
        new PeopleTable(new FixedTime(2026), manner).Of(Told.Read(sent));
}
