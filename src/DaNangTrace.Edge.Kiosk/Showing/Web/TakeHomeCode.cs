using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using QRCoder;

namespace DaNangTrace.Edge.Kiosk.Showing.Web;

/// <summary>
/// <c>GET /take-home/{number}</c>: the QR code (ISO/IEC 18004) of the address that the scene of this number takes home.
/// Of the scene that stands only: the address is the kiosk's, no page names one.
/// </summary>
/// <param name="display">Knows the scene.</param>
internal sealed class TakeHomeCode(WebDisplay display)
{
    // Only one scene stands: the last code is the only one that is asked for again.
    private volatile Drawing? _last;

    /// <summary>Answers with a picture, or with 404.</summary>
    public Task AnswerAsync(HttpContext context, string number)
    {
        var scene = display.Current;
        if (scene.TakeHome is not { } address
            || number != scene.Number.ToString(CultureInfo.InvariantCulture))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        context.Response.ContentType = "image/svg+xml";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(Of(address), context.RequestAborted);
    }

    /// <summary>The code of an address; the last one is not drawn again.</summary>
    internal string Of(string address)
    {
        var last = _last;
        if (last?.Address != address)
            _last = last = new Drawing(address, Draw(address));
        return last.Svg;
    }

    internal static string Draw(string address)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var modules = code.ModuleMatrix;
        // With its quiet zone of four modules (ISO/IEC 18004, 9.1).
        var path = new StringBuilder();
        for (var y = 0; y < modules.Count; y++)
        {
            for (var x = 0; x < modules.Count; x++)
            {
                if (modules[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        var size = modules.Count;
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">
            <path fill="#FFFFFF" d="M0 0h{size}v{size}H0z"/>
            <path fill="#0B2429" d="{path}"/>
            </svg>
            """);
    }

    private sealed record Drawing(string Address, string Svg);
}
