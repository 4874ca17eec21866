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
    /// <exception cref="PackFaultException">It is older than the one that was taken, or another with its number.
    /// </exception>
    public static bool IsHere(GenerationFolders folders, string ledger, PackManifest manifest)
    {
        var accepted = KeptPacks.Read(ledger, manifest.Kind);
        if (!PackCheck.IsTheAccepted(manifest, accepted))
            return false;
        return manifest.Kind == PackManifest.RecallList
            ? accepted!.IsWhole
            : LeftOver.IsWhole(folders.Of(manifest.Version), facts => facts.Sha256 == manifest.Sha256);
    }
}
