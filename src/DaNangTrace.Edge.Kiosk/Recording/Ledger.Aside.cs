using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <content>What becomes of a damaged ledger, and what the ledger says in the log.</content>
public partial class Ledger
{
    /// <summary>Whether nothing is being rescued: while it is, no row is taken, so that earlier ones go first.</summary>
    internal bool IsRescued => Volatile.Read(ref _rescuing) is null;

    // Beside: reading a damaged card may take minutes, and shoppers scan.
    private void BeginRescue()
    {
        if (_rescuing is not null || _store.NotRescued.FirstOrDefault() is not { } aside)
            return;
        LogRescuing(aside);
        _rescuing = Task.Run(() => Rescue.Make(aside));
        _rescuing.ContinueWith(
            (_, queue) => ((ChannelWriter<Work>)queue!).TryWrite(new Ask<bool>(_ => true)),
            _queue.Writer, TaskScheduler.Default);
    }

    private void Attach(Task<(long Rows, long Lost)> rescued)
    {
        if (rescued.Exception is { } failure)
        {
            LogNotRescued(failure.GetBaseException().Message);
        }
        else
        {
            _store.Attach();
            LogRescued(rescued.Result.Rows, rescued.Result.Lost);
        }
        Refigure();
        Volatile.Write(ref _rescuing, null);
        if (rescued.Exception is null)
            BeginRescue();
        Wake();
    }

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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reading what can be read of {Aside}")]
    private partial void LogRescuing(string aside);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Rows} sightings of the damaged ledger could be read and are delivered first; {Lost} are lost")]
    private partial void LogRescued(long rows, long lost);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The damaged ledger could not be read ({Reason}); it is tried again at the next start")]
    private partial void LogNotRescued(string reason);
}
