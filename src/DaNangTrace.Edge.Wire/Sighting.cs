using System.Text.Json.Serialization;

namespace DaNangTrace.Edge.Wire;

/// <summary>
/// The record of one scan and of the answer the shopper got, as it is published on <c>evt/scan</c>.
/// The ledger fills in <see cref="Epoch"/>, <see cref="Seq"/> and <see cref="Prev"/> when it appends it.
/// </summary>
public sealed record Sighting
{
    /// <summary>Version of this form: 1.</summary>
    [JsonPropertyOrder(0)] public int V { get; init; } = 1;

    /// <summary>UUIDv7 of the sighting (RFC 9562, 5.7); the same at every arrival.</summary>
    [JsonPropertyOrder(1)] public required Guid Id { get; init; }

    /// <summary>Revision of the sighting; 0 is the first.</summary>
    [JsonPropertyOrder(2)] public int Rev { get; init; }

    /// <summary>UUID made together with the ledger's file: a new file begins a new count.</summary>
    [JsonPropertyOrder(3)] public Guid Epoch { get; init; }

    /// <summary>Place in the epoch, from 1, without gaps.</summary>
    [JsonPropertyOrder(4)] public long Seq { get; init; }

    /// <summary>SHA-256 of the previous row's bytes as 64 hexadecimal digits; 64 zeros at seq 1.</summary>
    [JsonPropertyOrder(5)] public string Prev { get; init; } = "";

    /// <summary>Id of the market.</summary>
    [JsonPropertyOrder(6)] public required string Market { get; init; }

    /// <summary>Id of the kiosk.</summary>
    [JsonPropertyOrder(7)] public required string Kiosk { get; init; }

    /// <summary>Name of the scanner in the kiosk's configuration.</summary>
    [JsonPropertyOrder(8)] public required string Scanner { get; init; }

    /// <summary>Whether the same code was scanned just before (<c>scanning.repeatSeconds</c>).</summary>
    [JsonPropertyOrder(9)] public bool Repeat { get; init; }

    /// <summary>Wall time of the scan with the kiosk's offset from UTC, to the millisecond.</summary>
    [JsonPropertyOrder(10)] public required DateTimeOffset At { get; init; }

    /// <summary>How far the wall time may be believed.</summary>
    [JsonPropertyOrder(11)] public required SightingTime Time { get; init; }

    /// <summary>What was read.</summary>
    [JsonPropertyOrder(12)] public required SightingReading Reading { get; init; }

    /// <summary>What the shopper was told.</summary>
    [JsonPropertyOrder(13)] public required SightingAnswer Answer { get; init; }
}

/// <summary>The kernel's own clock beside the wall clock, so that a wrong wall time can be mended later.</summary>
/// <param name="Quality"><c>sync</c>, <c>unsync</c> or <c>corrected</c>.</param>
/// <param name="BootId">The kernel's id of this boot.</param>
/// <param name="BootNs">Nanoseconds since this boot, suspended time included (CLOCK_BOOTTIME).</param>
public sealed record SightingTime(string Quality, string BootId, long BootNs);

/// <summary>What the shopper was told.</summary>
/// <param name="Kind"><c>known</c>, <c>notRegistered</c>, <c>inStore</c>, <c>outOfReach</c> or <c>none</c>.</param>
/// <param name="CatalogVersion">Version of the catalog that answered; null when nothing was looked up, and where the
/// city's resolver answered.</param>
/// <param name="AgeSeconds">Age of that data at the scan; null when nothing was looked up, and where a clock that
/// was never right can't tell.</param>
/// <param name="Alerts"><c>expired</c>, <c>recalled</c>, or neither.</param>
public sealed record SightingAnswer(string Kind, long? CatalogVersion, long? AgeSeconds, IReadOnlyList<string> Alerts);
