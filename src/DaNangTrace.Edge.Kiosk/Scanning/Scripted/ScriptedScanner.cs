using System.Globalization;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Scanning.Scripted;

/// <summary>
/// A scanner for those who have none: a code a line from a file, a named pipe or standard input, with the escapes
/// <c>\xHH</c> and <c>\\</c>. The line <c>\wait 500</c> pauses for so many milliseconds, at most an hour. A file and
/// standard input end; a named pipe whose writers left waits for the next, so that <c>echo CODE &gt; pipe</c> works as
/// often as one likes.
/// </summary>
public sealed class ScriptedScanner : IScanner
{
    // Who writes more means something else.
    private const int LongestPauseMilliseconds = 3_600_000;

    private readonly KioskClock _clock;
    private readonly string _path;
    private readonly string _source;

    /// <param name="name">Name in the configuration.</param>
    /// <param name="source">A file or named pipe; <c>-</c> for standard input.</param>
    /// <param name="clock">The kiosk's clock.</param>
    /// <param name="tally">Counts.</param>
    public ScriptedScanner(string name, string source, KioskClock clock, ScannerTally tally)
    {
        ArgumentNullException.ThrowIfNull(clock);
        (Name, Tally) = (name, tally);
        _path = source;
        _source = source == "-" ? "standard input" : source;
        _clock = clock;
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
        // Reading a terminal can't be cancelled: so on a thread of its own, which waits for whatever it waits for.
        try
        {
            await Task.Factory
                .StartNew(() => Serve(take, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                .WaitAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The kiosk stops; the thread ends with the process, or with its next line.
        }
    }

    private void Serve(ScanTaker take, CancellationToken stop)
    {
        try
        {
            if (IsNamedPipe())
            {
                ServePipe(take, stop);
                return;
            }
            using var stream = _path == "-" ? StandardInput.Open() : File.OpenRead(_path);
            Condition.Set(Wellness.Ok, $"reading {_source}");
            ServeLines(stream, take, stop);
            Condition.Set(Wellness.Down, $"{_source} has ended: no more scans come from it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Condition.Set(Wellness.Down, $"{_source} can't be read: {e.Message}");
        }
    }

    private void ServePipe(ScanTaker take, CancellationToken stop)
    {
        var pipe = PipeStream.Open(_path);
        PipeStream? next = null;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                Condition.Set(Wellness.Ok, $"waiting for codes that are written to {_source}");
                ServeToEnd(pipe);
                // Opened before the other is closed: a writer that comes meanwhile must find a reader. Who came and
                // left before that is read through the other: its end is seen only there.
                next = PipeStream.Open(_path);
                ServeToEnd(pipe);
                pipe.Dispose();
                (pipe, next) = (next, null);
            }
        }
        catch (ObjectDisposedException) when (stop.IsCancellationRequested)
        {
            // Closing it is what ends a read that waits.
        }
        finally
        {
            pipe.Dispose();
            next?.Dispose();
        }

        void ServeToEnd(PipeStream open)
        {
            using (stop.Register(open.Dispose))
                ServeLines(open, take, stop);
        }
    }

    private void ServeLines(Stream stream, ScanTaker take, CancellationToken stop)
    {
        var lines = new LineSource(stream, Escapes.LongestTyped);
        while (TryNext(lines, Tally, out var symbol, out var pause) && !stop.IsCancellationRequested)
        {
            Condition.Set(Wellness.Ok, $"reading {_source}");
            if (pause > TimeSpan.Zero)
                Task.Delay(pause, _clock.Time, stop).GetAwaiter().GetResult();
            // An empty line is a key that slipped, no code.
            if (symbol is { } code)
                take(Scan.Now(Name, code, _clock), stop).AsTask().GetAwaiter().GetResult();
        }
    }

    // What /dev/stdin leads to has no name of its own, and ends when its writers left.
    private bool IsNamedPipe() =>
        _path != "-" && DeviceNode.Find(_path) is { IsPipe: true } node && File.Exists(node.Path);

    private static bool TryNext(LineSource lines, ScannerTally tally, out Symbol? symbol, out TimeSpan pause)
    {
        var isThere = lines.TryRead(out var line, out var isTooLong);
        pause = TimeSpan.Zero;
        // Blanks around a pasted code are the paste's; one that belongs to the code is written \x20.
        line = line.Trim(" \t"u8);
        symbol = isTooLong ? Symbol.TooLong
            : line.IsEmpty || IsPause(line, out pause) ? null
            : Symbol.FromBytes(Escapes.ToBytes(line));
        if (symbol is { IsTooLong: true })
        {
            tally.Count(ScanFault.Overlong);
            symbol = null;
        }
        return isThere;
    }

    private static bool IsPause(ReadOnlySpan<byte> line, out TimeSpan pause)
    {
        pause = TimeSpan.Zero;
        var word = "\\wait "u8;
        if (!line.StartsWith(word) || !int.TryParse(
            line[word.Length..].Trim((byte)' '), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || milliseconds > LongestPauseMilliseconds)
            return false;
        pause = TimeSpan.FromMilliseconds(milliseconds);
        return true;
    }
}
