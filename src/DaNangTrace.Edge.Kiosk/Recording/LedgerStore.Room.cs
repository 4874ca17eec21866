using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <content>How the ledger makes room: by age, and when it is full.</content>
internal sealed partial class LedgerStore
{
    // A chunk takes some tens of milliseconds on an SD card; who waits for an answer waits no longer than that.
    private const int Chunk = 500;

    // Dropping what never arrived is the last resort: no more than is needed.
    private const int SmallChunk = 50;

    // Sightings of a transaction, their pages half empty, and the pages beside them.
    private const int BytesPerSighting = 4096;

    private const string PrunedUnacknowledgedName = "prunedUnacknowledged";

    private static readonly TimeSpan MarkEvery = TimeSpan.FromDays(1);

    private (long Seq, DateTimeOffset At)? _newestMark;
    private long _agedUpTo;

    private readonly Counter<long> _pruned = Metering.Meter.CreateCounter<long>(
        "dntrace_sightings_pruned_total",
        description: "Sightings that made room or grew old, by how far they had come");

    /// <summary>Whether undelivered rows had to go when room was last made.</summary>
    public bool HasDropped { get; private set; }

    /// <summary>
    /// Makes room for sightings: the oldest delivered rows go first, those before the others that the city has
    /// committed; then refused ones, and pending ones only if the configuration says so.
    /// </summary>
    /// <returns>Whether there is room now.</returns>
    public bool MakeRoom(int sightings)
    {
        Open();
        HasDropped = false;
        while (Size.Used + ((long)sightings * BytesPerSighting) > Size.Most)
        {
            if (Prune(LedgerState.Delivered, Math.Min(AcknowledgedUpTo, LastSeq), Chunk)
                || Prune(LedgerState.Delivered, LastSeq, SmallChunk)
                || Prune(LedgerState.Refused, LastSeq, SmallChunk))
                continue;
            if (!_dropsOldest || !Prune(LedgerState.Pending, LastSeq, SmallChunk))
                return false;
            HasDropped = true;
        }
        return true;
    }

    /// <summary>Whether another sighting finds room, now or once others make it.</summary>
    public bool HasRoom() => Size.Used + BytesPerSighting <= Size.Most || _dropsOldest
        || OldestStored(Open(), LedgerState.Delivered, LastSeq, 1) is not null
        || OldestStored(Open(), LedgerState.Refused, LastSeq, 1) is not null;

    /// <summary>
    /// Decides which rows are too old: at most one more day's each time, so that a clock that leaps years ahead costs a
    /// day an hour until somebody mends it; one that leaps back makes no row older than those before it. Without a
    /// synchronised clock nothing grows old.
    /// </summary>
    public void Age()
    {
        var now = _clock.Now();
        if (!now.IsSynchronised)
            return;
        using var command = Open().CreateCommand();
        command.CommandText = """
            SELECT seq FROM mark WHERE seq > $aged AND seq >= (SELECT MIN(seq) FROM sighting) AND at <= $at
                AND NOT EXISTS (SELECT 1 FROM mark AS before WHERE before.seq < mark.seq AND before.at > $at)
            ORDER BY seq LIMIT 1
            """;
        command.Parameters.AddWithValue("$aged", _agedUpTo);
        command.Parameters.AddWithValue("$at", (now.At - _retention).ToUnixTimeSeconds());
        if (command.ExecuteScalar() is long seq)
            _agedUpTo = seq;
    }

    /// <summary>Prunes a chunk of what is too old.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool PruneAged() => Math.Min(_agedUpTo, AcknowledgedUpTo) is > 0 and var upTo
        && Prune(LedgerState.Delivered, upTo, Chunk);

