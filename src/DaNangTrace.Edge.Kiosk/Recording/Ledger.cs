using System.Diagnostics.Metrics;
using System.Threading.Channels;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// All sightings, in order, numbered without gaps.
/// <para>Constraints: what was answered as kept survives SIGKILL and a power cut; one writer; a lone scan never waits
/// for company; a disk that fails or hangs never stops the desk.</para>
/// <para>Operation: appends queue up; a thread of its own takes all that wait, writes them in one transaction,
/// commits, and only then answers. While the disk fails they wait in memory and are tried again; what finds no place
/// there is refused and counted. Settling and reading go through the same thread.</para>
/// </summary>
public partial class Ledger : IAsyncDisposable
{
    // Sightings that wait for the disk, a kilobyte each: minutes of a busy market. Beyond that they are refused.
    private const int MostWaiting = 1000;

    // A transaction that an SD card takes in one go.
    private const int MostTogether = 256;

    // How long the desk waits for a place in a full queue: a disk that works makes one within milliseconds.
    private static readonly TimeSpan PlaceLimit = TimeSpan.FromSeconds(1);

    private readonly Channel<Work> _queue = Channel.CreateBounded<Work>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly SemaphoreSlim _appended = new(0, 1);
    private readonly Counter<long> _notRecorded = Metering.Meter.CreateCounter<long>(
        "dntrace_sightings_not_recorded_total", description: "Sightings that were shown and could not be recorded");
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly LedgerStore _store;
    private readonly FillRate _rate;
    private readonly Task _writer;
    private LedgerFigures _figures;
    private string? _refusal;
    private long _lost;
    private volatile bool _isDisposed;

    /// <summary>Opens the ledger in a folder, or begins a new one.</summary>
    /// <param name="folder">The kiosk's data folder; it must exist.</param>
    /// <param name="options">How long and how much is kept.</param>
    /// <param name="clock">Tells when the ledger was made and how old its rows are.</param>
    /// <param name="log">Tells of what can't be written.</param>
    /// <exception cref="NotSupportedException">A newer program wrote it.</exception>
    public Ledger(string folder, RecordingOptions options, KioskClock clock, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        (_time, _log) = (clock.Time, log);
        _store = new LedgerStore(folder, options, clock, Prepare);
        _rate = new FillRate(_time);
        _figures = Figure();
        Condition = new Condition(_time);
        TryOpen();
        _writer = Task.Factory.StartNew(
            WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How the ledger is; down when it can't record.</summary>
    public Condition Condition { get; }

    /// <summary>How it stands. Safe to read from any thread.</summary>
    public LedgerFigures Figures => Volatile.Read(ref _figures);

    /// <summary>Made together with the file.</summary>
    public Guid Epoch => Figures.Newest.Epoch;

    /// <summary>Place of the newest row; 0 = none.</summary>
    public long LastSeq => Figures.Newest.Seq;

    /// <summary>Rows that the city's broker has not acknowledged.</summary>
    public long Pending => Figures.Pending;

    /// <summary>Sightings since the start that could not be recorded.</summary>
    public long NotRecorded => Interlocked.Read(ref _lost);

    /// <summary>Answers only when the sighting would survive a power cut, or can't be written.</summary>
    /// <param name="sighting">Epoch, place and previous hash are filled in here.</param>
    public async Task<Recorded> AppendAsync(Sighting sighting) => await await EnqueueAsync(sighting);

    /// <summary>
    /// Puts a sighting into the queue. A full one is waited for while the disk works, a second at most: the desk must
    /// not stand still with it.
    /// </summary>
    /// <returns>A task that is done as <see cref="AppendAsync"/> is.</returns>
    public async ValueTask<Task<Recorded>> EnqueueAsync(Sighting sighting)
    {
        var append = new Append(sighting);
        if (_queue.Writer.TryWrite(append))
            return append.Answer.Task;
        using var limit = new CancellationTokenSource(StuckFor > PlaceLimit ? TimeSpan.Zero : PlaceLimit, _time);
        try
        {
            await _queue.Writer.WriteAsync(append, limit.Token);
        }
        catch (OperationCanceledException)
        {
            Refuse([append], $"{MostWaiting} sightings wait for the disk already");
        }
        return append.Answer.Task;
    }

    /// <summary>Rows before one, the newest first, at most <paramref name="most"/>.</summary>
    public Task<IReadOnlyList<LedgerRow>> TakeBackwardsAsync(long before, int most) =>
        AskAsync<IReadOnlyList<LedgerRow>>(store => store.TakeBackwards(before, most));

    /// <summary>Counts one more start of the uplink, and says which it is.</summary>
    public Task<long> CountStartAsync() => AskAsync(store =>
    {
        var starts = store.CountStart();
        try
        {
            store.WriteStarts(starts);
        }
        catch (SqliteException e)
        {
            // On a full card the number is right for this start only.
            LogNotWritten(e.Message);
        }
        return starts;
    });

    /// <summary>Waits until something was appended, or waits again, since the last wait.</summary>
    public Task WaitForAppendAsync(CancellationToken stop) => _appended.WaitAsync(stop);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _queue.Writer.TryComplete();
        await _writer;
        await _stopping.CancelAsync();
        // Else it would go on in a folder that is somebody else's by then.
        if (_rescuing is { } rescuing)
            await ((Task)rescuing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
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

    /// <summary>Does something while nothing is written: a place for tests to await a write or copy files.</summary>
    internal Task WhileItStandsAsync(Action action) => AskAsync(_ =>
    {
        action();
        return true;
    });

    private async Task<T> AskAsync<T>(Func<LedgerStore, T> question)
    {
        var ask = new Ask<T>(question);
        await _queue.Writer.WriteAsync(ask);
        return await ask.Answer.Task;
    }

    private void Refuse(IReadOnlyCollection<Append> appends, string reason)
    {
        // Once per cause: what is lost afterwards is counted.
        if (Interlocked.Exchange(ref _refusal, reason) != reason)
            LogRefused(reason);
        // A correction that finds no place is made later; its sighting is recorded.
        var lost = appends.Count(append => append.Sighting.Rev == 0);
        Interlocked.Add(ref _lost, lost);
        _notRecorded.Add(lost);
        foreach (var append in appends)
            append.Answer.TrySetResult(new Recorded.Failed(reason));
    }

    private LedgerFigures Figure()
    {
        var (used, most) = _store.Size;
        var undelivered = _store.LastSeq - _store.Ranges.Settled
            + _store.Ranges.Count(LedgerState.Refused, _store.LastSeq);
        var perRow = _store.Rows == 0 ? 0 : (double)used / _store.Rows;
        return new LedgerFigures(
            new LedgerPosition(_store.Epoch, _store.LastSeq),
            _store.LastHash,
            _store.PreviousEpoch,
            _store.LastSeq - _store.Ranges.Settled + _store.Rescued.Sum(one => one.Pending),
            // While an earlier ledger is being rescued, nobody knows what of it is still to come.
            _rescuing is null && _rescueTrouble is null
                ? _store.PendingFrom
                : new LedgerPosition(_store.PreviousEpoch ?? _store.Epoch, 1),
            Count(LedgerState.Refused),
            Count(LedgerState.Gone),
            used,
            (long)(perRow * undelivered),
            perRow,
            most,
            _store.ChangedRow,
            RescueTrouble,
            _store.SetAsides,
            _store.Acknowledged,
            _store.PrunedUnacknowledged);

        long Count(LedgerState state) => _store.Ranges.Count(state, _store.LastSeq)
            + _store.Rescued.Sum(one => one.Ranges.Count(state, long.MaxValue));
    }
}
