using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// A GS1-Conformant Resolver over TLS, and the data behind it, with the moods of real ones: it compares the header
/// Accept letter by letter, answers 500 where there is none, and 404 where it knows nothing.
/// </summary>
internal sealed class ResolverServer : IAsyncDisposable
{
    private const string Linkset = "application/linkset+json";

    private readonly WebApplication _app;
    private readonly Dictionary<string, RequestDelegate> _answers = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ending = new();
    private TimeSpan _held;
    private int _connections;
    private bool _isDisposed;

    private ResolverServer(PemPair? certificate)
    {
        var port = FreePort.Take();
        Authority = $"127.0.0.1:{port}";
        _app = LoopbackWeb.Make(port, certificate, () => Interlocked.Increment(ref _connections), AnswerAsync);
    }

    /// <summary>Host and port.</summary>
    public string Authority { get; }

    /// <summary>Its address.</summary>
    public string Address => $"https://{Authority}/";

    /// <summary>How many connections were made.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>What was asked for: path, Accept, Accept-Language.</summary>
    public List<string> Asked { get; } = [];

    /// <param name="certificate">Whom it says to be; null = it speaks without TLS.</param>
    public static async Task<ResolverServer> StartAsync(PemPair? certificate)
    {
        var server = new ResolverServer(certificate);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Answers a path in a way of its own.</summary>
    public void On(string path, RequestDelegate answer)
    {
        lock (_answers)
            _answers[path] = answer;
    }

    /// <summary>Answers a path with a text.</summary>
    public void On(string path, string type, string text, int code = 200) => On(path, context =>
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = type;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
    });

    /// <summary>Knows a code, with links to data: link type and path on this server, or address.</summary>
    public void Know(string code, params (string Type, string To)[] links) => On(code, Linkset, LinksetOf(code, links));

    /// <summary>The linkset of a code.</summary>
    public string LinksetOf(string code, params (string Type, string To)[] links) => $$"""
        { "linkset": [ { "anchor": "{{Address.TrimEnd('/')}}{{code}}", {{string.Join(", ", links.Select(link => $$"""
          "https://ref.gs1.org/voc/{{link.Type}}": [ { "href": "{{To(link.To)}}", "title": "x",
            "type": "application/ld+json", "hreflang": [ "vi" ] } ]
          """))}} } ] }
        """;

    /// <summary>Answers a path with a product's data.</summary>
    public void Product(string path, string gtin, string name, string more = "") => On(
        path, "application/ld+json", $$"""
        { "@context": { "gs1": "https://ref.gs1.org/voc/" }, "@type": "gs1:Product", "gs1:gtin": "{{gtin}}",
          "gs1:productName": [ { "@value": "{{name}}", "@language": "vi" } ]{{more}} }
        """);

    /// <summary>Begins an answer and never ends it.</summary>
    public void Hang(string path, bool isBegun = false) => On(path, async context =>
    {
        if (isBegun)
        {
            context.Response.ContentType = Linkset;
            await context.Response.Body.WriteAsync("{"u8.ToArray());
            await context.Response.Body.FlushAsync();
        }
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token, context.RequestAborted);
        await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    });

    /// <summary>Lets each question wait so long before it is answered.</summary>
    public void HoldAll(TimeSpan held) => _held = held;

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        await _ending.CancelAsync();
        await _app.DisposeAsync();
        _ending.Dispose();
    }

    private string To(string to) => to.StartsWith('/') ? Address.TrimEnd('/') + to : to;

    private async Task AnswerAsync(HttpContext context)
    {
        // As it came: a lot may hold a slash.
        var path = new Uri(new Uri(Address), context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!
            .RawTarget).AbsolutePath;
        var accept = context.Request.Headers.Accept.ToString();
        lock (Asked)
            Asked.Add($"{path} {accept} {context.Request.Headers.AcceptLanguage}");
        if (_held > TimeSpan.Zero)
            await Task.Delay(_held, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        RequestDelegate? answer;
        lock (_answers)
            _answers.TryGetValue(path, out answer);
        if (accept.Length == 0)
            context.Response.StatusCode = 500;
        else if (path.StartsWith("/01/", StringComparison.Ordinal) && !accept.Split(',').Contains(Linkset))
            context.Response.Redirect("https://www.example.org/", permanent: false);
        else if (answer is null)
            context.Response.StatusCode = 404;
        else
            await answer(context);
    }
}
