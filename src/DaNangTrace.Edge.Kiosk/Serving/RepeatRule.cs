using System.Security.Cryptography;
using System.Text;
using DaNangTrace.Edge.Kiosk.Scanning;

namespace DaNangTrace.Edge.Kiosk.Serving;

/// <summary>
/// A scanner in presentation mode sends the code again and again while it is held under it: a sighting of its own
/// each time, but no new scene. Only the hash of the last code is remembered: it may have been a payment code.
/// </summary>
internal sealed class RepeatRule(TimeProvider time, TimeSpan within)
{
    private byte[] _last = [];
    private long _at;

    public bool IsRepeat(Scan scan)
    {
        var now = time.GetTimestamp();
        var code = SHA256.HashData(Encoding.UTF8.GetBytes($"{scan.Symbol.Identifier}]{scan.Symbol.Text}"));
        var repeat = code.AsSpan().SequenceEqual(_last) && time.GetElapsedTime(_at, now) < within;
        (_last, _at) = (code, now);
        return repeat;
    }
}
