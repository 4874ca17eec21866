using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <content>What is watched beside the sending: the ledger, the time, and whether the broker still answers.</content>
internal sealed partial class Delivery
{
    private static readonly TimeSpan LandLimit = TimeSpan.FromMilliseconds(500);

    // A ledger that can't be read is asked again.
    private static readonly TimeSpan ReadAgain = TimeSpan.FromSeconds(5);

    // 64 kbit/s: a mobile link in a bad place.
    private const double SlowBytesPerSecond = 8000;

    private long _heard;
    private long _waitingSince;
    private long _readFailed;
    private long _looked;
    private bool _isAsking;

    private TimeSpan KeepAlive => TimeSpan.FromSeconds(_parts.Options.KeepAliveSeconds);

    private async Task WatchLedgerAsync(CancellationToken end)
    {
        while (true)
        {
            await _parts.Ledger.WaitForAppendAsync(end);
            Post(() =>
            {
                _live.Reopen();
                return null;
            });
        }
    }

    // A tenth of a keep-alive: a broker that stands still is noticed within one and a half.
    private async Task WatchTimeAsync(CancellationToken end)
    {
        using var timer = new PeriodicTimer(KeepAlive / 10, _parts.Time);
        while (await timer.WaitForNextTickAsync(end))
            Post(() => Look(end));
    }

    private async Task WatchLinkAsync(CancellationToken end)
    {
        var why = await _link.Broken.WaitAsync(end);
        Post(() => new LinkEnd(why) { IsClosed = true });
    }

    // The client library believes for hours in a link that is dead: so only answers count, and their age.
    private LinkEnd? Look(CancellationToken end)
    {
        var time = _parts.Time;
        if (_onTheirWay.First is { Value: var next }
            && time.GetElapsedTime(_waitingSince) is var silence && silence >= LongestSilence(next.Bytes))
            return new LinkEnd($"no acknowledgement from the broker for {silence.TotalSeconds:0} s");
        if (_onTheirWay.Count == 0 && !_isAsking && time.GetElapsedTime(_heard) >= KeepAlive * 0.9)
        {
            _isAsking = true;
            _ = BesideAsync(() => AskAsync(end));
        }
        if (time.GetElapsedTime(_looked) >= KeepAlive)
        {
            _looked = time.GetTimestamp();
            _ = BesideAsync(_parts.Ledger.TakeRetriesAsync);
        }
        if (_ledgerTrouble is not null && time.GetElapsedTime(_readFailed) >= ReadAgain)
        {
            _live.Reopen();
            _historical.Reopen();
            _counts.Reopen();
        }
        _isSettlingHeld = false;
        var areNew = _parts.Link.HasNewFiles();
        _parts.TellFiles();
        return areNew
            ? new LinkEnd("the files of the link were renewed: connecting with them", IsAtOnce: true) { IsThere = true }
            : null;
    }

    // Four tenths of a keep-alive for the answer, and what a slow link needs for the message; never so long that a
    // broker that stands still goes unnoticed for one and a half.
    private TimeSpan LongestSilence(int bytes)
    {
        var silence = (KeepAlive * 0.4) + TimeSpan.FromSeconds(bytes / SlowBytesPerSecond);
        return silence < KeepAlive * 1.3 ? silence : KeepAlive * 1.3;
    }

    private async Task AskAsync(CancellationToken end)
    {
        var isAlive = await _parts.Link.IsAliveAsync(KeepAlive * 0.4, end);
        Post(() =>
        {
            (_isAsking, _heard) = (false, _parts.Time.GetTimestamp());
            return isAlive ? null : new LinkEnd("the broker does not answer any more");
        });
    }

    private async Task BesideAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is OperationCanceledException or SqliteException)
        {
            // The session ends; or the ledger tells of its disk itself.
        }
        catch (Exception e)
        {
            // A fault of the program: the loop ends with it, and the host.
            _events.Writer.TryComplete(e);
        }
    }
}

/// <summary>Why a link ended.</summary>
/// <param name="Why">In a sentence.</param>
/// <param name="IsAtOnce">Whether nothing is wrong: the next link is made without waiting.</param>
internal sealed record LinkEnd(string Why, bool IsAtOnce = false)
{
    /// <summary>Whether the other side closed it.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether it is given up though it is there: what is on its way may yet be acknowledged.</summary>
    public bool IsThere { get; init; }
}
