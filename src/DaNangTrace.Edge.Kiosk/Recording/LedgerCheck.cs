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
        for (var after = 0L; ;)
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
        Guid epoch;
        using (var connection = LedgerFile.OpenToRead(file))
            epoch = Guid.Parse((string)LedgerFile.Scalar(connection, "SELECT value FROM about WHERE name = 'epoch'")!);
        var (rows, head) = (0L, LedgerFile.NoPrevious);
        foreach (var row in Rows(file))
        {
            if (FaultOf(row, rows + 1, head, epoch) is { } fault)
                return new Verified(epoch, rows, head, row.Seq, fault);
            rows++;
            head = LedgerFile.HashOf(row.Bytes);
        }
        return new Verified(epoch, rows, head, null, null);
    }

    private static string? FaultOf(LedgerRow row, long expectedSeq, string expectedPrev, Guid epoch)
    {
        Sighting sighting;
        try
        {
            sighting = WireJson.ToSighting(row.Bytes);
        }
        catch (JsonException e)
        {
            return $"its bytes are no sighting: {e.Message}";
        }
        return row.Seq != expectedSeq ? $"row {expectedSeq} is missing before it"
            : sighting.Seq != row.Seq ? $"its bytes say seq {sighting.Seq}"
            : sighting.Epoch != epoch ? $"its bytes say epoch {sighting.Epoch}, the ledger's is {epoch}"
            : sighting.Prev != expectedPrev ? $"prev is {sighting.Prev}, the bytes of row {expectedSeq - 1} hash to {expectedPrev}"
            : null;
    }
}

/// <summary>What a check of the chain found.</summary>
/// <param name="Epoch">The ledger's epoch.</param>
/// <param name="Rows">Rows that are right, from the first on.</param>
/// <param name="Head">SHA-256 of the last right row's bytes.</param>
/// <param name="BadSeq">The first bad row; null when all are right.</param>
/// <param name="Fault">What is wrong with it.</param>
public sealed record Verified(Guid Epoch, long Rows, string Head, long? BadSeq, string? Fault);
