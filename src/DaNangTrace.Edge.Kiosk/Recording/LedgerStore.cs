using System.Globalization;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// What the ledger's one writer does with its file. Nothing here is safe for two threads.
/// <para>After a failed commit nothing of that transaction is believed, neither that it is there nor that it is not:
/// the file is closed, opened again and read back from the disk, and only what is missing is appended again.
/// What was found counts as kept after the next commit, which makes it durable.</para>
/// </summary>
internal sealed partial class LedgerStore : IDisposable
{
    // Of a row, in its page: an estimate until the next measurement.
    private const int BytesBeside = 200;

    private readonly KioskClock _clock;
    private readonly long _mostBytes;
    private readonly TimeSpan _retention;
    private readonly bool _dropsOldest;
    private readonly Action<SqliteConnection> _prepare;
    private readonly Dictionary<(Guid Id, int Rev), (long Seq, byte[] Bytes)> _doubtful = [];
    private readonly Dictionary<(Guid Id, int Rev), long> _found = [];
    private SqliteConnection? _connection;
    private SettledRanges _ranges = new(Guid.Empty);
    private string _lastHash = LedgerFile.NoPrevious;
    private long _pageSize;
    private long _synchronous;
    private long _prunedRows;
    private bool _isReopened;

    /// <param name="folder">The kiosk's data folder.</param>
    /// <param name="options">How long and how much is kept.</param>
    /// <param name="clock">Tells how old rows are, if it is synchronised.</param>
    /// <param name="prepare">Called with each connection that was opened.</param>
    public LedgerStore(
        string folder, RecordingOptions options, KioskClock clock, Action<SqliteConnection> prepare)
    {
        (File, _clock, _prepare) = (Path.Combine(folder, LedgerFile.Name), clock, prepare);
        _mostBytes = options.MaxBytes - Checkpoint.LogBytes;
        (_retention, _dropsOldest) = (options.Retention, options.WhenFull == RecordingOptions.DropOldest);
    }

    /// <summary>Path of the file.</summary>
    public string File { get; }

    /// <summary>Made together with the file; empty before it was opened.</summary>
    public Guid Epoch { get; private set; }

    /// <summary>The epoch before it; null where there was none.</summary>
    public Guid? PreviousEpoch { get; private set; }

    /// <summary>Place of the newest row; 0 = none.</summary>
    public long LastSeq { get; private set; }

    /// <summary>SHA-256 of the newest row's bytes.</summary>
    public string LastHash => _lastHash;

    /// <summary>How far the rows have come.</summary>
    public SettledRanges Ranges => _ranges;

    /// <summary>Bytes of all rows that are in the file, and what they may grow to.</summary>
    public (long Used, long Most) Size { get; private set; }

    /// <summary>Rows that are in the file.</summary>
    public long Rows => LastSeq - _prunedRows;

    /// <summary>Whether the file is open.</summary>
    public bool IsOpen => _connection is not null;

    /// <summary>Whether rows were settled that are not in the file yet, and how many.</summary>
    public bool IsSettledUnwritten =>
        _areAcksChanged || _ranges.IsChanged || _rescued.Exists(one => one.Ranges.IsChanged);

    /// <summary>Whether refused ones are among them: a technician is sent to the file for them.</summary>
    public bool IsRefusalUnwritten { get; private set; }

    /// <inheritdoc cref="IsSettledUnwritten"/>
    public long UnwrittenSettles => _ranges.Unwritten + _rescued.Sum(one => one.Ranges.Unwritten);

