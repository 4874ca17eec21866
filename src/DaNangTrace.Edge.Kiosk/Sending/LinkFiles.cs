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
    /// <summary>What to do about a secret that others may read.</summary>
    public const string OpenToOthers = "it is open to others: chmod 0640, with the service's group, or 0600";

    private const UnixFileMode Others =
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupWrite;

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
    public static LinkFileFault? TryRead(SendingOptions options, out LinkFiles? files)
    {
        files = null;
        var (setting, file) = ("", "");
        try
        {
            var stamp = StampOf(options);
            foreach (var (name, secret) in SecretsOf(options))
            {
                (setting, file) = (name, secret);
                if (IsOpenToOthers(file))
                    throw new CryptographicException(OpenToOthers);
            }
            (setting, file) = ("ca", options.Ca ?? "");
            var authorities = options.Ca is null ? null : ReadAuthorities(file);
            (setting, file) = ("certificate", options.Certificate ?? "");
            var certificate = options.Certificate is null ? null : ReadCertificate(file, options.Key);
            (setting, file) = ("passwordFile", options.PasswordFile ?? "");
            var password = options.PasswordFile is null ? "" : File.ReadAllText(file).TrimEnd('\r', '\n');
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
            var beside = setting == "certificate" ? $" with {options.Key}" : "";
            return new LinkFileFault(setting, $"{file}{beside} can't be used ({e.Message.TrimEnd('.')})");
        }
    }

    /// <summary>Whether others than the owner and its group may read a file, or the group may write it.</summary>
    /// <exception cref="IOException">It is not there.</exception>
    public static bool IsOpenToOthers(string file) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0;

    /// <summary>What changes when one of the files does: their sizes and times.</summary>
    public static string StampOf(SendingOptions options) => string.Join(' ', new[]
        {
            options.Ca, options.Certificate, options.Key, options.PasswordFile,
        }
        .OfType<string>()
        .Select(StampOf));

    // A file may go while it is looked at, and come again a moment later.
    private static string StampOf(string name)
    {
        try
        {
            // A link's own time says nothing of the file behind it.
            var file = File.ResolveLinkTarget(name, returnFinalTarget: true) as FileInfo ?? new FileInfo(name);
            return string.Create(CultureInfo.InvariantCulture, $"{file.Length}@{file.LastWriteTimeUtc.Ticks}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "none";
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate?.Dispose();
        foreach (var authority in Authorities ?? [])
            authority.Dispose();
    }

    private static IEnumerable<(string Setting, string File)> SecretsOf(SendingOptions options)
    {
        if (options.Key is { } key)
            yield return ("key", key);
        if (options.PasswordFile is { } password)
            yield return ("passwordFile", password);
    }

    private static X509Certificate2 ReadCertificate(string file, string? key)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(file, key);
        }
        // That is how it says so; of some kinds of keys.
        catch (ArgumentException e)
        {
            throw new CryptographicException("they do not fit together", e);
        }
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

/// <summary>Why a file of the link can't be used.</summary>
/// <param name="Setting">Which, by its setting below <c>sending</c>.</param>
/// <param name="Words">The file, and why.</param>
internal sealed record LinkFileFault(string Setting, string Words);
