using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>A web server that has a pack, and the moods of web servers.</summary>
internal sealed class PackServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private string _pack;
    private int _connections;

    private PackServer(string pack, PemPair? certificate, int port)
    {
        _pack = pack;
        Address = $"{(certificate is null ? "http" : "https")}://127.0.0.1:{port}/packs/";
        _app = LoopbackWeb.Make(port, certificate, () => Interlocked.Increment(ref _connections), AnswerAsync);
    }

    /// <summary>The pack's address.</summary>
    public string Address { get; }

    /// <summary>How many connections were made.</summary>
    public int Connections => Volatile.Read(ref _connections);

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

    /// <summary>Answers the next requests for records with a network's log-in page, so many times.</summary>
    public int LogInPages { get; set; }

    /// <param name="pack">The pack's folder.</param>
    /// <param name="certificate">Whom it says to be; null = it speaks without TLS.</param>
    /// <param name="port">Where it was before; null = anywhere.</param>
    public static async Task<PackServer> StartAsync(string pack, PemPair? certificate = null, int? port = null)
    {
        var server = new PackServer(pack, certificate, port ?? FreePort.Take());
        await server._app.StartAsync();
        return server;
    }

    /// <summary>From now on it has another pack.</summary>
    public void Serve(string pack) => _pack = pack;

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
        if (LogInPages > 0 && name.EndsWith(".gz", StringComparison.Ordinal))
        {
            LogInPages--;
            await context.Response.WriteAsync("<!doctype html><title>Xin mời đăng nhập</title>".PadRight(8192));
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
