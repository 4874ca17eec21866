using System.Text.Json;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>Reads a ledger's file without changing it: lists its rows, checks its chain.</summary>
public static class LedgerCheck
{
    // A page of rows at a time: a ledger of years is never in memory at once.
    private const int Page = 500;

    /// <summary>All rows in their order, of one state or of all.</summary>
    /// <exception cref="SqliteException">The file can't be read.</exception>
    /// <exception cref="NotSupportedException">The file holds no ledger, or a newer one.</exception>
    public static IEnumerable<LedgerRow> Rows(string file, LedgerState? state = null)
    {
        using var connection = LedgerFile.OpenToRead(file);
        for (var after = long.MinValue; ;)
        {
            var before = after;
            foreach (var row in LedgerFile.Read(connection, state, after, Page))
            {
                after = row.Seq;
                yield return row;
            }
            if (after == before)
                yield break;
        }
    }

    /// <summary>
    /// Checks places, epoch and chain of every row. A row cut off at the end can't be seen without knowing the head.
    /// </summary>
    /// <exception cref="SqliteException">The file can't be read.</exception>
    /// <exception cref="NotSupportedException">The file holds no ledger, or a newer one.</exception>
    public static Verified Verify(string file)
    {
        if (!TryReadEpoch(file, out var epoch))
            return new Verified(epoch, 0, LedgerFile.NoPrevious, 0, "the ledger names no epoch");
        var (rows, before, head) = (0L, LedgerFile.NoPrevious, LedgerFile.NoPrevious);
        LedgerRow? broken = null;
        foreach (var row in Rows(file))
        {
            if (broken is not null)
            {
                // Who is right where two rows do not fit? If the next one fits the second, the first was changed.
                var isFirst = TryRead(row, out var next) && next!.Prev == LedgerFile.HashOf(broken.Bytes);
                return isFirst
                    ? new Verified(
                        epoch, rows - 1, before, broken.Seq - 1,
                        $"its bytes hash to {head}, row {broken.Seq} says otherwise")
                    : new Verified(
                        epoch, rows, head, broken.Seq,
                        $"its prev is not {head}, the hash of row {broken.Seq - 1}");
            }
            if (FaultOf(row, rows + 1, epoch) is { } fault)
                return new Verified(epoch, rows, head, row.Seq, fault);
            if (WireJson.ToSighting(row.Bytes).Prev != head)
            {
                if (row.Seq == 1)
                    return new Verified(epoch, 0, head, 1, "its prev is not 64 zeros");
                broken = row;
                continue;
            }
            rows++;
            (before, head) = (head, LedgerFile.HashOf(row.Bytes));
        }
        return broken is null
            ? new Verified(epoch, rows, head, null, null)
            : new Verified(epoch, rows - 1, before, broken.Seq - 1,
                $"its bytes hash to {head}, row {broken.Seq} says otherwise: one of the two was changed");
    }

    private static bool TryReadEpoch(string file, out Guid epoch)
    {
        using var connection = LedgerFile.OpenToRead(file);
        return Guid.TryParse(
            LedgerFile.Scalar(connection, "SELECT value FROM about WHERE name = 'epoch'") as string, out epoch);
    }

    private static bool TryRead(LedgerRow row, out Sighting? sighting)
    {
        try
        {
            sighting = WireJson.ToSighting(row.Bytes);
            return true;
        }
        catch (JsonException)
        {
            sighting = null;
            return false;
        }
    }

    private static string? FaultOf(LedgerRow row, long expectedSeq, Guid epoch) =>
        row.Seq != expectedSeq ? $"row {expectedSeq} is missing before it"
        : !TryRead(row, out var sighting) ? "its bytes are no sighting"
        : sighting!.Seq != row.Seq ? $"its bytes say seq {sighting.Seq}"
        : sighting.Epoch != epoch ? $"its bytes say epoch {sighting.Epoch}, the ledger's is {epoch}"
        : null;
}

/// <summary>What a check of the chain found.</summary>
/// <param name="Epoch">The ledger's epoch.</param>
/// <param name="Rows">Rows that are right, from the first on.</param>
/// <param name="Head">SHA-256 of the last right row's bytes.</param>
/// <param name="BadSeq">The first bad row; null when all are right.</param>
/// <param name="Fault">What is wrong with it.</param>
public sealed record Verified(Guid Epoch, long Rows, string Head, long? BadSeq, string? Fault);
