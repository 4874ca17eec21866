using System.Diagnostics.CodeAnalysis;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>
/// Who, where, when, and how it is known: one product as the catalog holds it. A missing fact is null and is shown as
/// missing. Texts are by language; Vietnamese is always there.
/// A list that a record leaves out is empty: generated JSON code hands an absent key to <c>init</c> as null.
/// </summary>
public sealed record Origin
{
    /// <summary>Version of this form: 1.</summary>
    public int V { get; init; } = 1;

    /// <summary>14 digits.</summary>
    public required string Gtin { get; init; }

    /// <summary>The product's own name, and its translations.</summary>
    public required IReadOnlyDictionary<string, string> Name { get; init; }

    /// <summary>Name of a picture that the kiosk holds.</summary>
    public string? Picture { get; init; }

    /// <summary>The brand.</summary>
    public string? Brand { get; init; }

    /// <summary>The model.</summary>
    public string? Model { get; init; }

    /// <summary>Where it comes from.</summary>
    public Place? Place { get; init; }

    /// <summary>Who made or sells it.</summary>
    public Maker? Maker { get; init; }

    /// <summary>When it was made or harvested.</summary>
    public DatedFact? Made { get; init; }

    /// <summary>The last day of use.</summary>
    public DatedFact? Expires { get; init; }

    /// <summary>Certificates, OCOP's stars among them.</summary>
    [AllowNull]
    public IReadOnlyList<Certificate> Certificates { get; init => field = value ?? []; } = [];

    /// <summary>Its way: one step back, here, one step forward.</summary>
    [AllowNull]
    public IReadOnlyList<Stage> Stages { get; init => field = value ?? []; } = [];

    /// <summary>Standards that the maker applies.</summary>
    [AllowNull]
    public IReadOnlyList<string> Standards { get; init => field = value ?? []; } = [];

    /// <summary>A recall of all or some lots.</summary>
    public Recall? Recall { get; init; }
}

/// <summary>How a fact is known.</summary>
/// <param name="Grade"><c>declared</c>, <c>matched</c> or <c>inspected</c>.</param>
/// <param name="By">Who says so, by language.</param>
/// <param name="On">When.</param>
public sealed record Evidence(string Grade, IReadOnlyDictionary<string, string>? By, DateOnly? On);

/// <summary>A place by language.</summary>
public sealed record Place(IReadOnlyDictionary<string, string> Text, Evidence? Evidence);

/// <summary>Who made or sells it.</summary>
public sealed record Maker(string Name, IReadOnlyDictionary<string, string>? Address, Evidence? Evidence);

/// <summary>A day, and how it is known.</summary>
public sealed record DatedFact(DateOnly Date, Evidence? Evidence);

/// <summary>A certificate.</summary>
/// <param name="Scheme">For example <c>OCOP</c>, <c>HACCP</c>, <c>VietGAP</c>.</param>
/// <param name="Stars">1–5 where the scheme has stars.</param>
/// <param name="Number">Its number.</param>
/// <param name="Agency">Who gave it.</param>
/// <param name="ValidUntil">Its last day.</param>
public sealed record Certificate(string Scheme, int? Stars, string? Number, string? Agency, DateOnly? ValidUntil);

/// <summary>One step of the way (Circular 02/2024, field 5).</summary>
/// <param name="Kind"><c>source</c>, <c>make</c> or <c>sell</c>.</param>
/// <param name="Label">What happened there, by language.</param>
/// <param name="Place">Where, by language.</param>
/// <param name="Time">When.</param>
/// <param name="TraceCode">Product trace code of that step.</param>
/// <param name="Gln">Location trace code of that step, 13 digits.</param>
public sealed record Stage(
    string Kind, IReadOnlyDictionary<string, string> Label, IReadOnlyDictionary<string, string>? Place,
    DateOnly? Time, string? TraceCode, string? Gln);

/// <summary>A recall.</summary>
/// <param name="Authority">Who recalled, by language.</param>
/// <param name="Reason">Why, by language.</param>
/// <param name="Notice">Number of the notice.</param>
/// <param name="Date">Day of the notice.</param>
/// <param name="Lots">The lots; empty = all.</param>
/// <param name="Advice">What a buyer does, by language.</param>
/// <param name="Contact">Where to ask, by language.</param>
public sealed record Recall(
    IReadOnlyDictionary<string, string> Authority, IReadOnlyDictionary<string, string> Reason, string? Notice,
    DateOnly? Date, IReadOnlyList<string> Lots, IReadOnlyDictionary<string, string>? Advice,
    IReadOnlyDictionary<string, string>? Contact);
