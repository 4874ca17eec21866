using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <content>What the ledger's own thread does: it may wait for the disk, since SQLite knows no other way.</content>
public partial class Ledger
{
    // A crash has no more sent twice.
    private const int MostUnwrittenSettles = 500;

    // A disk that is full or locked is tried again in this time, and at each new sighting.
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    // A start is not the time to read a whole card.
    private static readonly TimeSpan InspectAfter = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan AgeEvery = TimeSpan.FromHours(1);

    private readonly List<Append> _waiting = [];
    private Task<bool>? _ready;
    private Task<(long Rows, long Lost)>? _rescuing;
    private long _began;
    private long _tried;
    private long _settled;
    private long _aged;
    private long _started;
    private bool _isInTrouble;
    private bool _isAging;
    private bool _isFull;
    private bool _isInspected;

    /// <summary>
    /// What was settled in so long is one write: a page of the card a burst, not a page a sighting. A place for the
    /// tests to write each at once.
    /// </summary>
    protected internal virtual TimeSpan SettleLimit { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether what was settled is to be written now.</summary>
    internal bool IsSettleDue => _store.UnwrittenSettles >= MostUnwrittenSettles || _store.IsRefusalUnwritten
        || (_store.IsSettledUnwritten && _time.GetElapsedTime(_settled) >= SettleLimit);

    /// <summary>How long the disk has not answered; zero while nobody waits for it.</summary>
    public TimeSpan StuckFor =>
        Interlocked.Read(ref _began) is var began and not 0 ? _time.GetElapsedTime(began) : TimeSpan.Zero;

    private void WriteAll()
    {
        try
        {
            _started = _aged = _time.GetTimestamp();
            while (WaitForWork())
            {
                TakeWork();
                Write();
                KeepHouse();
            }
            _tried = 0;
            Write();
            if (_waiting.Count > 0)
            {
                LogNotTaken(_waiting.Count);
                Refuse(_waiting, "the kiosk stopped before the disk took it");
            }
            if (_store.IsSettledUnwritten)
                Try(_store.WriteSettled);
        }
        catch (Exception e)
        {
            // A fault of the program: whoever appends from now on gets it, and the host stops instead of going deaf.
            Condition.Set(Wellness.Down, e.Message);
            _queue.Writer.TryComplete(e);
            foreach (var append in _waiting)
                append.Fail(e);
            while (_queue.Reader.TryRead(out var work))
                work.Fail(e);
            throw;
        }
        finally
        {
            _store.Dispose();
        }
    }

    // False when the ledger is closed and nothing is left.
    private bool WaitForWork()
    {
        _ready ??= _queue.Reader.WaitToReadAsync().AsTask();
        if (Due() is not { } due)
            return Take(_ready);
        if (due > TimeSpan.Zero)
            ((Task)_ready.WaitAsync(due < InspectAfter ? due : InspectAfter, _time))
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        return !_ready.IsCompleted || Take(_ready);

        bool Take(Task<bool> ready)
        {
            var isMore = ready.GetAwaiter().GetResult();
            _ready = null;
            return isMore;
        }
    }

    // When something is to be done though nobody asks.
    private TimeSpan? Due()
    {
        if (_waiting.Count > 0 || _isInTrouble)
            return RetryPause - _time.GetElapsedTime(_tried);
        if (_rescuing is { IsCompleted: true } || _isAging)
            return TimeSpan.Zero;
        TimeSpan? settle = _store.IsSettledUnwritten ? SettleLimit - _time.GetElapsedTime(_settled) : null;
        TimeSpan? inspect = _isInspected ? null : InspectAfter - _time.GetElapsedTime(_started);
        return settle is null || inspect < settle ? inspect : settle;
    }

    private void TakeWork()
    {
        while (_queue.Reader.TryRead(out var work))
        {
            if (work is Append append && _waiting.Count < MostWaiting)
            {
                _waiting.Add(append);
                _tried = 0;
                // Else who fills the queue from behind would be refused on a sound disk.
                if (_waiting.Count >= MostTogether && !_isInTrouble)
                    Write();
            }
            else if (work is Append surplus)
            {
                Refuse([surplus], $"{MostWaiting} sightings wait for the disk already");
            }
            else
            {
                // What was appended before a question is in its answer.
                Write();
                // At the end a disk that does not answer is not asked again and again.
                if (_isDisposed && _isInTrouble)
                    work.Fail(new SqliteException("the kiosk stops, and the disk does not answer", LedgerFault.Busy));
                else
                    Try(() => work.Run(this));
            }
        }
    }

    // Writes all that wait, a transaction at a time; after a failure they wait on, and if none waits, the disk is tried
    // all the same.
    private void Write()
    {
        while ((_waiting.Count > 0 || _isInTrouble) && (_tried == 0 || _time.GetElapsedTime(_tried) >= RetryPause))
        {
            // Where there is no room for many, there may be for one.
            var batch = new Batch(this, [.. _waiting.Take(_isFull ? 1 : MostTogether)]);
            _tried = _time.GetTimestamp();
            var isLater = false;
            var isDone = Try(() =>
            {
                if (_store.MakeRoom(batch.Appends.Count))
                    Keep(batch);
                else if (batch.Appends.Count > 1)
                    isLater = _isFull = true;
                else
                    Refuse(batch.Appends, Fill());
            });
            NoteTime(_time.GetElapsedTime(_tried));
            if (!isDone)
                return;
            _tried = 0;
            _isInTrouble = false;
            _waiting.RemoveRange(0, isLater ? 0 : batch.Appends.Count);
        }
    }

    private void Inspect()
    {
        var before = _store.ChangedRow;
        _isInspected = !_store.Inspect();
        if (before is null && _store.ChangedRow is { } changed)
            LogChanged(_store.File, changed);
    }

    private string Fill()
    {
        _isFull = true;
        var reason = $"{_store.File} is full of sightings that wait for the city: bring the network back, or raise "
            + "recording.maxSize";
        if (Condition.Set(Wellness.Down, reason))
            LogNotWritten(reason);
        return reason;
    }

    // Nothing here is urgent, and nothing is done while somebody waits.
    private void KeepHouse()
    {
        if (_isInTrouble || _waiting.Count > 0)
            return;
        Try(() =>
        {
            if (_rescuing is { IsCompleted: true } rescued)
                Attach(rescued);
            if (IsSettleDue)
                _store.WriteSettled();
            if (_time.GetElapsedTime(_aged) >= AgeEvery)
            {
                _aged = _time.GetTimestamp();
                _store.Age();
                _isAging = true;
            }
            if (_isAging)
                _isAging = _store.PruneAged();
            if (!_isInspected && _time.GetElapsedTime(_started) >= InspectAfter)
                Inspect();
            _store.Measure();
            _store.MakeCheckpoint();
            if (_isFull && _store.HasRoom())
            {
                _isFull = false;
                Condition.Set(Wellness.Ok, "recording");
            }
            if (_rescuing is null && _rescueTrouble is not null && _time.GetElapsedTime(_rescued) >= RescueAgain)
                BeginRescue();
        });
    }
}
