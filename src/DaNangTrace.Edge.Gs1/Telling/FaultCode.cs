namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// What can be wrong or suspicious, as a number that costs nothing to carry. <see cref="FaultCodes"/> has the word of
/// each, in the same order, which leaves the library. Warnings stand last: <see cref="Finding.IsWarning"/> compares.
/// </summary>
internal enum FaultCode : byte
{
    // Faults of the whole code or its structure.
    Empty,
    TooLong,
    NoAi,
    MissingValue,
    Length,
    NotDigits,
    Character,
    Repeat,
    ExclusivePair,
    SerialRequired,
    QualifierOrder,
    NotQualifier,
    NotAttribute,

    // Faults of a component's content: what a linter finds.
    CheckDigit,
    CheckCharacters,
    CompanyPrefix,
    Month,
    Day,
    Time,
    Country,
    Currency,
    Sex,
    Latitude,
    Longitude,
    MediaType,
    PackageType,
    Iban,
    Coupon,
    PercentEncoding,
    PieceOfTotal,
    SequencePosition,
    ImporterIndex,
    Winding,
    YesNo,
    Hyphen,
    ZeroValue,
    ZeroPrefix,
    ZeroRequired,
    NonDigitRequired,

    // Warnings.
    LeadingGs,
    SuperfluousGs,
    LostGs,
    IdenticalRepeat,
    RequiredAi,
    Padded,
    TrailingSlash,
    Restricted,
    Alternative,
    AddOn,
    PaymentChecksum,
    SymbologyInferred,
    RangeOrder,
    PrintedBrackets,
    NotMarkedGs1,
    NearlyNumber,
}
