using System.Threading.Channels;
using DaNangTrace.Edge.Kiosk.Recording;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>
/// Sends over one link until it breaks.
/// <code>
///   receipts ────────────────────────────┐
///   live: recorded since the link is up ─┤ in turn   ┌─► acknowledged ─► settled
///   historical: pending before ──────────┼─► window ─┼─► refused ──────► kept apart, an array's rows one by one
///   wanted once more by the city ────────┘ last      └─► neither ──────► the link ends, the ledger is the memory
/// </code>
/// <para>One loop takes one event after the other, so nothing here needs a lock. Live and historical sightings go in
/// turn while both wait: a shopper's scan is at the city at once, and the backlog still gets half of the messages. Each
/// stream goes in the order of its places.</para>
/// </summary>
internal sealed partial class Delivery
{
    // Rows that were acknowledged and are not noted yet; more mean that the disk hangs.
    private const int MostUnsettled = 10_000;

    // A ledger that can't be read is asked again.
    private static readonly TimeSpan ReadAgain = TimeSpan.FromSeconds(5);

    private readonly SendingParts _parts;
    private readonly Connection.Up _link;
    private readonly Guid _epoch;
    private readonly Channel<Func<LinkEnd?>> _events = Channel.CreateUnbounded<Func<LinkEnd?>>(
        new UnboundedChannelOptions { SingleReader = true });
    private readonly Queue<LedgerRow> _alone = new();
    private readonly List<SettledRange> _settled = [];
    private RowLane _live;
    private RowLane _historical;
    private RowLane? _resent;
    private Task _settling = Task.CompletedTask;
    private string? _ledgerTrouble;
    private int _historyVersion;
    private readonly LinkedList<Parcel> _onTheirWay = new();
    private long _bytesOnTheirWay;
    private bool _wasLive;
    private bool _isRenewing;
    private bool _isSettlingHeld;
    private bool _hasLanded;
    private bool _hasSentArrays;

    /// <param name="parts">What it works with.</param>
    /// <param name="link">What was agreed with the broker.</param>
    public Delivery(SendingParts parts, Connection.Up link)
    {
        (_parts, _link, _epoch) = (parts, link, parts.Ledger.Epoch);
        _heard = parts.Time.GetTimestamp();
        (_historical, _live) = Begin();
        parts.Batch.Begin();
    }

    /// <summary>Why sightings that wait can't be read now; null while they can.</summary>
    public string? LedgerTrouble => _ledgerTrouble;

