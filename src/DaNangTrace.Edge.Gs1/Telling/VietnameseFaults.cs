using System.Globalization;

namespace DaNangTrace.Edge.Gs1;

/// <summary>What is wrong, in plain Vietnamese.</summary>
internal sealed class VietnameseFaults : FaultWords
{
    internal override string Of(FaultCode code) => code switch
    {
        FaultCode.Empty => "mã không có nội dung nào đọc được.",
        FaultCode.TooLong => string.Create(
            CultureInfo.InvariantCulture, $"một mã có tối đa {Symbol.MaxLength} byte; mã này dài hơn."),
        FaultCode.NoAi => "chỗ này phải là một số phân định ứng dụng (AI), nhưng các ký tự này không phải.",
        FaultCode.MissingValue => "phía sau không có giá trị.",
        FaultCode.Repeat => "đã xuất hiện trước đó với giá trị khác.",
        FaultCode.SerialRequired => "thiếu phần sê-ri; AI 8030 ký cho một vật cụ thể, không phải một loại.",
        FaultCode.NotAttribute => "không được đặt trong phần truy vấn của địa chỉ này.",
        FaultCode.CheckCharacters => "hai ký tự kiểm tra ở cuối sai.",
        FaultCode.CompanyPrefix => "mã doanh nghiệp phải bắt đầu bằng ít nhất bốn chữ số.",
        FaultCode.Month => "không có tháng này; chỉ từ 01 đến 12.",
        FaultCode.Day => "tháng này không có ngày đó.",
        FaultCode.Time => "không có giờ này trong ngày.",
        FaultCode.Country => "không có quốc gia nào mang mã này (ISO 3166).",
        FaultCode.Currency => "không có đồng tiền nào mang mã này (ISO 4217).",
        FaultCode.Sex => "phải là 0, 1, 2 hoặc 9 (ISO 5218).",
        FaultCode.Latitude => "vĩ độ từ 0000000000 (90° nam) đến 1800000000 (90° bắc).",
        FaultCode.Longitude => "kinh độ từ 0000000000 đến 3600000000.",
        FaultCode.MediaType => "không có loại vật mang dữ liệu này.",
        FaultCode.PackageType => "không có loại bao gói nào mang mã này.",
        FaultCode.Iban => "không phải số tài khoản ngân hàng (IBAN): sai quốc gia, độ dài, ký tự hoặc số kiểm tra.",
        FaultCode.Coupon => "trường này của phiếu giảm giá bị thiếu hoặc ngoài phạm vi cho phép.",
        FaultCode.PercentEncoding => "sau mỗi dấu phần trăm phải có hai chữ số thập lục phân.",
        FaultCode.PieceOfTotal => "số thứ tự kiện từ 1 đến tổng số, và tổng số khác 0.",
        FaultCode.SequencePosition => "phải gồm vị trí, dấu gạch chéo và tổng không nhỏ hơn vị trí, ví dụ 1/2.",
        FaultCode.ImporterIndex => "chỉ số nhà nhập khẩu là một chữ cái, chữ số, - hoặc _.",
        FaultCode.Winding => "chiều cuộn là 0, 1 hoặc 9.",
        FaultCode.YesNo => "phải là 0 (không) hoặc 1 (có).",
        FaultCode.Hyphen => "chỗ này chỉ có thể là dấu gạch nối, nghĩa là số âm.",
        FaultCode.ZeroValue => "không được bằng 0.",
        FaultCode.ZeroPrefix => "không được bắt đầu bằng 0.",
        FaultCode.ZeroRequired => "phải là 0.",
        FaultCode.NonDigitRequired => "phải có ít nhất một ký tự không phải chữ số.",
        FaultCode.LeadingGs => "có ký tự GS trước AI đầu tiên; đã bỏ qua.",
        FaultCode.SuperfluousGs => "không cần ký tự GS sau giá trị này; đã bỏ qua.",
        FaultCode.IdenticalRepeat => "đã xuất hiện trước đó với cùng giá trị; chỉ giữ một lần.",
        FaultCode.Padded => "GTIN có ít hơn 14 chữ số; đã thêm 0 vào trước.",
        FaultCode.TrailingSlash => "đã bỏ dấu gạch chéo ở cuối.",
        FaultCode.Restricted => "số này chỉ dùng nội bộ trong một cửa hàng hoặc một doanh nghiệp.",
        FaultCode.AddOn => "đã bỏ các chữ số phụ bên cạnh mã EAN.",
        FaultCode.PaymentChecksum => "mã thanh toán thiếu số kiểm tra hoặc số kiểm tra sai.",
        FaultCode.SymbologyInferred => "máy quét không gửi loại mã; loại mã được suy đoán.",
        FaultCode.RangeOrder => "khoảng thời gian kết thúc trước khi bắt đầu.",
        FaultCode.PrintedBrackets =>
            "dấu ngoặc chỉ in bên dưới mã vạch, không nằm trong mã: máy đọc theo quy định của GS1 sẽ từ chối.",
        FaultCode.NotMarkedGs1 =>
            "đây có thể là dữ liệu GS1, nhưng mã không được đánh dấu là GS1: thiếu FNC1 ở đầu.",
        FaultCode.NearlyNumber => "nếu bỏ khoảng trắng và gạch nối thì đây là mã số của một sản phẩm.",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "The code needs details."),
    };

    internal override string Length(ApplicationIdentifier ai, long length)
    {
        var expected = Range(ai, "đúng", "đến");
        return length < 0
            ? $"phải có {expected} ký tự; ở đây ít hơn."
            : string.Create(
                CultureInfo.InvariantCulture, $"phải có {expected} ký tự, không phải {length}; có thể thiếu ký tự GS.");
    }

    internal override string NumberLength(long expected) => expected == 8
        ? "mã EAN-8 có 8 chữ số."
        : "mã EAN-13 có 13 chữ số, mã UPC-A có 12.";

    internal override string CheckDigit(char expected) =>
        $"số kiểm tra sai: phải là {expected} nếu các số khác đúng. Có chữ số bị đọc nhầm hoặc in nhầm.";

    internal override string NumberDigits(string character) =>
        $"mã EAN hoặc UPC chỉ gồm chữ số; ký tự {character} không phải chữ số.";

    internal override string Digits(string character) =>
        $"chỗ này chỉ có thể là chữ số; ký tự {character} không phải chữ số.";

    internal override string Character(string character) => $"không được chứa ký tự {character}.";

    internal override string Required(string notation) =>
        $"cần có thêm AI khác, ở đây hoặc trên nhãn khác của sản phẩm: {Spell(notation, " cùng ", " hoặc ")}.";

    internal override string Order(string qualifiers) =>
        $"các thành phần đi kèm phải theo thứ tự: {Spell(qualifiers.Replace(',', '+'), " rồi ", ", hoặc ")}.";

    internal override string Exclusive(string other) => $"không được đi cùng {other}.";

    internal override string NotQualifier(string key) => $"trong đường dẫn không đi kèm được với {key}.";

    internal override string LostGs(string follower) => $"có vẻ {follower} bắt đầu ở đây: có thể mất một ký tự GS.";

    internal override string Alternative(string number) => $"đọc theo EAN-8; theo UPC-E sẽ là {number}.";
}
