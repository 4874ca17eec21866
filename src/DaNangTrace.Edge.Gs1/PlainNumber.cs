namespace DaNangTrace.Edge.Gs1;

/// <summary>Reads numbers without application identifiers: EAN-13, EAN-8, UPC-A, UPC-E, ITF-14.</summary>
internal static class PlainNumber
{
    /// <summary>Under an identifier of the EAN/UPC family (E0, E3, E4): the text must be such a number.</summary>
    internal static Reading ReadEan(string identifier, string text)
    {
        var foreign = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (foreign >= 0)
        {
            return Unreadable(FaultCodes.NotDigits, foreign, "An EAN or UPC has digits only.", identifier, false);
        }
        var digits = text.Length;
        if (identifier == "E4")
        {
            return digits == 8
                ? Read(text, identifier, false)
                : Unreadable(FaultCodes.Length, 0, "An EAN-8 has 8 digits.", identifier, false);
        }
        // UPC-E comes expanded under E0 as a rule; some scanners send its eight digits.
        if (digits == 8)
            return ReadUpcE(text, identifier) ?? Read(text, identifier, false);
        // 13 digits, or 12 from scanners that drop a UPC's zero; under E3 two or five more from beside the bars.
        var addOn = identifier != "E3" ? 0 : digits switch { 14 or 15 => 2, 17 or 18 => 5, _ => 0 };
        if (digits - addOn is not (12 or 13))
            return Unreadable(FaultCodes.Length, 0, "An EAN-13 has 13 digits, a UPC-A 12.", identifier, false);
        var reading = Read(text[..^addOn], identifier, false);
        return addOn == 0 || reading is not Reading.Item
            ? reading
            : reading with
            {
                Warnings =
                [
                    .. reading.Warnings,
                    new Fault(FaultCodes.AddOn, null, digits - addOn, "The digits of the add-on were left out."),
                ],
            };
    }

    /// <summary>
    /// Under an ITF identifier (I0, I1: check digit sent; I3: checked and stripped); null if it is no GTIN-14.
    /// </summary>
    internal static Reading? ReadItf(string identifier, string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
            return null;
        return text.Length switch
        {
            14 => Read(text, identifier, false),
            13 when identifier == "I3" => Read(text + CheckDigit.Of(text), identifier, false),
            _ => null,
        };
    }

    /// <summary>
    /// Without an identifier: the length decides what it must be; null if it is no number of such a length.
    /// </summary>
    internal static Reading? ReadBare(string text)
    {
        if (text.Length is not (8 or 12 or 13 or 14) || text.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
            return null;
        if (text.Length != 8)
            return Read(text, text.Length == 14 ? "I1" : "E0", true);
        var expanded = ExpandUpcE(text);
        if (!CheckDigit.IsRight(text))
            return expanded is null ? Read(text, "E4", true) : Read(expanded, "E0", true);
        var reading = (Reading.Item)Read(text, "E4", true);
        if (expanded is null || !Gtin.TryParse(expanded, out var alternative))
            return reading;
        // One in ten of the eight-digit numbers is right as both; the longer bars are far more common on goods.
        return reading with
        {
            Alternative = alternative,
            Warnings =
            [
                .. reading.Warnings,
                new Fault(FaultCodes.Alternative, null, 0, $"Read as EAN-8; as UPC-E it would be {expanded}."),
            ],
        };
    }

    /// <summary>
    /// Under an identifier of another carrier: only a right number of 13 or 14 digits. Shorter ones are right by chance
    /// too often, and twelve digits are an identity card's number as well.
    /// </summary>
    internal static Reading? ReadElsewhere(string? identifier, string text) =>
        text.Length is 13 or 14 && CheckDigit.IsRight(text) ? Read(text, identifier, false) : null;

    /// <summary>The twelve digits of a UPC-E; null if it is none.</summary>
    internal static string? ExpandUpcE(ReadOnlySpan<char> text)
    {
        if (text.Length != 8 || text[0] is not ('0' or '1') || text.IndexOfAnyExceptInRange('0', '9') >= 0)
            return null;
        var d = text[1..7];
        var body = d[5] switch
        {
            '0' or '1' or '2' => string.Concat(d[..2], d[5..], "0000", d[2..5]),
            '3' => string.Concat(d[..3], "00000", d[3..5]),
            '4' => string.Concat(d[..4], "00000", d[4..5]),
            _ => string.Concat(d[..5], "0000", d[5..]),
        };
        var expanded = string.Concat(text[..1], body, text[7..]);
        return CheckDigit.IsRight(expanded) ? expanded : null;
    }

    private static Reading? ReadUpcE(string text, string identifier) =>
        ExpandUpcE(text) is { } expanded ? Read(expanded, identifier, false) : null;

    private static Reading Read(string digits, string? symbology, bool inferred)
    {
        if (!Gtin.TryParse(digits, out var gtin))
        {
            const string Message = "The check digit is wrong.";
            return Unreadable(FaultCodes.CheckDigit, digits.Length - 1, Message, symbology, inferred);
        }
        // A shop's own number means something else in the next shop: it has no place on the web.
        return new Reading.Item(
            gtin,
            [new Element("01", gtin.Digits, "GTIN")],
            gtin.IsRestricted ? null : $"https://id.gs1.org/01/{gtin.Digits}")
        {
            Symbology = symbology,
            Inferred = inferred,
            Warnings = gtin.IsRestricted ? [Restricted(0)] : [],
        };
    }

    internal static Fault Restricted(int at) =>
        new(FaultCodes.Restricted, "01", at, "The number is for use inside one shop or company only.");

    private static Reading.Unreadable Unreadable(
        string code, int at, string message, string? symbology, bool inferred) =>
        new([new Fault(code, null, at, message)]) { Symbology = symbology, Inferred = inferred };
}
