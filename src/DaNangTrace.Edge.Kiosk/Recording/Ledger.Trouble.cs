using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <content>What the ledger does when its disk fails, and how it is well again.</content>
public partial class Ledger
{
    // A cable that is loose fails once or twice.
    private const int MostReadFaults = 5;

    // The uplink asks again within a minute.
    private static readonly TimeSpan ReadFaultsIn = TimeSpan.FromMinutes(10);

    private int _readFaults;
    private long _readFault;

    // Everything that touches the disk goes through here.
    private bool Try(Action action)
    {
        // Whatever hangs, it is the disk: nothing else is waited for here.
        Interlocked.Exchange(ref _began, _time.GetTimestamp());
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
        finally
        {
            Interlocked.Exchange(ref _began, 0);
        }
    }

    // Called in a commit, before it is answered: who was answered may look.
    private void Committed(int rows)
    {
        _rate.Add(rows);
        if (_isInTrouble)
            LogWellAgain(_store.File);
        _isFull = false;
        Interlocked.Exchange(ref _refusal, null);
        if (_store.HasDropped)
            Drop();
        else
            Condition.Set(Wellness.Ok, "recording");
        Refigure();
        Wake();
    }

    private void Drop()
    {
        var told = $"recording; {_store.File} is full of sightings that wait for the city, and the oldest are dropped: "
            + "bring the network back, or raise recording.maxSize";
        if (Condition.Set(Wellness.Degraded, told))
            LogDropped(told);
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
                _isInTrouble = false;
                if (_store.HasRoom())
                    Condition.Set(Wellness.Ok, "recording");
                else
                    Fill();
                Refigure();
                LogOpened(_store.File, _store.Epoch, _store.LastSeq, Pending);
            }
            catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
            {
                // A full or read-only card must not turn the screen dark. It is tried again all the time.
                Suffer(e);
            }
        }
        try
        {
            BeginRescue();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that can't be looked into has told of itself.
            _rescueTrouble = e.Message;
        }
    }

    // What is believed of the file after a failure is what it says when it is read again.
    private void Suffer(Exception e)
    {
        var reason = $"{_store.File} can't be written ({e.Message}): {Cure(e)}";
        try
        {
            _store.CloseAfterFault();
            if (e is SqliteException { SqliteErrorCode: LedgerFault.Damaged or LedgerFault.NotADatabase }
                || IsUnreadableForGood(e))
            {
                _readFaults = 0;
                var aside = _store.SetAside();
                LogSetAside(_store.File, e.Message, aside);
                Condition.Set(
                    Wellness.Down, $"{_store.File} is damaged ({e.Message}); it was set aside as {aside}");
                _isInTrouble = true;
                BeginRescue();
                return;
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

    // One place of a card that can't be read would keep everything behind it from the city for ever.
    private bool IsUnreadableForGood(Exception e) =>
        e is SqliteException { SqliteExtendedErrorCode: LedgerFault.ReadFault or LedgerFault.ShortRead }
        && CountReadFault() >= MostReadFaults;

    private int CountReadFault()
    {
        if (_readFaults == 0 || _time.GetElapsedTime(_readFault) > ReadFaultsIn)
            (_readFaults, _readFault) = (0, _time.GetTimestamp());
        return ++_readFaults;
    }

    private static string Cure(Exception e) => (e as SqliteException)?.SqliteErrorCode switch
    {
        LedgerFault.Full => "free the disk",
        LedgerFault.Busy => "end the program that holds it",
        LedgerFault.ReadOnly or LedgerFault.CantOpen =>
            "give folder and file to the user that runs dntrace, or see why the disk is read-only",
        _ => "if it lasts, replace the card",
    };
}
