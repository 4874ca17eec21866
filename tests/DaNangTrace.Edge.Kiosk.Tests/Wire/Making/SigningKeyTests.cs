using System.Security.Cryptography;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire.Packs.Making;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire.Making;

public sealed class SigningKeyTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public SigningKeyTests() => _folder.Write("key.pem", _key.ExportPkcs8PrivateKeyPem());

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Keys_of_openssl_of_either_form_sign()
    {
        var (sec1, pkcs8, bare) = (_folder.File("sec1.pem"), _folder.File("pkcs8.pem"), _folder.File("bare.pem"));
        MakingInput.OpenSsl(["ecparam", "-name", "prime256v1", "-genkey", "-out", sec1]);
        MakingInput.OpenSsl(["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", bare]);
        MakingInput.OpenSsl(["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", pkcs8]);

        Assert.StartsWith("-----BEGIN EC PARAMETERS", File.ReadAllText(sec1), StringComparison.Ordinal);
        Assert.All((string[])[sec1, bare, pkcs8], file =>
        {
            Assert.True(SigningKey.TryRead(file, out var key, out var fault), fault);
            key.Dispose();
        });
    }

    [Fact]
    public void A_key_that_can_not_sign_says_why()
    {
        using var rsa = RSA.Create(2048);
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var phrase = new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000);
        var legacy = _folder.File("legacy.pem");
        MakingInput.OpenSsl(["ec", "-in", _folder.File("key.pem"), "-aes128", "-passout", "pass:x", "-out", legacy]);

        Assert.Contains(
            "no key of an elliptic curve", FaultOf(rsa.ExportPkcs8PrivateKeyPem()), StringComparison.Ordinal);
        Assert.Contains("another curve", FaultOf(large.ExportECPrivateKeyPem()), StringComparison.Ordinal);
        Assert.Contains("another curve", FaultOf(large.ExportPkcs8PrivateKeyPem()), StringComparison.Ordinal);
        Assert.Contains("public key", FaultOf(_key.ExportSubjectPublicKeyInfoPem()), StringComparison.Ordinal);
        Assert.Contains(
            "encrypted", FaultOf(_key.ExportEncryptedPkcs8PrivateKeyPem("x", phrase)), StringComparison.Ordinal);
        Assert.Contains("encrypted", FaultOf(File.ReadAllText(legacy)), StringComparison.Ordinal);
        Assert.Contains("no private key in PEM form", FaultOf("hello"), StringComparison.Ordinal);
        Assert.Contains("too long", FaultOf(new string('x', 100_000)), StringComparison.Ordinal);
        Assert.Contains("can't be read", FaultOf(null), StringComparison.Ordinal);
    }

    private string FaultOf(string? pem)
    {
        var file = pem is null ? _folder.File("none.pem") : _folder.Write("other.pem", pem);
        Assert.False(SigningKey.TryRead(file, out _, out var fault));
        return fault;
    }
}
