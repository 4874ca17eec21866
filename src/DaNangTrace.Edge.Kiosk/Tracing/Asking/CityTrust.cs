using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>
/// Whom the kiosk believes to be the city: a server with a certificate of the authority in <c>tracing.city.ca</c>, or
/// of one that this machine trusts where none is named. The file is read with each new connection: it may be renewed.
/// </summary>
internal sealed class CityTrust(string? ca)
{
    // RFC 5280, 4.2.1.12.
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";

    /// <summary>Judges a server's certificate.</summary>
    /// <returns>True.</returns>
    /// <exception cref="UntrustedServerException">It is not trusted.</exception>
    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (ca is null || certificate is not X509Certificate2 shown)
            return ServerTrust.Validate(sender, certificate, chain, errors);
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        // A private authority publishes no list that could be asked for within a shopper's patience.
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // What a stranger's certificate names is not asked for.
        own.ChainPolicy.DisableCertificateDownloads = true;
        own.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerUse));
        own.ChainPolicy.CustomTrustStore.AddRange(Read(ca));
        var between = chain?.ChainElements.Select(element => element.Certificate).ToArray();
        own.ChainPolicy.ExtraStore.AddRange(between ?? []);
        var rest = errors & ~SslPolicyErrors.RemoteCertificateChainErrors;
        var isTrusted = own.Build(shown);
        if (!isTrusted && own.ChainStatus.Any(one =>
            (one.Status & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot)) != 0))
            throw new UntrustedServerException(
                $"its certificate is not from an authority of {ca}: correct tracing.city.ca, or it is another server");
        return ServerTrust.Validate(
            sender, certificate, own, isTrusted ? rest : rest | SslPolicyErrors.RemoteCertificateChainErrors);
    }

    /// <summary>What is wrong with a file of authorities; null where nothing is.</summary>
    public static string? FaultOf(string file) => TryRead(file, out _);

    private static X509Certificate2Collection Read(string file) => TryRead(file, out var authorities) is { } fault
        ? throw new UntrustedServerException($"{fault} (tracing.city.ca)")
        : authorities;

    private static string? TryRead(string file, out X509Certificate2Collection authorities)
    {
        authorities = [];
        try
        {
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? null : $"{file} holds no certificate in PEM form";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"{file} can't be read ({e.Message.TrimEnd('.')})";
        }
    }
}
