using System.Globalization;
using System.Threading.Channels;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// All sightings, in order, numbered without gaps.
/// <para>Constraints: what was answered as kept survives SIGKILL and a power cut; one writer; a lone scan never waits
/// for company.</para>
/// <para>Operation: appends queue up; a thread of its own takes all that wait, writes them in one transaction,
/// commits, and only then answers. Settling and reading go through the same thread.</para>
/// </summary>
public partial class Ledger : IAsyncDisposable
{
    // A burst of five seconds from two scanners fits; more waiting means that the disk is stuck, and the lane then
    // waits.
    private const int QueueLength = 128;

    // SQLITE_NOTADB: what stands there is somebody's file, not ours to write over.
    private const int NotADatabase = 26;

    private readonly Channel<Work> _queue = Channel.CreateBounded<Work>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly SemaphoreSlim _appended = new(0, 1);
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly string _file;
    private readonly Task _writer;
    private SqliteConnection? _connection;
    private long _lastSeq;
    private string _lastHash = LedgerFile.NoPrevious;
    private long _pending;

    /// <summary>Opens the ledger in a folder, or begins a new one.</summary>
    /// <param name="folder">The kiosk's data folder; it must exist.</param>
    /// <param name="time">Tells when the ledger was made.</param>
    /// <param name="log">Tells of what can't be written.</param>
    /// <exception cref="SqliteException">The file is no database.</exception>
    /// <exception cref="NotSupportedException">A newer program wrote it.</exception>
    public Ledger(string folder, TimeProvider time, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_file, _time, _log) = (Path.Combine(folder, LedgerFile.Name), time, log);
        Condition = new Condition(time);
        try
        {
            Open();
            Condition.Set(Wellness.Ok, "recording");
            LogOpened(_file, Epoch, _lastSeq, Pending);
        }
        catch (SqliteException e) when (e.SqliteErrorCode != NotADatabase)
        {
            // A full or read-only card must not turn the screen dark. It is tried again at every scan.
            CannotWrite(e);
        }
        _writer = Task.Factory.StartNew(
            WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How the ledger is; down when it can't record.</summary>
    public Condition Condition { get; }

    /// <summary>Made together with the file.</summary>
    public Guid Epoch { get; private set; }

    /// <summary>Place of the newest row; 0 = none.</summary>
    public long LastSeq => Interlocked.Read(ref _lastSeq);

    /// <summary>Rows that the city's broker has not acknowledged.</summary>
    public long Pending => Interlocked.Read(ref _pending);

    /// <summary>Answers only when the sighting would survive a power cut, or can't be written.</summary>
    /// <param name="sighting">Epoch, place and previous hash are filled in here.</param>
    public async Task<Recorded> AppendAsync(Sighting sighting) => await await EnqueueAsync(sighting);

    /// <summary>
    /// Puts a sighting into the queue, and waits only while that is full: a stuck disk then stops the desk, the desk
    /// the lane, and the lane the scanners.
    /// </summary>
    /// <returns>A task that is done as <see cref="AppendAsync"/> is.</returns>
    public async ValueTask<Task<Recorded>> EnqueueAsync(Sighting sighting)
    {
        var append = new Append(sighting);
        await _queue.Writer.WriteAsync(append);
        return append.Answer.Task;
    }

    /// <summary>The oldest rows that wait to be delivered, at most <paramref name="most"/>.</summary>
    public Task<IReadOnlyList<LedgerRow>> TakeUndeliveredAsync(int most) =>
        AskAsync<IReadOnlyList<LedgerRow>>(
            connection => [.. LedgerFile.Read(connection, LedgerState.Pending, 0, most)]);

    /// <summary>Notes how far rows have come. If it is lost, a message is only repeated.</summary>
    public Task SettleAsync(IReadOnlyCollection<(long Seq, LedgerState State)> verdicts) => AskAsync(connection =>
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE sighting SET state = $state WHERE seq = $seq AND state = 0";
        var state = command.Parameters.Add("$state", SqliteType.Integer);
        var seq = command.Parameters.Add("$seq", SqliteType.Integer);
        var settled = 0;
        foreach (var verdict in verdicts)
        {
            state.Value = (int)verdict.State;
            seq.Value = verdict.Seq;
            settled += command.ExecuteNonQuery();
        }
        transaction.Commit();
        Interlocked.Add(ref _pending, -settled);
        return settled;
    });

