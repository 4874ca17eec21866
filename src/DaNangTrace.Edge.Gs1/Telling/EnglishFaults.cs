using System.Globalization;

namespace DaNangTrace.Edge.Gs1;

/// <summary>What is wrong, in plain English for a technician or a maker.</summary>
internal sealed class EnglishFaults : FaultWords
{
    internal override string Of(FaultCode code) => code switch
    {
        FaultCode.Empty => "nothing was sent, or nothing that could be read.",
        FaultCode.TooLong => string.Create(
            CultureInfo.InvariantCulture, $"a code has at most {Symbol.MaxLength} bytes; this one has more."),
        FaultCode.NoAi => "an application identifier is due here, and these characters are none.",
        FaultCode.MissingValue => "nothing stands behind it.",
        FaultCode.Repeat => "it came before with another value.",
        FaultCode.SerialRequired => "its serial part is missing; AI 8030 signs one thing, not a kind of thing.",
        FaultCode.NotAttribute => "it must not stand in the query of this address.",
        FaultCode.CheckCharacters => "the two check characters at the end are wrong.",
        FaultCode.CompanyPrefix => "a company's prefix begins with four digits at least.",
        FaultCode.Month => "there is no such month; 01 to 12.",
        FaultCode.Day => "the month has no such day.",
        FaultCode.Time => "there is no such time of day.",
        FaultCode.Country => "there is no country of this code (ISO 3166).",
        FaultCode.Currency => "there is no currency of this code (ISO 4217).",
        FaultCode.Sex => "must be 0, 1, 2 or 9 (ISO 5218).",
        FaultCode.Latitude => "a latitude goes from 0000000000 (90° south) to 1800000000 (90° north).",
        FaultCode.Longitude => "a longitude goes from 0000000000 to 3600000000.",
        FaultCode.MediaType => "there is no data carrier of this type.",
        FaultCode.PackageType => "there is no package type of this code.",
        FaultCode.Iban => "this is no bank account number (IBAN): country, length, characters or checksum are wrong.",
        FaultCode.Coupon => "this field of the coupon breaks off or is out of its range.",
        FaultCode.PercentEncoding => "two hexadecimal digits must follow each percent sign.",
        FaultCode.PieceOfTotal => "the piece goes from 1 to the total, and the total is not zero.",
        FaultCode.SequencePosition => "must be a position, a slash and an end not below it, for example 1/2.",
        FaultCode.ImporterIndex => "an importer's index is a letter, a digit, - or _.",
        FaultCode.Winding => "the winding direction is 0, 1 or 9.",
        FaultCode.YesNo => "must be 0 (no) or 1 (yes).",
        FaultCode.Hyphen => "only a hyphen, for below zero, may stand here.",
        FaultCode.ZeroValue => "must not be zero.",
        FaultCode.ZeroPrefix => "must not begin with a zero.",
        FaultCode.ZeroRequired => "must be zero.",
        FaultCode.NonDigitRequired => "must hold one character at least that is no digit.",
        FaultCode.LeadingGs => "a GS stands before the first application identifier; it was left out.",
        FaultCode.SuperfluousGs => "no GS is needed behind this value; it was left out.",
        FaultCode.IdenticalRepeat => "it came before with the same value; it is kept once.",
        FaultCode.Padded => "the GTIN has fewer than 14 digits; zeros were put in front.",
        FaultCode.TrailingSlash => "the slash at the end was left out.",
        FaultCode.Restricted => "the number is for use inside one shop or company only.",
        FaultCode.AddOn => "the digits beside the EAN were left out.",
        FaultCode.PaymentChecksum => "the payment code's checksum is missing or wrong.",
        FaultCode.SymbologyInferred => "the scanner sent no symbology identifier; the likely carrier was inferred.",
        FaultCode.RangeOrder => "the range ends before it begins.",
        FaultCode.PrintedBrackets =>
            "brackets belong under a bar code, not into it: readers that follow GS1's rules refuse it.",
        FaultCode.NotMarkedGs1 =>
            "this would be GS1 data, but the carrier is not marked as such: FNC1 is missing in front of it.",
        FaultCode.NearlyNumber => "without blanks and hyphens this would be a product's number.",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "The code needs details."),
    };

    internal override string Length(ApplicationIdentifier ai, long length)
    {
        var expected = Range(ai, "exactly", "to");
        return length < 0
            ? $"it has {expected} characters; there are fewer."
            : string.Create(
                CultureInfo.InvariantCulture, $"it has {expected} characters, not {length}; a GS may be missing.");
    }

    internal override string NumberLength(long expected) => expected == 8
        ? "an EAN-8 has 8 digits."
        : "an EAN-13 has 13 digits, a UPC-A 12.";

    internal override string CheckDigit(char expected) =>
        $"the check digit is wrong: {expected} if the others are right. A digit was misread or misprinted.";

    internal override string NumberDigits(string character) =>
        $"an EAN or UPC has digits only; the character {character} is none.";

    internal override string Digits(string character) =>
        $"only digits may stand here; the character {character} is none.";

    internal override string Character(string character) => $"it may not hold the character {character}.";

    internal override string Required(string notation) =>
        $"another AI is needed on the item, here or on another label: {Spell(notation, " with ", " or ")}.";

    internal override string Order(string qualifiers) =>
        $"its qualifiers must come in this order: {Spell(qualifiers.Replace(',', '+'), " then ", ", or ")}.";

    internal override string Exclusive(string other) => $"it must not stand beside {other}.";

    internal override string NotQualifier(string key) => $"in a path it does not qualify {key}.";

    internal override string LostGs(string follower) => $"it seems to go on with {follower}: a GS may be lost.";

    internal override string Alternative(string number) => $"read as EAN-8; as UPC-E it would be {number}.";
}
