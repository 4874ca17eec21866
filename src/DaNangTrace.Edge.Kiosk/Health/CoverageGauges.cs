using System.Diagnostics.Metrics;
using DaNangTrace.Edge.Kiosk.Recording.Counting;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Health;

/// <summary>What was asked for and is known, read when somebody asks; no sample at all before it was counted.</summary>
internal sealed class CoverageGauges
{
    public CoverageGauges(CoverageKeeper coverage)
    {
        Add("codes", "Distinct product codes that were asked for, up to and with today", one => one.Codes);
        Add("known_codes", "Those of them that are known", one => one.KnownCodes);
        Add("sightings", "How often product codes were asked for, up to and with today", one => one.Sightings);
        Add("known_sightings", "How often the answer was known", one => one.KnownSightings);
        Metering.Meter.CreateObservableGauge(
            "dntrace_coverage_uncounted",
            () => coverage.Figures is { } figures
                ? [new Measurement<long>(figures.Uncounted)]
                : (Measurement<long>[])[],
            description: "Sightings in 30 days whose product code found no place among those that are counted");

        void Add(string name, string description, Func<CoverageWindow, long> of) =>
            Metering.Meter.CreateObservableGauge(
                $"dntrace_coverage_{name}",
                () => (coverage.Figures?.Windows ?? []).Select(one => new Measurement<long>(
                    of(one), new KeyValuePair<string, object?>("days", one.Days))),
                description: description);
    }
}
