namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// The stable words in <see cref="Fault.Code"/>. Messages may change, these don't: the city counts by them.
/// No message quotes content, a single character and a trade item's number apart: a message may be logged.
/// </summary>
public static class FaultCodes
{
    /// <summary>Nothing was sent, or nothing behind the symbology identifier.</summary>
    public const string Empty = "empty";

    /// <summary>More was sent than <see cref="Symbol.MaxLength"/>.</summary>
    public const string TooLong = "too-long";

    /// <summary>The check digit is wrong (GS1 General Specifications, 7.9.1).</summary>
    public const string CheckDigit = "check-digit";

    /// <summary>A value has more or fewer characters than its format allows.</summary>
    public const string Length = "length";

    /// <summary>A character other than a digit where only digits are allowed.</summary>
    public const string NotDigits = "not-digits";

    /// <summary>A character that its set does not hold (GS1 General Specifications, 7.11).</summary>
    public const string Character = "character";

    /// <summary>A month other than 01 to 12.</summary>
    public const string Month = "month";

    /// <summary>A day that its month does not have; 00 where a day is required.</summary>
    public const string Day = "day";

    /// <summary>An hour above 23, a minute or a second above 59.</summary>
    public const string Time = "time";

    /// <summary>No known application identifier where one is due.</summary>
    public const string NoAi = "no-ai";

    /// <summary>An application identifier with nothing behind it.</summary>
    public const string MissingValue = "missing-value";

    /// <summary>The same application identifier twice with different values.</summary>
    public const string Repeat = "repeat";

    /// <summary>
    /// Two application identifiers that exclude each other (GS1 Barcode Syntax Dictionary, <c>ex</c>).
    /// </summary>
    public const string ExclusivePair = "exclusive-pair";

    /// <summary>A digital signature, AI 8030, of a key that lacks its serial component.</summary>
    public const string SerialRequired = "serial-required";

    /// <summary>Qualifiers of a Digital Link in another order than the standard's.</summary>
    public const string QualifierOrder = "qualifier-order";

    /// <summary>An application identifier in a Digital Link's path that does not qualify its key.</summary>
    public const string NotQualifier = "not-a-qualifier";

    /// <summary>An application identifier in a Digital Link's query that does not belong there.</summary>
    public const string NotAttribute = "not-an-attribute";

    /// <summary>Warning: a GS before the first application identifier was left out.</summary>
    public const string LeadingGs = "leading-gs";

    /// <summary>Warning: a GS that nothing needs was left out.</summary>
    public const string SuperfluousGs = "superfluous-gs";

    /// <summary>Warning: a value seems to go on with another element; its GS may be lost.</summary>
    public const string LostGs = "lost-gs";

    /// <summary>Warning: an element came twice with the same value and is kept once.</summary>
    public const string IdenticalRepeat = "identical-repeat";

    /// <summary>
    /// Warning: this carrier lacks an application identifier that must be somewhere on the item (GS1 Barcode Syntax
    /// Dictionary, <c>req</c>).
    /// </summary>
    public const string RequiredAi = "required-ai";

    /// <summary>Warning: the GTIN in a Digital Link's path has fewer than 14 digits and was padded.</summary>
    public const string Padded = "padded";

    /// <summary>Warning: a slash at the end of a Digital Link's path was left out.</summary>
    public const string TrailingSlash = "trailing-slash";

    /// <summary>
    /// Warning: the number is for use inside one shop or company and names no product of the world's.
    /// </summary>
    public const string Restricted = "restricted";

    /// <summary>
    /// Warning: the digits are right in another form too; see <see cref="Reading.Item.Alternative"/>.
    /// </summary>
    public const string Alternative = "alternative";

    /// <summary>Warning: the two or five digits beside an EAN were left out.</summary>
    public const string AddOn = "add-on";

    /// <summary>Warning: the checksum of a payment code is missing or wrong.</summary>
    public const string PaymentChecksum = "payment-checksum";
}
