using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>Whether a pack was taken before.</summary>
internal static class TakenPack
{
    /// <summary>
    /// Whether this very pack was taken, and all that came of it is whole. A damaged catalog or list is mended by the
    /// pack that it came from.
    /// </summary>
    /// <param name="folders">The kiosk's generations.</param>
    /// <param name="accepted">What was kept of the last one of its kind.</param>
    /// <param name="manifest">The pack's.</param>
    /// <exception cref="PackFaultException">It is older than the one that was taken, or another with its number.
    /// </exception>
    public static bool IsHere(GenerationFolders folders, KeptPack? accepted, PackManifest manifest)
    {
        if (!PackCheck.IsTheAccepted(manifest, accepted))
            return false;
        return manifest.Kind == PackManifest.RecallList
            ? accepted!.IsWhole
            : LeftOver.IsWhole(folders.Of(manifest.Version), facts => facts.Sha256 == manifest.Sha256);
    }
}
