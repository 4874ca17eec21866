using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Scanning.Attaching;

/// <summary>
/// A scanner that is plugged in and unplugged, whatever its kind: it is looked for, opened, read until it goes away,
/// and looked for again. Each opening gets a new object; a device that vanished is closed at once, else it would come
/// back under another name.
/// </summary>
internal sealed partial class AttachedScanner : IScanner
{
    /// <summary>An unplug is to be noticed within a second, a plug-in within two.</summary>
    public static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(500);

    // udev takes a moment to give a new device its group; a device that still refuses then will for a while, and each
    // try looks through all processes for who has it.
    private const int QuickTries = 4;

    // With one look more, within the two seconds of a plug-in.
    private static readonly TimeSpan RefusedPause = TimeSpan.FromMilliseconds(1500);

    // Looking for who else reads it goes through all processes: seldom, and sooner where that is to end.
    private static readonly TimeSpan AlonePause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SharedPause = TimeSpan.FromSeconds(5);

    private readonly ScannerDriver _driver;
    private readonly KioskClock _clock;
    private readonly TimeSpan _watchInterval;
    private readonly ScanPump _pump;
    private readonly ILogger _log;
    private readonly DeviceClaims _claims;
    private bool _wasThere;

    /// <summary>Makes the scanner; nothing is opened before <see cref="RunAsync"/>.</summary>
    public AttachedScanner(
        ScannerTally tally, ScannerDriver driver, KioskClock clock, ILogger log, AttachedScannerOptions options)
    {
        (Name, Tally, _driver, _clock, _log) = (options.Name, tally, driver, clock, log);
        (_watchInterval, _claims) = (options.WatchInterval, options.Claims);
        _pump = new ScanPump(options.Name, clock, options.WatchInterval)
        {
            Tap = options.Tap,
            Ahead = options.Ahead,
        };
        Condition = new Condition(clock.Time);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Condition Condition { get; }

    /// <inheritdoc/>
    public ScannerTally Tally { get; }

    /// <inheritdoc/>
    public async Task RunAsync(ScanTaker take, CancellationToken stop)
    {
        var refusals = 0;
        while (!stop.IsCancellationRequested)
        {
            var (problem, isRefused) = await ServeUntilGoneAsync(take, stop);
            if (stop.IsCancellationRequested)
                break;
            if (Condition.Set(Wellness.Down, problem))
                LogDown(Name, problem);
            refusals = isRefused ? refusals + 1 : 0;
            var pause = refusals > QuickTries && RefusedPause > _watchInterval ? RefusedPause : _watchInterval;
            await Task.Delay(pause, _clock.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Opens the device and reads it until it can't be read any more.</summary>
    /// <returns>Why not, and what to do; whether it is there and can't be had.</returns>
    private async Task<(string Problem, bool IsRefused)> ServeUntilGoneAsync(ScanTaker take, CancellationToken stop)
    {
        switch (_driver.Find())
        {
            case Search.Wrong wrong:
                return (wrong.Problem, true);
            case Search.Found { Node: var node }:
                using (var claim = _claims.Take(node, Name))
                {
                    var problem = claim.Owner == Name ? _driver.ProblemOf(node)
                        : DeviceProblem.OfAnother(_driver.Where, claim.Owner);
                    if (problem is not null)
                        return _driver.IsThere(node) ? (problem, true) : (WentAway(), false);
                    return _driver.Open(node) switch
                    {
                        Opening.Opened opened => await ReadAsync(opened.Device, node, take, stop),
                        Opening.Refused refused when _driver.IsThere(node) => (refused.Problem, true),
                        _ => (WentAway(), false),
                    };
                }
            default:
                return (_wasThere ? WentAway() : _driver.Absence(), false);
        }
    }

    private async Task<(string Problem, bool IsRefused)> ReadAsync(
        OpenDevice device, DeviceNode node, ScanTaker take, CancellationToken stop)
    {
        var isShared = false;
        long? told = null;
        var presence = new DevicePresence(() => _driver.IsThere(node), Works, Gone);
        var (end, why) = await _pump.RunAsync(device, _driver.Decoder, presence, take, stop);
        if (end == PumpEnd.Stopped && why.Length > 0)
            LogLeft(Name, why);
        return end == PumpEnd.Failed ? (DeviceProblem.Failing(_driver.Where, why), true) : (WentAway(), false);

        void Gone()
        {
            Tally.Count(ScanFault.Unplugged);
            if (Condition.Set(Wellness.Down, WentAway()))
                LogDown(Name, WentAway());
        }

        void Works()
        {
            if (told is { } last && _clock.Time.GetElapsedTime(last) < (isShared ? SharedPause : AlonePause))
                return;
            (_wasThere, told) = (true, _clock.Time.GetTimestamp());
            var share = _driver.ShareOf(node);
            isShared = share is not null;
            var listening = node.Path == _driver.Where ? node.Path : $"{_driver.Where}, now {node.Path}";
            if (share is null && Condition.Set(Wellness.Ok, $"listening on {listening}"))
                LogListening(Name, listening);
            if (share is not null && Condition.Set(Wellness.Degraded, share))
                LogShared(Name, share);
        }
    }

    private string WentAway() => $"{_driver.Where} went away: plug the scanner in again";

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scanner {Scanner} stopped: {Loss}")]
    private partial void LogLeft(string scanner, string loss);

    [LoggerMessage(Level = LogLevel.Information, Message = "Scanner {Scanner} listens on {Device}")]
    private partial void LogListening(string scanner, string device);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scanner {Scanner} may lose codes: {Problem}")]
    private partial void LogShared(string scanner, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scanner {Scanner} can't scan: {Problem}")]
    private partial void LogDown(string scanner, string problem);
}

/// <summary>What is told to a scanner besides its driver.</summary>
/// <param name="Name">Its name in the configuration.</param>
internal sealed record AttachedScannerOptions(string Name)
{
    /// <summary>How often the device is looked for.</summary>
    public TimeSpan WatchInterval { get; init; } = AttachedScanner.WatchInterval;

    /// <summary>Which devices the other scanners of the kiosk have.</summary>
    public DeviceClaims Claims { get; init; } = new();

    /// <summary>What watches it; null for none.</summary>
    public ScanTap? Tap { get; init; }

    /// <summary>The most pieces that are read ahead of the lane.</summary>
    public int Ahead { get; init; } = ScanPump.MostPieces;
}
