using DaNangTrace.Edge.Kiosk.Recording;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <content>What becomes of what was sent, and how the ledger hears of it.</content>
internal sealed partial class Delivery
{
    // Stretches of rows that were acknowledged and are not noted yet; more mean that the disk hangs.
    private const int MostUnsettled = 10_000;

    private readonly List<SettledRange> _settled = [];
    private bool _isSettling;
    private bool _isSettlingHeld;
    private bool _hasLanded;
    private bool _hasSentArrays;

    private LinkEnd? Land(Parcel parcel, Verdict verdict)
    {
        // Mostly the first: a broker acknowledges in the order of the messages (MQTT 5.0, 4.6).
        _onTheirWay.Remove(parcel);
        _bytesOnTheirWay -= parcel.Bytes;
        if (verdict is not (Verdict.Unreachable or Verdict.Refused { IsOwn: true }))
        {
            _hasLanded = true;
            _heard = _waitingSince = _parts.Time.GetTimestamp();
            _parts.Batch.Landed(_parts.Time.GetElapsedTime(parcel.SentAt), isLast: _onTheirWay.Count == 0);
        }
        return parcel switch
        {
            Parcel.Sightings sightings => Land(sightings, verdict),
            Parcel.Count count => Land(count, verdict),
            Parcel.Reply reply => Land(reply, verdict),
            _ => throw new InvalidOperationException("no such parcel"),
        };
    }

    private LinkEnd? Land(Parcel.Reply reply, Verdict verdict)
    {
        if (verdict is not Verdict.Delivered)
            _parts.NotAnswered(reply.Answer, isFinal: verdict is Verdict.Refused);
        return (verdict as Verdict.Unreachable)?.End;
    }

    private LinkEnd? Land(Parcel.Count parcel, Verdict verdict)
    {
        switch (verdict)
        {
            case Verdict.Unreachable unreachable:
                return unreachable.End;
            case Verdict.Postponed postponed when !_parts.CountPostponed(parcel.Row):
                return new LinkEnd(postponed.Words) { IsThere = true };
            case Verdict.Delivered:
                _settled.AddRange(SettledRange.Of([parcel.Row], LedgerState.Delivered));
                break;
            default:
                var reason = (verdict as Verdict.Refused)?.Reason ?? ((Verdict.Postponed)verdict).Reason;
                _settled.AddRange(SettledRange.Of([parcel.Row], LedgerState.Refused, reason));
                break;
        }
        _parts.ToldCount(verdict);
        return null;
    }

    private LinkEnd? Land(Parcel.Sightings parcel, Verdict verdict)
    {
        if (parcel.Order is { } order)
            order.OnTheirWay--;
        switch (verdict)
        {
            case Verdict.Delivered:
                parcel.Order?.Sent(parcel.Rows);
                _settled.AddRange(SettledRange.Of(parcel.Rows, LedgerState.Delivered));
                _parts.Told(parcel.Rows, verdict, parcel.Order is not null);
                return null;
            // One of them may be the reason: each is asked about alone.
            case Verdict.Refused or Verdict.Postponed when parcel.Rows.Count > 1:
                foreach (var row in parcel.Rows)
                    _alone.Enqueue((row, parcel.Order));
                return null;
            case Verdict.Postponed postponed when !_parts.CountPostponed(parcel.Rows[0]):
                return new LinkEnd(postponed.Words) { IsThere = true };
            case Verdict.Postponed postponed:
                SetApart(parcel, new Verdict.Refused(postponed.Reason));
                return null;
            case Verdict.Refused refused:
                SetApart(parcel, refused);
                return null;
            default:
                return ((Verdict.Unreachable)verdict).End;
        }
    }

    private void SetApart(Parcel.Sightings parcel, Verdict.Refused refused)
    {
        if (parcel.Order is { } order)
            order.Fail();
        else
            _settled.AddRange(SettledRange.Of(parcel.Rows, LedgerState.Refused, refused.Reason));
        _parts.Told(parcel.Rows, refused, parcel.Order is not null);
    }

    // One write to the ledger at a time; what lands meanwhile goes with the next.
    private void Settle()
    {
        if (_settled.Count == 0 || _isSettling || _isSettlingHeld)
            return;
        var ranges = _settled.ToList();
        _settled.Clear();
        _isSettling = true;
        _ = SettleAsync(ranges);
    }

    private async Task SettleAsync(List<SettledRange> ranges)
    {
        try
        {
            await _parts.Ledger.SettleAsync(ranges);
            Post(() =>
            {
                _isSettling = false;
                return null;
            });
        }
        catch (SqliteException)
        {
            // The ledger tells of its disk. It is tried again with the next look at the time.
            Post(() =>
            {
                (_isSettling, _isSettlingHeld) = (false, true);
                _settled.InsertRange(0, ranges);
                return null;
            });
        }
        catch (Exception e)
        {
            _events.Writer.TryComplete(e);
        }
    }

    // When the link is down, all that was on its way ends at once.
    private async Task LandAsync()
    {
        using var limit = new CancellationTokenSource(LandLimit);
        try
        {
            while (_onTheirWay.Count > 0 || _isSettling || (_settled.Count > 0 && !_isSettlingHeld))
            {
                Settle();
                if (!await _events.Reader.WaitToReadAsync(limit.Token))
                    return;
                while (_events.Reader.TryRead(out var happened))
                    happened();
            }
        }
        catch (Exception e) when (e is OperationCanceledException || _events.Reader.Completion.IsCompleted)
        {
            // What is not noted is sent again. A fault of the program is on its way to whoever waits for the loop.
        }
    }
}
