using System.Diagnostics.Metrics;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Tracing.Fetching;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Commanding;

/// <summary>
/// Takes the packs that the city announces to its market. Unlike commands they are retained, and come again at each
/// connection; whose they are is judged by the intake, which knows the keys.
/// </summary>
public sealed partial class NoticeGate(PackIntake intake, ILogger<NoticeGate> log)
{
    private readonly Counter<long> _notices = Metering.Meter.CreateCounter<long>(
        "dntrace_notices_total", description: "Announcements of packs, by kind and by what they are");

    // The log hears of each cause once; the counts hear of all.
    private readonly HashSet<(string Kind, string Fault)> _told = [];

    /// <summary>Takes one message; never throws, whatever its bytes.</summary>
    /// <param name="kind">What its topic is for.</param>
    /// <param name="message">What came.</param>
    public void Take(string kind, CityMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.IsTooLarge)
        {
            Refuse(kind, message, $"it has more than {WireJson.MaxPayload} bytes");
            return;
        }
        // A retained message that is taken back (MQTT 5.0, 3.3.1.3): nothing is announced, and what waits goes on.
        if (message.Payload.Length == 0)
        {
            Count(kind, "cleared");
            intake.Clear(kind);
            return;
        }
        if (!PackNotice.TryRead(message.Payload, out var notice, out var fault))
        {
            Refuse(kind, message, fault);
            return;
        }
        Count(kind, "taken");
        intake.Offer(kind, notice);
    }

    private void Refuse(string kind, CityMessage message, string fault)
    {
        Count(kind, "invalid");
        // What is not kept at the broker passes by itself.
        if (message.IsRetained)
            intake.Refuse(kind, fault);
        if (_told.Add((kind, fault)))
            LogInvalid(kind, fault);
    }

    private void Count(string kind, string result) => _notices.Add(1, new("kind", kind), new("result", result));

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "An announcement ({Kind}) is none: {Fault}. Further ones of this kind are only counted")]
    private partial void LogInvalid(string kind, string fault);
}
