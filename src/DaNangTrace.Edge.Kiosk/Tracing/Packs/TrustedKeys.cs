using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace DaNangTrace.Edge.Kiosk.Tracing.Packs;

/// <summary>
/// The public keys whose packs this kiosk takes: ECDSA on P-256. The signature is over SHA-256 and in DER, as
/// <c>openssl dgst -sha256 -sign</c> writes it.
/// </summary>
public sealed class TrustedKeys : IDisposable
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private const int MaxKeyFile = 16 * 1024;

    private readonly List<(string Id, ECDsa Key)> _keys = [];

    /// <summary>How many there are; with none, no pack is taken.</summary>
    public int Count => _keys.Count;

    /// <summary>Their ids: SHA-256 of the SubjectPublicKeyInfo (DER), hexadecimal.</summary>
    public IEnumerable<string> Ids => _keys.Select(key => key.Id);

    /// <summary>Reads the keys.</summary>
    /// <param name="files">PEM files with a public key each.</param>
    /// <exception cref="IOException">One is none; the message says which, and what is wrong.</exception>
    public static TrustedKeys Load(IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var keys = new TrustedKeys();
        foreach (var file in files)
        {
            if (TryRead(file, out var key, out var fault))
                keys._keys.Add((IdOf(key), key));
            else
                throw new IOException($"{file}: {fault}");
        }
        return keys;
    }

    /// <summary>Reads one key, and says what is wrong where it is none.</summary>
    public static bool TryRead(string file, [NotNullWhen(true)] out ECDsa? key, out string fault)
    {
        (key, fault) = (null, "");
        var read = ECDsa.Create();
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > MaxKeyFile })
                fault = "it is too large for a key";
            var text = fault.Length == 0 ? File.ReadAllText(file) : "";
            // A private key has no place on a kiosk: whoever takes the card could sign packs.
            if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
                fault = "it holds a private key, which does not belong on a kiosk: expected the public one";
            else if (fault.Length == 0)
                read.ImportFromPem(text);
            if (fault.Length == 0 && read.ExportParameters(false).Curve.Oid.Value != P256)
                fault = "it is no key on the curve P-256";
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            fault = "it holds no public key in PEM form (openssl pkey -pubout)";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"it can't be read ({e.Message})";
        }
        if (fault.Length == 0)
            key = read;
        else
            read.Dispose();
        return key is not null;
    }

    /// <summary>Which key signed these bytes; null where none did.</summary>
    public string? SignerOf(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature)
    {
        foreach (var (id, key) in _keys)
        {
            if (key.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
                return id;
        }
        return null;
    }

    /// <summary>A key's id.</summary>
    public static string IdOf(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, key) in _keys)
            key.Dispose();
        _keys.Clear();
    }
}
