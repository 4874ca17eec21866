using System.Diagnostics.Metrics;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <summary>What errands share.</summary>
/// <param name="Clock">The kiosk's clock.</param>
/// <param name="Random">Chance, seeded by whoever makes it.</param>
/// <param name="Log">The log.</param>
internal sealed record PackTools(KioskClock Clock, Random Random, ILogger Log)
{
    private readonly Counter<long> _packs = Metering.Meter.CreateCounter<long>(
        "dntrace_packs_total", description: "Announced packs, by kind and by what became of them");

    /// <summary>A share of a whole, by chance: two errands ask at once.</summary>
    public double Chance()
    {
        lock (Random)
            return Random.NextDouble();
    }

    /// <summary>Counts what became of a pack, and by which rule it was refused.</summary>
    public void Count(string kind, string outcome, PackFault? reason = null)
    {
        if (reason is { } fault)
            _packs.Add(1, new("kind", kind), new("outcome", outcome), new("reason", PackFaults.CodeOf(fault)));
        else
            _packs.Add(1, new("kind", kind), new("outcome", outcome));
    }
}
