using System.Text.Json.Serialization;

namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>How a fact is known.</summary>
/// <param name="Grade"><c>declared</c>, <c>matched</c> or <c>inspected</c>.</param>
/// <param name="By">Who says so, by language: at most 16 of 200 characters each, since evidence of a whole record is
/// copied beside each of its facts when it is shown.</param>
/// <param name="On">When.</param>
public sealed record Evidence(
    string Grade, IReadOnlyDictionary<string, string>? By = null, DateOnly? On = null)
{
    /// <summary>All evidence that a record names, with the name of its field.</summary>
    internal static IEnumerable<(FieldName Name, Evidence? Evidence)> AllOf(Origin origin)
    {
        yield return (new FieldName("evidence"), origin.Evidence);
        // Most records have none, and a million are looked through.
        foreach (var (name, evidence, _) in origin.EvidenceOf is null ? [] : TextEvidence.AllOf(origin))
            yield return (new FieldName(name), evidence);
        yield return (new FieldName("provenanceStatement.evidence"), origin.Place?.Evidence);
        yield return (new FieldName("manufacturer.evidence"), origin.Maker?.Evidence);
        yield return (new FieldName("productionDate.evidence"), origin.Made?.Evidence);
        yield return (new FieldName("expirationDate.evidence"), origin.Expires?.Evidence);
        yield return (new FieldName("stall.evidence"), origin.Stall?.Evidence);
        for (var at = 0; at < origin.Certificates.Count; at++)
            yield return (new FieldName("certification.evidence", at), origin.Certificates[at].Evidence);
        for (var at = 0; at < origin.Stages.Count; at++)
            yield return (new FieldName("stages.evidence", at), origin.Stages[at].Evidence);
        for (var at = 0; at < origin.Standards.Count; at++)
            yield return (new FieldName("standards.evidence", at), origin.Standards[at].Evidence);
    }

    /// <summary>
    /// The same record with its evidence beside each fact. A fact that goes over into another record, which has
    /// evidence of its own, takes along how it is known.
    /// </summary>
    public static Origin Spread(Origin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        if (origin.Evidence is not { } all)
            return origin;
        return origin with
        {
            Evidence = null,
            EvidenceOf = TextEvidence.Spread(origin, all),
            Place = origin.Place is { } place ? place with { Evidence = place.Evidence ?? all } : null,
            Maker = origin.Maker is { } maker ? maker with { Evidence = maker.Evidence ?? all } : null,
            Made = origin.Made is { } made ? made with { Evidence = made.Evidence ?? all } : null,
            Expires = origin.Expires is { } expires ? expires with { Evidence = expires.Evidence ?? all } : null,
            Stall = origin.Stall is { } stall ? stall with { Evidence = stall.Evidence ?? all } : null,
            Certificates = [.. origin.Certificates.Select(one => one with { Evidence = one.Evidence ?? all })],
            Stages = [.. origin.Stages.Select(one => one with { Evidence = one.Evidence ?? all })],
            Standards = [.. origin.Standards.Select(one => one with { Evidence = one.Evidence ?? all })],
        };
    }
}

/// <summary>
/// How the facts of a record are known that are bare texts. A recall and a hint are their authority's own word.
/// </summary>
/// <param name="Name">How the product's name is known.</param>
/// <param name="Description">Its description.</param>
/// <param name="Image">Its picture.</param>
/// <param name="Brand">Its brand.</param>
/// <param name="Model">Its model.</param>
/// <param name="ShelfLife">How long it keeps.</param>
/// <param name="TraceCode">That this trace code is its own.</param>
public sealed record TextEvidence(
    [property: JsonPropertyName("productName")] Evidence? Name = null,
    [property: JsonPropertyName("productDescription")] Evidence? Description = null,
    Evidence? Image = null,
    [property: JsonPropertyName("brandName")] Evidence? Brand = null,
    Evidence? Model = null,
    Evidence? ShelfLife = null,
    Evidence? TraceCode = null)
{
    /// <summary>The evidence of each bare text, with the name of its field, and whether the text is there.</summary>
    internal static IEnumerable<(string Name, Evidence? Evidence, bool IsTold)> AllOf(Origin origin)
    {
        var known = origin.EvidenceOf;
        yield return ("evidenceOf.productName", known?.Name, origin.Name.Count > 0);
        yield return ("evidenceOf.productDescription", known?.Description, origin.Description is not null);
        yield return ("evidenceOf.image", known?.Image, origin.Image is not null);
        yield return ("evidenceOf.brandName", known?.Brand, origin.Brand is not null);
        yield return ("evidenceOf.model", known?.Model, origin.Model is not null);
        yield return ("evidenceOf.shelfLife", known?.ShelfLife, origin.ShelfLife is not null);
        yield return ("evidenceOf.traceCode", known?.TraceCode, origin.TraceCode is not null);
    }

    internal static TextEvidence Spread(Origin origin, Evidence all)
    {
        var own = origin.EvidenceOf;
        return new TextEvidence(
            origin.Name.Count == 0 ? null : own?.Name ?? all,
            origin.Description is null ? null : own?.Description ?? all,
            origin.Image is null ? null : own?.Image ?? all,
            origin.Brand is null ? null : own?.Brand ?? all,
            origin.Model is null ? null : own?.Model ?? all,
            origin.ShelfLife is null ? null : own?.ShelfLife ?? all,
            origin.TraceCode is null ? null : own?.TraceCode ?? all);
    }
}
