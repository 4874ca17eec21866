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

    private static readonly string[] Apps =
    [
        "momo:", "zalopay:", "zalopay-", "vnpay", "vietqr:", "viettelpay:", "viettelmoney:", "shopeepay", "smartpay:",
        "upi:", "alipay", "weixin:", "wxp:", "paypal:", "payto:", "kakaopay:", "kakaotalk://kakaopay", "napas",
    ];

    // CRC-16/CCITT-FALSE, polynomial 0x1021, for each first byte.
    private static readonly ushort[] Crc = MakeCrc();

    /// <summary>Whether the text is a payment code. By its shape alone: a damaged one must not leak either.</summary>
    internal static bool IsOne(ReadOnlySpan<char> text) => IsEmv(text) || IsTransfer(text) || IsApp(text);

    /// <summary>Whether the text is an EMVCo code.</summary>
    internal static bool IsEmv(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith(Start, StringComparison.Ordinal) || text.Length < Start.Length + 5)
            return false;
        // The head of a second field is enough. Its end is not looked for: some count Vietnamese letters, some bytes.
        var head = text.Slice(Start.Length, 4);
        return head.IndexOfAnyExceptInRange('0', '9') < 0 && GsDate.Two(head) > 0 && GsDate.Two(head[2..]) > 0;
    }

    /// <summary>Whether an EMVCo code ends in its right checksum, CRC-16/CCITT-FALSE.</summary>
    internal static bool HasRightChecksum(ReadOnlySpan<char> text)
    {
        if (text.Length < 8 || !text[..^4].EndsWith("6304", StringComparison.Ordinal))
            return false;
        ushort sum = 0;
        foreach (var digit in text[^4..])
        {
            if (!char.IsAsciiHexDigit(digit))
                return false;
            sum = (ushort)(sum << 4 | (char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10));
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
    private static bool IsTransfer(ReadOnlySpan<char> text) =>
        (text.StartsWith("BCD", StringComparison.Ordinal) || text.StartsWith("SPC", StringComparison.Ordinal))
        && text.Length > 8 && text[3] is '\n' or '\r' && char.IsAsciiDigit(text[text[4] == '\n' ? 5 : 4]);

    private static bool IsApp(ReadOnlySpan<char> text)
    {
        // Most codes begin with a digit: nothing to compare then.
        if (text.IsEmpty || !char.IsAsciiLetter(text[0]))
            return false;
        foreach (var app in Apps)
        {
            if (text.StartsWith(app, StringComparison.OrdinalIgnoreCase)
                && text[(app.Length - 1)..].Contains(':'))
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
