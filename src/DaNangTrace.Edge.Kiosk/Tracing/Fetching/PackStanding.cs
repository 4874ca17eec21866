using DaNangTrace.Edge.Kiosk.Tracing.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <summary>How it stands with the announced packs of a kind.</summary>
/// <param name="Kind"><c>full</c> or <c>recall</c>.</param>
/// <param name="Waiting">The version that is to be fetched; null while none is.</param>
/// <param name="Stage">How far that is, in words that go on behind its number; null while none waits.</param>
/// <param name="Trouble">Why the last attempt failed, or a notice can't be judged; null where all went well.</param>
/// <param name="TakenAt">When one was taken by itself since the start; null where none was.</param>
/// <param name="Refused">The announced pack that was refused last; null when a right one came after it.</param>
public sealed record PackStanding(
    string Kind, long? Waiting, string? Stage, string? Trouble, DateTimeOffset? TakenAt, RefusedPack? Refused);

/// <summary>An announced pack that was refused.</summary>
/// <param name="Version">Its version; null where nobody who is trusted signed it.</param>
/// <param name="Refusal">Why.</param>
/// <param name="At">When.</param>
public sealed record RefusedPack(long? Version, PackRefusal Refusal, DateTimeOffset At)
{
    /// <summary>Whether somebody should look: a kiosk that has a newer one, or is not set up to fetch, lacks nothing.
    /// </summary>
    public bool IsTrouble { get; init; } = true;
}
