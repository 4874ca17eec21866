using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>
/// The files with which the link is made: certificates, key, password. They are read at each connection, so that a
/// renewed certificate needs no restart.
/// </summary>
internal sealed class LinkFiles : IDisposable
{
    private const UnixFileMode Others =
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupWrite;

    // The list of all authorities that Debian trusts has 220,000.
    private const int LongestText = 1024 * 1024;

    private LinkFiles() { }

    /// <summary>Certificate authorities that are trusted, and no others; null: the system's.</summary>
    public X509Certificate2Collection? Authorities { get; private init; }

    /// <summary>The kiosk's certificate with its key; null where it has none.</summary>
    public X509Certificate2? Certificate { get; private init; }

    /// <summary>The password; empty where there is no file.</summary>
    public string Password { get; private init; } = "";

    /// <summary>Changes when one of the files does.</summary>
    public string Stamp { get; private init; } = "";

    /// <summary>When the kiosk's certificate begins to be valid.</summary>
    public DateTimeOffset? Begins => Certificate is null ? null : new DateTimeOffset(Certificate.NotBefore);

    /// <summary>When the kiosk's certificate expires.</summary>
    public DateTimeOffset? Expires => Certificate is null ? null : new DateTimeOffset(Certificate.NotAfter);

    /// <summary>Whether the kiosk's certificate is valid at a time; true where it has none.</summary>
    public bool IsValid(DateTimeOffset at) => Certificate is null || (at >= Begins && at < Expires);

    /// <summary>Reads the files, and says of all at once what is wrong with them.</summary>
    /// <param name="options">Which.</param>
    /// <param name="files">Them; null where one can't be used.</param>
    public static IReadOnlyList<LinkFileFault> TryRead(SendingOptions options, out LinkFiles? files)
    {
        var faults = new List<LinkFileFault>();
        var stamp = StampOf(options);
        var password = Try("passwordFile", options.PasswordFile, ReadSecret, faults);
        var key = Try("key", options.Key, ReadSecret, faults);
        var authorities = Try("ca", options.Ca, ReadAuthorities, faults);
        var certificate = Try("certificate", options.Certificate, file => ReadCertificate(file, key, options), faults);
        files = new LinkFiles
        {
            Authorities = authorities,
            Certificate = certificate,
            Password = password?.TrimEnd('\r', '\n') ?? "",
            Stamp = stamp,
        };
        if (faults.Count == 0)
            return faults;
        files.Dispose();
        files = null;
        return faults;
    }

    /// <summary>What changes when one of the files does: their sizes, times and rights.</summary>
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
            return string.Create(
                CultureInfo.InvariantCulture, $"{file.Length}@{file.LastWriteTimeUtc.Ticks}:{file.UnixFileMode}");
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

    private static T? Try<T>(string setting, string? file, Func<string, T> read, List<LinkFileFault> faults)
        where T : class
    {
        if (file is null)
            return null;
        try
        {
            return read(file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            var why = e is FileNotFoundException or DirectoryNotFoundException
                ? "it is not there, or this user may not look at it"
                : e.Message.TrimEnd('.');
            faults.Add(new LinkFileFault(setting, $"{file} can't be used ({why})"));
            return null;
        }
    }

    private static string ReadSecret(string file) => IsOpenToOthers(file)
        ? throw new CryptographicException("it is open to others: chmod 0640, with the service's group, or 0600")
        : ReadText(file);

    private static string ReadText(string file)
    {
        using var reader = new StreamReader(file);
        var text = new StringBuilder();
        var some = new char[8192];
        while (reader.ReadBlock(some) is > 0 and var read)
        {
            if (text.Append(some, 0, read).Length > LongestText)
                throw new CryptographicException($"it is longer than {LongestText} characters");
        }
        return text.ToString();
    }

    // Whether others than the owner and its group may read it, or the group may write it.
    private static bool IsOpenToOthers(string file) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0;

    // A key that can't be read is a fault of its own.
    private static X509Certificate2 ReadCertificate(string file, string? key, SendingOptions options)
    {
        var certificate = ReadText(file);
        if (key is null)
            return X509Certificate2.CreateFromPem(certificate);
        if (key.Contains("ENCRYPTED", StringComparison.Ordinal))
            throw new CryptographicException(
                $"{options.Key} is encrypted: openssl pkey -in {options.Key} writes it without a password");
        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        // That is how it says that they are no pair; of some kinds of keys.
        catch (ArgumentException e)
        {
            throw new CryptographicException($"{options.Key} does not fit it", e);
        }
    }

    private static X509Certificate2Collection ReadAuthorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(ReadText(file));
        return authorities.Count > 0
            ? authorities
            : throw new CryptographicException("it holds no certificate");
    }
}

/// <summary>Why a file of the link can't be used.</summary>
/// <param name="Setting">Which, by its setting below <c>sending</c>.</param>
/// <param name="Words">The file, and why.</param>
internal sealed record LinkFileFault(string Setting, string Words);
