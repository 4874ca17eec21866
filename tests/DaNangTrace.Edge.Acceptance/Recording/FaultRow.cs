namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>One line of the table: a call at a moment, and how it ended whichever of these calls failed.</summary>
internal sealed record FaultRow(string When, string Call, string On, string Fault, DiskOutcome Outcome)
{
    /// <summary>One row from all cases of a call: their words are one, or stand side by side.</summary>
    public static FaultRow Of(string when, string call, string on, string fault, IReadOnlyList<DiskOutcome> outcomes) =>
        new(when, call, on, fault, new DiskOutcome(
            Words(outcomes.Select(one => one.Said)),
            Words(outcomes.Select(one => one.Kept)),
            Words(outcomes.Select(one => one.After)),
            [.. outcomes.SelectMany(one => one.Broken).Distinct()]));

    private static string Words(IEnumerable<string> words) =>
        string.Join(" / ", words.Distinct().Order(StringComparer.Ordinal));
}
