using System.Reflection;
using DaNangTrace.Edge.Kiosk.Tracing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DaNangTrace.Edge.Kiosk.Showing.Web;

/// <summary>The kiosk's page and its events.</summary>
public static class KioskPage
{
    /// <summary>Serves <c>/</c>, <c>/page/…</c>, <c>/copy/…</c>, <c>/image/…</c> and <c>/events</c>.</summary>
    public static void MapKioskPage(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var page = new EmbeddedFiles(Assembly.GetExecutingAssembly(), "page/");
        var copy = new EmbeddedFiles(Assembly.GetExecutingAssembly(), "copy/");
        var events = routes.ServiceProvider.GetRequiredService<EventStream>();
        var lifetime = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>();
        // Request delegates, not lambdas with parameters: those would need generated code under Native AOT.
        routes.MapGet("/", (RequestDelegate)(context => page.AnswerAsync(context, "index.html")));
        routes.MapGet("/page/{**file}", (RequestDelegate)(context => page.AnswerAsync(context, FileOf(context))));
        routes.MapGet("/copy/{file}", (RequestDelegate)(context => copy.AnswerAsync(context, FileOf(context))));
        var pictures = new PictureFiles(page, routes.ServiceProvider.GetRequiredService<Catalog>());
        routes.MapGet("/image/{hash}", (RequestDelegate)(context => pictures.AnswerAsync(
            context, (string?)context.Request.RouteValues["hash"] ?? "")));
        routes.MapGet("/events", (RequestDelegate)(context => events.ServeAsync(context, lifetime)));
    }

    private static string FileOf(HttpContext context) => (string?)context.Request.RouteValues["file"] ?? "";
}
