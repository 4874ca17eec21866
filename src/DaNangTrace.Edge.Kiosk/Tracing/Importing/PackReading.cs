using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>Reads the lines of a pack, and tells how far it is.</summary>
internal static class PackReading
{
    // Each report costs the one who shows it a line.
    private const int ReportEvery = 2000;

    /// <summary>Looks at the whole file, and is ready for its lines.</summary>
    /// <exception cref="PackFaultException">It is not the file that was signed.</exception>
    public static PackLines Check(
        Stream file, PackManifest manifest, Action<ImportProgress> progress, CancellationToken stop) => new(
        file, manifest, read => progress(new ImportProgress(ImportStep.Check, read, manifest.Size)), stop);

    /// <summary>Reads all lines.</summary>
    /// <exception cref="PackFaultException">They are not as the manifest says.</exception>
    public static void Read(
        PackLines lines, PackManifest manifest, Action<ImportProgress> progress, PackLines.LineTaker take,
        CancellationToken stop)
    {
        lines.Read((line, number) =>
        {
            take(line, number);
            if (number % ReportEvery == 0)
                progress(new ImportProgress(ImportStep.Records, number, manifest.Count));
        }, stop);
        progress(new ImportProgress(ImportStep.Records, manifest.Count, manifest.Count));
    }
}
