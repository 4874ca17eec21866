using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>What became of a pack.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome() { }

    /// <summary>It was taken; a kiosk that runs answers from it within seconds.</summary>
    /// <param name="Manifest">Its manifest.</param>
    /// <param name="Pictures">How many pictures its records name.</param>
    /// <param name="MissingPictures">How many of them neither the pack nor the kiosk has.</param>
    public sealed record Taken(PackManifest Manifest, int Pictures, int MissingPictures) : ImportOutcome;

    /// <summary>This very pack was taken before.</summary>
    public sealed record AlreadyTaken(PackManifest Manifest) : ImportOutcome;

    /// <summary>It was refused; nothing has changed.</summary>
    public sealed record Refused(PackRefusal Refusal) : ImportOutcome;
}

/// <summary>How far an import is.</summary>
/// <param name="Step">What it does.</param>
/// <param name="Done">How much of it is done.</param>
/// <param name="Total">How much there is; 0 = not known.</param>
public readonly record struct ImportProgress(ImportStep Step, long Done, long Total);

/// <summary>The steps of an import, in their order.</summary>
public enum ImportStep
{
    /// <summary>A file is downloaded; counted in bytes.</summary>
    Download,

    /// <summary>The file's hash is compared; in bytes.</summary>
    Check,

    /// <summary>Its lines are taken over; in lines.</summary>
    Records,

    /// <summary>Pictures are taken over.</summary>
    Pictures,

    /// <summary>All of it is brought to the disk.</summary>
    Disk,
}
