using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>Reads the lines of a pack, and tells how far it is.</summary>
internal static class PackReading
{
    // Each report costs the one who shows it a line.
    private const int ReportEvery = 2000;

    /// <summary>Reads all of it.</summary>
    /// <exception cref="PackFaultException">It is not as its manifest says.</exception>
    public static void Read(
        PackFolder pack, PackManifest manifest, Action<ImportProgress> progress, PackLines.LineTaker take,
        CancellationToken stop)
    {
        using var file = pack.OpenRecords(manifest);
        Read(file, manifest, progress, take, stop);
    }

    /// <inheritdoc cref="Read(PackFolder, PackManifest, Action{ImportProgress}, PackLines.LineTaker,
    /// CancellationToken)"/>
    public static void Read(
        Stream file, PackManifest manifest, Action<ImportProgress> progress, PackLines.LineTaker take,
        CancellationToken stop)
    {
        var lines = new PackLines(
            file, manifest, read => progress(new ImportProgress(ImportStep.Check, read, manifest.Size)), stop);
        lines.Read((line, number) =>
        {
            take(line, number);
            if (number % ReportEvery == 0)
                progress(new ImportProgress(ImportStep.Records, number, manifest.Count));
        }, stop);
        progress(new ImportProgress(ImportStep.Records, manifest.Count, manifest.Count));
    }
}
