using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>Says of a server's certificate that is not trusted why, and what to do.</summary>
internal static class ServerTrust
{
    /// <summary>As strict as the library is by itself; it only finds the words.</summary>
    /// <exception cref="UntrustedServerException">It is not trusted.</exception>
    public static bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None ? true : throw new UntrustedServerException(WordsOf(chain, errors));

    private static string WordsOf(X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return "it shows no certificate";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return "its certificate is for another name: see the address, or it is another server";
        var faults = (chain?.ChainStatus ?? []).Aggregate(
            X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        return faults.HasFlag(X509ChainStatusFlags.NotTimeValid)
            ? "its certificate has expired or is not valid yet: see this machine's clock, then the server"
            : $"its certificate is not from an authority that this machine trusts ({faults}): let the machine know the "
                + "authority (update-ca-certificates), or it is another server";
    }
}

/// <summary>A server showed a certificate that is not trusted; the message says why, and what to do.</summary>
internal sealed class UntrustedServerException(string message) : AuthenticationException(message);
