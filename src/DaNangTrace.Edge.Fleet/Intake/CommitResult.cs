using DaNangTrace.Edge.Fleet.Watching;

namespace DaNangTrace.Edge.Fleet.Intake;

/// <summary>What a commit changed, as the store now has it.</summary>
/// <param name="Cards">The kiosks that it touched.</param>
/// <param name="Totals">The counts.</param>
internal sealed record CommitResult(IReadOnlyList<KioskCard> Cards, IntakeTotals Totals);
