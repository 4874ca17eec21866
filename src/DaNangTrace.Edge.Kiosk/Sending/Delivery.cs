using System.Threading.Channels;
using DaNangTrace.Edge.Kiosk.Recording;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>
/// Sends over one link until it breaks.
/// <code>
///   receipts, counts of recalled goods ──┐ in turn   ┌─► acknowledged ─► settled
///   live: recorded since the link is up ─┤ with all  ├─► refused ──────► kept apart, an array's rows one by one
///   historical: pending before ──────────┼─► window ─┤
///   wanted once more by the city ────────┘ last      └─► neither ──────► the link ends, the ledger is the memory
/// </code>
/// <para>One loop takes one event after the other, so nothing here needs a lock. Live and historical sightings go in
/// turn while both wait: a shopper's scan is at the city at once, and the backlog still gets half of the messages. Each
/// stream goes in the order of its places.</para>
/// </summary>
internal sealed partial class Delivery
{
    private readonly SendingParts _parts;
    private readonly Connection.Up _link;
    private readonly Guid _epoch;
    private readonly Channel<Func<LinkEnd?>> _events = Channel.CreateUnbounded<Func<LinkEnd?>>(
        new UnboundedChannelOptions { SingleReader = true });
    private readonly LinkedList<Parcel> _onTheirWay = new();
    private readonly Queue<(LedgerRow Row, ResendOrder? Order)> _alone = new();
    private RowLane _live;
    private RowLane _historical;
    private RowLane _counts;
    private RowLane? _resent;
    private string? _ledgerTrouble;
    private int _historyVersion;
    private int _countsVersion;
    private long _bytesOnTheirWay;
    private bool _wasLive;
    private bool _wasBeside;
    private bool _isRenewing;

