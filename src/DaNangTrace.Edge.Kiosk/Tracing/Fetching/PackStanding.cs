using DaNangTrace.Edge.Kiosk.Tracing.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <summary>How it stands with the announced packs of a kind.</summary>
/// <param name="Kind"><c>full</c> or <c>recall</c>.</param>
/// <param name="Waiting">The version that is to be fetched; null while none is.</param>
/// <param name="Stage">How far that is, in words that go on behind its number; null while none waits.</param>
/// <param name="Trouble">Why the last attempt failed, or a notice can't be judged; null where all went well.</param>
/// <param name="Taken">The one that was taken by itself last; null where none was since the start.</param>
/// <param name="Refused">The announced pack that was refused last; null when a right one came after it.</param>
public sealed record PackStanding(
    string Kind, long? Waiting, string? Stage, PackTrouble? Trouble, ArrivedPack? Taken, RefusedPack? Refused);

/// <summary>A pack that came by itself.</summary>
/// <param name="Version">Its version.</param>
/// <param name="At">When it was taken.</param>
public sealed record ArrivedPack(long Version, DateTimeOffset At);

/// <summary>Why an announced pack does not come; it may yet.</summary>
/// <param name="Code">A rule's code, or one of those here: what a machine reads.</param>
/// <param name="Words">Why, in a sentence.</param>
/// <param name="Since">When it began, whatever it was then.</param>
public sealed record PackTrouble(string Code, string Words, DateTimeOffset Since)
{
    /// <summary>An attempt did not come to its end.</summary>
    public const string Failed = "failed";

    /// <summary>The server has another version than was announced.</summary>
    public const string OtherVersion = "otherVersion";

    /// <summary>A key's file or the ledger can't be read.</summary>
    public const string NotJudged = "notJudged";
}

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
