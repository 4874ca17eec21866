using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Scanning;

/// <summary>What can be wrong with what a scanner sends.</summary>
public enum ScanFault
{
    /// <summary>A code was longer than any carrier holds; it was dropped whole.</summary>
    Overlong,

    /// <summary>Half a code was cut off; it was dropped.</summary>
    Incomplete,

    /// <summary>A length in front of a code did not fit what came; it was dropped.</summary>
    Length,

    /// <summary>Bytes that belong to no code were dropped.</summary>
    Noise,

    /// <summary>A HID report that the layout does not know, before any code came.</summary>
    Report,

    /// <summary>A code came without the preamble or suffix that is configured; it was taken as it is.</summary>
    Affix,

    /// <summary>A code came without the terminator that is configured or usual; it was taken as it is.</summary>
    Terminator,

    /// <summary>A key that stands for no character; the code was dropped.</summary>
    Key,

    /// <summary>
    /// Keys that operate a computer, Alt with another than Enter and Tab for example; the code was dropped.
    /// </summary>
    Command,

    /// <summary>Control characters that no product's code has; the code was taken as it is.</summary>
    Control,

    /// <summary>More codes than a person can scan; neither shown nor recorded.</summary>
    OverRate,

    /// <summary>A connection beside those that are allowed; it was closed.</summary>
    Connection,

    /// <summary>The device went away.</summary>
    Unplugged,
}

/// <summary>
/// Counts what a scanner sent and what was wrong with it, for <c>/health</c> and <c>/metrics</c>, and logs a fault of
/// one kind once a minute at most: a broken scanner must not fill the log as well. Safe for several threads.
/// </summary>
public sealed partial class ScannerTally
{
    private static readonly TimeSpan TellPause = TimeSpan.FromMinutes(1);

    // Within a minute. A technician plugs a few times; only a bad cable goes on like that.
    private const int ManyUnplugs = 5;

    private static readonly ScanFault[] Kinds = Enum.GetValues<ScanFault>();

    private static readonly Counter<long> ScansTotal = Metering.Meter.CreateCounter<long>(
        "dntrace_scans_total", description: "Codes that a scanner sent and that were taken");

    private static readonly Counter<long> FaultsTotal = Metering.Meter.CreateCounter<long>(
        "dntrace_scanner_faults_total", description: "What was wrong with what a scanner sent, by kind");

    private readonly string _scanner;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private readonly long[] _counts = new long[Kinds.Length];
    private readonly long?[] _told = new long?[Kinds.Length];
    private readonly (long Stamp, DateTimeOffset At)?[] _latest = new (long, DateTimeOffset)?[Kinds.Length];
    private readonly Queue<long> _unplugs = new(ManyUnplugs);
    private long _scans;

    /// <param name="scanner">Name of the scanner in the configuration.</param>
    /// <param name="time">Tells when a fault is to be logged again.</param>
    /// <param name="log">Tells of faults.</param>
    public ScannerTally(string scanner, TimeProvider time, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_scanner, _time, _log) = (scanner, time, log);
    }

    /// <summary>Codes that were taken.</summary>
    public long Scans => Interlocked.Read(ref _scans);

    /// <summary>Faults of all kinds.</summary>
    public long Faults => Kinds.Sum(Of);

    /// <summary>
    /// What was wrong within the last minute, and since when; null when nothing was. An unplug is told by the
    /// scanner's condition, and here from the fifth within a minute on.
    /// </summary>
    public (string Message, DateTimeOffset At)? Trouble
    {
        get
        {
            lock (_gate)
            {
                var now = Kinds.Where(kind => _latest[(int)kind] is { } latest
                    && _time.GetElapsedTime(latest.Stamp) < TellPause).ToList();
                return now.Count == 0
                    ? null
                    : (string.Join("; it ", now.Select(kind => $"{Words(kind)} ({_counts[(int)kind]} so far)")),
                        now.Min(kind => _latest[(int)kind]!.Value.At));
            }
        }
    }

    /// <summary>How often one kind of fault happened.</summary>
    public long Of(ScanFault kind)
    {
        lock (_gate)
            return _counts[(int)kind];
    }

    /// <summary>Counts a code that was taken.</summary>
    public void CountScan()
    {
        Interlocked.Increment(ref _scans);
        ScansTotal.Add(1, new KeyValuePair<string, object?>("scanner", _scanner));
    }

    /// <summary>Counts a fault, and logs it if it was not within the last minute.</summary>
    public void Count(ScanFault kind)
    {
        FaultsTotal.Add(1, new("scanner", _scanner), new("fault", Label(kind)));
        long count;
        lock (_gate)
        {
            count = ++_counts[(int)kind];
            var now = _time.GetTimestamp();
            // One is told by the condition, which knows when it is over.
            if (kind == ScanFault.Unplugged && !NoteUnplug(now))
                return;
            _latest[(int)kind] = (now, _time.GetUtcNow());
            if (_told[(int)kind] is { } told && _time.GetElapsedTime(told, now) < TellPause)
                return;
            _told[(int)kind] = now;
        }
        LogFault(_scanner, Words(kind), count);
    }

    // True where there were many within a minute.
    private bool NoteUnplug(long now)
    {
        if (_unplugs.Count == ManyUnplugs)
            _unplugs.Dequeue();
        _unplugs.Enqueue(now);
        return _unplugs.Count == ManyUnplugs && _time.GetElapsedTime(_unplugs.Peek(), now) < TellPause;
    }

    private static string Label(ScanFault kind) => kind switch
    {
        ScanFault.OverRate => "overRate",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Words(ScanFault kind) => kind switch
    {
        ScanFault.Overlong =>
            $"sent a code of more than {Gs1.Symbol.MaxLength} bytes, which was dropped whole: check its terminator",
        ScanFault.Incomplete => "sent half a code, which was dropped: scan again; if it stays, check the cable",
        ScanFault.Length => "sent a length that does not fit what came, and a code was dropped: check lengthByte, "
            + "or report of a hidPos",
        ScanFault.Noise => "sent bytes that belong to no code: check cable, speed and parity",
        ScanFault.Report => "sends reports that its layout does not know, and no code: check report",
        ScanFault.Affix =>
            "sent a code without the configured preamble or suffix: scan its barcode in the manual again",
        ScanFault.Terminator =>
            "sent a code without the terminator that is set or usual, which makes it slow: scan the manual's barcode "
            + "for that suffix (CR where terminator is auto)",
        ScanFault.Key => "pressed a key that its layout does not have, and the code was dropped: check layout "
            + "and groupSeparatorKeys",
        ScanFault.Command => "pressed keys that operate a computer (Alt, Ctrl or Windows with another), and the code "
            + "was dropped: somebody may be trying to operate the kiosk by barcode, or check layout",
        ScanFault.Control => "sent control characters that no product's code has: somebody may be trying to operate "
            + "the kiosk by barcode, or the line's speed or parity is wrong",
        ScanFault.OverRate =>
            "sends more than scanning.scansPerSecond; what exceeds it is neither shown nor recorded",
        ScanFault.Connection => "has as many connections as are allowed, and another was closed: hang one up",
        ScanFault.Unplugged => "goes away again and again: check cable and plug",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such fault"),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scanner {Scanner} {Fault} ({Count} so far)")]
    private partial void LogFault(string scanner, string fault, long count);
}
