using System.Net.Http.Headers;
using System.Security.Authentication;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>
/// Asks for one document of the city's. What a server says is a stranger's word: only allowed hosts are asked, over
/// TLS, so many redirects are followed and so many bytes are read.
/// </summary>
internal sealed class CityLink(CityOptions options, IHttpClientFactory clients)
{
    /// <summary>Name of the client that asks the resolver.</summary>
    public const string ResolverClient = "city-resolver";

    /// <summary>Name of the client that asks for documents, and other hosts: each has a circuit of its own.</summary>
    public const string DocumentClient = "city-documents";

    /// <summary>What a resolver is asked for. Exactly this: some compare it letter by letter.</summary>
    public const string LinksetType = "application/linkset+json";

    private const string DocumentTypes = "application/ld+json, application/json;q=0.9";
    private const string Languages = "vi, en;q=0.8, *;q=0.5";
    private const string Agent = "dntrace";
    private const int MostHops = 3;

    // The .NET library quotes what it could not read, of any length.
    private const int MostShown = 200;

    private readonly AllowedHosts _hosts = new(options);
    private readonly Uri _resolver = new(options.Resolver!.EndsWith('/') ? options.Resolver : options.Resolver + "/");

    /// <summary>Asks the resolver what it knows.</summary>
    public Task<Fetched> AskResolverAsync(Question question, CancellationToken stop) =>
        GetAsync(new Uri(_resolver, question.Path()), LinksetType, IsLinkset, isLinkset: true, stop);

    /// <summary>Asks for a document that it points to.</summary>
    public Task<Fetched> AskForAsync(Uri document, CancellationToken stop) =>
        GetAsync(document, DocumentTypes, IsJson, isLinkset: false, stop);

    /// <summary>Whether it may be asked at all.</summary>
    public bool Allows(Uri document) => _hosts.Allow(document);

    private async Task<Fetched> GetAsync(
        Uri address, string accepted, Func<string?, bool> isAccepted, bool isLinkset, CancellationToken stop)
    {
        try
        {
            Uri? from = null;
            for (var hop = 0; hop <= MostHops; hop++)
            {
                if (!_hosts.Allow(address))
                    return Failed(
                        Silence.Elsewhere,
                        $"{(from is null ? "the resolver" : Told(from))} leads to {Told(address)}, which is not asked: "
                        + (address.Scheme == Uri.UriSchemeHttps
                            ? "tracing.city.hosts names the hosts that are"
                            : "it would be without TLS"));
                using var request = RequestOf(address, accepted);
                using var response = await ClientOf(address, isLinkset).SendAsync(request, stop);
                var code = (int)response.StatusCode;
                if (code is 404 or 410)
                    return new Fetched.Missing();
                if (code is 301 or 302 or 303 or 307 or 308)
                {
                    if (response.Headers.Location is not { } location)
                        return Failed(Silence.Refused, $"{Told(address)} answered {code} and does not say where to");
                    (from, address) = (address, new Uri(address, location));
                    continue;
                }
                // 300: several to choose from, which the linkset names.
                if (code is not (200 or 300))
                    return Failed(Silence.Refused, $"{Told(address)} answered {code}");
                var type = response.Content.Headers.ContentType;
                if (!isAccepted(type?.MediaType))
                    return Failed(
                        Silence.WrongType,
                        $"{Told(address)} answered {Shown.Of(type?.MediaType ?? "no media type", MostShown)} instead "
                        + $"of {accepted}");
                return new Fetched.Document(address, await response.Content.ReadAsByteArrayAsync(stop));
            }
            return Failed(Silence.Elsewhere, $"{Told(address)} sends the kiosk on more than {MostHops} times");
        }
        catch (Exception e) when (WhyOf(e) is { } why)
        {
            return Failed(why, WordsOf(e, address));
        }
    }

    private static HttpRequestMessage RequestOf(Uri address, string accepted)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        // As it stands: the library would write it anew.
        request.Headers.TryAddWithoutValidation("Accept", accepted);
        request.Headers.TryAddWithoutValidation("Accept-Language", Languages);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue(Agent, null));
        return request;
    }

    // A product with broken documents is no word about the resolver.
    private HttpClient ClientOf(Uri address, bool isLinkset) => clients.CreateClient(
        isLinkset && address.Authority == _resolver.Authority ? ResolverClient : DocumentClient);

    private static Silence? WhyOf(Exception e) => e switch
    {
        TimeoutRejectedException or OperationCanceledException => Silence.TimeLimit,
        BrokenCircuitException => Silence.NotAsked,
        TooLargeException => Silence.TooLarge,
        HttpRequestException { InnerException: AuthenticationException } => Silence.Untrusted,
        // The last: the kiosk stops.
        HttpRequestException or IOException or ObjectDisposedException => Silence.Unreachable,
        // A redirect to what is no address.
        UriFormatException => Silence.Malformed,
        _ => null,
    };

    private string WordsOf(Exception e, Uri address) => e switch
    {
        TimeoutRejectedException or OperationCanceledException =>
            $"{Told(address)} did not answer within {options.TimeLimit.TotalSeconds:0} s",
        BrokenCircuitException => $"{Told(address)} failed to answer again and again, and is not asked for "
            + $"{CityPatience.Pause.TotalSeconds:0} s",
        TooLargeException => $"{Told(address)}: {e.Message}",
        HttpRequestException { InnerException: UntrustedServerException untrusted } =>
            $"{Told(address)} can't be trusted: {Shown.Of(untrusted.Message, MostShown)}",
        HttpRequestException { InnerException: AuthenticationException tls } =>
            $"{Told(address)} speaks no TLS that this machine knows ({Shown.Of(tls.Message.TrimEnd('.'), MostShown)}): "
                + "check tracing.city.resolver and its version of TLS",
        // What the library says of a connection that was there and broke would fit any trouble.
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.Unknown,
        } => $"the connection to {Told(address)} broke",
        _ => $"{Told(address)} can't be reached ({Shown.Of(e.Message.TrimEnd('.'), MostShown)})",
    };

    // Without lot and serial number: whoever reads a log is told which server it was, not what was scanned.
    private static string Told(Uri address) => Shown.Of(address.GetLeftPart(UriPartial.Authority), MostShown);

    private static Fetched.Failed Failed(Silence why, string words) => new(new CityWord.Silent(why, words));

    private static bool IsLinkset(string? type) => IsJson(type);

    private static bool IsJson(string? type) =>
        string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase)
        || type?.EndsWith("+json", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>What became of asking for a document.</summary>
internal abstract record Fetched
{
    private Fetched() { }

    /// <summary>It is there.</summary>
    /// <param name="Address">Where it was found in the end.</param>
    /// <param name="Bytes">Its bytes.</param>
    public sealed record Document(Uri Address, byte[] Bytes) : Fetched;

    /// <summary>There is none (404, 410).</summary>
    public sealed record Missing : Fetched;

    /// <summary>Nobody knows.</summary>
    public sealed record Failed(CityWord.Silent Silence) : Fetched;
}
