using System.Text;
using System.Text.Json.Serialization;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>Somebody who can be asked about what the catalog does not hold.</summary>
public interface IOriginSource
{
    /// <summary>Whether an answer may be expected; false for a while after it failed to answer several times.</summary>
    bool IsWorthAsking { get; }

    /// <summary>Asks. It ends within the time limit; trouble of the network is an answer, not an exception.</summary>
    /// <param name="question">About what.</param>
    /// <param name="stop">Gives up.</param>
    Task<CityWord> AskAsync(Question question, CancellationToken stop);
}

/// <summary>What is asked about.</summary>
/// <param name="Gtin">14 digits.</param>
/// <param name="Lot">The lot on the code (AI 10).</param>
/// <param name="Serial">The serial number on the code (AI 21).</param>
public sealed record Question(string Gtin, string? Lot, string? Serial)
{
    /// <summary>Whether it names no lot or item.</summary>
    public bool IsOfProduct => Lot is null && Serial is null;

    /// <summary>
    /// Whether it can stand in an address: a part of dots alone would be taken for a step up (RFC 3986, 5.2.4).
    /// </summary>
    public bool IsAddressable => Lot?.Trim('.') is not "" && Serial?.Trim('.') is not "";

    /// <summary>What the city says of any lot of the product is kept under this: no lot's path, where a star would be
    /// escaped.</summary>
    public string PathOfAnyLot() => $"{OfProduct().Path()}/*";

    /// <summary>The same about the product alone.</summary>
    public Question OfProduct() => new(Gtin, null, null);

    /// <summary>
    /// As the end of a Digital Link (GS1 Digital Link Standard: URI Syntax 1.3, 4.6):
    /// <c>01/{gtin}/10/{lot}/21/{serial}</c>.
    /// </summary>
    public string Path()
    {
        var path = new StringBuilder("01/").Append(Gtin);
        if (Lot is not null)
            path.Append("/10/").Append(Uri.EscapeDataString(Lot));
        if (Serial is not null)
            path.Append("/21/").Append(Uri.EscapeDataString(Serial));
        return path.ToString();
    }
}

/// <summary>What the city says.</summary>
public abstract record CityWord
{
    private CityWord() { }

    /// <summary>It knows the origin.</summary>
    /// <param name="Origin">The origin, with the recalls that the city's recall status names.</param>
    /// <param name="IsOfProduct">Whether it told nothing of the lot or item, only of the product.</param>
    public sealed record Known(Origin Origin, bool IsOfProduct) : CityWord
    {
        /// <summary>What it points to and could not be read.</summary>
        public CityParts Unheard { get; init; }

        /// <summary>Why not; null where all could, or where that was heard by an earlier start.</summary>
        [JsonIgnore]
        public Silent? Lacks { get; init; }

        /// <summary>Whether its word on recalls was heard, where it has one.</summary>
        [JsonIgnore]
        public bool AreRecallsHeard => !Unheard.HasFlag(CityParts.Recalls);

        /// <summary>The same, with recalls that it may not name; they come first, since a list has its bound.
        /// </summary>
        public Known With(IReadOnlyList<Recall> more) => this with
        {
            Origin = Origin with { Recalls = Together(more, Origin.Recalls) },
        };

        /// <summary>The same, with what an earlier word had of the parts that this one lacks.</summary>
        public Known Over(Known before)
        {
            ArgumentNullException.ThrowIfNull(before);
            return this with
            {
                Origin = Origin with
                {
                    Recalls = Unheard.HasFlag(CityParts.Recalls)
                        ? Together(Origin.Recalls, before.Origin.Recalls) : Origin.Recalls,
                    Certificates = Unheard.HasFlag(CityParts.Certificates)
                        ? before.Origin.Certificates : Origin.Certificates,
                    Stages = Unheard.HasFlag(CityParts.Way) ? before.Origin.Stages : Origin.Stages,
                },
            };
        }
    }

    /// <summary>Recalls of two words, each once.</summary>
    internal static IReadOnlyList<Recall> Together(IEnumerable<Recall> first, IEnumerable<Recall> then) =>
        [.. first.Concat(then).DistinctBy(HeardJson.TextOf).Take(RecordBounds.MostListed)];

    /// <summary>It knows nothing of it.</summary>
    public sealed record NotRegistered : CityWord;

    /// <summary>It did not answer, or nothing that a kiosk may believe.</summary>
    /// <param name="Why">Which kind of trouble.</param>
    /// <param name="Words">The same in a sentence: what, where, and what to do.</param>
    public sealed record Silent(Silence Why, string Words) : CityWord
    {
        /// <summary>Whether it said of the product that it is not registered, and nothing of its lot or item.</summary>
        public bool IsProductUnknown { get; init; }

        /// <summary>Recalls that were heard, though of the product nothing else was.</summary>
        public IReadOnlyList<Recall> Recalls { get; init; } = [];
    }
}

/// <summary>Parts of the city's word that stand in documents of their own.</summary>
[Flags]
public enum CityParts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Which recalls stand.</summary>
    Recalls = 1,

    /// <summary>Certificates.</summary>
    Certificates = 2,

    /// <summary>The steps of its way.</summary>
    Way = 4,

    /// <summary>What is of the lot or item itself, or other data that is better.</summary>
    Own = 8,

    /// <summary>Who, where and when: all but that it is recalled.</summary>
    Data = 16,
}

/// <summary>Why the city gave no answer.</summary>
public enum Silence
{
    /// <summary>It did not answer in time.</summary>
    TimeLimit,

    /// <summary>It could not be reached, or the connection broke.</summary>
    Unreachable,

    /// <summary>Its certificate is not trusted.</summary>
    Untrusted,

    /// <summary>It answered with a status that says neither yes nor no.</summary>
    Refused,

    /// <summary>It leads to a host that is not allowed, or round in circles.</summary>
    Elsewhere,

    /// <summary>Its answer is larger than may be.</summary>
    TooLarge,

    /// <summary>Its answer is of another media type.</summary>
    WrongType,

    /// <summary>Its answer can't be understood, or is about another product.</summary>
    Malformed,

    /// <summary>It knows the product and has nothing about it that a kiosk can read.</summary>
    NothingReadable,

    /// <summary>It failed several times just before, and is not asked for a while.</summary>
    NotAsked,
}
