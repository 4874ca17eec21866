using System.Diagnostics.Metrics;

namespace DaNangTrace.Edge.Kiosk;

/// <summary>The kiosk's meter: what the rooms count here, <c>/metrics</c> tells.</summary>
internal static class Metering
{
    /// <summary>One meter a process: a process is one kiosk.</summary>
    public static readonly Meter Meter = new("DaNangTrace.Edge.Kiosk");
}
