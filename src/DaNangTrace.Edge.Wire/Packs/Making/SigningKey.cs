using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace DaNangTrace.Edge.Wire.Packs.Making;

/// <summary>The private key that signs packs: ECDSA on P-256, a PEM file in the form SEC1 or PKCS#8.</summary>
public sealed class SigningKey : IDisposable
{
    // P-256's object identifier, RFC 5480, 2.1.1.1.
    private const string P256 = "1.2.840.10045.3.1.7";

    // A key has some 240 bytes; this leaves room for words around it.
    private const int MaxFile = 64 * 1024;

    private readonly ECDsa _key;

    private SigningKey(ECDsa key) => _key = key;

    /// <summary>SHA-256 of its public key, as manifests name it.</summary>
    public string KeyId => Convert.ToHexStringLower(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()));

    /// <summary>Reads a key.</summary>
    /// <param name="file">Its PEM file.</param>
    /// <param name="key">The key; null where it can't sign packs.</param>
    /// <param name="fault">Why not, in a sentence.</param>
    public static bool TryRead(string file, [NotNullWhen(true)] out SigningKey? key, out string fault)
    {
        key = null;
        try
        {
            using var stream = File.OpenText(file);
            var text = new char[MaxFile];
            var length = stream.ReadBlock(text);
            fault = length == MaxFile ? $"{file} is no key: it is too long" : FaultOf(text.AsSpan(0, length), file);
            if (fault.Length == 0)
                (key, fault) = Import(text.AsSpan(0, length), file);
            Array.Clear(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"{file} can't be read: {e.Message}";
        }
        return key is not null;
    }

    /// <summary>Signs bytes with SHA-256; DER, as <c>openssl dgst -sha256 -sign</c> writes it.</summary>
    public byte[] Sign(ReadOnlySpan<byte> bytes) =>
        _key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    // By its labels, so that what is wrong can be said.
    private static string FaultOf(ReadOnlySpan<char> text, string file)
    {
        var isPublic = false;
        while (PemEncoding.TryFind(text, out var fields))
        {
            switch (text[fields.Label])
            {
                case "EC PRIVATE KEY" or "PRIVATE KEY":
                    return "";
                case "ENCRYPTED PRIVATE KEY":
                    return Encrypted(file);
                case "PUBLIC KEY" or "CERTIFICATE":
                    isPublic = true;
                    break;
            }
            text = text[fields.Location.End..];
        }
        // The older way to encrypt a key has headers inside of it, which is no PEM in the sense of RFC 7468.
        return text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal) ? Encrypted(file)
            : isPublic ? $"{file} is a public key: the private one signs"
            : $"{file} holds no private key in PEM form";
    }

    private static string Encrypted(string file) =>
        $"{file} is encrypted: nobody is asked for a passphrase here; decrypt it by openssl pkey -in {file}";

    private static (SigningKey? Key, string Fault) Import(ReadOnlySpan<char> text, string file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(text);
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid?.Value == P256)
                return (new SigningKey(key), "");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return (null, $"{file} is no key of an elliptic curve: {e.Message}");
        }
        key.Dispose();
        return (null, $"{file} is a key of another curve: packs are signed with P-256 (prime256v1)");
    }
}
