using System.Net;

namespace DaNangTrace.Edge.Fleet.Pages;

/// <summary>
/// Stands before every request. A page on loopback can still be asked for by any site that the manager's browser
/// visits: by a name that suddenly means 127.0.0.1 (DNS rebinding: the Host tells), or from a page of its own
/// (the Origin tells; browsers send it with every WebSocket).
/// </summary>
internal sealed class PageGuard(RequestDelegate next, FleetOptions options)
{
    // Blazor Server needs no more than this: its script and ours are files, its connection goes to its own origin,
    // and the pages have no style but the style sheet's.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        + "img-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Lets a request pass or refuses it.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // At the last moment: an answer that fails on its way is cleared and would lose them.
        context.Response.OnStarting(() =>
        {
            Secure(context.Response.Headers);
            return Task.CompletedTask;
        });
        if (!Knows(context.Request.Host.Host))
            return Refuse(context, StatusCodes.Status400BadRequest, "unknown host; see --hosts");
        if (context.Request.Headers.Origin is [var origin, ..] && !IsOwn(origin, context.Request.Host))
            return Refuse(context, StatusCodes.Status403Forbidden, "another site's request");
        return next(context);
    }

    private static void Secure(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private bool Knows(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))
        || options.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    // Port and all: another program's page on this machine is another site. The scheme may differ behind a proxy.
    private static bool IsOwn(string? origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && string.Equals(uri.Authority, host.Value, StringComparison.OrdinalIgnoreCase);

    private static Task Refuse(HttpContext context, int code, string why)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why + "\n");
    }
}
