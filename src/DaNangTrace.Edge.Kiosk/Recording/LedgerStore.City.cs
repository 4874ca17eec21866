using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <content>What goes to the city, what it says of rows (committed, wanted again), and what a technician does.
/// </content>
internal sealed partial class LedgerStore
{
    // This ledger and those that were rescued, and some that have gone since.
    private const int MostAcks = 8;

    // More commands than come within the longest life of one.
    private const int MostCommands = 1000;

    private readonly SortedDictionary<Guid, long> _acks = [];
    private bool _areAcksChanged;

    /// <summary>Up to where the city has committed each ledger; empty for a city that never said so.</summary>
    public IReadOnlyList<LedgerPosition> Acknowledged { get; private set; } = [];

    /// <summary>Delivered rows that had to make room though the city had not said that it has them.</summary>
    public long PrunedUnacknowledged { get; private set; }

    // Rows behind it are the broker's, but not surely the city's.
    private long AcknowledgedUpTo => _acks.Count == 0 ? long.MaxValue : _acks.GetValueOrDefault(Epoch);

    /// <summary>Notes that the city has committed a ledger up to a row; the highest counts.</summary>
    /// <returns>False where there is no such ledger, or no such row yet.</returns>
    public bool TryAcknowledge(LedgerPosition upTo)
    {
        Open();
        var (epoch, seq) = upTo;
        if (epoch == Guid.Empty)
            return false;
        if (epoch == Epoch)
        {
            if (seq > LastSeq)
                return false;
        }
        else if (_rescued.Find(one => one.Epoch == epoch) is { } before)
        {
            // Of a damaged ledger the city may have more than could be rescued.
            seq = Math.Min(seq, before.LastSeq);
        }
        else
        {
            return false;
        }
        Raise(epoch, seq, isNew: true);
        return true;
    }

    /// <summary>
    /// The oldest rows between two places that wait to be delivered; those of a ledger before this one come first.
    /// </summary>
    /// <param name="after">The rows behind this one; empty for all.</param>
    /// <param name="upTo">The last row of the ledger in use.</param>
    /// <param name="most">At most so many.</param>
    public List<LedgerRow> TakeUndelivered(LedgerPosition after, long upTo, int most)
    {
        var connection = Open();
        var isBehind = after.Epoch == Guid.Empty;
        foreach (var before in _rescued)
        {
            var isThis = before.Epoch == after.Epoch;
            isBehind |= isThis;
            if (isBehind && before.Pending > 0
                && before.TakeUndelivered(isThis ? after.Seq : 0, most) is { Count: > 0 } rows)
                return rows;
        }
        return LedgerFile.Read(
            connection, _ranges, LedgerState.Pending, after.Epoch == Epoch ? after.Seq : 0, most, upTo);
    }

    /// <summary>Rows of a ledger between two places, however far they have come; none of one that is not there, null
    /// of one that can't be read.</summary>
    public List<LedgerRow>? TakeStored(Guid epoch, long from, long to, int most)
    {
        var connection = Open();
        if (epoch == Epoch)
            return LedgerFile.Read(connection, _ranges, null, from - 1, most, to);
        if (_rescued.Find(one => one.Epoch == epoch) is not { } before)
            return [];
        var rows = before.TakeStored(from, to, most);
        return before.Trouble is null ? rows : null;
    }

    /// <summary>Notes the id of a command; false where it was noted before.</summary>
    public bool TryTakeCommand(string id)
    {
        using var command = Open().CreateCommand();
        command.CommandText = $"""
            INSERT OR IGNORE INTO command (id) VALUES ($id);
            SELECT changes();
            DELETE FROM command WHERE rowid <= (SELECT MAX(rowid) FROM command) - {MostCommands};
            """;
        command.Parameters.AddWithValue("$id", id);
        return command.ExecuteScalar() is 1L;
    }

    /// <summary>Makes the refused rows pending again that a technician wants to be sent once more.</summary>
    /// <returns>How many; null where none were wanted.</returns>
    public long? TakeRetries()
    {
        var connection = Open();
        var (wanted, upTo) = ReadRetries(connection);
        if (wanted.Count == 0)
            return null;
        var released = 0L;
        foreach (var (epoch, first, last) in wanted)
        {
            released += epoch == KeptCounts.Place
                ? ReleaseCounts(connection)
                : (epoch == Epoch ? _ranges : _rescued.Find(one => one.Epoch == epoch)?.Ranges)
                    ?.Release(first, last) ?? 0;
        }
        // Those that had to make room are not there to be sent.
        ReadPruned(connection, _ranges);
        WithoutWaiting(transaction =>
        {
            LedgerFile.Execute(
                connection, string.Create(CultureInfo.InvariantCulture, $"DELETE FROM retry WHERE rowid <= {upTo}"));
            WriteRanges(transaction);
        });
        RangesWritten();
        return released;
    }

    // Another wish may come while these are taken up.
    private static (List<(Guid Epoch, long First, long Last)> Wanted, long UpTo) ReadRetries(
        SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT epoch, first, last, rowid FROM retry ORDER BY rowid";
        using var reader = command.ExecuteReader();
        var (wanted, upTo) = (new List<(Guid, long, long)>(), 0L);
        while (reader.Read())
        {
            upTo = reader.GetInt64(3);
            if (Guid.TryParse(reader.GetString(0), out var epoch))
                wanted.Add((epoch, reader.GetInt64(1), reader.GetInt64(2)));
        }
        return (wanted, upTo);
    }

    private void ReadAcks(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT epoch, seq FROM ack";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (Guid.TryParse(reader.GetString(0), out var epoch))
                Raise(epoch, reader.GetInt64(1), isNew: false);
        }
        PrunedUnacknowledged = ReadCount(connection, PrunedUnacknowledgedName);
    }

    private void Raise(Guid epoch, long seq, bool isNew)
    {
        if (_acks.TryGetValue(epoch, out var before) && before >= seq)
            return;
        _acks[epoch] = seq;
        _areAcksChanged |= isNew;
        // Epochs are in the order of time.
        while (_acks.Count > MostAcks)
            _acks.Remove(_acks.Keys.First(one => one != epoch && one != Epoch));
        Acknowledged = [.. _acks.Select(ack => new LedgerPosition(ack.Key, ack.Value))];
    }

    private void WriteAcks(SqliteTransaction transaction)
    {
        if (!_areAcksChanged)
            return;
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT OR REPLACE INTO ack (epoch, seq) VALUES ($epoch, $seq)";
        var epoch = command.Parameters.Add("$epoch", SqliteType.Text);
        var seq = command.Parameters.Add("$seq", SqliteType.Integer);
        foreach (var ack in _acks)
        {
            (epoch.Value, seq.Value) = (ack.Key.ToString(), ack.Value);
            command.ExecuteNonQuery();
        }
    }
}
