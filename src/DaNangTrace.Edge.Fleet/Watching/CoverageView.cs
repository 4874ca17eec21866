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

/// <summary>Recalled goods that were seen before their recall, as kiosks told of it lately.</summary>
/// <param name="Lots">Those that were told of last.</param>
/// <param name="More">How many there are beside them.</param>
internal sealed record RecalledView(IReadOnlyList<RecalledLot> Lots, long More)
{
    /// <summary>Nothing was told.</summary>
    internal static readonly RecalledView None = new([], 0);
}

/// <summary>A recalled lot that was seen before its recall, by all counts of it.</summary>
/// <param name="Recall">What the recall is called.</param>
/// <param name="Gtin">The product.</param>
/// <param name="Lot">The lot; null for the whole product, or serial numbers.</param>
/// <param name="Times">How often it was seen.</param>
/// <param name="First">When first.</param>
/// <param name="Last">When last.</param>
/// <param name="Kiosks">Where it was seen most.</param>
/// <param name="MoreKiosks">How many kiosks saw it beside those.</param>
internal sealed record RecalledLot(
    string Recall,
    string Gtin,
    string? Lot,
    long Times,
    DateTimeOffset First,
    DateTimeOffset Last,
    IReadOnlyList<RecalledAt> Kiosks,
    long MoreKiosks);

/// <summary>How often a kiosk saw a recalled lot.</summary>
/// <param name="Address">The kiosk.</param>
/// <param name="Times">How often; a damaged ledger's count and that of the one that followed are added.</param>
internal sealed record RecalledAt(KioskAddress Address, long Times);
