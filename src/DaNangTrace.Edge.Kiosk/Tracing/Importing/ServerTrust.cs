using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>Says of a server's certificate that is not trusted why, and what to do.</summary>
internal static class ServerTrust
{
    /// <summary>Trusts whom the library trusts by itself; it differs only in saying why not.</summary>
    /// <returns>True.</returns>
    /// <exception cref="UntrustedServerException">It is not trusted.</exception>
    public static bool Validate(
        object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None ? true : throw new UntrustedServerException(WordsOf(chain, errors));

    private static string WordsOf(X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return "it shows no certificate";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return "its certificate is for another name: check the address, or this is not the server that you meant";
        var faults = (chain?.ChainStatus ?? []).Aggregate(
            X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if (faults.HasFlag(X509ChainStatusFlags.NotTimeValid))
            return "its certificate has expired or is not valid yet: check this machine's clock, then the server";
        return (faults & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot)) != 0
            ? "its certificate is not from an authority that this machine trusts: add the authority to this machine "
                + "(update-ca-certificates), or this is not the server that you meant"
            : $"its certificate can't be used ({faults}): the server needs another one";
    }
}

/// <summary>A server showed a certificate that is not trusted; the message says why, and what to do.</summary>
internal sealed class UntrustedServerException(string message) : AuthenticationException(message);
