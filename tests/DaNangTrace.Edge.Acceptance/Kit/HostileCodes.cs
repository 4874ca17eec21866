using System.Text;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>Codes that nobody prints by mistake; a message must stay whole with them. The same for each seed.</summary>
internal sealed class HostileCodes(int seed)
{
    private const string Set82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Hosts =
    [
        "a", "0905123987", "0905.123.987", "timot", "A.B", "a..b", ".a.b", "a.b.", "a_b.vn", "-a.vn", "xn--a.vn",
        "truyxuất.example", "ẠẶ.vn", "☃.net", "a\u202Eb.vn", "a\u200Bb.vn", "[::1]", "[2001:db8::G]", "[::]:80",
        "[1:2:0905:123:987]", "1.2.3.4", "1.2.3.4.5", "256.1.1.1", "0x7f.1", "127.1", "u@h.vn", "u:p@h.vn:8443",
        "a@b@c.vn", "h.vn:", "h.vn:x", "h.vn\\x", "h vn", "h.vn%2F", "%74imot.vn", "𝐡ost.vn", "ⓐ.vn", "a。b。vn",
        new('a', 63), new('a', 64), $"{new('a', 63)}.{new('b', 63)}.{new('c', 63)}.{new('d', 61)}", "faß.de", "İ.tr",
    ];

    private static readonly string[] Texts =
    [
        "\u202Edorb", "a\u200B\u200Db", "\uFEFFx", "\u2028\u2029", "\0", "\u001B[31mred", "\u0085", "\u00AD",
        "{\"v\":1}", "\",\"x\":\"", "</script><script>", "%s%n", "'; DROP TABLE sighting; --", "\\u0000", "😀", "á́́́",
        "Nguyễn Thị Bé", "\u007F", "]d2", "]Q3", "]", "]zz]d2", "(01)", "(10)a\u202Eb", "]C1\u001D\u001D",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next code as a scanner's bytes; it may hold anything.</summary>
    public byte[] Next() => _random.Next(10) switch
    {
        0 => Bytes(_random.Next(1, 200)),
        1 => Bytes(_random.Next(1, 20)),
        2 or 3 => Utf8($"{Scheme()}{One(Hosts)}{One(["", "/", "/t/TIMOT?x=1#y", "?a", "#b", "/01/09520001000010"])}"),
        4 => Utf8(One(Texts) + One(Texts)),
        // Lone halves of a pair, as a broken program encodes them.
        5 => [.. Utf8(One(Texts)), 0xED, 0xA0, 0x80, .. Utf8(One(Texts)), 0xED, 0xBF, 0xBF],
        6 => Mutated(),
        7 => Utf8(new string(One("A9ạ ("), One([8190, 8191, 8192, 9000, 2730]))),
        _ => Elements(),
    };

    /// <summary>Elements of any kind, many of them right, in any order.</summary>
    public byte[] Elements()
    {
        var text = new StringBuilder(One(["]d2", "]C1", "]Q3", "]J1", "]e0", ""]));
        if (_random.Next(2) == 0)
            text.Append("0109520001000010");
        for (var n = _random.Next(1, 6); n > 0; n--)
        {
            var ai = ApplicationIdentifier.All[_random.Next(ApplicationIdentifier.All.Count)];
            text.Append(ai.Code);
            for (var length = _random.Next(ai.MinLength, ai.MaxLength + 1); length > 0; length--)
                text.Append(ai.Format.Contains('X', StringComparison.Ordinal) ? One(Set82) : One("0123456789"));
            text.Append('\u001D');
        }
        return Utf8(text.ToString());
    }

    private byte[] Mutated()
    {
        var code = Utf8(One(["", "]Q1"]) + One([
            "]d2010952000100001010A1\u001D21S/9", Codes.Known, "WIFI:T:WPA;S:x;P:y;;", Codes.Payment,
            "https://id.gs1.org/01/09520001000010/10/A1?98=x", "(01)09520001000010(10)A1",
        ]));
        for (var n = _random.Next(1, 4); n > 0; n--)
            code[_random.Next(code.Length)] = (byte)_random.Next(256);
        return code;
    }

    private string Scheme() =>
        One(["https://", "http://", "HTTPS://", "https://u:p@", "http://0905123987@", "]Q1https://"]);

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private T One<T>(T[] of) => of[_random.Next(of.Length)];

    private char One(string of) => of[_random.Next(of.Length)];

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
