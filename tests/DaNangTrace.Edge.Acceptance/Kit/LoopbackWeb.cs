using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>What every web server of the tests has: a port of this machine's own, and TLS if it is to.</summary>
internal static class LoopbackWeb
{
    /// <summary>Makes one that is yet to be started.</summary>
    /// <param name="port">Where it listens.</param>
    /// <param name="certificate">Whom it says to be; null = it speaks without TLS.</param>
    /// <param name="connected">Hears of each connection.</param>
    /// <param name="answer">Answers.</param>
    public static WebApplication Make(int port, PemPair? certificate, Action connected, RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            // Before TLS: who does not like the certificate asks for nothing.
            listen.Use(next => connection =>
            {
                connected();
                return next(connection);
            });
            if (certificate is not null)
                listen.UseHttps(X509Certificate2.CreateFromPemFile(certificate.Certificate, certificate.Key));
        }));
        var app = builder.Build();
        app.Run(answer);
        return app;
    }
}
