using System.Buffers;

namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Recognises codes with personal or secret content, so that nothing of them is kept. By their beginning or shape
/// alone: whether the content is sound is nobody's business here.
/// </summary>
internal static class PersonalCode
{
    private static readonly string[] Beginnings =
    [
        "WIFI:", "DPP:", "BEGIN:VCARD", "BEGIN:VEVENT", "BEGIN:VCALENDAR", "BEGIN:VTODO", "MECARD:", "BIZCARD:",
        "MATMSG:", "mailto:", "tel:", "telprompt:", "sms:", "smsto:", "mms:", "mmsto:", "callto:", "facetime:",
        "facetime-audio:", "sip:", "sips:", "xmpp:", "skype:", "viber:", "zalo:", "whatsapp:", "tg:", "geo:",
        "otpauth:", "otpauth-migration:", "FIDO:", "LPA:", "HC1:", "shc:", "did:", "openid", "signal:", "sgnl:",
        "bitcoin:", "bitcoincash:", "ethereum:", "litecoin:", "dogecoin:", "dash:", "monero:", "zcash:", "ripple:",
        "xrpl:", "solana:", "tron:", "cardano:", "lightning:", "lnurl", "lnbc", "wc:", "ton:",
    ];

    private static readonly SearchValues<char> NotInMail = SearchValues.Create(" /:\t\r\n");

    internal static bool IsOne(ReadOnlySpan<char> text)
    {
        foreach (var beginning in Beginnings)
        {
            if (text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return IsIdentityCard(text) || IsBoardingPass(text) || IsTravelDocument(text) || IsPhone(text)
            || IsMail(text) || IsWallet(text);
    }

    /// <summary>
    /// A chip card of Vietnam (CCCD): number, old number, name, birth date, sex, address, date of issue, with bars.
    /// </summary>
    private static bool IsIdentityCard(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        // The bare number of a card begins with its province's code, 001 to 096.
        return digits < 0
            ? text.Length == 12 && text[0] == '0'
            : digits is 9 or 12 && text[digits] == '|' && text.Count('|') >= 4;
    }

    /// <summary>
    /// A boarding pass (IATA Resolution 792): M, the number of legs, a name of 20 characters, the flight.
    /// </summary>
    private static bool IsBoardingPass(ReadOnlySpan<char> text)
    {
        const int Route = 30;
        if (text.Length < 47 || text[0] != 'M' || text[1] is < '1' or > '9')
            return false;
        foreach (var letter in text.Slice(Route, 6))
        {
            if (!char.IsAsciiLetterUpper(letter))
                return false;
        }
        return true;
    }

    /// <summary>The machine-readable lines of a passport, card or visa (ICAO 9303).</summary>
    private static bool IsTravelDocument(ReadOnlySpan<char> text) =>
        text.Length >= 30 && text[0] is 'P' or 'I' or 'A' or 'C' or 'V'
        && (text[1] == '<' || char.IsAsciiLetterUpper(text[1])) && text.Contains("<<", StringComparison.Ordinal);

    /// <summary>A telephone number: a plus and 8 to 15 digits (E.164), or 0 and 9 or 10 more as in Vietnam.</summary>
    private static bool IsPhone(ReadOnlySpan<char> text)
    {
        // With all its spaces and dots no number is longer.
        if (text.Length is < 9 or > 24)
            return false;
        Span<char> digits = stackalloc char[text.Length];
        var count = 0;
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character))
                digits[count++] = character;
            else if (character is not (' ' or '.' or '-' or '(' or ')' or '+'))
                return false;
        }
        if (text.LastIndexOf('+') > 0)
            return false;
        return text[0] == '+'
            ? count is >= 8 and <= 15
            : count is 10 or 11 && (digits[0] == '0' || (digits[0] == '8' && digits[1] == '4'));
    }

    private static bool IsMail(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        return at > 0 && text.Length <= 254 && !text.ContainsAny(NotInMail) && text[at..].LastIndexOf('.') > 1;
    }

    /// <summary>A bare address of a wallet: Ethereum and its kin, Bitcoin old and new, Tron.</summary>
    private static bool IsWallet(ReadOnlySpan<char> text)
    {
        if (text.Length is < 26 or > 90)
            return false;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return text.Length is 42 or 66 && IsHex(text[2..]);
        if (text.StartsWith("bc1", StringComparison.OrdinalIgnoreCase))
            return IsAlphanumeric(text);
        var isBitcoin = text[0] is '1' or '3' && text.Length is >= 26 and <= 35;
        var isTron = text[0] == 'T' && text.Length == 34;
        return (isBitcoin || isTron) && IsAlphanumeric(text) && !text.ContainsAny("0OIl")
            && text.ContainsAnyExceptInRange('0', '9');
    }

    private static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiHexDigit(character))
                return false;
        }
        return true;
    }

    private static bool IsAlphanumeric(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character))
                return false;
        }
        return true;
    }
}
