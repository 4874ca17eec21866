using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Configuring;

/// <summary>What the section <c>sending</c> is refused for, beyond its form.</summary>
public sealed class SendingSettingsTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(Owner, true)]
    [InlineData(Owner | UnixFileMode.GroupRead, true)]
    [InlineData(Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead, false)]
    [InlineData(Owner | UnixFileMode.GroupWrite, false)]
    public void A_password_that_others_may_read_is_told_and_stops_only_the_sending(UnixFileMode mode, bool isTaken)
    {
        var file = _folder.File("password");
        File.WriteAllText(file, "secret");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, mode);

        var loaded = ConfigurationLoader.Load(new ConfigurationSources
        {
            File = Written($$"""
                { "kiosk": { "id": "k-1", "market": "han", "dataFolder": "/tmp" },
                  "sending": { "username": "k-1", "passwordFile": "{{file}}" } }
                """),
        });

        Assert.NotNull(loaded.Configuration);
        if (isTaken)
            Assert.Empty(loaded.Faults);
        else
            Assert.Contains("chmod", Assert.Single(loaded.Faults).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("right", null, null)]
    [InlineData("expired", "sending.certificate", " only: renew it")]
    [InlineData("another key", "sending.certificate", "kiosk.key does not fit it")]
    [InlineData("request", "sending.certificate", "can't be used")]
    [InlineData("key as ca", "sending.ca", "holds no certificate")]
    public void The_links_files_are_tried_as_the_link_does(string how, string? setting, string? words)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=k-1", key, HashAlgorithmName.SHA256);
        var now = Samples.Time().GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-9), now.AddDays(how == "expired" ? -1 : 9));
        var pem = how == "request" ? request.CreateSigningRequestPem() : certificate.ExportCertificatePem();
        var (ca, cert, secret) = (_folder.File("ca.pem"), _folder.File("kiosk.pem"), _folder.File("kiosk.key"));
        File.WriteAllText(cert, pem);
        File.WriteAllText(secret, (how == "another key" ? other : key).ExportPkcs8PrivateKeyPem());
        File.WriteAllText(ca, how == "key as ca" ? key.ExportPkcs8PrivateKeyPem() : certificate.ExportCertificatePem());
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(secret, Owner);

        var loaded = ConfigurationLoader.Load(new ConfigurationSources
        {
            File = Written($$"""
                { "kiosk": { "id": "k-1", "market": "han", "dataFolder": "/tmp" },
                  "sending": { "ca": "{{ca}}", "certificate": "{{cert}}", "key": "{{secret}}" } }
                """),
            Time = Samples.Time(),
        });

        Assert.NotNull(loaded.Configuration);
        if (setting is null)
        {
            Assert.Empty(loaded.Faults);
            return;
        }
        var fault = Assert.Single(loaded.Faults);
        Assert.Equal((setting, true), (fault.Path, fault.IsTolerable));
        Assert.Contains(words!, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_with_the_files_is_told_at_once()
    {
        var (loop, empty, gone) = (_folder.File("loop"), _folder.File("empty"), _folder.File("gone"));
        File.CreateSymbolicLink(loop, loop);
        File.WriteAllText(empty, "");

        var loaded = ConfigurationLoader.Load(new ConfigurationSources
        {
            File = Written($$"""
                { "kiosk": { "id": "k-1", "market": "han", "dataFolder": "/tmp" },
                  "sending": { "ca": "{{loop}}", "certificate": "{{empty}}", "key": "{{gone}}",
                               "username": "k-1", "passwordFile": "/dev/zero" } }
                """),
        });

        Assert.NotNull(loaded.Configuration);
        Assert.Equal(
            ["sending.ca", "sending.certificate", "sending.key", "sending.passwordFile"],
            loaded.Faults.Select(fault => fault.Path).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private string Written(string json)
    {
        File.WriteAllText(_folder.File("kiosk.json"), json);
        return _folder.File("kiosk.json");
    }
}
