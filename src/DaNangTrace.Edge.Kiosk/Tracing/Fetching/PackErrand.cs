using System.Globalization;
using System.Threading.Channels;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <summary>
/// The announced packs of one kind: keeps the newest right one and works it off, one attempt after the other.
/// <para>Constraints: what is offered again costs nothing; a wrong or older notice does not take the place of one that
/// waits; a newer one, or another word about the same one, ends the attempt. A signed notice stands whatever a server
/// says: a log-in page, a file that is half there or a mirror that is behind is tried again.</para>
/// <para>Operation: judge what is offered ─► wait (jitter; for the catalog a quiet minute) ─► fetch and take ─► judge
/// it anew: it must be here now ─► else wait longer and longer.</para>
/// </summary>
/// <param name="kind"><c>full</c> or <c>recall</c>.</param>
/// <param name="judge">Judges notices.</param>
/// <param name="take">Fetches and takes.</param>
/// <param name="timing">When.</param>
/// <param name="tools">Clock, chance and log.</param>
internal sealed partial class PackErrand(
    string kind, PackJudge judge, TakePack take, PackTiming timing, PackTools tools)
{
    private const int MostTold = 32;

    // Each is judged, in a few milliseconds. More at once are no office's.
    private const int MostOffered = 16;

    // From this attempt on the pauses are the longest.
    private const int ManyAttempts = 16;

    // A key's file that was replaced, a day that came: looked for as often as this.
    private static readonly TimeSpan Recheck = TimeSpan.FromMinutes(1);

    private readonly Channel<PackNotice> _offered = Channel.CreateBounded<PackNotice>(
        new BoundedChannelOptions(MostOffered) { FullMode = BoundedChannelFullMode.DropOldest },
        _ => tools.Count(kind, "dropped"));

    private readonly DoubtfulNotices _doubtful = new();
    private readonly HashSet<string> _told = [];
    private readonly ILogger _log = tools.Log;
    private long _lookedAt = tools.Clock.Time.GetTimestamp();
    private Errand? _current;
    private volatile PackStanding _standing = new(kind, null, null, null, null, null);
    private volatile RefusedPack? _noNotice;

    /// <summary>How it stands.</summary>
    public PackStanding Standing => _noNotice is { } none ? _standing with { Refused = none } : _standing;

    /// <summary>Takes a notice; never waits.</summary>
    public void Offer(PackNotice notice)
    {
        _noNotice = null;
        _offered.Writer.TryWrite(notice);
    }

    /// <summary>Notes why what was announced is none; null where nothing is announced.</summary>
    public void RefuseNotice(string? fault)
    {
        // The same comes again at each connection.
        if (fault is null || _noNotice?.Refusal.Message != fault)
            _noNotice = fault is null
                ? null
                : new RefusedPack(null, new PackRefusal(PackFault.NoNotice, fault), tools.Clock.Now().At);
    }

    /// <summary>Works off what is offered, until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            if (await NextAsync(stop) is { } offered)
            {
                Judge(offered);
                // Else an older one would be begun and ended at once.
                for (var n = 1; n < MostOffered && _offered.Reader.TryRead(out var more); n++)
                    Judge(more);
            }
            else if (!_doubtful.AreNone && UntilRecheck() == TimeSpan.Zero)
            {
                LookAgain();
            }
            if (_current is not { } errand)
                continue;
            if (IsDue(errand))
                await TryAsync(errand, stop);
            else if (errand.Attempts == 0 && errand.Left <= TimeSpan.Zero)
                _standing = _standing with { Stage = "waits for a quiet minute" };
        }
    }

    // What was offered; null where the time has come to look at something else.
    private async Task<PackNotice?> NextAsync(CancellationToken stop)
    {
        var pause = _current is { } errand ? PauseOf(errand) : Timeout.InfiniteTimeSpan;
        if (!_doubtful.AreNone && (pause == Timeout.InfiniteTimeSpan || UntilRecheck() < pause))
            pause = UntilRecheck();
        if (pause == TimeSpan.Zero)
            return _offered.Reader.TryRead(out var waiting) ? waiting : null;
        using var timer = new CancellationTokenSource(pause, tools.Clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timer.Token);
        try
        {
            return await _offered.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private TimeSpan UntilRecheck() =>
        Recheck - tools.Clock.Time.GetElapsedTime(_lookedAt) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private TimeSpan PauseOf(Errand errand) =>
        errand.Left is var left && left > TimeSpan.Zero ? left
        : IsDue(errand) ? TimeSpan.Zero
        : PackTiming.QuietPoll;

    private bool IsDue(Errand errand)
    {
        // Asked each time, since it notes when somebody scanned.
        var isQuiet = timing.IsQuiet?.Invoke() ?? true;
        return errand.Left <= TimeSpan.Zero
            && (isQuiet || timing.IsUrgent()
                || tools.Clock.Time.GetElapsedTime(errand.AnnouncedAt) >= PackTiming.MostPostponed);
    }

    private void LookAgain()
    {
        _lookedAt = tools.Clock.Time.GetTimestamp();
        foreach (var doubt in _doubtful.All)
            Judge(doubt.Notice);
        if (_standing.Trouble?.Code == PackTrouble.NotJudged && _doubtful.All.All(one => one.Refusal is not null))
            _standing = _standing with { Trouble = null };
    }

    private void Judge(PackNotice notice) => Judge(notice, judge.Look(kind, notice));

    private void Judge(PackNotice notice, PackJudgement verdict)
    {
        switch (verdict)
        {
            case PackJudgement.Fetch right when _current?.GivesWayTo(notice, right.Manifest) ?? true:
                Begin(notice, right);
                break;
            case PackJudgement.Here here when _current is null || _current.Manifest.Version <= here.Manifest.Version:
                End(_standing.Taken);
                break;
            case PackJudgement.Refused { MayPass: true } doubtful:
                if (_doubtful.Keep(notice, doubtful.Refusal))
                    Refuse(doubtful);
                return;
            case PackJudgement.Refused refused:
                Refuse(refused);
                break;
            case PackJudgement.Unknown unknown:
                _doubtful.Keep(notice, null);
                var words = $"an announced pack can't be judged ({unknown.Words})";
                Tell(unknown.Words, log: () => LogNotJudged(kind, unknown.Words));
                _standing = _standing with { Trouble = TroubleOf(PackTrouble.NotJudged, words) };
                return;
        }
        _doubtful.Remove(notice);
    }

    private void Begin(PackNotice notice, PackJudgement.Fetch right)
    {
        // A kiosk that was held off from the one before has waited for this one as long.
        var announcedAt = _current?.AnnouncedAt ?? tools.Clock.Time.GetTimestamp();
        var isUrgent = timing.IsUrgent();
        var jitter = isUrgent ? TimeSpan.Zero : tools.Chance() * timing.MostJitter;
        _current = new Errand(notice, right, announcedAt, tools.Clock.Time);
        _current.Wait(jitter);
        _standing = _standing with
        {
            Waiting = right.Manifest.Version,
            Stage = timing.IsQuiet is null || isUrgent ? "is about to be fetched" : "waits for its time",
            Trouble = null,
            Refused = null,
        };
        LogAnnounced(right.Manifest.Version, kind, right.Address, jitter.TotalSeconds);
    }

    private void End(ArrivedPack? taken)
    {
        _current = null;
        _told.Clear();
        _standing = new PackStanding(kind, null, null, null, taken, null);
    }

    private async Task TryAsync(Errand errand, CancellationToken stop)
    {
        _standing = _standing with { Stage = "is being fetched" };
        // A newer one came meanwhile, or somebody's hand was quicker.
        if (await TakeAsync(errand, stop) is not { } taking)
            return;
        var version = errand.Manifest.Version;
        // An attempt speaks of what a server has. Of what was announced, its judge does.
        var now = judge.Look(kind, errand.Notice);
        switch (taking)
        {
            case PackTaking.Taken when now is PackJudgement.Here
                or PackJudgement.Refused { Refusal.Reason: PackFault.Older }:
                tools.Count(kind, "taken");
                End(new ArrivedPack(version, tools.Clock.Now().At));
                LogTaken(version, kind);
                break;
            case PackTaking.Taken when now is PackJudgement.Unknown unknown:
                Postpone(errand, PackTrouble.NotJudged, unknown.Words);
                break;
            case PackTaking.Taken:
                Postpone(errand, PackTrouble.OtherVersion, $"the server has another version than {version}");
                break;
            case PackTaking.Refused { Refusal: var refusal } when now is PackJudgement.Fetch or PackJudgement.Unknown:
                if (refusal.Reason != PackFault.Busy)
                {
                    tools.Count(kind, "refused", refusal.Reason);
                    Refuse(version, refusal, isTrouble: true);
                }
                // The manifest has the hash of these lines: only another announcement mends them.
                if (refusal.Reason is PackFault.BadRecord or PackFault.Unsorted or PackFault.WrongCount)
                    errand.Attempts = ManyAttempts;
                Postpone(errand, PackFaults.CodeOf(refusal.Reason), refusal.Message);
                break;
            case PackTaking.Refused:
                _current = null;
                _standing = _standing with { Waiting = null, Stage = null, Trouble = null };
                Judge(errand.Notice, now);
                break;
            case PackTaking.Failed failed:
                tools.Count(kind, "failed");
                Postpone(errand, PackTrouble.Failed, failed.Words);
                break;
        }
    }

    // What is offered meanwhile is judged at once: a newer one must not wait for a server that stands still.
    private async Task<PackTaking?> TakeAsync(Errand errand, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(timing.LongestAttempt, tools.Clock.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        var taking = take(errand.Address, errand.Notice, end.Token);
        while (!taking.IsCompleted && !end.IsCancellationRequested && _current == errand)
        {
            await Task.WhenAny(taking, _offered.Reader.WaitToReadAsync(end.Token).AsTask());
            if (!end.IsCancellationRequested && _offered.Reader.TryRead(out var offered))
                Judge(offered);
        }
        // Else the wait for another, or for one that is not wanted any more, would go on.
        await end.CancelAsync();
        try
        {
            var outcome = await taking;
            return _current == errand ? outcome : null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return _current == errand ? new PackTaking.Failed(string.Create(
                CultureInfo.InvariantCulture,
                $"it did not come to its end within {timing.LongestAttempt.TotalSeconds:0} s")) : null;
        }
    }

    private void Postpone(Errand errand, string code, string why)
    {
        errand.Attempts++;
        var ceiling = Math.Min(
            timing.LongestPause.TotalSeconds,
            timing.FirstPause.TotalSeconds * Math.Pow(2, Math.Min(errand.Attempts - 1, ManyAttempts)));
        // At least half of it: who comes at once to a server that has nothing helps nobody.
        errand.Wait(TimeSpan.FromSeconds(ceiling * (0.5 + (tools.Chance() / 2))));
        _standing = _standing with { Stage = "is tried again", Trouble = TroubleOf(code, why) };
        Tell(why, log: () => LogFailed(errand.Manifest.Version, kind, why));
    }
}
