using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>
/// Who, where, when, and how it is known: one line of a full pack (<c>catalog-record.schema.json</c>). It tells of a
/// product, of one lot of it, or of one item; what a lot's or an item's record leaves out is as the product's says, but
/// for what may be another lot's: days, times and trace codes of steps, the stamp.
/// <para>A missing fact is null and is shown as missing. Texts are by language; Vietnamese is always there. Names in
/// JSON follow the GS1 Web Vocabulary where it has them. A list that a record leaves out is empty: generated JSON code
/// hands an absent key to <c>init</c> as null.</para>
/// <para>The ten fields of Circular 02/2024/TT-BKHCN: 1 <see cref="Name"/>, 2 <see cref="Image"/>, 3 and 4
/// <see cref="Maker"/>, 5 <see cref="Stages"/>, 6 <see cref="Made"/>, 7 <see cref="TraceCode"/>, 8
/// <see cref="Brand"/>, <see cref="Model"/>, <see cref="Serial"/>, 9 <see cref="Expires"/> or
/// <see cref="ShelfLife"/>, 10 <see cref="Standards"/>.</para>
/// </summary>
public sealed record Origin
{
    /// <summary>Version of this form: 1.</summary>
    [JsonRequired]
    public int V { get; init; } = 1;

    /// <summary>14 digits.</summary>
    public required string Gtin { get; init; }

    /// <summary>The lot that this record is about (AI 10); null where it is about the product or one item.</summary>
    [JsonPropertyName("hasBatchLotNumber")]
    public string? Lot { get; init; }

    /// <summary>The serial number of the item that this record is about (AI 21).</summary>
    [JsonPropertyName("hasSerialNumber")]
    public string? Serial { get; init; }

    /// <summary>The traceability code on a vendor's stamp: with the vendor, this record is found by it.</summary>
    public string? TraceCode { get; init; }

    /// <summary>
    /// The vendor's short name, as kiosks' recognisers of stamps have it: two vendors may have given one code. Without
    /// it no stamp finds this record.
    /// </summary>
    public string? TraceCodeVendor { get; init; }

    /// <summary>The product's own name, and its translations.</summary>
    [AllowNull]
    [JsonPropertyName("productName")]
    public IReadOnlyDictionary<string, string> Name { get; init => field = value ?? Texts.None; } = Texts.None;

    /// <summary>What it is, in a sentence or two, by language.</summary>
    [JsonPropertyName("productDescription")]
    public IReadOnlyDictionary<string, string>? Description { get; init; }

    /// <summary>SHA-256 of its picture's bytes, 64 hexadecimal digits; the picture travels with the pack.</summary>
    public string? Image { get; init; }

    /// <summary>The brand.</summary>
    [JsonPropertyName("brandName")]
    public string? Brand { get; init; }

    /// <summary>The model.</summary>
    public string? Model { get; init; }

    /// <summary>Where it comes from.</summary>
    [JsonPropertyName("provenanceStatement")]
    public Place? Place { get; init; }

    /// <summary>Who made or sells it.</summary>
    [JsonPropertyName("manufacturer")]
    public Maker? Maker { get; init; }

    /// <summary>When it was made or harvested.</summary>
    [JsonPropertyName("productionDate")]
    public DatedFact? Made { get; init; }

    /// <summary>The last day of use.</summary>
    [JsonPropertyName("expirationDate")]
    public DatedFact? Expires { get; init; }

    /// <summary>How long it keeps, by language, where no day is known.</summary>
    public IReadOnlyDictionary<string, string>? ShelfLife { get; init; }

    /// <summary>Certificates, OCOP's stars among them.</summary>
    [AllowNull]
    [JsonPropertyName("certification")]
    public IReadOnlyList<Certificate> Certificates { get; init => field = value ?? []; } = [];

    /// <summary>Its way: one step back, here, one step forward.</summary>
    [AllowNull]
    public IReadOnlyList<Stage> Stages { get; init => field = value ?? []; } = [];

    /// <summary>The stall that sells it.</summary>
    public Stall? Stall { get; init; }

    /// <summary>Standards that the maker applies.</summary>
    [AllowNull]
    public IReadOnlyList<AppliedStandard> Standards { get; init => field = value ?? []; } = [];

