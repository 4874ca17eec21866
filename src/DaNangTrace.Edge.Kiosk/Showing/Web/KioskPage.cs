using System.Reflection;
using DaNangTrace.Edge.Kiosk.Identity;
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
    /// <summary>Serves <c>/</c>, its files, words and pictures, <c>/events</c>, and what its keys do.</summary>
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
        var takeHome = new TakeHomeCode(routes.ServiceProvider.GetRequiredService<WebDisplay>());
        routes.MapGet("/take-home/{number}", (RequestDelegate)(context => takeHome.AnswerAsync(
            context, (string?)context.Request.RouteValues["number"] ?? "")));
        var logo = routes.ServiceProvider.GetRequiredService<KioskIdentity>().Market.Logo;
        routes.MapGet("/market/logo", (RequestDelegate)(context => AnswerLogoAsync(context, logo)));
        var keys = routes.ServiceProvider.GetRequiredService<PageKeys>();
        routes.MapPost("/language", (RequestDelegate)keys.ChooseAsync);
        routes.MapPost("/touch", (RequestDelegate)keys.TouchAsync);
        routes.MapPost("/speech", (RequestDelegate)keys.SpeakAsync);
        routes.MapPost("/beat", (RequestDelegate)keys.BeatAsync);
        routes.MapPost("/fault", (RequestDelegate)keys.FailAsync);
        routes.MapGet("/beat", (RequestDelegate)keys.AnswerBeatAsync);
        routes.MapGet("/events", (RequestDelegate)(context => events.ServeAsync(context, lifetime)));
    }

    private static Task AnswerLogoAsync(HttpContext context, MarketLogo? logo)
    {
        if (logo is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        context.Response.ContentType = logo.ContentType;
        context.Response.Headers.CacheControl = "no-cache";
        return context.Response.Body.WriteAsync(logo.Bytes, context.RequestAborted).AsTask();
    }

    private static string FileOf(HttpContext context) => (string?)context.Request.RouteValues["file"] ?? "";
}
