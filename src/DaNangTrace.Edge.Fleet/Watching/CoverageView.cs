using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Fleet.Watching;

/// <summary>How many of the product codes that shoppers asked for are known, by all sightings that came.</summary>
/// <param name="At">When it was counted.</param>
/// <param name="City">In the whole city: a code that two markets asked for is one.</param>
/// <param name="Markets">In each market that asked for any.</param>
/// <param name="NotRegistered">The codes most asked for in 30 days that nobody registered.</param>
internal sealed record CoverageView(
    DateTimeOffset At,
    PlaceCoverage City,
    IReadOnlyList<PlaceCoverage> Markets,
    IReadOnlyList<WantedCode> NotRegistered);

/// <summary>The coverage of a market, or of the city.</summary>
/// <param name="Market">The market's id; null for the city.</param>
/// <param name="Windows">Today, 7 and 30 days.</param>
internal sealed record PlaceCoverage(string? Market, IReadOnlyList<CoverageWindow> Windows)
{
    /// <summary>The longest window.</summary>
    internal CoverageWindow Longest => Windows[^1];
}

/// <summary>A code that nobody registered.</summary>
/// <param name="Code">The code, how often it was asked for, and when last.</param>
/// <param name="Markets">In which markets.</param>
internal sealed record WantedCode(AskedCode Code, IReadOnlyList<string> Markets);

/// <summary>Recalled goods that a kiosk saw before their recall.</summary>
/// <param name="Address">The kiosk.</param>
/// <param name="Count">What it told.</param>
/// <param name="Received">When the city had it.</param>
internal sealed record RecalledSeen(KioskAddress Address, RecallCount Count, DateTimeOffset Received);
