using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Scanning.Scripted;

/// <summary>
/// A scanner for those who have none: a code a line from a file, a named pipe or standard input, with the escapes
/// <c>\xHH</c> and <c>\\</c>.
/// </summary>
public sealed class ScriptedScanner : IScanner
{
    private readonly KioskClock _clock;
    private readonly Func<Stream> _open;
    private readonly string _source;

    /// <param name="name">Name in the configuration.</param>
    /// <param name="source">A file or named pipe; <c>-</c> for standard input.</param>
    /// <param name="clock">The kiosk's clock.</param>
    /// <param name="tally">Counts.</param>
    public ScriptedScanner(string name, string source, KioskClock clock, ScannerTally tally)
    {
        ArgumentNullException.ThrowIfNull(clock);
        (Name, Tally) = (name, tally);
        _source = source == "-" ? "standard input" : source;
        _clock = clock;
        _open = () => source == "-" ? StandardInput.Open() : File.OpenRead(source);
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
        ArgumentNullException.ThrowIfNull(take);
        // Opening a named pipe waits for its writer, and reading a terminal can't be cancelled: so beside, on a thread.
        try
        {
            await Task.Factory
                .StartNew(() => Serve(take, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                .Unwrap().WaitAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The kiosk stops; the thread ends with the process, or with its next line.
        }
    }

    private async Task Serve(ScanTaker take, CancellationToken stop)
    {
        try
        {
            await using var stream = _open();
            Condition.Set(Wellness.Ok, $"reading {_source}");
            var lines = new LineSource(stream, Escapes.LongestTyped);
            while (TryNext(lines, out var symbol) && !stop.IsCancellationRequested)
            {
                // An empty line is a key that slipped, no code.
                if (symbol is { } code)
                    await take(Scan.Now(Name, code, _clock), stop);
            }
            Condition.Set(Wellness.Down, $"{_source} has ended: no more scans come from it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Condition.Set(Wellness.Down, $"{_source} can't be read: {e.Message}");
        }
    }

    private static bool TryNext(LineSource lines, out Symbol? symbol)
    {
        var isThere = lines.TryRead(out var line, out var isTooLong);
        // Blanks around a pasted code are the paste's; one that belongs to the code is written \x20.
        line = line.Trim(" \t"u8);
        symbol = isTooLong ? Symbol.TooLong : line.IsEmpty ? null : Symbol.FromBytes(Escapes.ToBytes(line));
        return isThere;
    }
}
