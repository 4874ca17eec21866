using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <content>What is told of troubles and refusals.</content>
internal sealed partial class PackErrand
{
    // One trouble may follow the other: what counts is since when nothing comes.
    private PackTrouble TroubleOf(string code, string words) =>
        new(code, words, _standing.Trouble?.Since ?? tools.Clock.Now().At);

    private void Refuse(PackJudgement.Refused refused)
    {
        var reason = refused.Refusal.Reason;
        var lacksNothing = reason == PackFault.Older || (reason == PackFault.NotAllowed && judge.FetchesNothing);
        if (!Refuse(refused.Version, refused.Refusal, !lacksNothing))
            return;
        tools.Count(kind, "refused", reason);
        Tell($"{reason} {refused.Version}", log: () => LogRefused(kind, refused.Refusal.Message));
    }

    private bool Refuse(long? version, PackRefusal refusal, bool isTrouble)
    {
        var before = _standing.Refused;
        if (before?.Version == version && before?.Refusal == refusal)
            return false;
        _standing = _standing with
        {
            Refused = new RefusedPack(version, refusal, tools.Clock.Now().At) { IsTrouble = isTrouble },
        };
        return true;
    }

    private void Tell(string cause, Action log)
    {
        if (_told.Count == MostTold)
            _told.Clear();
        if (_told.Add(cause))
            log();
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
