using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <summary>An import in a process of its own, in which a fault may be planted.</summary>
internal static class ImportChild
{
    /// <summary>The first argument.</summary>
    public const string Word = "import-child";

    /// <summary>No fault.</summary>
    public const string Nothing = "nothing";

    /// <summary>The generation gets its name, and is then finished and brought to the disk.</summary>
    public const string NamedFirst = "named-first";

    /// <summary>The generation is finished, gets its name, and is then brought to the disk.</summary>
    public const string NamedBeforeKept = "named-before-kept";

    /// <summary>No fault, and a kill meets what has its name as easily as with one.</summary>
    public const string Lingering = "lingering";

    /// <summary>Its command line.</summary>
    public static string[] CommandLine(string fault, string pack, string data, string key) =>
    [
        "dotnet", "exec", typeof(ImportChild).Assembly.Location, Word, fault, pack, data, key,
    ];

    public static int Run(string fault, string pack, string data, string key)
    {
        var options = new CatalogOptions { Trust = [key] };
        using var trust = TrustedKeys.Load(options.Trust);
        var clock = new KioskClock(TimeProvider.System, TimeZoneInfo.Utc, () => true);
        var outcome = new FaultyImport(fault, data, options, trust, clock)
            .Run(new PackFolder(pack), null, CancellationToken.None);
        return outcome is ImportOutcome.Taken ? 0 : 1;
    }

    private sealed class FaultyImport(
        string fault, string folder, CatalogOptions options, TrustedKeys trust, KioskClock clock)
        : CatalogImport(folder, options, trust, clock)
    {
        // Long enough for one kill of several to meet it, on any machine.
        private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

        private readonly GenerationFolders _folders = new(Path.Combine(folder, GenerationFolders.Name));

        private protected override void Finish(GenerationWriter writer, AboutGeneration about, Action name)
        {
            switch (fault)
            {
                case NamedFirst:
                    name();
                    Task.Delay(Window).Wait();
                    writer.Close(about);
                    Keep(about.Version);
                    break;
                case NamedBeforeKept:
                    writer.Close(about);
                    name();
                    Task.Delay(Window).Wait();
                    Keep(about.Version);
                    break;
                case Lingering:
                    base.Finish(writer, about, name);
                    Task.Delay(Window).Wait();
                    break;
                default:
                    base.Finish(writer, about, name);
                    break;
            }
        }

        // The writer looks for it where it was written.
        private void Keep(long version)
        {
            var file = Path.Combine(_folders.Of(version), Generation.FileName);
            if (!DiskTruth.TryKeep(file))
                throw new IOException($"the disk does not take {file}");
        }
    }
}
