using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Tests.Recording.Counting;

/// <summary>Sightings with what counting looks at, and rows of them.</summary>
internal static class SeenRows
{
    public const string Rice = "08936012345674";
    public const string Sauce = "09520001000010";
    public const string Roll = "09520004707176";

    private static long _last;

    /// <summary>An id of its own for each.</summary>
    public static Guid NextId() => new(
        (int)Interlocked.Increment(ref _last), 7, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]);

    public static Sighting Of(
        string gtin, string answer, DateTimeOffset at, string? lot = null, string? serial = null) =>
        Samples.Sighting() with
        {
            Id = NextId(),
            At = at,
            Reading = new SightingReading { Kind = "item", Gtin = gtin, Lot = lot, Serial = serial },
            Answer = new SightingAnswer(answer, 7, 0, []),
        };

    public static Sighting OfStamp(string host, string trace, string answer, DateTimeOffset at) =>
        Of(Rice, answer, at) with { Reading = new SightingReading { Kind = "web", Host = host, TraceCode = trace } };

    public static Sighting Unset(Sighting one) => one with { Time = one.Time with { Quality = "unsync" } };

    public static Sighting Corrected(Sighting one, DateTimeOffset at, int rev = 1) => one with
    {
        Rev = rev,
        At = at,
        Time = one.Time with { Quality = "corrected" },
    };

    /// <summary>Rows in their order.</summary>
    public static List<LedgerRow> Rows(params IEnumerable<Sighting> sightings) =>
        [.. sightings.Select((one, n) => new LedgerRow(
            Guid.Empty, n + 1, WireJson.ToBytes(one with { Seq = n + 1 }), LedgerState.Pending))];
}
