using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>A certificate and its key, as PEM files that may be exchanged.</summary>
/// <param name="Certificate">Path of the certificate.</param>
/// <param name="Key">Path of its key, for its owner only.</param>
internal sealed record PemPair(string Certificate, string Key)
{
    /// <summary>Puts another one in this one's place, each file in one step.</summary>
    public void Become(PemPair other)
    {
        File.Move(other.Key, Key, overwrite: true);
        File.Move(other.Certificate, Certificate, overwrite: true);
    }
}

/// <summary>A city's certificate authority: issues, and revokes.</summary>
internal sealed class TestAuthority : IDisposable
{
    // OIDs of RFC 5280, 4.2.1.12.
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly TempFolder _folder = new();
    private readonly X509Certificate2 _root;
    private readonly CertificateRevocationListBuilder _revoked = new();
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private int _revision;
    private int _issued;

    public TestAuthority(string name = "Test City Root")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _root = request.CreateSelfSigned(_now.AddDays(-30), _now.AddDays(180));
        File.WriteAllText(Ca, _root.ExportCertificatePem());
        WriteRevoked();
    }

    /// <summary>Its own certificate, which others trust.</summary>
    public string Ca => _folder.File("ca.pem");

    /// <summary>What it has revoked.</summary>
    public string RevocationList => _folder.File("revoked.pem");

    /// <summary>A kiosk's, by its id.</summary>
    public PemPair ForKiosk(string id = "k-test-001", bool isExpired = false) =>
        Issue(id, ClientUse, _ => { }, isExpired);

    /// <summary>A broker's, by its name or address.</summary>
    public PemPair ForBroker(string host = "127.0.0.1", bool isExpired = false) =>
        Issue(host, ServerUse, names =>
        {
            if (IPAddress.TryParse(host, out var address))
                names.AddIpAddress(address);
            else
                names.AddDnsName(host);
        }, isExpired);

    /// <summary>Withdraws one; whoever asks has to read the list anew.</summary>
    public void Revoke(PemPair pair)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(pair.Certificate);
        _revoked.AddEntry(certificate, _now.AddHours(-1));
        WriteRevoked();
    }

    /// <summary>Settings of a Mosquitto's listener for its kiosks, as a market's broker has them.</summary>
    public IReadOnlyList<string> Door(PemPair broker, string accessList) =>
    [
        $"cafile {Ca}", $"certfile {broker.Certificate}", $"keyfile {broker.Key}", $"crlfile {RevocationList}",
        "tls_version tlsv1.3", "require_certificate true", "use_identity_as_username true",
        "use_username_as_clientid true", "allow_anonymous false", $"acl_file {accessList}",
    ];

    public void Dispose()
    {
        _root.Dispose();
        _folder.Dispose();
    }

    private PemPair Issue(string name, string use, Action<SubjectAlternativeNameBuilder> addNames, bool isExpired)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        var names = new SubjectAlternativeNameBuilder();
        addNames(names);
        if (use == ServerUse)
            request.CertificateExtensions.Add(names.Build());
        var serial = RandomNumberGenerator.GetBytes(8);
        // A serial number is positive.
        serial[0] &= 0x7F;
        using var certificate = request.Create(
            _root, _now.AddDays(-20), isExpired ? _now.AddDays(-1) : _now.AddDays(90), serial);
        var pair = new PemPair(_folder.File($"{++_issued}.pem"), _folder.File($"{_issued}.key"));
        File.WriteAllText(pair.Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(pair.Key, key.ExportPkcs8PrivateKeyPem());
        _ = Unix.Protect(pair.Key, Unix.OwnerOnly);
        return pair;
    }

    private void WriteRevoked()
    {
        var list = _revoked.Build(
            _root, ++_revision, _now.AddDays(90), HashAlgorithmName.SHA256, thisUpdate: _now.AddHours(-1));
        File.WriteAllText(RevocationList, PemEncoding.WriteString("X509 CRL", list));
    }
}
