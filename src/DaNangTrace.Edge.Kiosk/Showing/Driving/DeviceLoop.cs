using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Showing.Driving;

/// <summary>
/// The life of one device that shows something: opened, given the latest of what was handed over, looked after, and
/// after a failure opened again, for ever.
/// <para>It has one place for what is to be shown next, so what came before and was not shown yet is passed over; and a
/// thread of its own, since a terminal that was stopped by Ctrl-S or a bus that hangs blocks whoever writes to it, and
/// must hold up nobody else. Nothing is opened before the first thing is handed over.</para>
/// </summary>
/// <typeparam name="T">What it shows.</typeparam>
internal sealed partial class DeviceLoop<T> : IDisposable
    where T : class
{
    /// <summary>A device that was plugged in again is to be found within two seconds.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Whoever stops the kiosk does not wait for a device that hangs; its thread ends with the process.
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What does not answer for so long hangs: the kernel gives up a bus after a second or two, and a file or a panel
    /// is done in a tenth of that.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(10);

    private readonly string _name;
    private readonly PanelDriver<T> _driver;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly object _gate = new();
    private Thread? _thread;
    private T? _latest;
    private bool _isNew;
    private bool _isOver;
    private long _waits;
    private bool _isDue;
    private string _lastAway = "";
    private long _lastAwayAt;
    // The first time that it works is told, too.
    private bool _isAwayLogged = true;

    /// <summary>Makes the loop; nothing is opened yet.</summary>
    public DeviceLoop(string name, PanelDriver<T> driver, TimeProvider time, ILogger log)
    {
        (_name, _driver, _time, _log) = (name, driver, time, log);
        Condition = new Condition(time);
    }

    /// <summary>Whether the device shows what it is given.</summary>
    public Condition Condition { get; }

    /// <summary>Takes what is to be shown, and returns at once.</summary>
    public void Put(T value)
    {
        lock (_gate)
        {
            if (_isOver)
                return;
            (_latest, _isNew) = (value, true);
            if (_thread is null)
            {
                // In the background: a device that hangs must not keep the process from its end.
                _thread = new Thread(Run) { IsBackground = true, Name = _name };
                _thread.Start();
            }
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Begins to end, and does not wait for it.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Shows nothing any more: the device is left as it wants to be left.</summary>
    public void Dispose()
    {
        End();
        _thread?.Join(Goodbye);
    }

    private void Run()
    {
        do
        {
            IPanel<T>? panel = null;
            try
            {
                panel = Watched(_driver.Open);
                Serve(panel);
            }
            catch (Exception e)
            {
                // What a device's library throws differs by board and kernel, and each means that nothing can be shown.
                // Whatever it was, this device alone is away: nobody else may be.
                Tell(e);
            }
            Close(panel);
        }
        while (Next(Pause, isForNew: false) is not Call.Over);
    }

    private void Serve(IPanel<T> panel)
    {
        // Also what was shown before: a device that went away forgot it.
        var due = Watched(() => panel.Show(Take()));
        while (true)
        {
            if (Condition.Set(Wellness.Ok, panel.Told) && _isAwayLogged)
                LogShows(_name, panel.Told);
            _isAwayLogged = false;
            switch (Next(due))
            {
                case Call.Over:
                    return;
                case Call.New:
                    due = Watched(() => panel.Show(Take()));
                    break;
                default:
                    due = Watched(panel.Turn);
                    break;
            }
        }
    }

    /// <summary>Does something with the device; one that does not answer in time is told while it hangs.</summary>
    private TResult Watched<TResult>(Func<TResult> act)
    {
        var (watch, isOver) = (new Lock(), false);
        using var timer = _time.CreateTimer(
            _ =>
            {
                lock (watch)
                {
                    if (!isOver)
                        TellAway(
                            $"{_driver.Where} has not answered for {Patience.TotalSeconds} s: a terminal goes on after "
                            + "Ctrl-Q; else look at its wires, or start the kiosk again", null);
                }
            },
            null, Patience, Timeout.InfiniteTimeSpan);
        try
        {
            return act();
        }
        finally
        {
            // Also of what it threw: nobody may say over it that it hangs.
            lock (watch)
                isOver = true;
        }
    }

    private void Close(IPanel<T>? panel)
    {
        try
        {
            panel?.Dispose();
        }
        catch (Exception e)
        {
            // It is opened anew, or the kiosk ends: in both nothing is lost.
            LogLeft(_name, e.Message);
        }
    }

    private T Take()
    {
        lock (_gate)
        {
            _isNew = false;
            return _latest!;
        }
    }

    /// <summary>Waits for what comes first.</summary>
    private Call Next(TimeSpan due, bool isForNew = true)
    {
        lock (_gate)
        {
            // An alarm that was set for an earlier wait, and rings late, is no turn of this one.
            var wait = ++_waits;
            _isDue = due <= TimeSpan.Zero;
            if (!_isDue && !_isOver && !(_isNew && isForNew))
            {
                using var alarm = _time.CreateTimer(_ => Ring(wait), null, due, Timeout.InfiniteTimeSpan);
                while (!_isDue && !_isOver && !(_isNew && isForNew))
                    Monitor.Wait(_gate);
            }
            return _isOver ? Call.Over : _isNew && isForNew ? Call.New : Call.Due;
        }
    }

    private void Ring(long wait)
    {
        lock (_gate)
        {
            _isDue |= wait == _waits;
            Monitor.PulseAll(_gate);
        }
    }

    private void Tell(Exception trouble) => TellAway(
        Explained(trouble), trouble is IOException or UnauthorizedAccessException ? null : trouble);

    private string Explained(Exception trouble)
    {
        try
        {
            return _driver.Explain(trouble);
        }
        catch (Exception e)
        {
            return $"{trouble.Message} ({e.Message})";
        }
    }

    // A loose wire fails every other second, for weeks: each cause is logged once a while.
    private void TellAway(string told, Exception? trouble)
    {
        if (!Condition.Set(Wellness.Down, told))
            return;
        if (told == _lastAway && _time.GetElapsedTime(_lastAwayAt) < BetweenLines)
            return;
        (_lastAway, _lastAwayAt, _isAwayLogged) = (told, _time.GetTimestamp(), true);
        LogAway(_name, told, trouble);
    }

    private enum Call
    {
        New,
        Due,
        Over,
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Name} could not be closed as it should be: {Problem}")]
    private partial void LogLeft(string name, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} works: {What}")]
    private partial void LogShows(string name, string what);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} does not work: {Problem}")]
    private partial void LogAway(string name, string problem, Exception? trouble);
}
