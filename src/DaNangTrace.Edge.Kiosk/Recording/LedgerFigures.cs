namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>How the ledger stands, as one picture.</summary>
/// <param name="Newest">The newest row; seq 0 where there is none.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 hexadecimal digits; 64 zeros where there is none.</param>
/// <param name="PreviousEpoch">The ledger before this one, which was damaged; null where there was none.</param>
/// <param name="Pending">Rows that wait for the city, those of earlier ledgers included.</param>
/// <param name="PendingFrom">The oldest of them; null where none waits.</param>
/// <param name="Refused">Rows that the broker refused for good.</param>
/// <param name="Gone">Rows that were lost before they were delivered.</param>
/// <param name="UsedBytes">Bytes of all rows.</param>
/// <param name="UndeliveredBytes">Bytes of those that can't make room: pending and refused ones; estimated.</param>
/// <param name="BytesPerRow">Of the file, on average; 0 where there is none.</param>
/// <param name="MostBytes">How far <paramref name="UsedBytes"/> may grow.</param>
/// <param name="ChangedRow">A row that is not what it was when it was recorded; null while none was found.</param>
/// <param name="RescueTrouble">Why sightings of an earlier ledger can't be delivered; null while they can.</param>
/// <param name="SetAsides">Damaged ledgers that lie in the folder.</param>
/// <param name="Acknowledged">Up to where the city has committed each ledger; empty for a city that never says so.
/// </param>
/// <param name="PrunedUnacknowledged">Delivered rows that had to make room though the city had not said that it has
/// them.</param>
public sealed record LedgerFigures(
    LedgerPosition Newest,
    string Sha256,
    Guid? PreviousEpoch,
    long Pending,
    LedgerPosition? PendingFrom,
    long Refused,
    long Gone,
    long UsedBytes,
    long UndeliveredBytes,
    double BytesPerRow,
    long MostBytes,
    long? ChangedRow,
    string? RescueTrouble,
    int SetAsides,
    IReadOnlyList<LedgerPosition> Acknowledged,
    long PrunedUnacknowledged);
