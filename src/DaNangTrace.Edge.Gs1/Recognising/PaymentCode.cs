namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Recognises payment codes, so that nothing of them is kept: EMVCo merchant-presented QR (VietQR among them), the
/// European and Swiss transfer codes, and the addresses that open a payment app.
/// </summary>
internal static class PaymentCode
{
    // The payload format indicator, version 01: what each merchant-presented code of EMVCo begins with.
    // No shipping container's number, AI 00, begins so: 201 is no company's prefix.
    private const string Start = "000201";

    // The same for consumer-presented codes: 85 05 "CPV01" in base64.
    private const string ConsumerStart = "hQVDUFYwM";

    // The merchant account template in which VietQR stands, and NAPAS's application in it.
    private const int VietQrTag = 38;
    private const string VietQrApplication = "A000000727";

    // Schemes of addresses that open a payment app; what ends in * may go on.
    private static readonly string[][] Apps = Beginnings.ByLetter(
        "momo", "zalopay", "zalopay-*", "vnpay*", "vietqr", "viettelpay", "viettelmoney", "shopeepay*", "smartpay",
        "upi", "alipay*", "weixin", "wxp", "paypal", "payto", "kakaopay", "kakaotalk", "napas*");

    private const string SchemeCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.";

    // CRC-16/CCITT-FALSE, polynomial 0x1021, for each first byte.
    private static readonly ushort[] Crc = MakeCrc();

    /// <summary>Whether the text is a payment code. By its shape alone: a damaged one must not leak either.</summary>
    internal static bool IsOne(ReadOnlySpan<char> text) => SchemeOf(text) is not null;

    /// <summary>What kind of payment code it is, as <see cref="Reading.Payment"/> says; null if it is none.</summary>
    internal static string? SchemeOf(ReadOnlySpan<char> text)
    {
        text = Printable.Of(text);
        if (text.IsEmpty)
            return null;
        // Most codes begin with another character than these, or with a digit: then little is compared.
        return text[0] switch
        {
            '0' => !IsEmvCore(text) ? null : IsVietQr(text) ? "vietqr" : "emv",
            'h' when text.StartsWith(ConsumerStart, StringComparison.Ordinal) => "emv",
            'B' or 'S' when IsTransfer(text) => "transfer",
            _ => IsApp(text) ? "app" : null,
        };
    }

    /// <summary>Whether the text is a merchant-presented code of EMVCo, which ends in a checksum.</summary>
    internal static bool IsEmv(ReadOnlySpan<char> text) => IsEmvCore(Printable.Of(text));

    private static bool IsEmvCore(ReadOnlySpan<char> text)
    {
        // The head of a second field is enough. Its end is not looked for: some count Vietnamese letters, some bytes.
        // What breaks off even before says nothing of anybody.
        if (!text.StartsWith(Start, StringComparison.Ordinal) || text.Length < Start.Length + 4)
            return false;
        return IsHead(text[Start.Length..], out var tag, out var length) && tag > 0 && length > 0;
    }

    /// <summary>
    /// Whether NAPAS's application stands in template 38. Fields before it are of ASCII, so that bytes and characters
    /// count the same; a template that is cut off counts if the application is whole.
    /// </summary>
    private static bool IsVietQr(ReadOnlySpan<char> text)
    {
        while (IsHead(text, out var tag, out var length))
        {
            var value = text[4..Math.Min(4 + length, text.Length)];
            if (tag == VietQrTag)
            {
                return IsHead(value, out var first, out var size) && first == 0 && size == VietQrApplication.Length
                    && value[4..].StartsWith(VietQrApplication, StringComparison.OrdinalIgnoreCase);
            }
            text = text[(4 + value.Length)..];
        }
        return false;
    }

    /// <summary>Two digits of a tag and two of a length.</summary>
    private static bool IsHead(ReadOnlySpan<char> text, out int tag, out int length)
    {
        (tag, length) = (0, 0);
        if (text.Length < 4 || Digits.CountIn(text[..4]) < 4)
            return false;
        (tag, length) = (Digits.Two(text), Digits.Two(text[2..]));
        return true;
    }

    /// <summary>Whether an EMVCo code ends in its right checksum, CRC-16/CCITT-FALSE.</summary>
    internal static bool HasRightChecksum(ReadOnlySpan<char> text)
    {
        text = Printable.Of(text);
        if (text.Length < 8 || !text[..^4].EndsWith("6304", StringComparison.Ordinal))
            return false;
        ushort sum = 0;
        foreach (var digit in text[^4..])
        {
            if (!char.IsAsciiHexDigit(digit))
                return false;
            sum = (ushort)(sum << 4 | Digits.Hex(digit));
        }
        Span<byte> bytes = stackalloc byte[4];
        ushort crc = 0xFFFF;
        foreach (var rune in text[..^4].EnumerateRunes())
        {
            foreach (var one in bytes[..rune.EncodeToUtf8(bytes)])
                crc = (ushort)(crc << 8 ^ Crc[(crc >> 8) ^ one]);
        }
        return crc == sum;
    }

    /// <summary>The European (EPC069-12) and the Swiss transfer codes: their first lines.</summary>
    private static bool IsTransfer(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("BCD", StringComparison.Ordinal) && !text.StartsWith("SPC", StringComparison.Ordinal))
            return false;
        var version = text[3..].TrimStart("\r\n");
        return version.Length < text.Length - 3 && version.Length > 1
            && char.IsAsciiDigit(version[0]) && char.IsAsciiDigit(version[1]);
    }

    private static bool IsApp(ReadOnlySpan<char> text)
    {
        foreach (var app in Beginnings.StartingAs(text, Apps))
        {
            var mayGoOn = app[^1] == '*';
            var name = mayGoOn ? app.AsSpan(0, app.Length - 1) : app;
            if (!text.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                continue;
            var rest = text[name.Length..];
            if (mayGoOn)
                rest = rest.TrimStart(SchemeCharacters);
            // A text that speaks of a payment app has a blank behind the colon.
            if (rest.Length > 1 && rest[0] == ':' && !char.IsWhiteSpace(rest[1])
                && (app != "kakaotalk" || rest.StartsWith("://kakaopay", StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }
        return false;
    }

    private static ushort[] MakeCrc()
    {
        var table = new ushort[256];
        for (var first = 0; first < table.Length; first++)
        {
            var crc = (ushort)(first << 8);
            for (var bit = 0; bit < 8; bit++)
                crc = (ushort)((crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1);
            table[first] = crc;
        }
        return table;
    }
}
