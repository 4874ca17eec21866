using System.Diagnostics.Metrics;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Tracing;

namespace DaNangTrace.Edge.Kiosk.Serving;

/// <summary>
/// Serves one shopper after the other: read, trace, show, record.
/// Shown before recorded: a shopper does not wait for an SD card.
/// </summary>
public sealed class Desk
{
    private readonly Gs1Reader _reader;
    private readonly Tracer _tracer;
    private readonly Screen _screen;
    private readonly SceneRule _rule;
    private readonly SightingRecorder _recorder;
    private readonly Histogram<double> _toScreen;

    /// <summary>Makes the desk.</summary>
    public Desk(Gs1Reader reader, Tracer tracer, Screen screen, SceneRule rule, SightingRecorder recorder)
    {
        (_reader, _tracer, _screen, _rule, _recorder) = (reader, tracer, screen, rule, recorder);
        _toScreen = Metering.Meter.CreateHistogram<double>(
            "dntrace_answer_seconds", "s", "From taking a scan out of the lane to its scene on every display");
    }

    /// <summary>Serves one scan; returns when its sighting stands in the ledger's queue.</summary>
    public async ValueTask ServeAsync(Scan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        var begun = _rule.Time.GetTimestamp();
        var (isRepeat, isShown) = _rule.Judge(scan);
        var reading = _reader.Read(scan.Symbol);
        var answer = _tracer.Trace(reading);
        if (isShown)
            _screen.Show(SceneBuilder.Of(reading, answer));
        _toScreen.Record(_rule.Time.GetElapsedTime(begun).TotalSeconds);
        await _recorder.RecordAsync(scan, reading, answer, isRepeat);
    }
}
