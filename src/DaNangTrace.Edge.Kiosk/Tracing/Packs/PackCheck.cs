using System.Globalization;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Packs;

/// <summary>Judges a pack by its manifest: nothing else of it is looked at before it is known who signed it.</summary>
/// <param name="trust">Whose packs are taken.</param>
/// <param name="clock">Whether its day has come.</param>
internal sealed class PackCheck(TrustedKeys trust, KioskClock clock)
{
    // A clock that is not set knows only since when it is later. A slip in the year must not make it believe that
    // everything has expired; and no kiosk hears nothing for so long and is then brought a pack.
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(5 * 366);

    /// <summary>The manifest of a pack that may be taken.</summary>
    /// <param name="pack">The pack.</param>
    /// <exception cref="PackFaultException">It may not.</exception>
    public PackManifest ManifestOf(PackFolder pack)
    {
        NeedTrust();
        return ManifestOf(pack.ReadManifest(), pack.ReadSignature(), pack.Folder);
    }

    /// <summary>The same of a manifest that is at hand.</summary>
    /// <param name="bytes">The manifest.</param>
    /// <param name="signature">Its signature.</param>
    /// <param name="from">From where it is, for the words.</param>
    /// <exception cref="PackFaultException">It may not be taken.</exception>
    public PackManifest ManifestOf(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature, string from)
    {
        NeedTrust();
        var signer = trust.SignerOf(bytes, signature);
        var isManifest = PackJson.TryReadManifest(bytes, out var manifest, out var fault);
        if (signer is null)
            throw NotTrusted(from, manifest);
        if (!isManifest)
            throw new PackFaultException(PackFault.BadManifest, $"the manifest of {from}: {fault}");
        if (manifest!.KeyId != signer)
            throw new PackFaultException(
                PackFault.BadManifest,
                $"the manifest of {from} names key {Short(manifest.KeyId)} and was signed with {Short(signer)}");
        CheckSize(manifest);
        // Nothing is no data: it must not make everything "not registered". A list of no recall is one.
        if (manifest is { Kind: PackManifest.Full, Count: 0 })
            throw new PackFaultException(PackFault.BadManifest, "a full pack without a record says nothing");
        var now = clock.Now();
        if (manifest.ValidFrom > (now.IsSynchronised ? now.At + DataAge.MostAhead : clock.Floor + Farthest))
            throw new PackFaultException(
                PackFault.NotYetValid,
                $"its data is of {manifest.ValidFrom:yyyy-MM-dd HH:mm} UTC, which is yet to come");
        return manifest;
    }

    /// <summary>Refuses a version that is older than the highest of its kind that was taken.</summary>
    /// <returns>Whether it is that very pack.</returns>
    /// <exception cref="PackFaultException">It is older, or another one with the same number.</exception>
    public static bool IsTheAccepted(PackManifest manifest, KeptPack? accepted)
    {
        if (accepted is null || manifest.Version > accepted.Version)
            return false;
        if (manifest.Version == accepted.Version && manifest.Sha256 == accepted.Sha256)
            return true;
        var words = manifest.Version == accepted.Version ? "another one with that number" : "a newer one";
        throw new PackFaultException(
            PackFault.Older,
            string.Create(
                CultureInfo.InvariantCulture,
                $"it is version {manifest.Version} ({manifest.Kind}), and {words} was taken: {accepted.Version}"));
    }

    private void NeedTrust()
    {
        if (trust.Count == 0)
            throw new PackFaultException(
                PackFault.NoTrust,
                "no key is trusted here: name the city's public key in tracing.catalog.trust, or behind --trust");
    }

    private PackFaultException NotTrusted(string from, PackManifest? manifest)
    {
        if (manifest is not null && !trust.Ids.Contains(manifest.KeyId, StringComparer.Ordinal))
            return new PackFaultException(
                PackFault.OtherKey,
                $"{from} names key {Short(manifest.KeyId)}, which this kiosk does not trust "
                + $"(tracing.catalog.trust holds {string.Join(", ", trust.Ids.Select(Short))})");
        return new PackFaultException(
            PackFault.WrongSignature,
            $"the signature of {from} does not belong to its manifest: it was changed, or is another pack's");
    }

    private static void CheckSize(PackManifest manifest)
    {
        var limit = PackLimit.Of(manifest.Kind);
        Check("lines", manifest.Count, limit.Count);
        Check("bytes", manifest.Size, limit.Size);
        Check("bytes unpacked", manifest.ExpandedSize, limit.ExpandedSize);

        void Check(string what, long given, long most)
        {
            if (given > most)
                throw new PackFaultException(
                    PackFault.TooLarge,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"it has {given} {what}; a {manifest.Kind} pack has {most} at most"));
        }
    }

    private static string Short(string keyId) => keyId[..Math.Min(16, keyId.Length)];
}
