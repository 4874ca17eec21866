using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Wire;

/// <summary>A product code that shoppers ask for: a GTIN, or the trace code of a stamp with the host of its vendor.
/// </summary>
/// <param name="Code">14 digits, or the trace code.</param>
/// <param name="Host">The stamp's host; null for a GTIN.</param>
/// <param name="IsStamp">Whether it is a stamp's.</param>
public readonly record struct ProductCode(string Code, string? Host, bool IsStamp)
{
    /// <summary>As it goes over the wire.</summary>
    public AskedCode With(long count, DateTimeOffset last) => IsStamp
        ? new AskedCode(null, Code, Host, count, last)
        : new AskedCode(Code, null, null, count, last);
}

/// <summary>
/// One sighting as the coverage sees it: kiosk and city take the same sightings and codes. They differ in one thing: a
/// correction moves a sighting to its true day at the kiosk; in the city it counts on the day that it came.
/// </summary>
/// <param name="Id">The sighting's.</param>
/// <param name="Rev">Its revision.</param>
/// <param name="Code">What was asked for.</param>
/// <param name="IsKnown">Whether the answer was known; null where it says neither: out of reach.</param>
/// <param name="At">When.</param>
/// <param name="IsTimeRight">Whether the clock was right when it was recorded.</param>
public readonly record struct AskedFor(
    Guid Id, int Rev, ProductCode Code, bool? IsKnown, DateTimeOffset At, bool IsTimeRight)
{
    /// <summary>What a row of the ledger asks for; false where it asks for no product code, or is a repeat.</summary>
    /// <param name="bytes">The row; one that holds no sighting asks for nothing, and verify tells of it.</param>
    /// <param name="asked">What it asks for.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out AskedFor? asked)
    {
        asked = null;
        // Neither can stand within a value, where a quotation mark is escaped. Half of a market's codes are payments.
        if (bytes.IndexOf("\"gtin\":\""u8) < 0 && bytes.IndexOf("\"traceCode\":\""u8) < 0)
            return false;
        try
        {
            return TryOf(WireJson.ToSighting(bytes), out asked);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>What a sighting asks for; false where it asks for no product code, or is a repeat.</summary>
    public static bool TryOf(Sighting sighting, [NotNullWhen(true)] out AskedFor? asked)
    {
        ArgumentNullException.ThrowIfNull(sighting);
        asked = null;
        bool? isKnown = sighting.Answer.Kind switch
        {
            "known" => true,
            "notRegistered" => false,
            _ => null,
        };
        if (sighting.Repeat || (isKnown is null && sighting.Answer.Kind != "outOfReach")
            || CodeOf(sighting.Reading) is not { } code)
            return false;
        asked = new AskedFor(
            sighting.Id, sighting.Rev, code, isKnown, sighting.At, sighting.Time.Quality == "sync");
        return true;
    }

    // A shop's own number names no product of the world's.
    private static ProductCode? CodeOf(SightingReading reading) =>
        reading.Gtin is { } digits
            ? Gtin.TryParse(digits, out var gtin) && !gtin.IsRestricted ? new ProductCode(digits, null, false) : null
            : reading.TraceCode is { } trace ? new ProductCode(trace, reading.Host, true) : null;
}