    /// <summary>Recalls that the city knew of when it made this record; newer ones come as a pack of their own.
    /// </summary>
    [AllowNull]
    public IReadOnlyList<Recall> Recalls { get; init => field = value ?? []; } = [];

    /// <summary>What the city noticed about this lot's or item's number.</summary>
    public Hint? Hint { get; init; }

    /// <summary>How everything in this record is known that has no evidence of its own.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>How each fact that is a bare text is known.</summary>
    public TextEvidence? EvidenceOf { get; init; }
}

/// <summary>A place by language.</summary>
public sealed record Place(IReadOnlyDictionary<string, string> Text, Evidence? Evidence = null);

/// <summary>Who made or sells it.</summary>
/// <param name="Name">Name of the producer or trader.</param>
/// <param name="Address">Its address, by language.</param>
/// <param name="Evidence">How that is known.</param>
public sealed record Maker(
    [property: JsonPropertyName("organizationName")] string Name,
    IReadOnlyDictionary<string, string>? Address = null, Evidence? Evidence = null);

/// <summary>A day, and how it is known.</summary>
public sealed record DatedFact(DateOnly Date, Evidence? Evidence = null);

/// <summary>A certificate.</summary>
/// <param name="Scheme">For example <c>OCOP</c>, <c>HACCP</c>, <c>VietGAP</c>.</param>
/// <param name="Stars">1–5 where the scheme has stars.</param>
/// <param name="Number">Its number.</param>
/// <param name="Agency">Who gave it.</param>
/// <param name="ValidUntil">Its last day.</param>
/// <param name="Evidence">How that is known.</param>
public sealed record Certificate(
    [property: JsonPropertyName("certificationStandard")] string Scheme,
    [property: JsonPropertyName("certificationValue")] int? Stars = null,
    [property: JsonPropertyName("certificationIdentification")] string? Number = null,
    [property: JsonPropertyName("certificationAgency")] string? Agency = null,
    [property: JsonPropertyName("certificationEndDate")] DateOnly? ValidUntil = null,
    Evidence? Evidence = null);

/// <summary>One step of the way (Circular 02/2024, field 5).</summary>
/// <param name="Kind"><c>source</c>, <c>make</c> or <c>sell</c>.</param>
/// <param name="Label">What happened there, by language.</param>
/// <param name="Place">Where, by language.</param>
/// <param name="Time">When.</param>
/// <param name="TraceCode">Product trace code of that step.</param>
/// <param name="Gln">Location trace code of that step, 13 digits.</param>
/// <param name="Evidence">How that is known.</param>
public sealed record Stage(
    string Kind, IReadOnlyDictionary<string, string>? Label = null, IReadOnlyDictionary<string, string>? Place = null,
    DateOnly? Time = null, string? TraceCode = null,
    [property: JsonPropertyName("globalLocationNumber")] string? Gln = null, Evidence? Evidence = null);

/// <summary>A stall in a market.</summary>
/// <param name="Name">Stall and market as people call them, by language.</param>
/// <param name="Market">The market's id, as in <c>device-config/markets</c>; null where it has none.</param>
/// <param name="Number">The stall's number.</param>
/// <param name="Evidence">How that is known.</param>
public sealed record Stall(
    IReadOnlyDictionary<string, string> Name, string? Market = null, string? Number = null,
    Evidence? Evidence = null);

/// <summary>A standard that the maker applies: national, technical regulation, international, regional or own.
/// </summary>
/// <param name="Name">For example <c>TCVN 5107:2018</c>.</param>
/// <param name="Evidence">How that is known.</param>
public sealed record AppliedStandard(string Name, Evidence? Evidence = null);

/// <summary>What the city noticed, which is its own word; no proof of anything.</summary>
/// <param name="Kind"><see cref="SeenOften"/> or <see cref="SeenAtTwoMarkets"/>.</param>
/// <param name="On">When it was noticed.</param>
public sealed record Hint(string Kind, DateOnly? On = null)
{
    /// <summary>One number was scanned more often than one item can be.</summary>
    public const string SeenOften = "seenOften";

    /// <summary>One number was scanned at two markets within a time in which no item gets there.</summary>
    public const string SeenAtTwoMarkets = "seenAtTwoMarkets";
}
