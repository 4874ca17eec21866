namespace DaNangTrace.Edge.Wire;

/// <summary>A kiosk's sign of life, every 30 seconds while its link is up; not retained, and nobody acknowledges it.
/// </summary>
/// <param name="V">Version of this form: 1.</param>
/// <param name="At">Wall time with the kiosk's offset from UTC.</param>
/// <param name="Quality">How far that may be believed: <c>sync</c> or <c>unsync</c>.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="Newest">The newest sighting of the ledger; null while there is none.</param>
/// <param name="PendingFrom">
/// The oldest sighting that was not delivered yet; null when all were. Only below it a missing sighting is a gap: what
/// stands from there on may still be on its way.
/// </param>
/// <param name="Recording">How the ledger is.</param>
/// <param name="Sending">How the link to the city is; null in the pulse of a kiosk that does not tell it.</param>
/// <param name="Coverage">What was asked for and is known; null while the kiosk has not counted it.</param>
/// <param name="Packs">How it stands with the city's packs, a kind each; null where a kiosk does not tell it.</param>
public sealed record Pulse(
    int V,
    DateTimeOffset At,
    string Quality,
    string Version,
    PulseHead? Newest,
    PulsePlace? PendingFrom,
    PulseRecording Recording,
    PulseSending? Sending = null,
    PulseCoverage? Coverage = null,
    IReadOnlyList<PulsePack>? Packs = null);

/// <summary>The newest sighting of a ledger.</summary>
/// <param name="Epoch">Which ledger.</param>
/// <param name="Seq">Its place.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 hexadecimal digits: with it, rows that were cut off show.</param>
public sealed record PulseHead(Guid Epoch, long Seq, string Sha256);

/// <summary>A place in a ledger.</summary>
/// <param name="Epoch">Which ledger.</param>
/// <param name="Seq">Which sighting.</param>
public sealed record PulsePlace(Guid Epoch, long Seq);

/// <summary>How the ledger is.</summary>
/// <param name="State"><c>ok</c>, <c>degraded</c> or <c>down</c>; down records nothing.</param>
/// <param name="Pending">Sightings that wait to be delivered.</param>
/// <param name="Refused">Sightings that the broker refused for good; they are kept apart.</param>
/// <param name="Gone">
/// Sightings that were recorded and lost before they were delivered: they had to make room, or could not be read any
/// more.
/// </param>
/// <param name="NotRecorded">Sightings since the program's start that were shown and could not be recorded.</param>
/// <param name="UsedBytes">Bytes of all sightings in the ledger.</param>
/// <param name="MostBytes">How far that may grow.</param>
/// <param name="HoursLeft">
/// Hours until nothing more can be recorded if nothing is delivered, at the rate of the last day; null while that is
/// not known, and where nothing grows.
/// </param>
/// <param name="PrunedUnacknowledged">
/// Sightings that the broker took and that had to make room before the city said that it has them; only counted once
/// the city has said so of any.
/// </param>
public sealed record PulseRecording(
    string State,
    long Pending,
    long Refused,
    long Gone,
    long NotRecorded,
    long UsedBytes,
    long MostBytes,
    double? HoursLeft,
    long PrunedUnacknowledged = 0);

/// <summary>How the link to the city is.</summary>
/// <param name="Acknowledged">
/// Of each ledger that the kiosk still holds, up to where the city said that it has committed everything; empty for a
/// city that never says so.
/// </param>
/// <param name="CommandsTaken">Commands and acknowledgements since the program's start that were carried out.</param>
/// <param name="CommandsRefused">Those since then that were refused.</param>
/// <param name="CertificateExpires">When the kiosk's certificate expires; null where it has none.</param>
public sealed record PulseSending(
    IReadOnlyList<Acknowledgement> Acknowledged,
    long CommandsTaken,
    long CommandsRefused,
    DateTimeOffset? CertificateExpires);

/// <summary>How it stands with the city's packs of a kind.</summary>
/// <param name="Kind"><c>full</c> or <c>recall</c>.</param>
/// <param name="Version">The version that counts here; null where none of the city's does.</param>
/// <param name="AsOf">When its data was made; null where there is none.</param>
/// <param name="TakenAt">When an announced one was taken by itself; null where none was since the start.</param>
/// <param name="Waiting">The announced version that is to be fetched; null while none is.</param>
/// <param name="Refused">The announced one that was refused last; null when a right one came after it.</param>
/// <param name="Trouble">
/// Why the announced one does not come, and is tried again: the code of the rule that what a server has breaks, or
/// <c>failed</c>, <c>otherVersion</c>, <c>notJudged</c>; null where it only waits, or none does.
/// </param>
public sealed record PulsePack(
    string Kind, long? Version, DateTimeOffset? AsOf, DateTimeOffset? TakenAt, long? Waiting,
    PulseRefusedPack? Refused, string? Trouble = null);

/// <summary>An announced pack that a kiosk refused.</summary>
/// <param name="Version">Its version; null where nobody whom the kiosk trusts signed it.</param>
/// <param name="Reason">The code of the rule that it broke.</param>
/// <param name="At">When.</param>
public sealed record PulseRefusedPack(long? Version, string Reason, DateTimeOffset At);
