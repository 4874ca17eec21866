using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>
/// The files with which the link is made: certificates, key, password. They are read at each connection, so that a
/// renewed certificate needs no restart.
/// </summary>
internal sealed class LinkFiles : IDisposable
{
    private LinkFiles() { }

    /// <summary>Certificate authorities that are trusted, and no others; null: the system's.</summary>
    public X509Certificate2Collection? Authorities { get; private init; }

    /// <summary>The kiosk's certificate with its key; null where it has none.</summary>
    public X509Certificate2? Certificate { get; private init; }

    /// <summary>The password; empty where there is no file.</summary>
    public string Password { get; private init; } = "";

    /// <summary>Changes when one of the files does.</summary>
    public string Stamp { get; private init; } = "";

    /// <summary>When the kiosk's certificate expires.</summary>
    public DateTimeOffset? Expires => Certificate is null ? null : new DateTimeOffset(Certificate.NotAfter);

    /// <summary>Reads the files.</summary>
    /// <param name="options">Which.</param>
    /// <param name="files">Them; null where one can't be used.</param>
    /// <returns>Why not, and which; null where all can.</returns>
    public static string? TryRead(SendingOptions options, out LinkFiles? files)
    {
        files = null;
        var file = "";
        try
        {
            var stamp = StampOf(options);
            var authorities = options.Ca is null ? null : ReadAuthorities(file = options.Ca);
            var certificate = options.Certificate is null
                ? null
                : X509Certificate2.CreateFromPemFile(file = options.Certificate, options.Key);
            var password = options.PasswordFile is null
                ? ""
                : File.ReadAllText(file = options.PasswordFile).TrimEnd('\r', '\n');
            files = new LinkFiles
            {
                Authorities = authorities,
                Certificate = certificate,
                Password = password,
                Stamp = stamp,
            };
            return null;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            var beside = file == options.Certificate ? $" with {options.Key}" : "";
            return $"{file}{beside} can't be used ({e.Message.TrimEnd('.')})";
        }
    }

    /// <summary>What changes when one of the files does: their sizes and times.</summary>
    public static string StampOf(SendingOptions options) => string.Join(' ', new[]
        {
            options.Ca, options.Certificate, options.Key, options.PasswordFile,
        }
        .OfType<string>()
        // A link's own time says nothing of the file behind it.
        .Select(file => new FileInfo(file))
        .Select(file => file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file)
        .Select(file => file.Exists
            ? string.Create(CultureInfo.InvariantCulture, $"{file.Length}@{file.LastWriteTimeUtc.Ticks}")
            : "none"));

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate?.Dispose();
        foreach (var authority in Authorities ?? [])
            authority.Dispose();
    }

    private static X509Certificate2Collection ReadAuthorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities.Count > 0
            ? authorities
            : throw new CryptographicException("it holds no certificate");
    }
}
