using System.Security.Cryptography;
using System.Text;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <summary>An announced pack that is to be fetched.</summary>
/// <param name="notice">The notice.</param>
/// <param name="right">What was judged of it.</param>
/// <param name="announcedAt">When one was announced that this kiosk does not have yet.</param>
/// <param name="time">Measures.</param>
internal sealed class Errand(PackNotice notice, PackJudgement.Fetch right, long announcedAt, TimeProvider time)
{
    private long _since = time.GetTimestamp();
    private TimeSpan _pause;

    public PackNotice Notice => notice;

    /// <summary>What tells it from others; see <see cref="IdOf"/>.</summary>
    public string Id { get; } = IdOf(notice);

    public PackManifest Manifest => right.Manifest;

    public Uri Address => right.Address;

    public long AnnouncedAt => announcedAt;

    public int Attempts { get; set; }

    /// <summary>How long it is still waited for.</summary>
    public TimeSpan Left => _pause - time.GetElapsedTime(_since);

    /// <summary>From now on it waits for so long.</summary>
    public void Wait(TimeSpan pause) => (_since, _pause) = (time.GetTimestamp(), pause);

    /// <summary>Whether a notice takes its place: of a newer pack, or another word about the same one, as where its
    /// address was corrected.</summary>
    public bool GivesWayTo(PackNotice other, PackManifest manifest) =>
        manifest.Version > Manifest.Version || (manifest.Version == Manifest.Version && IdOf(other) != Id);

    /// <summary>What tells a notice from others: all that it says.</summary>
    public static string IdOf(PackNotice notice)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SHA256.HashData(notice.Manifest));
        hash.AppendData(SHA256.HashData(notice.Signature));
        hash.AppendData(Encoding.UTF8.GetBytes(notice.Url));
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
