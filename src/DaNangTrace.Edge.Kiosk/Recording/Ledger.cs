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
    // A burst of five seconds from two scanners fits; more waiting means that the disk is stuck, and the lane then waits.
    private const int QueueLength = 128;

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
    /// <exception cref="SqliteException">It can't be opened.</exception>
    /// <exception cref="NotSupportedException">A newer program wrote it.</exception>
    public Ledger(string folder, TimeProvider time, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_file, _time, _log) = (Path.Combine(folder, LedgerFile.Name), time, log);
        Condition = new Condition(time);
        Open();
        // Unwrapped, or the end would wait for the first await only, and leave the queue unwritten.
        _writer = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .Unwrap();
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
        AskAsync<IReadOnlyList<LedgerRow>>(connection => [.. LedgerFile.Read(connection, LedgerState.Pending, 0, most)]);

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
        LedgerFile.Execute(connection, "UPDATE about SET value = value + 1 WHERE name = 'starts'");
        return long.Parse(About(connection, "starts"), CultureInfo.InvariantCulture);
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

    private async Task<T> AskAsync<T>(Func<SqliteConnection, T> question)
    {
        var ask = new Ask<T>(question);
        await _queue.Writer.WriteAsync(ask);
        return await ask.Answer.Task;
    }

    private static string About(SqliteConnection connection, string name) =>
        (string)LedgerFile.Scalar(connection, $"SELECT value FROM about WHERE name = '{name}'")!;

    private void Open()
    {
        _connection = LedgerFile.OpenToWrite(_file, Guid.CreateVersion7(_time.GetUtcNow()));
        Epoch = Guid.Parse(About(_connection, "epoch"));
        _lastSeq = (long?)LedgerFile.Scalar(_connection, "SELECT MAX(seq) FROM sighting") ?? 0;
        _lastHash = LedgerFile.Read(_connection, null, _lastSeq - 1, 1).FirstOrDefault() is { } last
            ? LedgerFile.HashOf(last.Bytes)
            : LedgerFile.NoPrevious;
        _pending = (long)LedgerFile.Scalar(_connection, "SELECT COUNT(*) FROM sighting WHERE state = 0")!;
        Condition.Set(Wellness.Ok, "recording");
        LogOpened(_file, Epoch, _lastSeq, _pending);
    }

    private async Task WriteAll()
    {
        try
        {
            await WriteWhileOpen();
        }
        catch (Exception e)
        {
            // A fault of the program: whoever appends from now on gets it, and the host stops instead of going deaf.
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

    private async Task WriteWhileOpen()
    {
        var appends = new List<Append>();
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
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
            var reason = $"{_file} can't be written: {e.Message}";
            if (Condition.Set(Wellness.Down, reason))
                LogNotWritten(reason);
            batch.Fail(new Recorded.Failed(reason));
            Reopen();
        }
        catch (Exception e)
        {
            foreach (var append in batch.Appends)
                append.Fail(e);
            throw;
        }
    }

    // After a failed commit the place and hash of the last row are what the file says, not what we believe.
    private void Reopen()
    {
        try
        {
            _connection?.Dispose();
            _connection = null;
            var condition = Condition.Now;
            Open();
            Condition.Set(condition.Wellness, condition.Message);
        }
        catch (Exception e) when (e is SqliteException or NotSupportedException)
        {
            LogNotWritten($"{_file} can't be opened again: {e.Message}");
        }
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
