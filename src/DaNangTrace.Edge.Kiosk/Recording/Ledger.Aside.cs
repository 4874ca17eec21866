using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <content>What becomes of a damaged ledger, and what the ledger says in the log.</content>
public partial class Ledger
{
    // A full disk may have room by then.
    private static readonly TimeSpan RescueAgain = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _stopping = new();
    private string? _rescueTrouble;
    private long _rescued;

    /// <summary>Whether nothing is being rescued: while it is, no row is taken, so that earlier ones go
    /// first.</summary>
    internal bool IsRescued => Volatile.Read(ref _rescuing) is null;

    // Beside: reading a damaged card may take minutes, and shoppers scan.
    private void BeginRescue()
    {
        if (_rescuing is not null || _store.NotRescued.FirstOrDefault() is not { } aside)
            return;
        LogRescuing(aside);
        _rescued = _time.GetTimestamp();
        _rescuing = Task.Run(() => Rescue.Make(aside, _stopping.Token));
        _rescuing.ContinueWith(
            (_, queue) => ((ChannelWriter<Work>)queue!).TryWrite(new Ask<bool>(_ => true)),
            _queue.Writer, TaskScheduler.Default);
    }

    private void Attach(Task<(long Rows, long Lost)> rescued)
    {
        if (rescued.Exception?.GetBaseException().Message is { } failure)
        {
            if (_rescueTrouble != failure)
                LogNotRescued(failure);
            _rescueTrouble = failure;
        }
        else if (rescued.IsCompletedSuccessfully)
        {
            _rescueTrouble = null;
            _store.Attach(isStart: false);
            LogRescued(rescued.Result.Rows, rescued.Result.Lost);
        }
        Refigure();
        Volatile.Write(ref _rescuing, null);
        if (_rescueTrouble is null)
            BeginRescue();
        TellHistory();
    }

    // What was rescued can't be read any more: told, and if the damaged file is still there, rescued again at the next
    // start.
    private string? RescueTrouble => _rescueTrouble is null
        ? _store.Rescued.FirstOrDefault(one => one.Trouble is not null)?.Trouble
        : $"what an earlier, damaged ledger held can't be rescued now ({_rescueTrouble}); it is tried again";

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Ledger {File} opened: epoch {Epoch}, newest {LastSeq}, {Pending} to deliver")]
    private partial void LogOpened(string file, Guid epoch, long lastSeq, long pending);

    [LoggerMessage(Level = LogLevel.Error, Message = "No sighting can be recorded: {Reason}")]
    private partial void LogNotWritten(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sightings are recorded again in {File}; those that waited too")]
    private partial void LogWellAgain(string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} sightings could not be recorded before the stop")]
    private partial void LogNotTaken(int count);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "{File} is damaged ({Reason}); it was set aside as {Aside}, and a new ledger begins")]
    private partial void LogSetAside(string file, string reason, string aside);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Sightings are shown and not recorded: {Reason}; /metrics and the pulse count them")]
    private partial void LogRefused(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sightings that were recorded are lost: {Reason}")]
    private partial void LogDropped(string reason);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "{File}: row {Seq} is not what it was when it was recorded; dntrace ledger verify tells more")]
    private partial void LogChanged(string file, long seq);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reading what can be read of {Aside}")]
    private partial void LogRescuing(string aside);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Rows} sightings of the damaged ledger could be read and are delivered first; {Lost} are lost")]
    private partial void LogRescued(long rows, long lost);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "What the damaged ledger held can't be rescued now ({Reason}); it is tried again")]
    private partial void LogNotRescued(string reason);
}
