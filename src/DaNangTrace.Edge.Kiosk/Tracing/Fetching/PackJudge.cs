using System.Security.Cryptography;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <summary>
/// Judges an announced pack by its signed manifest, before any server is asked: a stranger at the broker must not be
/// able to have anything fetched.
/// </summary>
/// <param name="folder">The kiosk's data folder.</param>
/// <param name="options">Whose packs are taken, and from where.</param>
/// <param name="notes">What was taken before.</param>
/// <param name="clock">Whether a pack's day has come.</param>
internal sealed class PackJudge(string folder, CatalogOptions options, PackNotes notes, KioskClock clock)
{
    private readonly GenerationFolders _folders = new(Path.Combine(folder, GenerationFolders.Name));
    private readonly PackSources _sources = new(options.Sources);

    /// <summary>Whether the settings let nothing be fetched.</summary>
    public bool FetchesNothing => _sources.AreNone;

    /// <summary>Looks at a notice.</summary>
    /// <param name="kind">What its topic is for.</param>
    /// <param name="notice">The notice.</param>
    public PackJudgement Look(string kind, PackNotice notice)
    {
        PackManifest? manifest = null;
        try
        {
            // Anew each time: a key that was replaced counts without a restart.
            using var trust = TrustedKeys.Load(options.Trust);
            manifest = new PackCheck(trust, clock).ManifestOf(notice.Manifest, notice.Signature, "the announced pack");
            if (manifest.Kind != kind)
                throw new PackFaultException(
                    PackFault.BadManifest, $"it is a {manifest.Kind} pack, announced where {kind} packs are");
            if (TakenPack.IsHere(_folders, notes.Accepted(kind), manifest))
                return new PackJudgement.Here(manifest);
            return _sources.TryAllow(notice.Url, out var address, out var fault)
                ? new PackJudgement.Fetch(manifest, address)
                : throw new PackFaultException(
                    PackFault.NotAllowed,
                    FetchesNothing ? "tracing.catalog.sources names no address from which packs are fetched" : fault);
        }
        catch (PackFaultException e)
        {
            return new PackJudgement.Refused(manifest?.Version, e.Refusal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException
            or CryptographicException or NotSupportedException)
        {
            return new PackJudgement.Unknown(e.Message);
        }
    }
}

/// <summary>What is to be done about an announced pack.</summary>
internal abstract record PackJudgement
{
    private PackJudgement() { }

    /// <summary>It is right and new, and may be fetched.</summary>
    public sealed record Fetch(PackManifest Manifest, Uri Address) : PackJudgement;

    /// <summary>It was taken before.</summary>
    public sealed record Here(PackManifest Manifest) : PackJudgement;

    /// <summary>It is refused.</summary>
    /// <param name="Version">Its version; null where nobody who is trusted signed it.</param>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(long? Version, PackRefusal Refusal) : PackJudgement
    {
        /// <summary>Whether a key that is replaced, or a day that comes, may change that.</summary>
        public bool MayPass => Refusal.Reason is PackFault.NoTrust or PackFault.OtherKey or PackFault.WrongSignature
            or PackFault.NotYetValid;
    }

    /// <summary>A key's file or the ledger can't be read now.</summary>
    public sealed record Unknown(string Words) : PackJudgement;
}
