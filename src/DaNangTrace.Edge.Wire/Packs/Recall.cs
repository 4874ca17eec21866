using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>One line of a recall pack (<c>recall-record.schema.json</c>). A pack names every recall that stands.
/// </summary>
public sealed record RecalledProduct
{
    /// <summary>Version of this form: 1.</summary>
    [JsonRequired]
    public int V { get; init; } = 1;

    /// <summary>14 digits.</summary>
    public required string Gtin { get; init; }

    /// <summary>The product's name by language: it may be recalled and not registered.</summary>
    [AllowNull]
    [JsonPropertyName("productName")]
    public IReadOnlyDictionary<string, string> Name { get; init => field = value ?? Texts.None; } = Texts.None;

    /// <summary>The recall.</summary>
    public required Recall Recall { get; init; }
}

/// <summary>
/// A recall of all items of a product, or of those with a lot or serial number that it names. An item is concerned if
/// one of the two is.
/// </summary>
public sealed record Recall
{
    /// <summary>Who recalled, by language.</summary>
    public required IReadOnlyDictionary<string, string> Authority { get; init; }

    /// <summary>Why, by language.</summary>
    public required IReadOnlyDictionary<string, string> Reason { get; init; }

    /// <summary>Number of the notice.</summary>
    public string? Notice { get; init; }

    /// <summary>Day of the notice.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The lots; with no serials either, all are meant.</summary>
    [AllowNull]
    public IReadOnlyList<CodeRange> Lots { get; init => field = value ?? []; } = [];

    /// <summary>The serial numbers.</summary>
    [AllowNull]
    public IReadOnlyList<CodeRange> Serials { get; init => field = value ?? []; } = [];

    /// <summary>What a buyer does, by language.</summary>
    public IReadOnlyDictionary<string, string>? Advice { get; init; }

    /// <summary>Where to ask, by language.</summary>
    public IReadOnlyDictionary<string, string>? Contact { get; init; }

    /// <summary>Whether every item of the product is recalled.</summary>
    [JsonIgnore]
    public bool IsOfAll => Lots.Count == 0 && Serials.Count == 0;
}

/// <summary>
/// One lot or serial number, or a stretch of them. Both ends are of one length, and what lies between has that length
/// too: so <c>A9</c> does not lie between <c>A1</c> and <c>A10</c> by accident.
/// </summary>
/// <param name="From">The first.</param>
/// <param name="To">The last; null = <paramref name="From"/> alone.</param>
public sealed record CodeRange(string From, string? To = null)
{
    /// <summary>Whether a number lies in it, character by character (ordinal).</summary>
    public bool Holds(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        return To is null
            ? string.Equals(number, From, StringComparison.Ordinal)
            : number.Length == From.Length && string.CompareOrdinal(From, number) <= 0
                && string.CompareOrdinal(number, To) <= 0;
    }

    /// <summary>As it is shown: <c>CB-0717</c>, or <c>CB-0700 – CB-0750</c>.</summary>
    public override string ToString() => To is null ? From : $"{From} – {To}";
}