    /// <summary>Counts one more start of the uplink, and says which it is.</summary>
    public Task<long> CountStartAsync() => AskAsync(connection =>
    {
        // A damaged count is a new count; on a full card the number is right for this start only.
        _ = long.TryParse(About(connection, "starts"), NumberStyles.None, CultureInfo.InvariantCulture, out var starts);
        try
        {
            LedgerFile.Execute(
                connection,
                string.Create(
                    CultureInfo.InvariantCulture, $"UPDATE about SET value = '{starts + 1}' WHERE name = 'starts'"));
        }
        catch (SqliteException e)
        {
            LogNotWritten(e.Message);
        }
        return starts + 1;
    });

    /// <summary>Waits until something was appended since the last wait; false when the time ran out.</summary>
    public Task<bool> WaitForAppendAsync(TimeSpan atMost, CancellationToken stop) => _appended.WaitAsync(atMost, stop);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
        _appended.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Commits, then answers. This order is the promise; the tests turn it round in a ledger of their own to see that
    /// they would notice.
    /// </summary>
    protected internal virtual void Keep(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Commit();
        batch.Answer();
    }

    /// <summary>Called when the file was opened: a place for the tests to open it wrongly.</summary>
    protected internal virtual void Prepare(SqliteConnection connection) { }

    private async Task<T> AskAsync<T>(Func<SqliteConnection, T> question)
    {
        var ask = new Ask<T>(question);
        await _queue.Writer.WriteAsync(ask);
        return await ask.Answer.Task;
    }

    private static string? About(SqliteConnection connection, string name) =>
        LedgerFile.Scalar(connection, $"SELECT value FROM about WHERE name = '{name}'") as string;

    private void Open()
    {
        _connection = LedgerFile.OpenToWrite(_file, Guid.CreateVersion7(_time.GetUtcNow()));
        Prepare(_connection);
        Epoch = Guid.TryParse(About(_connection, "epoch"), out var epoch)
            ? epoch
            : throw new NotSupportedException($"{_file} names no epoch: set it aside and let a technician look at it");
        Interlocked.Exchange(ref _lastSeq, (long?)LedgerFile.Scalar(_connection, "SELECT MAX(seq) FROM sighting") ?? 0);
        _lastHash = LedgerFile.Read(_connection, null, _lastSeq - 1, 1).FirstOrDefault() is { } last
            ? LedgerFile.HashOf(last.Bytes)
            : LedgerFile.NoPrevious;
        Interlocked.Exchange(ref _pending, LedgerFile.Count(_connection, LedgerState.Pending));
    }

    private void WriteAll()
    {
        try
        {
            WriteWhileOpen();
        }
        catch (Exception e)
        {
            // A fault of the program: whoever appends from now on gets it, and the host stops instead of going deaf.
            Condition.Set(Wellness.Down, e.Message);
            _queue.Writer.TryComplete(e);
            while (_queue.Reader.TryRead(out var work))
                work.Fail(e);
            throw;
        }
        finally
        {
            _connection?.Dispose();
        }
    }

    // On a thread of its own, which may wait for the disk: SQLite knows no other way.
    private void WriteWhileOpen()
    {
        var appends = new List<Append>();
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_queue.Reader.TryRead(out var work))
            {
                if (work is Append append)
                {
                    appends.Add(append);
                    continue;
                }
                // What was appended before a question is in its answer.
                Flush(appends);
                work.Run(this);
            }
            Flush(appends);
        }
    }

    private void Flush(List<Append> appends)
    {
        if (appends.Count == 0)
            return;
        var batch = new Batch(this, [.. appends]);
        appends.Clear();
        try
        {
            Keep(batch);
            Condition.Set(Wellness.Ok, "recording");
        }
        catch (Exception e) when (e is SqliteException or NotSupportedException)
        {
            batch.Fail(new Recorded.Failed(CannotWrite(e)));
        }
        catch (Exception e)
        {
            foreach (var append in batch.Appends)
                append.Fail(e);
            throw;
        }
    }

    // After a failed commit the place and hash of the last row are what the file says, not what we believe: it is
    // opened again at the next need.
    private string CannotWrite(Exception e)
    {
        _connection?.Dispose();
        _connection = null;
        var reason = $"{_file} can't be written ({e.Message}): free the disk, or replace the card";
        if (Condition.Set(Wellness.Down, reason))
            LogNotWritten(reason);
        return reason;
    }

    private SqliteConnection Connection()
    {
        if (_connection is null)
            Open();
        return _connection!;
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Ledger {File} opened: epoch {Epoch}, newest {LastSeq}, {Pending} to deliver")]
    private partial void LogOpened(string file, Guid epoch, long lastSeq, long pending);

    [LoggerMessage(Level = LogLevel.Error, Message = "No sighting can be recorded: {Reason}")]
    private partial void LogNotWritten(string reason);
}
