using DaNangTrace.Edge.Kiosk.Scanning;

namespace DaNangTrace.Edge.Kiosk.Serving;

/// <summary>
/// A scanner in presentation mode sends the code again and again while it is held under it: a sighting of its own
/// each time, but no new scene. Only the last code is remembered, and only for so long.
/// </summary>
internal sealed class RepeatRule(TimeProvider time, TimeSpan within)
{
    private Gs1.Symbol _last;
    private long _at;
    private bool _any;

    public bool IsRepeat(Scan scan)
    {
        var now = time.GetTimestamp();
        var repeat = _any && _last == scan.Symbol && time.GetElapsedTime(_at, now) < within;
        (_last, _at, _any) = (scan.Symbol, now, true);
        return repeat;
    }
}
