using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>A web server that has a pack, and the moods of web servers.</summary>
internal sealed class PackServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _pack;

    private PackServer(WebApplication app, string pack) => (_app, _pack) = (app, pack);

    /// <summary>The pack's address.</summary>
    public string Address { get; } = $"http://127.0.0.1:{FreePort.Take()}/packs/";

    /// <summary>What was asked for: its name, and from which byte on.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>After so many bytes of the records an answer is cut off; null: never.</summary>
    public int? CutAfter { get; set; }

    /// <summary>Whether it knows ranges.</summary>
    public bool KnowsRanges { get; set; } = true;

    /// <summary>The entity tag of what it has.</summary>
    public string Tag { get; set; } = "\"one\"";

    /// <summary>Answers this code to the next requests, so many times.</summary>
    public (int Code, int Times) Refusal { get; set; }

    public static async Task<PackServer> StartAsync(string pack)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = new PackServer(builder.Build(), pack);
        server._app.Urls.Add(new Uri(server.Address).GetLeftPart(UriPartial.Authority));
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var name = context.Request.Path.Value!["/packs/".Length..];
        var range = context.Request.Headers.Range.ToString();
        lock (Asked)
            Asked.Add(range.Length == 0 ? name : $"{name} {range}");
        var file = Path.Combine(_pack, name);
        if (Refusal.Times > 0)
        {
            Refusal = (Refusal.Code, Refusal.Times - 1);
            context.Response.StatusCode = Refusal.Code;
            context.Response.Headers.Location = "http://127.0.0.1:1/elsewhere";
            return;
        }
        if (!File.Exists(file))
        {
            context.Response.StatusCode = 404;
            return;
        }
        var bytes = await File.ReadAllBytesAsync(file);
        context.Response.Headers.ETag = Tag;
        var from = 0;
        if (KnowsRanges && range.Length > 0 && (context.Request.Headers.IfRange.Count == 0
            || context.Request.Headers.IfRange == Tag))
        {
            from = int.Parse(range["bytes=".Length..^1], null);
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{bytes.Length - 1}/{bytes.Length}";
        }
        context.Response.ContentLength = bytes.Length - from;
        if (CutAfter is { } most && name.EndsWith(".gz", StringComparison.Ordinal) && bytes.Length - from > most)
        {
            await context.Response.Body.WriteAsync(bytes.AsMemory(from, most));
            // Fewer than it said: Kestrel closes the connection behind them, and what was sent arrives.
            await context.Response.Body.FlushAsync();
            return;
        }
        await context.Response.Body.WriteAsync(bytes.AsMemory(from));
    }
}