    /// <summary>Sends until the link breaks.</summary>
    public async Task<LinkEnd> RunAsync(CancellationToken stop)
    {
        using var end = new CancellationTokenSource();
        _parts.Orders.OnArrival(() => Post(() => null));
        var beside = Task.WhenAll(WatchLedgerAsync(end.Token), WatchTimeAsync(end.Token), WatchLinkAsync(end.Token));
        try
        {
            while (true)
            {
                Fill(end.Token);
                Settle();
                await _events.Reader.WaitToReadAsync(stop);
                while (_events.Reader.TryRead(out var happened))
                {
                    if (happened() is { } ended)
                        return ended;
                }
                if (_parts.Ledger.Epoch != _epoch)
                    return new LinkEnd("a new ledger began: the city is told by a new session", IsAtOnce: true);
            }
        }
        finally
        {
            _parts.Orders.OnArrival(() => { });
            // What is on its way when the kiosk stops may still be acknowledged: else it would arrive once more.
            if (stop.IsCancellationRequested)
                await LandAsync();
            else if (!_hasLanded && _hasSentArrays)
                _parts.Batch.Shrink();
            await end.CancelAsync();
            await LandAsync();
            await beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private (RowLane Historical, RowLane Live) Begin()
    {
        var (ledger, boundary) = (_parts.Ledger, _parts.Ledger.LastSeq);
        (_historyVersion, _isRenewing) = (ledger.HistoryVersion, false);
        return (
            new RowLane((after, most) => ledger.TakeUndeliveredAsync(after, boundary, most), default),
            new RowLane(
                (after, most) => ledger.TakeUndeliveredAsync(after, long.MaxValue, most),
                new LedgerPosition(_epoch, boundary)));
    }

    // Sends whatever may go now.
    private void Fill(CancellationToken end)
    {
        ReadMore(_live);
        ReadMore(_historical);
        while (_onTheirWay.Count < _link.Window && _bytesOnTheirWay < _parts.Batch.Bytes
            && _settled.Count < MostUnsettled && Next() is { } parcel)
        {
            if (_onTheirWay.Count == 0)
                _waitingSince = _parts.Time.GetTimestamp();
            parcel.SentAt = _parts.Time.GetTimestamp();
            _onTheirWay.AddLast(parcel);
            _bytesOnTheirWay += parcel.Bytes;
            _ = FlyAsync(parcel, end);
            ReadMore(_live);
            ReadMore(_historical);
        }
    }

    private Parcel? Next()
    {
        if (_parts.Orders.NextAnswer is { } answer)
        {
            _parts.Orders.Sent();
            return new Parcel.Reply(answer);
        }
        if (_alone.TryDequeue(out var row))
            return new Parcel.Sightings([row], null);
        // Older rows wait again: what is on its way must land first, or it would be sent twice.
        if (_parts.Ledger.HistoryVersion != _historyVersion)
            _isRenewing = true;
        if (_isRenewing)
        {
            if (_onTheirWay.Count > 0 || _settled.Count > 0 || !_settling.IsCompleted)
                return null;
            (_historical, _live) = Begin();
            ReadMore(_live);
            ReadMore(_historical);
        }
        if (_live.Count > 0 && !(_wasLive && IsReady(_historical)))
        {
            _wasLive = true;
            return Pack(_live, null);
        }
        if (IsReady(_historical))
        {
            _wasLive = false;
            return Pack(_historical, null);
        }
        return _live.IsEmpty && _historical.IsEmpty ? NextAgain() : null;
    }

    private Parcel.Sightings? NextAgain()
    {
        if (_parts.Orders.Resend is not { } order)
            return null;
        _resent ??= order.Lane(_parts.Ledger);
        ReadMore(_resent);
        if (IsReady(_resent))
        {
            order.OnTheirWay++;
            return Pack(_resent, order);
        }
        if (!_resent.IsEmpty || order.OnTheirWay > 0)
            return null;
        _parts.Orders.EndResend();
        _resent = null;
        return NextAgain();
    }

    // A short message only where there is no more to come.
    private bool IsReady(RowLane lane) => lane.Count >= _parts.Batch.Now || (lane.IsDone && lane.Count > 0);

    private Parcel.Sightings Pack(RowLane lane, ResendOrder? order)
    {
        var rows = lane.Pack(_parts.Batch.Now, _link.MostBytes);
        _hasSentArrays |= rows.Count > 1;
        return new Parcel.Sightings(rows, order);
    }

    private void ReadMore(RowLane lane)
    {
        if (lane.ReadMore() is { } rows)
            _ = ReadAsync(lane, rows);
    }

    private async Task ReadAsync(RowLane lane, Task<IReadOnlyList<LedgerRow>> reading)
    {
        try
        {
            var rows = await reading;
            Post(() =>
            {
                lane.Take(rows);
                _ledgerTrouble = null;
                return null;
            });
        }
        catch (SqliteException e)
        {
            Post(() =>
            {
                lane.Fail();
                (_ledgerTrouble, _readFailed) = (e.Message, _parts.Time.GetTimestamp());
                if (lane == _resent)
                    _parts.Orders.Resend?.Fail();
                return null;
            });
        }
        catch (Exception e)
        {
            // A fault of the program: the loop ends with it, and the host.
            _events.Writer.TryComplete(e);
        }
    }

    private async Task FlyAsync(Parcel parcel, CancellationToken end)
    {
        try
        {
            var verdict = parcel switch
            {
                Parcel.Sightings sightings => await _parts.Link.SendAsync(sightings.Payload, end),
                Parcel.Reply reply => await _parts.Link.AnswerAsync(reply.Answer, end),
                _ => throw new InvalidOperationException("no such parcel"),
            };
            Post(() => Land(parcel, verdict));
        }
        catch (OperationCanceledException)
        {
            Post(() => Land(parcel, new Verdict.Unreachable("the kiosk stops")));
        }
        catch (Exception e)
        {
            _events.Writer.TryComplete(e);
        }
    }

    private LinkEnd? Land(Parcel parcel, Verdict verdict)
    {
        // Mostly the first: a broker acknowledges in the order of the messages (MQTT 5.0, 4.6).
        _onTheirWay.Remove(parcel);
        _bytesOnTheirWay -= parcel.Bytes;
        if (verdict is not Verdict.Unreachable)
        {
            _hasLanded = true;
            _heard = _waitingSince = _parts.Time.GetTimestamp();
            _parts.Batch.Landed(_parts.Time.GetElapsedTime(parcel.SentAt), isLast: _onTheirWay.Count == 0);
        }
        if (parcel is Parcel.Sightings sightings)
            Note(sightings, verdict);
        else if (parcel is Parcel.Reply reply && verdict is Verdict.Unreachable)
            _parts.Orders.TryAdd(reply.Answer);
        return verdict is Verdict.Unreachable unreachable ? new LinkEnd(unreachable.Reason) : null;
    }

    private void Note(Parcel.Sightings parcel, Verdict verdict)
    {
        if (parcel.Order is { } order)
        {
            order.OnTheirWay--;
            if (verdict is Verdict.Delivered)
                order.Sent(parcel.Rows);
            else if (verdict is Verdict.Refused)
                order.Fail();
        }
        switch (verdict)
        {
            case Verdict.Delivered:
                _settled.AddRange(SettledRange.Of(parcel.Rows, LedgerState.Delivered));
                break;
            // One of them may be the reason: each is asked about alone.
            case Verdict.Refused when parcel.Rows.Count > 1 && parcel.Order is null:
                foreach (var row in parcel.Rows)
                    _alone.Enqueue(row);
                return;
            case Verdict.Refused refused when parcel.Order is null:
                _settled.AddRange(SettledRange.Of(parcel.Rows, LedgerState.Refused, refused.Reason));
                break;
        }
        _parts.Told(parcel.Rows, verdict);
    }

    // One write to the ledger at a time; what lands meanwhile goes with the next.
    private void Settle()
    {
        if (_settled.Count == 0 || !_settling.IsCompleted || _isSettlingHeld)
            return;
        var ranges = _settled.ToList();
        _settled.Clear();
        _settling = SettleAsync(ranges);
    }

    private async Task SettleAsync(List<SettledRange> ranges)
    {
        try
        {
            await _parts.Ledger.SettleAsync(ranges);
            Post(() => null);
        }
        catch (SqliteException)
        {
            // The ledger tells of its disk. It is tried again with the next look at the time.
            Post(() =>
            {
                _isSettlingHeld = true;
                _settled.InsertRange(0, ranges);
                return null;
            });
        }
    }

    private void Post(Func<LinkEnd?> happened) => _events.Writer.TryWrite(happened);
}
