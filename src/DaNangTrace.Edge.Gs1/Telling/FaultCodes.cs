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

    /// <summary>The check digit is wrong (linter <c>csum</c>).</summary>
    public const string CheckDigit = "check-digit";

    /// <summary>A value has more or fewer characters than its format allows.</summary>
    public const string Length = "length";

    /// <summary>A character other than a digit where only digits are allowed.</summary>
    public const string NotDigits = "not-digits";

    /// <summary>A character that its set does not hold: CSET 82, CSET 39 or base64url.</summary>
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

    /// <summary>The pair of check characters is wrong (linter <c>csumalpha</c>).</summary>
    public const string CheckCharacters = "check-characters";

    /// <summary>
    /// Fewer than four digits where a GS1 Company Prefix begins (linters <c>gcppos1</c>, <c>gcppos2</c>).
    /// </summary>
    public const string CompanyPrefix = "company-prefix";

    /// <summary>No code of ISO 3166 (linters <c>iso3166</c>, <c>iso3166999</c>, <c>iso3166alpha2</c>).</summary>
    public const string Country = "country";

    /// <summary>No numeric code of ISO 4217 (linter <c>iso4217</c>).</summary>
    public const string Currency = "currency";

    /// <summary>Not 0, 1, 2 or 9 (linter <c>iso5218</c>).</summary>
    public const string Sex = "sex";

    /// <summary>Beyond a pole (linter <c>latitude</c>).</summary>
    public const string Latitude = "latitude";

    /// <summary>More than a full turn (linter <c>longitude</c>).</summary>
    public const string Longitude = "longitude";

    /// <summary>No type of a data carrier (linter <c>mediatype</c>).</summary>
    public const string MediaType = "media-type";

    /// <summary>No code of a package type (linter <c>packagetype</c>).</summary>
    public const string PackageType = "package-type";

    /// <summary>No bank account number: country, length, characters or checksum (linter <c>iban</c>).</summary>
    public const string Iban = "iban";

    /// <summary>
    /// A coupon's fields break off, or one is out of its range (linters <c>couponcode</c>, <c>couponposoffer</c>).
    /// </summary>
    public const string Coupon = "coupon";

    /// <summary>A percent sign without two hexadecimal digits (linter <c>pcenc</c>).</summary>
    public const string PercentEncoding = "percent-encoding";

    /// <summary>Piece or total is zero, or the piece above the total (linter <c>pieceoftotal</c>).</summary>
    public const string PieceOfTotal = "piece-of-total";

    /// <summary>Not a position, a slash and an end not below it (linter <c>posinseqslash</c>).</summary>
    public const string SequencePosition = "sequence-position";

    /// <summary>A character that is no importer index (linter <c>importeridx</c>).</summary>
    public const string ImporterIndex = "importer-index";

    /// <summary>Not 0, 1 or 9 (linter <c>winding</c>).</summary>
    public const string Winding = "winding";

    /// <summary>Neither 0 nor 1 (linter <c>yesno</c>).</summary>
    public const string YesNo = "yes-no";

    /// <summary>Not a hyphen (linter <c>hyphen</c>).</summary>
    public const string Hyphen = "hyphen";

    /// <summary>All zeros where a number is needed (linter <c>nonzero</c>).</summary>
    public const string ZeroValue = "zero-value";

    /// <summary>A number with a zero in front (linter <c>nozeroprefix</c>).</summary>
    public const string ZeroPrefix = "zero-prefix";

    /// <summary>Not a zero (linter <c>zero</c>).</summary>
    public const string ZeroRequired = "zero-required";

    /// <summary>Digits only where another character is needed (linter <c>hasnondigit</c>).</summary>
    public const string NonDigitRequired = "non-digit-required";

    /// <summary>Warning: the scanner sent no symbology identifier; the likely carrier was inferred.</summary>
    public const string SymbologyInferred = "symbology-inferred";

    /// <summary>Warning: a range of dates ends before it begins.</summary>
    public const string RangeOrder = "range-order";

    /// <summary>Warning: brackets, which belong under a bar code, stand in the code itself.</summary>
    public const string PrintedBrackets = "printed-brackets";

    /// <summary>
    /// Warning, on text: it would be an element string, but the carrier does not say that it holds GS1 data: FNC1 is
    /// missing.
    /// </summary>
    public const string NotMarkedGs1 = "not-marked";

    /// <summary>Warning, on text: without blanks and hyphens it would be a product's number.</summary>
    public const string NearlyNumber = "nearly-number";

    // In the order of the enum.
    private static readonly string[] Words =
    [
        Empty, TooLong, NoAi, MissingValue, Length, NotDigits, Character, Repeat, ExclusivePair, SerialRequired,
        QualifierOrder, NotQualifier, NotAttribute, CheckDigit, CheckCharacters, CompanyPrefix, Month, Day, Time,
        Country, Currency, Sex, Latitude, Longitude, MediaType, PackageType, Iban, Coupon, PercentEncoding,
        PieceOfTotal, SequencePosition, ImporterIndex, Winding, YesNo, Hyphen, ZeroValue, ZeroPrefix, ZeroRequired,
        NonDigitRequired, LeadingGs, SuperfluousGs, LostGs, IdenticalRepeat, RequiredAi, Padded, TrailingSlash,
        Restricted, Alternative, AddOn, PaymentChecksum, SymbologyInferred, RangeOrder,
        PrintedBrackets, NotMarkedGs1, NearlyNumber,
    ];

    internal static string WordOf(FaultCode code) => Words[(int)code];
}
