using static DaNangTrace.Edge.Gs1.LinterAnswer;

// The tests give each linter its cases directly: through the reader, few of them could be told apart.

namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Checks a component's content, one check for each linter of the GS1 Barcode Syntax Dictionary. Nothing here
/// allocates: a scan has up to a dozen elements, and the decoder passes millions of them.
/// </summary>
/// <remarks>
/// Length and characters have been checked before by the component's format. A linter does not rely on it: what is
/// too short or no digit is a flaw as well.
/// </remarks>
internal static class Linting
{
    private const int ShortestCompanyPrefix = 4;

    /// <summary>Whether the linter finds something, and what.</summary>
    /// <param name="linter">Which check.</param>
    /// <param name="text">The component's content.</param>
    /// <param name="thisYear">Four digits; years of two digits are taken to be near it.</param>
    /// <param name="flaw">What is wrong, if anything is.</param>
    internal static bool Finds(Linter linter, ReadOnlySpan<char> text, int thisYear, out Flaw flaw) => linter switch
    {
        Linter.Csum => Checksums.FindsInDigits(text, out flaw),
        Linter.Csumalpha => Checksums.FindsInText(text, out flaw),
        Linter.Iban => Checksums.FindsInIban(text, out flaw),
        Linter.Gcppos1 => InCompanyPrefix(text, 0, out flaw),
        Linter.Gcppos2 => InCompanyPrefix(text, 1, out flaw),
        Linter.Yymmd0 => Calendar.FindsInDate(text, thisYear, dayMayBeZero: true, out flaw),
        Linter.Yymmdd => Calendar.FindsInDate(text, thisYear, dayMayBeZero: false, out flaw),
        Linter.Yyyymmdd => Calendar.FindsInLongDate(text, out flaw),
        Linter.Hh => Calendar.FindsInTime(text, 1, mostFirst: 23, out flaw),
        Linter.Mi or Linter.Ss => Calendar.FindsInTime(text, 1, mostFirst: 59, out flaw),
        Linter.Hhmi => Calendar.FindsInTime(text, 2, mostFirst: 23, out flaw),
        Linter.Couponcode => Coupons.FindsInNorthAmerican(text, thisYear, out flaw),
        Linter.Couponposoffer => Coupons.FindsInPaperless(text, out flaw),
        Linter.Pieceoftotal => Sequences.FindsInPieceOfTotal(text, out flaw),
        Linter.Posinseqslash => Sequences.FindsInPosition(text, out flaw),
        Linter.Pcenc => InPercentEncoding(text, out flaw),
        Linter.Latitude => InDegrees(text, "1800000000", FaultCode.Latitude, out flaw),
        Linter.Longitude => InDegrees(text, "3600000000", FaultCode.Longitude, out flaw),
        Linter.Nonzero => InNonzero(text, out flaw),
        Linter.Nozeroprefix => text is ['0', ..]
            ? Bad(FaultCode.ZeroPrefix, 0, 1, out flaw)
            : FindsNonDigit(text, out flaw),
        _ => FindsUnlisted(linter, text, out flaw),
    };

    // The linters that know nothing but right and wrong: a value of a list, or characters of one kind.
    private static bool FindsUnlisted(Linter linter, ReadOnlySpan<char> text, out Flaw flaw)
    {
        var (holds, code) = linter switch
        {
            Linter.Iso3166 => (CountryTable.ByNumber(text) is not null, FaultCode.Country),
            // 999 is no country: the dictionary lets it stand too.
            Linter.Iso3166999 => (text is "999" || CountryTable.ByNumber(text) is not null, FaultCode.Country),
            Linter.Iso3166alpha2 => (CountryTable.ByLetters(text) is not null, FaultCode.Country),
            Linter.Iso4217 => (CurrencyTable.ByNumber(text) is not null, FaultCode.Currency),
            Linter.Iso5218 => (text is "0" or "1" or "2" or "9", FaultCode.Sex),
            Linter.Mediatype => (IsMediaType(text), FaultCode.MediaType),
            Linter.Packagetype => (PackageTypes.Contains(text), FaultCode.PackageType),
            Linter.Importeridx => (IsImporterIndex(text), FaultCode.ImporterIndex),
            Linter.Winding => (text is "0" or "1" or "9", FaultCode.Winding),
            Linter.Yesno => (text is "0" or "1", FaultCode.YesNo),
            Linter.Hyphen => (IsOnly(text, '-'), FaultCode.Hyphen),
            Linter.Zero => (IsOnly(text, '0'), FaultCode.ZeroRequired),
            Linter.Hasnondigit => (text.ContainsAnyExceptInRange('0', '9'), FaultCode.NonDigitRequired),
            _ => throw new ArgumentOutOfRangeException(nameof(linter), linter, "A linter without a check."),
        };
        return BadUnless(holds, code, text, out flaw);
    }

    // Whether a prefix is given out only GS1 knows; what can be seen is that it begins with digits.
    private static bool InCompanyPrefix(ReadOnlySpan<char> text, int at, out Flaw flaw)
    {
        if (text.Length < at + ShortestCompanyPrefix)
            return Bad(FaultCode.CompanyPrefix, text.Length > at ? at : 0, text.Length - at, out flaw);
        for (var i = at; i < at + ShortestCompanyPrefix; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
                return Bad(FaultCode.CompanyPrefix, i, 1, out flaw);
        }
        return Fine(out flaw);
    }

    private static bool InPercentEncoding(ReadOnlySpan<char> text, out Flaw flaw)
    {
        for (var i = text.IndexOf('%'); i >= 0 && i < text.Length; i++)
        {
            if (text[i] != '%')
                continue;
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                return Bad(FaultCode.PercentEncoding, i, Math.Min(3, text.Length - i), out flaw);
            i += 2;
        }
        return Fine(out flaw);
    }

    // Ten-millionths of a degree, counted from the south pole or eastwards from Greenwich.
    private static bool InDegrees(ReadOnlySpan<char> text, string most, FaultCode code, out Flaw flaw)
    {
        if (text.Length != most.Length)
            return Bad(code, 0, text.Length, out flaw);
        if (FindsNonDigit(text, out flaw))
            return true;
        return BadUnless(text.SequenceCompareTo(most) <= 0, code, text, out flaw);
    }

    private static bool InNonzero(ReadOnlySpan<char> text, out Flaw flaw)
    {
        if (FindsNonDigit(text, out flaw))
            return true;
        return BadUnless(text.ContainsAnyExcept('0'), FaultCode.ZeroValue, text, out flaw);
    }

    private static bool IsOnly(ReadOnlySpan<char> text, char character) =>
        !text.IsEmpty && !text.ContainsAnyExcept(character);

    // As the reference has them: 01 to 10, and 80 to 99.
    private static bool IsMediaType(ReadOnlySpan<char> text) =>
        text is ['0', >= '1' and <= '9'] or "10" or [>= '8' and <= '9', >= '0' and <= '9'];

    private static bool IsImporterIndex(ReadOnlySpan<char> text) =>
        text is ['-' or '_' or (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z')];
}
