using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using DaNangTrace.Edge.Kiosk.Scanning;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Serving;

/// <summary>
/// Which scans get a scene of their own; all are recorded.
/// <para>A scanner in presentation mode sends the code again and again while it is held under it: a repeat, for which
/// the scene just stays. Of the last code only the hash is remembered: it may have been a payment code.</para>
/// <para>A scan that waited long behind others is no answer any more: its shopper has gone, and the next one would
/// take it for the answer to his own.</para>
/// </summary>
public sealed partial class SceneRule
{
    // Point-of-sale practice: what the screen says seconds later belongs to nobody.
    private static readonly TimeSpan MostWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TellPause = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly TimeSpan _repeatWithin;
    private readonly ILogger<SceneRule> _log;
    private readonly Dictionary<string, Last> _last = new(StringComparer.Ordinal);
    private readonly Counter<long> _late = Metering.Meter.CreateCounter<long>(
        "dntrace_scans_not_shown_total", description: "Codes that waited too long to be shown; they were recorded");

    private long _lateCount;
    private long? _told;

    /// <summary>Makes the rule.</summary>
    public SceneRule(ScanningOptions options, TimeProvider time, ILogger<SceneRule> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_time, _log) = (time, log);
        _repeatWithin = TimeSpan.FromSeconds(options.RepeatSeconds);
    }

    /// <summary>The clock by which it judges.</summary>
    public TimeProvider Time => _time;

    /// <summary>Judges the next scan; each is to be judged once, in the order of serving.</summary>
    /// <returns>
    /// Whether it repeats the scanner's last one, and whether it is to be shown: one that is shown already is not.
    /// </returns>
    public (bool IsRepeat, bool IsShown) Judge(Scan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        var code = SHA256.HashData(Encoding.UTF8.GetBytes($"{scan.Symbol.Identifier}]{scan.Symbol.Text}"));
        // Each scanner by itself: two shoppers who scan in turn repeat nothing.
        var isRepeat = _last.TryGetValue(scan.Scanner, out var last) && code.AsSpan().SequenceEqual(last.Code)
            && _time.GetElapsedTime(last.Stamp, scan.Stamp) < _repeatWithin;
        var stands = isRepeat && last!.WasShown;
        var isLate = _time.GetElapsedTime(scan.Stamp) > MostWait;
        if (isLate && !stands)
            CountLate(scan.Scanner);
        _last[scan.Scanner] = new Last(code, scan.Stamp, stands || !isLate);
        return (isRepeat, !stands && !isLate);
    }

    private void CountLate(string scanner)
    {
        _late.Add(1, new KeyValuePair<string, object?>("scanner", scanner));
        _lateCount++;
        if (_told is { } told && _time.GetElapsedTime(told) < TellPause)
            return;
        _told = _time.GetTimestamp();
        LogLate(scanner, MostWait.TotalSeconds, _lateCount);
    }

    private sealed record Last(byte[] Code, long Stamp, bool WasShown);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "A code of scanner {Scanner} waited more than {Most} s and was recorded, but not shown "
            + "({Count} so far): see what holds up the desk, the ledger's disk for example")]
    private partial void LogLate(string scanner, double most, long count);
}
