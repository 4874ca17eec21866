namespace DaNangTrace.Edge.Wire;

/// <summary>How many of the product codes that shoppers asked for are known: what the kiosk's ledger says.</summary>
/// <param name="Windows">Today, 7 and 30 days, each up to and with today in the kiosk's zone.</param>
/// <param name="NotRegistered">
/// The codes most asked for in 30 days that nobody registered, at most <see cref="MostNotRegistered"/>, the most asked
/// for first.
/// </param>
/// <param name="Uncounted">Sightings in 30 days whose code found no place among those that are counted.</param>
public sealed record PulseCoverage(
    IReadOnlyList<CoverageWindow> Windows, IReadOnlyList<AskedCode> NotRegistered, long Uncounted)
{
    /// <summary>A pulse of 64 KiB holds them, however long their hosts are.</summary>
    public const int MostNotRegistered = 20;

    /// <summary>Days of the windows.</summary>
    public static IReadOnlyList<int> Lengths { get; } = [1, 7, 30];
}

/// <summary>What was asked for in some days.</summary>
/// <param name="Days">How many, up to and with today.</param>
/// <param name="Codes">Distinct product codes.</param>
/// <param name="KnownCodes">Those of them that are known: by the latest answer in these days that says so or not.
/// </param>
/// <param name="Sightings">How often they were asked for.</param>
/// <param name="KnownSightings">How often the answer was known.</param>
public sealed record CoverageWindow(int Days, long Codes, long KnownCodes, long Sightings, long KnownSightings);

/// <summary>A product code that was asked for: a GTIN, or the trace code of a vendor's stamp.</summary>
/// <param name="Gtin">14 digits; null for a stamp's.</param>
/// <param name="TraceCode">The trace code; null for a GTIN.</param>
/// <param name="Host">The stamp's host: two vendors may have given one code.</param>
/// <param name="Count">How often.</param>
/// <param name="Last">When last.</param>
public sealed record AskedCode(string? Gtin, string? TraceCode, string? Host, long Count, DateTimeOffset Last);
