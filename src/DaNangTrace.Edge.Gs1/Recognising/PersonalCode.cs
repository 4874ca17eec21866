using System.Buffers;

namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Recognises codes with personal or secret content, so that nothing of them is kept. By their beginning or shape
/// alone: whether the content is sound is nobody's business here.
/// <para>
/// What is missed is text, of which only the length is kept; what is recognised wrongly tells a shopper that a
/// product's code is a secret. So a word that labels use as well ("SMS: …", "Tel: …") counts only as a code would
/// write it: without a blank behind the colon, or with a telephone number there.
/// </para>
/// </summary>
internal static class PersonalCode
{
    private static readonly string[][] Openings = Beginnings.ByLetter(
        // Networks, and what proves who somebody is.
        "WIFI:", "DPP:", "otpauth:", "otpauth-migration:", "FIDO:", "LPA:", "HC1:", "shc:", "did:", "openid:",
        "openid-", "openid4",
        // People and appointments.
        "BEGIN:V", "MECARD:", "BIZCARD:", "mailto:", "MATMSG:", "smtp:", "geo:",
        // Telephone and messages.
        "tel:", "telprompt:", "sms:", "smsto:", "mms:", "mmsto:", "callto:", "facetime:", "facetime-audio:", "sip:",
        "sips:", "xmpp:", "skype:", "viber:", "zalo:", "whatsapp:", "tg://", "signal:", "sgnl:",
        // Wallets.
        "bitcoin:", "bitcoincash:", "ethereum:", "litecoin:", "dogecoin:", "monero:", "zcash:", "ripple:", "xrpl:",
        "solana:", "cardano:", "lightning:", "ton://", "wc:");

    // What stands in front of nothing but letters and digits: payment requests and addresses in bech32.
    private static readonly string[][] Tokens = Beginnings.ByLetter(
        "lnurl1", "lnbc", "bc1", "ltc1", "addr1", "dash:", "tron:");

    // The provinces as in the first three digits of a citizen's number, without the leading zero.
    private static ReadOnlySpan<byte> Provinces =>
    [
        1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44,
        45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89,
        91, 92, 93, 94, 95, 96,
    ];

    private static readonly SearchValues<char> NotInMail = SearchValues.Create(" /:;,|<>\t\r\n");
    private static readonly SearchValues<char> Base58 =
        SearchValues.Create("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");

    private static readonly SearchValues<char> LettersAndDigits =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> Machine = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<");

