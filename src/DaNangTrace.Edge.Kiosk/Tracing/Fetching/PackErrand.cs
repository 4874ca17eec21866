using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <summary>
/// The announced packs of one kind: keeps the newest right one and works it off, one attempt after the other.
/// <para>Constraints: what is offered again costs nothing; what was refused after it had come is not fetched again; a
/// wrong or older notice does not take the place of one that waits; a newer one ends the attempt for an older.</para>
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
    // More refused packs than this nobody announces within a program's life; the oldest is then fetched once more.
    private const int MostRemembered = 16;
    private const int MostTold = 32;

    // A key's file that was replaced, a day that came: looked for as often as this.
    private static readonly TimeSpan Recheck = TimeSpan.FromMinutes(1);

    // The newest alone counts.
    private readonly Channel<PackNotice> _offered = Channel.CreateBounded<PackNotice>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly List<(string Id, PackRefusal Refusal)> _remembered = [];
    private readonly HashSet<string> _told = [];
    private readonly ILogger _log = tools.Log;
    private PackNotice? _again;
    private Errand? _current;
    private volatile PackStanding _standing = new(kind, null, null, null, null, null);

    /// <summary>How it stands.</summary>
    public PackStanding Standing => _standing;

    /// <summary>Takes a notice; never waits.</summary>
    public void Offer(PackNotice notice) => _offered.Writer.TryWrite(notice);

    /// <summary>Works off what is offered, until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            if (await NextAsync(stop) is { } offered)
                Judge(offered);
            else if (_again is { } again && _current is null)
                Judge(again);
            if (_current is not { } errand)
                continue;
            if (IsDue(errand))
                await TryAsync(errand, stop);
            else if (errand.Attempts == 0 && Left(errand) <= TimeSpan.Zero)
                _standing = _standing with { Stage = "waits for a quiet minute" };
        }
    }

    // What was offered; null where the time has come to look at something else.
    private async Task<PackNotice?> NextAsync(CancellationToken stop)
    {
        var pause = _current is { } errand ? PauseOf(errand) : _again is null ? Timeout.InfiniteTimeSpan : Recheck;
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

    private TimeSpan PauseOf(Errand errand) =>
        Left(errand) is var left && left > TimeSpan.Zero ? left
        : IsDue(errand) ? TimeSpan.Zero
        : PackTiming.QuietPoll;

    private TimeSpan Left(Errand errand) => errand.Pause - tools.Clock.Time.GetElapsedTime(errand.Since);

    private bool IsDue(Errand errand)
    {
        // Asked each time, since it notes when somebody scanned.
        var isQuiet = timing.IsQuiet?.Invoke() ?? true;
        return Left(errand) <= TimeSpan.Zero
            && (isQuiet || timing.IsUrgent()
                || tools.Clock.Time.GetElapsedTime(errand.AnnouncedAt) >= PackTiming.MostPostponed);
    }

    private void Judge(PackNotice notice)
    {
        _again = null;
        var verdict = judge.Look(kind, notice);
        if (verdict is PackJudgement.Fetch fetch
            && _remembered.Find(one => one.Id == IdOf(notice)) is { Refusal: { } known })
            verdict = new PackJudgement.Refused(fetch.Manifest.Version, known);
        switch (verdict)
        {
            case PackJudgement.Fetch right when !(_current?.Manifest.Version >= right.Manifest.Version):
                Begin(notice, right);
                break;
            case PackJudgement.Here here when _current is null || _current.Manifest.Version <= here.Manifest.Version:
                End(_standing.TakenAt);
                break;
            case PackJudgement.Refused refused:
                _again = refused.MayPass ? notice : null;
                Refuse(refused.Version, refused.Refusal);
                break;
            case PackJudgement.Unknown unknown:
                _again = notice;
                Tell(unknown.Words, log: () => LogNotJudged(kind, unknown.Words));
                _standing = _standing with { Trouble = $"an announced pack can't be judged ({unknown.Words})" };
                break;
        }
    }

    private void Begin(PackNotice notice, PackJudgement.Fetch right)
    {
        var now = tools.Clock.Time.GetTimestamp();
        var isUrgent = timing.IsUrgent();
        var jitter = isUrgent ? TimeSpan.Zero : tools.Chance() * timing.MostJitter;
        _current = new Errand(notice, right, now) { Pause = jitter };
        _standing = _standing with
        {
            Waiting = right.Manifest.Version,
            Stage = timing.IsQuiet is null || isUrgent ? "is about to be fetched" : "waits for its time",
            Trouble = null,
            Refused = null,
        };
        LogAnnounced(right.Manifest.Version, kind, right.Address, jitter.TotalSeconds);
    }

    private void End(DateTimeOffset? takenAt)
    {
        _current = null;
        _told.Clear();
        _standing = new PackStanding(kind, null, null, null, takenAt, null);
    }

    private async Task TryAsync(Errand errand, CancellationToken stop)
    {
        _standing = _standing with { Stage = "is being fetched" };
        var version = errand.Manifest.Version;
        switch (await TakeAsync(errand, stop))
        {
            // A newer one came meanwhile, or somebody's hand was quicker.
            case null:
                break;
            // The server may have another one than was announced.
            case PackTaking.Taken:
                var now = judge.Look(kind, errand.Notice);
                if (now is PackJudgement.Here or PackJudgement.Refused { Refusal.Reason: PackFault.Older })
                {
                    tools.Count(kind, "taken");
                    End(tools.Clock.Now().At);
                    LogTaken(version, kind);
                }
                else
                {
                    Postpone(errand, $"the server has another version than {version}");
                }
                break;
            case PackTaking.Refused { Refusal: var refusal }:
                if (refusal.Reason is PackFault.Missing or PackFault.NoRoom)
                    Refuse(version, refusal);
                if (refusal.Reason is PackFault.Busy or PackFault.Missing or PackFault.NoRoom)
                    Postpone(errand, refusal.Message);
                else
                    Give(errand, refusal);
                break;
            case PackTaking.Failed failed:
                tools.Count(kind, "failed");
                Postpone(errand, failed.Words);
                break;
        }
    }

    // What is offered meanwhile is judged at once: a newer one must not wait for a server that stands still.
    private async Task<PackTaking?> TakeAsync(Errand errand, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var taking = take(errand.Address, errand.Notice, end.Token);
        while (!taking.IsCompleted)
        {
            await Task.WhenAny(taking, _offered.Reader.WaitToReadAsync(end.Token).AsTask());
            if (stop.IsCancellationRequested || !_offered.Reader.TryRead(out var offered))
                continue;
            Judge(offered);
            if (_current == errand)
                continue;
            await end.CancelAsync();
            await ((Task)taking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;
        }
        // Else the wait for another would go on.
        await end.CancelAsync();
        return await taking;
    }

    private void Postpone(Errand errand, string why)
    {
        errand.Attempts++;
        var ceiling = Math.Min(
            timing.LongestPause.TotalSeconds,
            timing.FirstPause.TotalSeconds * Math.Pow(2, Math.Min(errand.Attempts - 1, 16)));
        // At least half of it: who comes at once to a server that has nothing helps nobody.
        errand.Pause = TimeSpan.FromSeconds(ceiling * (0.5 + (tools.Chance() / 2)));
        errand.Since = tools.Clock.Time.GetTimestamp();
        _standing = _standing with { Stage = "is tried again", Trouble = why };
        Tell(why, log: () => LogFailed(errand.Manifest.Version, kind, why));
    }

    // It came, and is not what it should be: it would be no better another time.
    private void Give(Errand errand, PackRefusal refusal)
    {
        if (_remembered.Count == MostRemembered)
            _remembered.RemoveAt(0);
        _remembered.Add((IdOf(errand.Notice), refusal));
        _current = null;
        Refuse(errand.Manifest.Version, refusal);
        _standing = _standing with { Waiting = null, Stage = null, Trouble = null };
    }

    private void Refuse(long? version, PackRefusal refusal)
    {
        var before = _standing.Refused;
        if (before?.Version == version && before?.Refusal == refusal)
            return;
        tools.Count(kind, "refused");
        var lacksNothing = refusal.Reason == PackFault.Older
            || (refusal.Reason == PackFault.NotAllowed && judge.FetchesNothing);
        _standing = _standing with
        {
            Refused = new RefusedPack(version, refusal, tools.Clock.Now().At) { IsTrouble = !lacksNothing },
        };
        Tell($"{refusal.Reason} {version}", log: () => LogRefused(kind, refusal.Message));
    }

    private void Tell(string cause, Action log)
    {
        if (_told.Count == MostTold)
            _told.Clear();
        if (_told.Add(cause))
            log();
    }

    private static string IdOf(PackNotice notice)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SHA256.HashData(notice.Manifest));
        hash.AppendData(SHA256.HashData(notice.Signature));
        hash.AppendData(Encoding.UTF8.GetBytes(notice.Url));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private sealed class Errand(PackNotice notice, PackJudgement.Fetch right, long now)
    {
        public PackNotice Notice => notice;

        public PackManifest Manifest => right.Manifest;

        public Uri Address => right.Address;

        public long AnnouncedAt { get; } = now;

        public long Since { get; set; } = now;

        public TimeSpan Pause { get; set; }

        public int Attempts { get; set; }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Pack {Version} ({Kind}) is announced at {Address}; it is fetched in {Seconds:0.0} s or later")]
    private partial void LogAnnounced(long version, string kind, Uri address, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Pack {Version} ({Kind}) came by itself and was taken")]
    private partial void LogTaken(long version, string kind);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Pack {Version} ({Kind}) was announced and did not come yet; it is tried again: {Why}")]
    private partial void LogFailed(long version, string kind, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An announced pack ({Kind}) was refused: {Why}")]
    private partial void LogRefused(string kind, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An announced pack ({Kind}) can't be judged: {Why}")]
    private partial void LogNotJudged(string kind, string why);
}
