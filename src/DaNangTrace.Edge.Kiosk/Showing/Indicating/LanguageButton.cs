using System.Globalization;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Showing.Indicating;

/// <summary>
/// A button beside displays that can't be touched: each press goes on to the next language, after the last one to the
/// first.
/// </summary>
internal sealed partial class LanguageButton
{
    // How often it is looked whether it is still there; a press is told at once.
    private static readonly TimeSpan Pause = DeviceLoop<Indication>.Pause;

    private readonly ShowingOptions _options;
    private readonly GpioPins _pins;
    private readonly Screen _screen;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    /// <summary>Makes the button; nothing is opened yet.</summary>
    public LanguageButton(
        ShowingOptions options, GpioPins pins, Screen screen, TimeProvider time, ILogger<LanguageButton> log)
    {
        (_options, _pins, _screen, _time, _log) = (options, pins, screen, time, log);
        Condition = new Condition(time);
    }

    /// <summary>Whether it can be pressed.</summary>
    public Condition Condition { get; }

    private int Pin => _options.LanguageButton.Pin!.Value;

    /// <summary>Listens to it until told to stop, and opens it again whenever it went away.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stop);
            }
            catch (Exception e)
            {
                // What a library throws differs by board and kernel: whatever it was, the button alone is away.
                if (Condition.Set(Wellness.Down, e.Message))
                    LogAway(e.Message, e is IOException ? null : e);
            }
            await Task.Delay(Pause, _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        using var open = _pins.Open();
        var isActiveLow = _options.LanguageButton.ActiveLow;
        open.Input(Pin, isPulledUp: isActiveLow);
        Debounce? debounce = null;
        try
        {
            // Before the first reading: what changes between the two is found by either.
            open.Listen(Pin, () => Volatile.Read(ref debounce)?.Changed());
            Volatile.Write(
                ref debounce, new Debounce(() => open.IsHigh(Pin) != isActiveLow, GoOn, _time));
            var told = string.Create(CultureInfo.InvariantCulture, $"pin {Pin} of {_pins.Where}");
            if (Condition.Set(Wellness.Ok, told))
                LogWorks(told);
            await Rounds.EveryAsync(
                _time, Pause,
                _ =>
                {
                    debounce.Look();
                    return Task.CompletedTask;
                },
                stop);
        }
        finally
        {
            // First: giving the pin back waits for a change that is being told.
            debounce?.Dispose();
        }
    }

    private void GoOn()
    {
        var languages = _options.Languages;
        var at = languages.Index().FirstOrDefault(one => one.Item == _screen.Language).Index;
        _screen.Choose(languages[(at + 1) % languages.Count]);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The language button works: {What}")]
    private partial void LogWorks(string what);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The language button does not work: {Problem}")]
    private partial void LogAway(string problem, Exception? trouble);
}

/// <summary>Listens to the button as long as the kiosk runs.</summary>
internal sealed class LanguageButtonService(LanguageButton button) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => button.RunAsync(stoppingToken);
}
