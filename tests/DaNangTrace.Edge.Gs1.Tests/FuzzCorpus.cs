using System.Text;

namespace DaNangTrace.Edge.Gs1.Tests;

/// <summary>
/// Real codes, pieces of codes, and what happens to them on their way: the seeded source of the fuzz run.
/// </summary>
internal sealed class FuzzCorpus(int seed)
{
    private const int Longest = 2_000;

    private static readonly string[] Whole =
    [
        "]E08936012345674", "8936012345674", "]E3893601234567451299", "00123457", "04252614", "18936012345671",
        "]C10108936012345674172611301012A34B\u001D21SN000123", "]d20108936012345674172611301012A34B\u001D21SN000123",
        "]Q30108936012345674422704\u001D427HN", "]e00108936012345674392215000", "]E08936012345674|]e01726113010A1",
        "]C100006141411234567890", "0108936012345674310300150010LOT117261130", "]d2800300614141123456SER",
        "(01)08936012345674(10)A\\(1(21)B", "]d2414893601234560525471\u001D7040" + "1ABC",
        "https://id.gs1.org/01/08936012345674/10/A%2FB/21/S?17=261130&3103=001500&linkType=gs1:pip",
        "HTTPS://ID.GS1.ORG/01/08936012345674", "https://a/00/faux/00/006141411234567890",
        "https://id.gs1.org/ARFKk4XB0CDKWcnpq", "https://id.gs1.org/01/09506000134376/IMpZyemo",
        "https://user:pass@tem.vn:8443/x/01/8936012345674/?a=b#c", "http://[2001:db8::1]/01/08936012345674",
        "https://đànẵng.vn/01/08936012345674", "javascript:alert(1)", "data:text/plain,01", "file:///01/1",
        "00020101021138570010A00000072701270006970436011300000000000000208QRIBFTTA53037045802VN63046335",
        "BCD\n002\n1\nSCT", "WIFI:S:ssid;T:WPA;P:pass;;", "048201001234|012345678|Ten|01011990|Nam|Da Nang|01012021",
        "M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 326J001A0025 100", "otpauth://totp/a?secret=b", "+84905123456",
        "geo:16.05,108.2", "Chúc mừng năm mới", "\uFEFF8936012345674", "]d2810110614141654321315011012",
        "]d28013" + "1987654Ad4X4bL5ttr2310c2K", "]C18007GB82WEST12345698765432\u001D4158936012345605",
        "]d27007261101261001",
        "]d24309" + "1100000000" + "2000000000" + "\u001D00006141411234567890", "]Q3723200" + "ABC\u001D8030AbCd-_=",
    ];

    private static readonly string[] Pieces =
    [
        "01", "08936012345674", "8936012345674", "10", "21", "17", "261130", "260200", "\u001D", "\u001D\u001D", "(",
        ")", "(01)", "(10)", "\\(", "]C1", "]d2", "]Q3", "]E0", "]E3", "]E4", "]I1", "]I3", "|]e0", "https://",
        "HTTP://id.gs1.org/", "/01/", "/10/", "/00/", "/", "?", "&", "=", "%2F", "%", "%zz", "%C4%90", "+", "#", "@",
        ":", "[", "000201010211", "000201", "6304", "WIFI:", "|", "048201001234", "3103", "001500", "8006", "253",
        "8030", "ợ", "🐟", "\uD800", "\uDC00", "\0", "BCD\n", "M1", "P<", "+84", "0905", ".", "-", "bc1", "xn--",
        "01234565",
        "ARFKk4XB0CDKWcnpq", "7007", "8110", "4309", "8013", "7040", "999", "704", "427HN",
    ];

    private readonly Random _random = new(seed);

    internal string Next()
    {
        var text = new StringBuilder(_random.Next(4) == 0 ? Assembled() : Whole[_random.Next(Whole.Length)]);
        for (var changes = _random.Next(5); changes > 0; changes--)
            Change(text);
        return text.ToString();
    }

    private string Assembled()
    {
        var text = new StringBuilder();
        for (var pieces = _random.Next(1, 12); pieces > 0; pieces--)
            text.Append(Pieces[_random.Next(Pieces.Length)]);
        return text.ToString();
    }

    private void Change(StringBuilder text)
    {
        var at = _random.Next(text.Length + 1);
        switch (_random.Next(9))
        {
            case 0:
                text.Length = at;
                break;
            case 1:
                text.Remove(0, at);
                break;
            case 2 when at < text.Length:
                text[at] = (char)_random.Next(0x80);
                break;
            case 3 when at < text.Length:
                text[at] = (char)('0' + _random.Next(10));
                break;
            case 4 when at < text.Length:
                text.Remove(at, 1);
                break;
            case 5:
                text.Insert(at, (char)_random.Next(0x10000));
                break;
            case 6:
                text.Insert(at, Pieces[_random.Next(Pieces.Length)]);
                break;
            case 7 when text.Length < Longest:
                text.Append(Whole[_random.Next(Whole.Length)]);
                break;
            default:
                text.Insert(at, Whole[_random.Next(Whole.Length)].AsSpan(0, 4));
                break;
        }
    }
}
