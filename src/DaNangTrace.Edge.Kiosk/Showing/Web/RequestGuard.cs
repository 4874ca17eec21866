using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DaNangTrace.Edge.Kiosk.Showing.Web;

/// <summary>
/// Stands before every answer. Refuses a Host that is neither loopback's nor configured: a page of somebody else whose
/// name was made to lead here (DNS rebinding) must not read the kiosk. Sets the headers that keep the page to itself.
/// </summary>
public static class RequestGuard
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; ";

    // By it the waiting page of the kiosk's screen, a file, sees that the kiosk answers. It is drawn the same
    // everywhere.
    private const string Sign = "/page/icon.svg";

    /// <summary>Puts the guard in front.</summary>
    /// <param name="app">The web application.</param>
    /// <param name="hosts">Host names that may be asked for besides loopback's.</param>
    /// <param name="framedBySelf">
    /// Whether the kiosk's own pages may frame each other (the demo), else nobody may.
    /// </param>
    public static void UseRequestGuard(this IApplicationBuilder app, IReadOnlyList<string> hosts, bool framedBySelf)
    {
        ArgumentNullException.ThrowIfNull(app);
        var policy = Policy + (framedBySelf ? "frame-src 'self'; frame-ancestors 'self'" : "frame-ancestors 'none'");
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Resource-Policy"] = context.Request.Path == Sign ? "cross-origin" : "same-origin";
            if (IsAllowed(context.Request.Host.Host, hosts))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync(
                "This Host is not served: name it in web.hosts of the kiosk's configuration.\n");
        });
    }

    /// <summary>
    /// Whether a request comes from this machine: by loopback, or from the very address that it was sent to, where the
    /// kiosk listens on one of the network.
    /// </summary>
    internal static bool IsLocal(HttpContext context) => context.Connection.RemoteIpAddress is { } address
        && (IPAddress.IsLoopback(address) || address.Equals(context.Connection.LocalIpAddress));

    private static bool IsAllowed(string host, IReadOnlyList<string> hosts) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
        || hosts.Contains(host, StringComparer.OrdinalIgnoreCase);
}
