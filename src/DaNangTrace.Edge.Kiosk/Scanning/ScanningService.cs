using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Scanning;

/// <summary>Runs all scanners, and lets no scanner bring in more than a person can scan.</summary>
/// <param name="scanners">The configured scanners.</param>
/// <param name="options">The rate.</param>
/// <param name="take">Takes each scan.</param>
/// <param name="time">Counts the rate.</param>
/// <param name="log">Tells of what was left out.</param>
public sealed partial class ScanningService(
    IReadOnlyList<IScanner> scanners, ScanningOptions options, ScanTaker take, TimeProvider time,
    ILogger<ScanningService> log) : BackgroundService
{
    private static readonly TimeSpan TellPause = TimeSpan.FromMinutes(1);

    private readonly Counter<long> _scans = Metering.Meter.CreateCounter<long>(
        "dntrace_scans_total", description: "Codes that a scanner sent and that were taken");
    private readonly Counter<long> _overRate = Metering.Meter.CreateCounter<long>(
        "dntrace_scans_over_rate_total",
        description: "Codes beyond scanning.scansPerSecond: neither shown nor recorded");

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = scanners.Select(scanner => scanner.RunAsync(Limited(scanner), stoppingToken)).ToList();
        while (running.Count > 0)
        {
            // One by one: a scanner that fails for good must not wait for the others to be heard.
            var ended = await Task.WhenAny(running);
            running.Remove(ended);
            await ended;
        }
    }

    private ScanTaker Limited(IScanner scanner)
    {
        var rate = new ScanRate(time, options.ScansPerSecond);
        var tag = new KeyValuePair<string, object?>("scanner", scanner.Name);
        var told = 0L;
        var over = 0L;
        return (scan, stop) =>
        {
            if (rate.Allows())
            {
                _scans.Add(1, tag);
                return take(scan, stop);
            }
            _overRate.Add(1, tag);
            over++;
            // Once a minute: a stuck scanner would fill the log as well.
            if (told == 0 || time.GetElapsedTime(told) >= TellPause)
            {
                LogOverRate(scanner.Name, options.ScansPerSecond, over);
                told = time.GetTimestamp();
            }
            return ValueTask.CompletedTask;
        };
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Scanner {Scanner} sends more than {PerSecond} scans a second; "
            + "{Over} so far were neither shown nor recorded")]
    private partial void LogOverRate(string scanner, int perSecond, long over);
}