    /// <param name="parts">What it works with.</param>
    /// <param name="link">What was agreed with the broker.</param>
    /// <param name="epoch">Of which ledger the city was told.</param>
    public Delivery(SendingParts parts, Connection.Up link, Guid epoch)
    {
        (_parts, _link, _epoch) = (parts, link, epoch);
        _heard = parts.Time.GetTimestamp();
        (_historical, _live, _counts) = Begin();
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
        var isThere = false;
        try
        {
            while (true)
            {
                // A new ledger is told of by a new session.
                if (_parts.Ledger.Epoch != _epoch)
                    return Ended(new LinkEnd("a new ledger began", IsAtOnce: true) { IsThere = true });
                Fill(end.Token);
                Settle();
                await _events.Reader.WaitToReadAsync(stop);
                while (_events.Reader.TryRead(out var happened))
                {
                    if (happened() is { } ended)
                        return Ended(ended);
                }
            }
        }
        finally
        {
            _parts.Orders.OnArrival(() => { });
            // What is on its way over a link that is still there may yet be acknowledged: else it would arrive twice.
            if (stop.IsCancellationRequested || isThere)
                await LandAsync();
            else if (!_hasLanded && _hasSentArrays)
                _parts.Batch.Shrink();
            await end.CancelAsync();
            await LandAsync();
            await beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        LinkEnd Ended(LinkEnd ended)
        {
            isThere = ended.IsThere;
            return ended;
        }
    }

    private (RowLane Historical, RowLane Live, RowLane Counts) Begin()
    {
        var (ledger, boundary) = (_parts.Ledger, _parts.Ledger.LastSeq);
        (_historyVersion, _countsVersion, _isRenewing) = (ledger.HistoryVersion, ledger.CountsVersion, false);
        _parts.Begun(_historyVersion);
        return (
            new RowLane((after, most) => ledger.TakeUndeliveredAsync(after, boundary, most), default),
            new RowLane(
                (after, most) => ledger.TakeUndeliveredAsync(after, long.MaxValue, most),
                new LedgerPosition(_epoch, boundary)),
            new RowLane((after, most) => ledger.TakeCountsAsync(after.Seq, most), default));
    }

    // Sends whatever may go now.
    private void Fill(CancellationToken end)
    {
        ReadMore(_live);
        ReadMore(_historical);
        ReadCounts();
        while (_onTheirWay.Count < _link.Window && _bytesOnTheirWay < _parts.Batch.Bytes
            && _settled.Count < MostUnsettled && Next() is { } parcel)
        {
            if (_onTheirWay.Count == 0)
                _waitingSince = _parts.Time.GetTimestamp();
            parcel.SentAt = _parts.Time.GetTimestamp();
            _onTheirWay.AddLast(parcel);
            _bytesOnTheirWay += parcel.Bytes;
            _wasBeside = parcel is not Parcel.Sightings;
            _ = FlyAsync(parcel, end);
            ReadMore(_live);
            ReadMore(_historical);
            ReadMore(_counts);
        }
    }

    // Receipts take no more than every other message, whoever asks for them; nor do the counts of a long recall list.
    private Parcel? Next() => _wasBeside
        ? (Parcel?)NextSightings() ?? NextBeside()
        : NextBeside() ?? NextSightings();

    private Parcel? NextBeside() => (Parcel?)NextReply() ?? NextCount();

    private Parcel.Reply? NextReply() => _parts.Orders.TakeAnswer() is { } answer ? new Parcel.Reply(answer) : null;

    private Parcel.Sightings? NextSightings()
    {
        if (_alone.TryDequeue(out var one))
        {
            if (one.Order is not null)
                one.Order.OnTheirWay++;
            return new Parcel.Sightings([one.Row], one.Order);
        }
        // Older rows wait again: what is on its way must land first, or it would be sent twice.
        if (_parts.Ledger.HistoryVersion != _historyVersion)
            _isRenewing = true;
        if (_isRenewing)
        {
            if (_onTheirWay.Count > 0 || _settled.Count > 0 || _isSettling)
                return null;
            (_historical, _live, _counts) = Begin();
            NoteTrouble();
            ReadMore(_live);
            ReadMore(_historical);
            ReadMore(_counts);
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
        return _live.IsEmpty && _historical.IsEmpty && _ledgerTrouble is null ? NextAgain() : null;
    }

    private Parcel.Sightings? NextAgain()
    {
        while (_parts.Orders.TakeResend() is { } order)
        {
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
        }
        return null;
    }

    // A short message only where there is no more to come.
    private bool IsReady(RowLane lane) => lane.Count >= _parts.Batch.Now || (lane.IsDone && lane.Count > 0);

    private Parcel.Sightings Pack(RowLane lane, ResendOrder? order)
    {
        var rows = lane.Pack(_parts.Batch.Now, _link.MostBytes);
        _hasSentArrays |= rows.Count > 1;
        return new Parcel.Sightings(rows, order);
    }

    private Parcel.Count? NextCount() =>
        _counts.Count > 0 && !_isRenewing ? new Parcel.Count(_counts.Pack(1, int.MaxValue)[0]) : null;

    private void ReadCounts()
    {
        if (_parts.Ledger.CountsVersion is var version && version != _countsVersion)
        {
            _countsVersion = version;
            _counts.Reopen();
        }
        ReadMore(_counts);
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
                NoteTrouble();
                return null;
            });
        }
        catch (SqliteException e)
        {
            Post(() =>
            {
                lane.Fail(e.Message);
                _readFailed = _parts.Time.GetTimestamp();
                NoteTrouble();
                if (lane == _resent)
                    _parts.Orders.TakeResend()?.Fail();
                return null;
            });
        }
        catch (Exception e)
        {
            // A fault of the program: the loop ends with it, and the host.
            _events.Writer.TryComplete(e);
        }
    }

    // Each stream has its own: that one can be read says nothing of the other's pages.
    private void NoteTrouble() => _ledgerTrouble = _historical.Trouble ?? _live.Trouble ?? _counts.Trouble;

    private async Task FlyAsync(Parcel parcel, CancellationToken end)
    {
        try
        {
            var verdict = parcel switch
            {
                Parcel.Sightings sightings => await _parts.Link.SendAsync(sightings.Payload, end),
                Parcel.Count count => await _parts.Link.TellCountAsync(count.Row.Bytes, end),
                Parcel.Reply reply => await _parts.Link.AnswerAsync(reply.Answer, end),
                _ => throw new InvalidOperationException("no such parcel"),
            };
            Post(() => Land(parcel, verdict));
        }
        catch (OperationCanceledException)
        {
            Post(() => Land(parcel, new Verdict.Unreachable("the link was given up")));
        }
        catch (Exception e)
        {
            _events.Writer.TryComplete(e);
        }
    }

    private void Post(Func<LinkEnd?> happened) => _events.Writer.TryWrite(happened);
}
