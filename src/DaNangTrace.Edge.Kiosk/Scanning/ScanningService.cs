using Microsoft.Extensions.Hosting;

namespace DaNangTrace.Edge.Kiosk.Scanning;

/// <summary>Runs all scanners, and lets no scanner bring in more than a person can scan.</summary>
/// <param name="scanners">The configured scanners.</param>
/// <param name="options">The rate.</param>
/// <param name="take">Takes each scan.</param>
/// <param name="time">Counts the rate.</param>
public sealed class ScanningService(
    IReadOnlyList<IScanner> scanners, ScanningOptions options, ScanTaker take, TimeProvider time)
    : BackgroundService
{
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
        return (scan, stop) =>
        {
            if (!rate.Allows(scan.Stamp))
            {
                scanner.Tally.Count(ScanFault.OverRate);
                return ValueTask.CompletedTask;
            }
            if (ControlCharacters.AreIn(scan.Symbol.Text))
                scanner.Tally.Count(ScanFault.Control);
            scanner.Tally.CountScan();
            return take(scan, stop);
        };
    }
}