    private void ReadMarks(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT seq, at FROM mark ORDER BY seq DESC LIMIT 1";
        using var reader = command.ExecuteReader();
        _newestMark = reader.Read()
            ? (reader.GetInt64(0), DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64(1)))
            : null;
        // Written by a clock that was right: since then it is later, whatever the clock says now.
        if (_newestMark is { } mark)
            _clock.RaiseFloor(mark.At);
    }

    // A row a day tells how old rows are. It is written with the day's first sighting, and only by a clock that may be
    // believed.
    private void WriteMarkWhenDue(SqliteConnection connection, SqliteTransaction transaction, long seq)
    {
        var now = _clock.Now();
        if (!now.IsSynchronised || (_newestMark is { } mark && (now.At - mark.At).Duration() < MarkEvery))
            return;
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO mark (seq, at) VALUES ($seq, $at)";
        command.Parameters.AddWithValue("$seq", seq);
        command.Parameters.AddWithValue("$at", now.At.ToUnixTimeSeconds());
        command.ExecuteNonQuery();
        _newestMark = (seq, now.At);
    }

    private bool Prune(LedgerState state, long upTo, int most)
    {
        var connection = Open();
        if (OldestStored(connection, state, upTo, most) is not var (first, last, rows))
            return false;
        // None of the committed ones is left when others go.
        var isUnacknowledged = state == LedgerState.Delivered && last > AcknowledgedUpTo;
        WithoutWaiting(transaction =>
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            // What was pruned before it, within it and behind it becomes one stretch with it.
            command.CommandText = """
                INSERT OR REPLACE INTO start (seq, sha256, rows) VALUES ($last, $hash,
                    $rows + (SELECT COALESCE(SUM(rows), 0) FROM start WHERE seq BETWEEN $first - 1 AND $last));
                DELETE FROM start WHERE seq BETWEEN $first - 1 AND $last - 1;
                UPDATE start SET rows = rows + (SELECT rows FROM start WHERE seq = $last) WHERE seq - rows = $last;
                DELETE FROM start WHERE seq = $last AND EXISTS (
                    SELECT 1 FROM start AS later WHERE later.seq > $last AND later.seq - later.rows < $last);
                DELETE FROM sighting WHERE seq BETWEEN $first AND $last;
                DELETE FROM mark WHERE seq < $first;
                """;
            command.Parameters.AddWithValue("$first", first);
            command.Parameters.AddWithValue("$last", last);
            command.Parameters.AddWithValue("$rows", rows);
            command.Parameters.AddWithValue("$hash", LedgerFile.HashOf(StoredBytes(connection, last)));
            command.ExecuteNonQuery();
            if (isUnacknowledged)
                LedgerFile.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"""
                    INSERT OR REPLACE INTO about (name, value)
                    VALUES ('{PrunedUnacknowledgedName}', '{PrunedUnacknowledged + rows}')
                    """));
            // Else a power cut would leave rows that are gone and, as far as the file says, were not delivered.
            WriteRanges(transaction);
        });
        RangesWritten();
        // Were this lost, opening the file would find it out again by the start row.
        if (state == LedgerState.Pending)
            _ranges.Add(first, last, LedgerState.Gone);
        _prunedRows += rows;
        PrunedUnacknowledged += isUnacknowledged ? rows : 0;
        var told = isUnacknowledged ? "unacknowledged" : $"{state}".ToLowerInvariant();
        _pruned.Add(rows, new KeyValuePair<string, object?>("state", told));
        Measure(connection);
        return true;
    }

    // The first stretch of stored rows of a state, at most so many: what stands before it has been pruned.
    private (long First, long Last, long Rows)? OldestStored(
        SqliteConnection connection, LedgerState state, long upTo, int most)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT MIN(seq), MAX(seq), COUNT(*) FROM (
                SELECT seq FROM sighting WHERE seq BETWEEN $first AND $last ORDER BY seq LIMIT $most)
            """;
        var first = command.Parameters.Add("$first", SqliteType.Integer);
        var last = command.Parameters.Add("$last", SqliteType.Integer);
        command.Parameters.AddWithValue("$most", most);
        foreach (var range in _ranges.Ranges(state, 1, upTo))
        {
            (first.Value, last.Value) = (range.First, range.Last);
            using var reader = command.ExecuteReader();
            if (reader.Read() && !reader.IsDBNull(0))
                return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        }
        return null;
    }
}
