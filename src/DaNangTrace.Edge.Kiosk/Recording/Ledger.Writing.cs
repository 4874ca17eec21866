using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <content>What the ledger's own thread does: it may wait for the disk, since SQLite knows no other way.</content>
public partial class Ledger
{
    // Settles wait this long for a sighting to go to the disk with: most get company, and none makes a write of its own.
    private const int MostUnwrittenSettles = 500;
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(5);

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
    private bool _isInspected;

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
            }
            else if (work is Append surplus)
            {
                Refuse([surplus], $"{MostWaiting} sightings wait for the disk already");
            }
            else
            {
                // What was appended before a question is in its answer.
                Write();
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
            var batch = new Batch(this, [.. _waiting.Take(MostTogether)]);
            _tried = _time.GetTimestamp();
            Interlocked.Exchange(ref _began, _tried);
            var isDone = Try(() =>
            {
                if (_store.MakeRoom(batch.Appends.Count))
                    Keep(batch);
                else
                    RefuseNew(batch);
            });
            Interlocked.Exchange(ref _began, 0);
            NoteTime(_time.GetElapsedTime(_tried));
            if (!isDone)
                return;
            _tried = 0;
            _isInTrouble = false;
            _waiting.RemoveRange(0, batch.Appends.Count);
        }
    }

    private void RefuseNew(Batch batch)
    {
        var reason = $"{_store.File} is full of {_store.LastSeq - _store.Ranges.Settled} sightings that wait for the "
            + "city: bring the network back, or raise recording.maxSize";
        if (Condition.Set(Wellness.Down, reason))
            LogNotWritten(reason);
        Refuse(batch.Appends, reason);
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
            if (_store.UnwrittenSettles >= MostUnwrittenSettles
                || (_store.IsSettledUnwritten && _time.GetElapsedTime(_settled) >= SettleLimit))
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
                _isInspected = !_store.Inspect();
            _store.MakeCheckpoint();
        });
    }

    // Everything that touches the disk goes through here.
    private bool Try(Action action)
    {
        try
        {
            action();
            Refigure();
            return true;
        }
        catch (Exception e) when (e is SqliteException or NotSupportedException or IOException
            or UnauthorizedAccessException)
        {
            Suffer(e);
            return false;
        }
    }

    // Called in a commit, before it is answered: who was answered may look.
    private void Committed(long bytes)
    {
        _rate.Add(Math.Max(0, bytes));
        if (_isInTrouble)
            LogWellAgain(_store.File);
        Condition.Set(Wellness.Ok, "recording");
        Refigure();
        Wake();
    }

    private void Refigure() => Volatile.Write(ref _figures, Figure());

    private void Wake()
    {
        if (_appended.CurrentCount == 0)
            _appended.Release();
    }

    // Twice: a damaged one is set aside, and a new one begins.
    private void TryOpen()
    {
        for (var i = 0; i < 2 && !_store.IsOpen; i++)
        {
            try
            {
                _store.Open();
                _store.Attach();
                _isInTrouble = false;
                Condition.Set(Wellness.Ok, "recording");
                Refigure();
                LogOpened(_store.File, _store.Epoch, _store.LastSeq, Pending);
            }
            catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
            {
                // A full or read-only card must not turn the screen dark. It is tried again all the time.
                Suffer(e);
            }
        }
        BeginRescue();
    }

    // What is believed of the file after a failure is what it says when it is read again.
    private void Suffer(Exception e)
    {
        var reason = $"{_store.File} can't be written ({e.Message}): free the disk, or replace the card";
        try
        {
            _store.CloseAfterFault();
            if (e is SqliteException { SqliteErrorCode: LedgerFile.Damaged or LedgerFile.NotADatabase })
            {
                var aside = _store.SetAside();
                reason = $"{_store.File} is damaged ({e.Message}); it was set aside as {aside}";
                LogSetAside(_store.File, e.Message, aside);
                BeginRescue();
            }
        }
        catch (Exception worse) when (worse is SqliteException or IOException or UnauthorizedAccessException)
        {
            reason = $"{reason}; and it can't be set aside ({worse.Message})";
        }
        _isInTrouble = true;
        if (Condition.Set(Wellness.Down, reason))
            LogNotWritten(reason);
    }
}
