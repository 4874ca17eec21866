using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DaNangTrace.Edge.Kiosk.Health;

/// <summary>What a part of the kiosk is for: it decides how much the kiosk misses it.</summary>
internal enum Role
{
    /// <summary>One of them must scan, or the kiosk is down.</summary>
    Scanner,

    /// <summary>It must record, or the kiosk is down.</summary>
    Ledger,

    /// <summary>One of them must show, or the kiosk is down.</summary>
    Display,

    /// <summary>Shoppers are served without it.</summary>
    Other,
}

/// <summary>One part of the kiosk as a health check of the framework's.</summary>
internal sealed record Part(string Name, Role Role, Func<Condition.State> Now) : IHealthCheck
{
    /// <summary>The key under which a result tells since when.</summary>
    public const string Since = "since";

    /// <summary>The keys under which a scanner's tells what it sent.</summary>
    public const string Scans = "scans";

    /// <inheritdoc cref="Scans"/>
    public const string Faults = "faults";

    /// <summary>What a scanner sent; null for other parts.</summary>
    public ScannerTally? Tally { get; init; }

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = Now();
        var status = now.Wellness switch
        {
            Wellness.Ok => HealthStatus.Healthy,
            Wellness.Degraded => HealthStatus.Degraded,
            _ => HealthStatus.Unhealthy,
        };
        var data = new Dictionary<string, object> { [Since] = now.Since };
        if (Tally is not null)
            (data[Scans], data[Faults]) = (Tally.Scans, Tally.Faults);
        return Task.FromResult(new HealthCheckResult(status, now.Message, data: data));
    }
}

/// <summary>How the kiosk is as a whole.</summary>
internal static class Verdicts
{
    /// <summary>Down only when shoppers can't be served or nothing can be recorded.</summary>
    public static Wellness Of(IEnumerable<(Role Role, HealthStatus Status)> parts)
    {
        var all = parts.ToList();
        if (AllDown(Role.Scanner) || AllDown(Role.Ledger) || AllDown(Role.Display))
            return Wellness.Down;
        return all.TrueForAll(part => part.Status == HealthStatus.Healthy) ? Wellness.Ok : Wellness.Degraded;

        bool AllDown(Role role) => all.TrueForAll(part => part.Role != role || part.Status == HealthStatus.Unhealthy);
    }
}
