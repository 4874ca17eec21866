using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Fleet.Watching;

/// <summary>All that is known of a kiosk, as it was when the store last wrote it.</summary>
internal sealed record KioskCard
{
    /// <summary>Which kiosk.</summary>
    internal required KioskAddress Address { get; init; }

    /// <summary>What it last said of itself; null when it has only scanned so far.</summary>
    internal required KioskState? State { get; init; }

    /// <summary>The last sighting; null when none came yet.</summary>
    internal required LastSighting? Last { get; init; }

    /// <summary>What it last said of what was asked for and is known; null when it said nothing of it yet.</summary>
    internal KioskCoverage? Coverage { get; init; }

    /// <summary>The market's day that <see cref="DayCount"/> counts.</summary>
    internal required int Day { get; init; }

    /// <summary>Sightings of that day.</summary>
    internal required long DayCount { get; init; }

    /// <summary>Sightings since the store was made.</summary>
    internal required long Total { get; init; }

    /// <summary>Sightings of the day; a card from before midnight has none.</summary>
    internal long CountOf(int day) => day == Day ? DayCount : 0;
}

/// <summary>A kiosk's own word about its link.</summary>
/// <param name="IsOnline">Whether it said that it is there.</param>
/// <param name="Since">When this came.</param>
/// <param name="IsExact">
/// False when the broker had kept it from before we listened: the state began at that time or earlier.
/// </param>
/// <param name="Version">Version of its program.</param>
internal sealed record KioskState(bool IsOnline, DateTimeOffset Since, bool IsExact, string Version);

/// <summary>A sighting and when it came.</summary>
/// <param name="Sighting">What the kiosk told.</param>
/// <param name="Received">When the city had it.</param>
internal sealed record LastSighting(Sighting Sighting, DateTimeOffset Received);

/// <summary>A kiosk's own count of what was asked for and is known, and when it came.</summary>
/// <param name="Coverage">What the kiosk told.</param>
/// <param name="Received">When the city had it.</param>
internal sealed record KioskCoverage(PulseCoverage Coverage, DateTimeOffset Received);

/// <summary>How many of what came since the store was made.</summary>
/// <param name="Stored">Sightings kept.</param>
/// <param name="Duplicates">Second arrivals, byte for byte the first: QoS 1 promises at least once.</param>
/// <param name="Conflicts">Arrivals with the number of another sighting and other bytes, kept apart.</param>
/// <param name="SetAside">Messages that could not be taken, kept apart.</param>
/// <param name="LateStates">States of an older session, ignored.</param>
internal sealed record IntakeTotals(long Stored, long Duplicates, long Conflicts, long SetAside, long LateStates)
{
    /// <summary>Counts of recalled goods that were seen before their recall.</summary>
    internal long Recalled { get; init; }
}
