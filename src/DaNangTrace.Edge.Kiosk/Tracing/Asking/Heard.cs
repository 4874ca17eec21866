using System.Text.Json.Serialization;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>What the city said of a code, and when.</summary>
/// <param name="Known">What it said; null: that it knows nothing of it.</param>
/// <param name="At">When, by the kiosk's wall clock.</param>
/// <param name="IsTimeRight">Whether that clock was right.</param>
internal sealed record Heard(CityWord.Known? Known, DateTimeOffset At, bool IsTimeRight)
{
    // An hour: what an office changed at noon stands at the stalls at one o'clock. A product that nobody had registered
    // may be, any minute; and what could not be read whole may be readable now.
    private static readonly TimeSpan KnownIsFresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan UnknownIsFresh = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PartIsFresh = TimeSpan.FromMinutes(1);

    // The shopper is asked to scan again.
    private static readonly TimeSpan RecallsUnheardIsFresh = TimeSpan.FromSeconds(3);

    // Older than a season it says little, and the catalog's next pack has what stayed.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>The timestamp at which this process heard it; null where an earlier one did.</summary>
    [JsonIgnore]
    public long? Stamp { get; init; }

    /// <summary>How old it is.</summary>
    public DataAge AgeBy(KioskClock clock) => Stamp is { } stamp
        // By the wall clock of now: that of then may have been wrong.
        ? new DataAge(null, clock.LocalNow - clock.Time.GetElapsedTime(stamp), clock.Time.GetElapsedTime(stamp))
        : DataAge.Of(null, At, isSample: false, clock) is var age && IsTimeRight
            ? age
            : age with { IsCertain = false };

    /// <summary>Whether it need not be asked again yet.</summary>
    public bool IsFresh(DataAge age) => age.IsCertain && age.Age < (Known switch
    {
        null => UnknownIsFresh,
        { Unheard: CityParts.None } => KnownIsFresh,
        { AreRecallsHeard: false } => RecallsUnheardIsFresh,
        _ => PartIsFresh,
    });

    /// <summary>Whether it is too old to be told.</summary>
    public static bool IsForgotten(DataAge age) => age.IsCertain && age.Age > Longest;

    /// <summary>Whether another one says something else.</summary>
    public bool Differs(Heard other) => !HeardJson.BytesOf(this).AsSpan()
        .SequenceEqual(HeardJson.BytesOf(other with { At = At, IsTimeRight = IsTimeRight }));
}

/// <summary>The one way in which it becomes bytes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Heard))]
[JsonSerializable(typeof(Recall))]
internal sealed partial class HeardJson : JsonSerializerContext
{
    public static byte[] BytesOf(Heard heard) =>
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(heard, Default.Heard);

    /// <summary>A recall as a text by which it is known again.</summary>
    public static string TextOf(Recall recall) =>
        System.Text.Json.JsonSerializer.Serialize(recall, Default.Recall);

    /// <exception cref="System.Text.Json.JsonException">They are none.</exception>
    public static Heard? Read(byte[] bytes) => System.Text.Json.JsonSerializer.Deserialize(bytes, Default.Heard);
}
