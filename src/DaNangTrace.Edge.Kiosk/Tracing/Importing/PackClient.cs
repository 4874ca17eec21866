using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using DaNangTrace.Edge.Kiosk.Tracing.Reaching;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>Makes the client that packs are fetched with: it follows nobody and unpacks nothing.</summary>
public static class PackClient
{
    /// <summary>Makes one.</summary>
    /// <param name="isByItself">
    /// Whether no person gave the address: then a name must lead to a public address, and no proxy is asked, which
    /// would look the name up by itself.
    /// </param>
    public static HttpClient Make(bool isByItself = false) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = isByItself ? PublicAddresses.ConnectAsync : null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        UseCookies = false,
        UseProxy = !isByItself,
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = ServerTrust.Validate,
            // A certificate may name where to get its issuer's: an address of a stranger's, before it is trusted.
            CertificateChainPolicy = new X509ChainPolicy
            {
                DisableCertificateDownloads = true,
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    })
    {
        // Each answer is watched by how long it stands still, not by how long it takes.
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
