using System.Globalization;

namespace DaNangTrace.Edge.Demo;

/// <summary>A code to try.</summary>
/// <param name="Group">What the kiosk answers.</param>
/// <param name="Title">What it is, for people: Vietnamese, then English where that helps.</param>
/// <param name="Symbol">AIM identifier that a scanner would send, with its <c>]</c>.</param>
/// <param name="Text">The code.</param>
/// <param name="Hint">The carrier, in words.</param>
internal sealed record SampleCode(string Group, string Title, string Symbol, string Text, string Hint)
{
    /// <summary>As it is typed: a plain number needs no identifier, what a keyboard lacks is <c>\xHH</c>.</summary>
    public string Typed => (Symbol is "]E0" ? Text : Symbol + Text)
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\x1D", "\\x1D", StringComparison.Ordinal);
}

/// <summary>Codes for all scenes, matching the built-in sample products.</summary>
internal static class SampleCodes
{
    /// <summary>All of them; dates count from <paramref name="today"/>.</summary>
    public static IReadOnlyList<SampleCode> All(DateOnly today)
    {
        string Day(int days) => today.AddDays(days).ToString("yyMMdd", CultureInfo.InvariantCulture);
        return
        [
            new("known", "Nước mắm Nam Ô", "]E0", "9520001000010", "EAN-13"),
            new("known", "Nước mắm nhĩ Nam Ô, có lô và số · lot and serial", "]Q3",
                $"010952000100002717{Day(500)}10NM-2411\u001D21000123", "GS1 QR"),
            new("known", "Rau cải Túy Loan, ít thông tin · little is known", "]E0", "9520088300010", "EAN-13"),
            new("known", "Yến sào Sơn Trà", "]Q1", "https://id.gs1.org/01/09520202601016/10/YS-07", "GS1 Digital Link"),
            new("known", "Bánh dừa nướng", "]d2", "010952012360450910BD-0312", "GS1 DataMatrix"),
            new("known", "Chả bò Đà Nẵng, mã không có lô · no lot on the code", "]E0", "9520004707176", "EAN-13"),
            new("expired", "Bánh khô mè Cẩm Lệ", "]E0", "9520004701150", "EAN-13"),
            new("expired", "Mực một nắng, hạn trên mã · date on the code", "]d2",
                $"010952006290091517{Day(-3)}10MN-01", "GS1 DataMatrix"),
            new("recalled", "Chả bò Đà Nẵng, lô CB-0717 · lot CB-0717",
                "]d2", "010952000470717610CB-0717", "GS1 DataMatrix"),
            new("recalled", "Bò khô sợi, mọi lô · all lots", "]E0", "9520031506353", "EAN-13"),
            new("notRegistered", "Món chưa ai khai báo · not registered", "]E0", "9529999000019", "EAN-13"),
            new("web", "Một trang web · a web address", "]Q1", "https://example.com/menu?table=7", "QR"),
            new("text", "Một dòng chữ · some text", "]Q1", "Chúc mừng năm mới", "QR"),
            new("inStore", "Số riêng của cửa hàng · a shop's own number", "]E0", "2012345012349", "EAN-13"),
            new("payment", "Mã thanh toán VietQR · a payment code", "]Q1", VietQr, "QR"),
            new("personal", "Mật khẩu Wi-Fi · a Wi-Fi password", "]Q1", "WIFI:T:WPA;S:Cho Han;P:sample;;", "QR"),
            new("unreadable", "Số kiểm tra sai · wrong check digit", "]E0", "9520001000011", "EAN-13"),
        ];
    }

    // Sample account and name; the last four digits are its CRC (EMVCo QR Code Specification, merchant-presented).
    private const string VietQr =
        "00020101021138540010A000000727012400069704150110SAMPLE00010208QRIBFTTA53037045802VN5909TEN DU MA630442EE";
}
