namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>One line of a table: what failed, and how it ended.</summary>
/// <param name="What">Moment and fault, a column each.</param>
/// <param name="Outcome">Its words are the other columns.</param>
internal sealed record FaultRow(IReadOnlyList<string> What, DiskOutcome Outcome)
{
    /// <summary>One row from several cases: where their words differ, they stand side by side.</summary>
    public static FaultRow Of(IReadOnlyList<string> what, IReadOnlyList<DiskOutcome> outcomes) =>
        new(what, new DiskOutcome(
            Words(outcomes.Select(one => one.Said)),
            Words(outcomes.Select(one => one.Kept)),
            Words(outcomes.Select(one => one.After)),
            [.. outcomes.SelectMany(one => one.Broken).Distinct()]));

    private static string Words(IEnumerable<string> words) =>
        string.Join(" / ", words.Distinct().Order(StringComparer.Ordinal));
}
