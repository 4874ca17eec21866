using System.Globalization;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;

namespace DaNangTrace.Edge.Cataloguing;

/// <summary>Prints what a catalog is.</summary>
internal static class CatalogStats
{
    /// <param name="report">The catalog.</param>
    /// <param name="options">Which keys are trusted; null where no configuration says so.</param>
    /// <param name="clock">The kiosk's clock.</param>
    /// <param name="output">Where to.</param>
    public static void Print(CatalogReport report, CatalogOptions? options, KioskClock clock, TextWriter output)
    {
        Row("catalog", report.Facts is not { } facts
            ? report.Generations.Count == 0
                ? "none: dntrace catalog import brings one"
                : $"version {report.Generations[0].Version} is damaged: import the pack again"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{PackWords.Counted(facts.Products, "product")}, {PackWords.Counted(facts.Records, "record")}, "
                + $"{(facts.IsSample ? "the built-in sample" : $"version {facts.Version}")}, "
                + $"{Words(DataAge.Of(facts, clock))}"));
        Row("recalls", report.RecallPack is { } recalls
            ? $"version {recalls.Version}, "
                + Words(DataAge.Of(recalls.Version, recalls.ValidFrom, isSample: false, clock))
            : report.Facts is { IsSample: true }
                ? "the built-in sample's"
                : "no list was taken: each answer says that there may be warnings");
        Row("accepted", string.Create(
            CultureInfo.InvariantCulture,
            $"full packs {Newer(report.Accepted)}, recall packs {Newer(report.RecallPack)}"));
        foreach (var (version, bytes) in report.Generations)
            Row($"v{version}", Size(bytes) + (version == report.Facts?.Version ? ", answers" : ""));
        Row("on the disk", options is null
            ? Size(report.Bytes)
            : $"{Size(report.Bytes)} of {options.Quota} (tracing.catalog.quota)");
        Row("trusted keys", options is null
            ? "not known without --config"
            : options.Trust.Count == 0
            ? "none: no pack is taken (tracing.catalog.trust)"
            : string.Join(", ", options.Trust));

        void Row(string name, string value) => output.WriteLine($"{name,-13} {value}");
    }

    // That one itself may be taken again, but only where what came of it is damaged.
    private static string Newer(KeptPack? accepted) => accepted is null
        ? "of any version"
        : string.Create(CultureInfo.InvariantCulture, $"above version {accepted.Version}, which was taken");

    private static string Words(DataAge data)
    {
        var words = data.Told is not { } age ? "how old, a clock that is not set can't tell"
            : age < TimeSpan.FromHours(1) ? $"{(int)age.TotalMinutes} min old"
            : age < TimeSpan.FromDays(2) ? $"{(int)age.TotalHours} h old"
            : $"{age.Days} days old";
        return string.Create(
            CultureInfo.InvariantCulture, $"of {data.AsOf.UtcDateTime:yyyy-MM-dd HH:mm} UTC ({words})");
    }

    private static string Size(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB");
}