    internal static bool IsOne(ReadOnlySpan<char> text)
    {
        text = Printable.Of(text);
        if (text.Length < 4)
            return false;
        foreach (var beginning in Beginnings.StartingAs(text, Openings))
        {
            if (text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase) && IsMeant(text[beginning.Length..]))
                return true;
        }
        return IsIdentityCard(text) || IsBoardingPass(text) || IsTravelDocument(text) || IsPhone(text)
            || IsMail(text) || IsWallet(text);
    }

    private static bool IsMeant(ReadOnlySpan<char> rest) =>
        // Broken off right there, it was to be one.
        rest.IsEmpty || !char.IsWhiteSpace(rest[0]) || IsPhone(rest.Trim());

    /// <summary>
    /// An identity card of Vietnam (CCCD): number, old number, name, birth date, sex, address, date of issue, with
    /// bars; also broken off, or the number alone. Or the older card (CMND) with its nine digits in front.
    /// </summary>
    private static bool IsIdentityCard(ReadOnlySpan<char> text)
    {
        if (!char.IsAsciiDigit(text[0]))
            return false;
        var digits = Digits.CountIn(text);
        if (digits == text.Length)
            return text.Length == 12 && IsCitizen(text);
        if (text[digits] != '|')
            return false;
        var rest = text[(digits + 1)..];
        if (digits is 9 or 12 && HasBirthAndSex(rest))
            return true;
        if (digits != 12 || !IsCitizen(text))
            return false;
        var second = Digits.CountIn(rest);
        return second == rest.Length
            ? rest.Length <= 9
            : (second is 0 or 9 && rest[second] == '|') || rest.Count('|') >= 3;
    }

    /// <summary>
    /// Province, then a digit for century and sex and two for the year of birth: 0 and 1 are of the 20th century, 2 and
    /// 3 of this one, of which four decades will do.
    /// </summary>
    private static bool IsCitizen(ReadOnlySpan<char> number)
    {
        var isAge = number[3] < '2' || (number[3] < '4' && number[4] < '4');
        if (number[0] != '0' || !isAge)
            return false;
        var own = Digits.Two(number[1..]);
        foreach (var province in Provinces)
        {
            if (province == own)
                return true;
        }
        return false;
    }

    /// <summary>
    /// Whether one field is a date as in 31121990, and one Nam or Nữ: a product's list has no such pair.
    /// </summary>
    private static bool HasBirthAndSex(ReadOnlySpan<char> fields)
    {
        var (hasBirth, hasSex) = (false, false);
        while (!fields.IsEmpty)
        {
            var bar = fields.IndexOf('|');
            var field = bar < 0 ? fields : fields[..bar];
            fields = bar < 0 ? default : fields[(bar + 1)..];
            hasBirth |= field.Length == 8 && Digits.CountIn(field) == 8
                && Digits.Two(field) is >= 1 and <= 31 && Digits.Two(field[2..]) is >= 1 and <= 12;
            // Nữ has four characters where its marks stand apart.
            hasSex |= field.Length is >= 2 and <= 4 && field[0] is 'N' or 'n' && field[1] is not (>= '0' and <= '9');
        }
        return hasBirth && hasSex;
    }

    /// <summary>
    /// A boarding pass (IATA Resolution 792): M, the number of legs, a name of 20 characters, the booking, from and to,
    /// carrier and flight.
    /// </summary>
    private static bool IsBoardingPass(ReadOnlySpan<char> text)
    {
        const int Name = 2;
        const int Route = 30;
        const int Flight = 39;
        if (text.Length < Route + 6 || text[0] is not ('M' or 'm') || text[1] is < '1' or > '9')
            return false;
        foreach (var letter in text.Slice(Route, 6))
        {
            if (!(text[0] == 'M' ? char.IsAsciiLetterUpper(letter) : char.IsAsciiLetterLower(letter)))
                return false;
        }
        return text.Slice(Name, 20).Contains('/')
            || (text.Length >= Flight + 4 && Digits.CountIn(text.Slice(Flight, 4)) == 4);
    }

    /// <summary>The machine-readable lines of a passport, card or visa (ICAO 9303).</summary>
    private static bool IsTravelDocument(ReadOnlySpan<char> text)
    {
        const int ShortestLine = 30;
        return text.Length >= ShortestLine && text[0] is 'P' or 'I' or 'A' or 'C' or 'V'
            && text.Contains("<<", StringComparison.Ordinal) && !text[..ShortestLine].ContainsAnyExcept(Machine);
    }

    /// <summary>
    /// A telephone number: a plus and 8 to 15 digits (E.164), or one of Vietnam: 0 or 84, then a mobile network's two
    /// digits and seven more, or 2 and nine more.
    /// </summary>
    private static bool IsPhone(ReadOnlySpan<char> text)
    {
        // With all its blanks and dots no number is longer.
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
        if (text[0] == '+')
            return count is >= 8 and <= 15;
        var number = digits[..count];
        if (number.StartsWith("84"))
            number = number[2..];
        else if (number.StartsWith("0"))
            number = number[1..];
        else
            return false;
        return number.Length == 9 ? IsMobile(number) : number.Length == 10 && number[0] == '2';
    }

    private static bool IsMobile(ReadOnlySpan<char> number) => number[0] switch
    {
        '3' => number[1] is >= '2' and <= '9',
        '5' => number[1] is '2' or '5' or '6' or '8' or '9',
        '7' => number[1] is '0' or (>= '6' and <= '9'),
        '8' => number[1] is >= '1' and <= '9',
        '9' => true,
        _ => false,
    };

    private static bool IsMail(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        if (at <= 0 || text.Length > 254 || text.ContainsAny(NotInMail))
            return false;
        var domain = text[(at + 1)..];
        var dot = domain.LastIndexOf('.');
        if (dot < 1 || domain.Contains('@') || domain.Length - dot < 3)
            return false;
        foreach (var letter in domain[(dot + 1)..])
        {
            if (!char.IsAsciiLetter(letter))
                return false;
        }
        return true;
    }

    /// <summary>An address of a wallet, or the key to one: Bitcoin and its kin, Ethereum and its kin, Tron.</summary>
    private static bool IsWallet(ReadOnlySpan<char> text)
    {
        const int Shortest = 26;
        if (text.Length < Shortest)
            return false;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return text.Length is 42 or 66 && IsHex(text[2..]);
        foreach (var token in Beginnings.StartingAs(text, Tokens))
        {
            if (text.StartsWith(token, StringComparison.OrdinalIgnoreCase))
            {
                var rest = text[token.Length..];
                var end = rest.IndexOfAnyExcept(LettersAndDigits);
                return end < 0 || (end >= 20 && rest[end] is '?');
            }
        }
        var isAddress = text[0] is '1' or '3' && text.Length <= 35;
        var isTron = text[0] == 'T' && text.Length == 34;
        var isKey = text[0] is '5' or 'K' or 'L' && text.Length is 51 or 52;
        return (isAddress || isTron || isKey) && !text.ContainsAnyExcept(Base58) && HasBothCases(text);
    }

    /// <summary>What has one letter case alone is a serial number that happens to hold no 0.</summary>
    private static bool HasBothCases(ReadOnlySpan<char> text)
    {
        var (hasUpper, hasLower) = (false, false);
        foreach (var character in text)
        {
            hasUpper |= char.IsAsciiLetterUpper(character);
            hasLower |= char.IsAsciiLetterLower(character);
        }
        return hasUpper && hasLower;
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
}