    /// <summary>Opens the file, if it is not open.</summary>
    /// <exception cref="SqliteException">It can't be opened, or is damaged.</exception>
    /// <exception cref="NotSupportedException">It is a newer program's.</exception>
    public SqliteConnection Open()
    {
        if (_connection is not null)
            return _connection;
        FinishSettingAside();
        DiskTruth.Establish(File);
        var connection = OpenFile();
        try
        {
            if (raw.sqlite3_db_readonly(connection.Handle, "main") == 1)
                throw new SqliteException("this user may not write it", LedgerFault.ReadOnly);
            _prepare(connection);
            ReadState(connection);
            foreach (var pack in _packs)
                KeptPacks.Keep(connection, pack);
            _packs.Clear();
            DiskTruth.KeepNames(Path.GetDirectoryName(File)!);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        _connection = connection;
        if (!_isAttached)
            Attach(isStart: true);
        return connection;
    }

    private SqliteConnection OpenFile()
    {
        try
        {
            return LedgerFile.OpenToWrite(File, Guid.CreateVersion7(_clock.Time.GetUtcNow()), PreviousEpoch);
        }
        catch (SqliteException e) when (LedgerFault.IsNoLedger(e))
        {
            throw new SqliteException(e.Message, LedgerFault.Damaged);
        }
    }

    /// <summary>Closes the file after a fault: what is believed of it is read again at the next need.</summary>
    public void CloseAfterFault()
    {
        Close();
        _isReopened = true;
    }

    /// <summary>Writes sightings in one transaction; on return they would survive a power cut.</summary>
    /// <param name="sightings">In their order.</param>
    /// <param name="withSettled">Whether it takes what was settled along.</param>
    /// <returns>Their places.</returns>
    public long[] Append(IReadOnlyList<Sighting> sightings, bool withSettled)
    {
        var connection = Open();
        var places = new long[sightings.Count];
        var (seq, hash, written) = (LastSeq, _lastHash, 0L);
        using (var transaction = connection.BeginTransaction())
        using (var insert = connection.CreateCommand())
        {
            insert.CommandText = "INSERT INTO sighting (seq, bytes) VALUES ($seq, $bytes)";
            var seqParameter = insert.Parameters.Add("$seq", SqliteType.Integer);
            var bytesParameter = insert.Parameters.Add("$bytes", SqliteType.Blob);
            for (var i = 0; i < places.Length; i++)
            {
                var key = (sightings[i].Id, sightings[i].Rev);
                if (_found.TryGetValue(key, out places[i]))
                    continue;
                var bytes = WireJson.ToBytes(sightings[i] with { Epoch = Epoch, Seq = ++seq, Prev = hash });
                (seqParameter.Value, bytesParameter.Value) = (seq, bytes);
                insert.ExecuteNonQuery();
                (places[i], hash) = (seq, LedgerFile.HashOf(bytes));
                written += bytes.Length + BytesBeside;
                _doubtful[key] = (seq, bytes);
            }
            if (withSettled)
                WriteRanges(transaction);
            WriteBeside(connection, transaction, seq);
            transaction.Commit();
        }
        (LastSeq, _lastHash) = (seq, hash);
        Size = (Size.Used + written, Size.Most);
        if (withSettled)
            RangesWritten();
        _doubtful.Clear();
        _found.Clear();
        _isReopened = false;
        return places;
    }

    /// <summary>Notes how far rows have come; <see cref="WriteSettled"/> or the next commit writes it.</summary>
    public void Settle(SettledRange range)
    {
        Open();
        if (range.Epoch == KeptCounts.PlaceOf(Epoch))
        {
            SettleCounts(range);
            return;
        }
        if ((range.Epoch == Epoch ? _ranges : _rescued.Find(one => one.Epoch == range.Epoch)?.Ranges) is not { } ranges)
            return;
        // What was refused and arrived all the same, since the city wanted it once more, is delivered.
        if (range.State == LedgerState.Delivered)
            ranges.Release(range.First, range.Last);
        ranges.Add(range.First, range.Last, range.State, range.Reason);
        IsRefusalUnwritten |= range.State == LedgerState.Refused;
    }

    /// <summary>Rows before one, the newest first.</summary>
    public List<LedgerRow> TakeBackwards(long before, int most)
    {
        using var command = Open().CreateCommand();
        command.CommandText = "SELECT seq, bytes FROM sighting WHERE seq < $before ORDER BY seq DESC LIMIT $most";
        command.Parameters.AddWithValue("$before", before);
        command.Parameters.AddWithValue("$most", most);
        using var reader = command.ExecuteReader();
        var rows = new List<LedgerRow>();
        while (reader.Read())
            rows.Add(new LedgerRow(
                Epoch, reader.GetInt64(0), LedgerFile.BytesOf(reader), LedgerState.Pending));
        return rows;
    }

    /// <summary>Writes how far rows have come, without waiting for the disk: if it is lost, a message is repeated.
    /// </summary>
    public void WriteSettled()
    {
        WithoutWaiting(WriteRanges);
        RangesWritten();
    }

    /// <summary>Counts one more start of the uplink, and says which it is.</summary>
    public long CountStart() => ReadCount(Open(), "starts") + 1;

    /// <summary>Writes the count of starts.</summary>
    public void WriteStarts(long starts) => LedgerFile.Execute(
        Open(),
        string.Create(CultureInfo.InvariantCulture, $"UPDATE about SET value = '{starts}' WHERE name = 'starts'"));

    /// <summary>Finds out how much is in the file now; not while somebody waits for an answer.</summary>
    public void Measure() => Measure(Open());

    /// <summary>Brings SQLite's log into the file, if it is due.</summary>
    public void MakeCheckpoint() => Checkpoint.MakeWhenDue(Open(), _pageSize);

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        foreach (var one in _rescued)
            one.Dispose();
    }

    private void Close()
    {
        try
        {
            _connection?.Dispose();
        }
        finally
        {
            _connection = null;
        }
    }

    private void WriteBeside(SqliteConnection connection, SqliteTransaction transaction, long seq)
    {
        if (seq > LastSeq)
            WriteMarkWhenDue(connection, transaction, LastSeq + 1);
        // What was found must be written for good too, and only a commit that writes something waits for the disk.
        if (_isReopened)
            LedgerFile.Execute(connection, $"""
                INSERT INTO about (name, value) VALUES ('reopened', '1')
                ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1
                """);
    }

    private void WithoutWaiting(Action<SqliteTransaction> change)
    {
        var connection = Open();
        LedgerFile.Execute(connection, "PRAGMA synchronous=NORMAL");
        try
        {
            using var transaction = connection.BeginTransaction();
            change(transaction);
            transaction.Commit();
        }
        finally
        {
            LedgerFile.Execute(connection, $"PRAGMA synchronous={_synchronous}");
        }
    }

    // A damaged count is a new count.
    private static long ReadCount(SqliteConnection connection, string name) =>
        long.TryParse(
            LedgerFile.About(connection, name), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : 0;

    private void Measure(SqliteConnection connection)
    {
        var pages = (long)LedgerFile.Scalar(connection, "PRAGMA page_count")!
            - (long)LedgerFile.Scalar(connection, "PRAGMA freelist_count")!;
        Size = (pages * _pageSize, _mostBytes);
    }
}
