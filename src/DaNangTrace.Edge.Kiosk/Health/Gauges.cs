using System.Diagnostics.Metrics;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Tracing;

namespace DaNangTrace.Edge.Kiosk.Health;

/// <summary>What is read when somebody asks, besides what the rooms count themselves.</summary>
internal sealed class Gauges
{
    public Gauges(Ledger ledger, Catalog catalog, RecallList recalls, IUplink link, IReadOnlyList<Part> parts)
    {
        var meter = Metering.Meter;
        meter.CreateObservableGauge(
            "dntrace_sightings_pending", () => ledger.Pending, description: "Sightings that wait for the city");
        meter.CreateObservableGauge(
            "dntrace_ledger_seq", () => ledger.LastSeq, description: "Place of the newest sighting");
        meter.CreateObservableGauge(
            "dntrace_ledger_used_bytes", () => ledger.Figures.UsedBytes, description: "Bytes of all sightings");
        meter.CreateObservableGauge(
            "dntrace_ledger_most_bytes", () => ledger.Figures.MostBytes, description: "How far they may grow");
        meter.CreateObservableGauge(
            "dntrace_ledger_hours_left",
            () => ledger.HoursLeft is { } hours ? [new Measurement<double>(hours)] : (Measurement<double>[])[],
            description: "Hours until nothing more can be recorded, at the rate of the last day");
        meter.CreateObservableGauge(
            "dntrace_sightings_refused", () => ledger.Figures.Refused,
            description: "Sightings that the broker refused for good");
        meter.CreateObservableGauge(
            "dntrace_sightings_gone", () => ledger.Figures.Gone,
            description: "Sightings that were recorded and lost before they were delivered");
        meter.CreateObservableGauge(
            "dntrace_recall_counts_pending", () => ledger.Counts.Pending,
            description: "Counts of earlier sightings of recalled goods that wait for the city");
        meter.CreateObservableGauge(
            "dntrace_recall_counts_refused", () => ledger.Counts.Refused,
            description: "Counts of earlier sightings of recalled goods that the broker refused for good");
        meter.CreateObservableGauge(
            "dntrace_catalog_products", () => catalog.Products, description: "Products in the catalog");
        meter.CreateObservableGauge(
            "dntrace_catalog_version", () => catalog.Facts?.Version ?? 0, description: "Version of the catalog in use");
        meter.CreateObservableGauge(
            "dntrace_catalog_age_seconds",
            () => AgeOf(catalog.Data),
            description: "Age of the catalog's data; none where the clock can't tell");
        meter.CreateObservableGauge(
            "dntrace_recalls", () => recalls.Count, description: "Recalls that stand");
        meter.CreateObservableGauge(
            "dntrace_recalls_age_seconds",
            () => AgeOf(recalls.Data),
            description: "Age of the recall list; none where the clock can't tell");
        meter.CreateObservableGauge(
            "dntrace_certificate_expires_seconds",
            () => link.Files.Expires is { } expires
                ? [new Measurement<long>(expires.ToUnixTimeSeconds())]
                : (Measurement<long>[])[],
            description: "When the kiosk's certificate expires, in seconds since 1970 (UTC)");
        meter.CreateObservableGauge(
            "dntrace_part_state",
            () => parts.Select(part => new Measurement<int>(
                (int)part.Now().Wellness, new KeyValuePair<string, object?>("part", part.Name))),
            description: "0 ok, 1 degraded, 2 down");
        meter.CreateObservableGauge(
            "dntrace_part_since_seconds",
            () => parts.Select(part => new Measurement<long>(
                part.Now().Since.ToUnixTimeSeconds(), new KeyValuePair<string, object?>("part", part.Name))),
            description: "Since when it is so, in seconds since 1970 (UTC)");
    }

    // No sample at all where the age is not known: a number would be believed.
    internal static Measurement<double>[] AgeOf(DataAge? data) =>
        data?.Told is { } age ? [new Measurement<double>(age.TotalSeconds)] : [];
}
