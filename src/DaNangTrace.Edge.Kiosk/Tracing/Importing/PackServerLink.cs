using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>
/// Asks a pack's server, again where that may help. What a server says is a stranger's word: of its own words a message
/// has only what a terminal can show, and not much of it.
/// </summary>
/// <param name="address">The pack's folder.</param>
/// <param name="http">Asks.</param>
/// <param name="time">Pauses, and limits what stands still.</param>
internal sealed class PackServerLink(Uri address, HttpClient http, TimeProvider time)
{
    // On a line that breaks again and again, each attempt that brings something counts as the first.
    private const int MostInAll = 500;

    // The .NET library quotes what it could not read, of any length.
    private const int MostShown = 200;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private long _came;

    /// <summary>Hears why and when it is asked again.</summary>
    public Action<string>? Retrying { get; set; }

    /// <summary>
    /// How often it is asked without anything that comes: a server or a market's network that is away for longer is
    /// tried again by whoever typed the command.
    /// </summary>
    public int MostAttempts { get; set; } = 6;

    /// <summary>A limit for one answer.</summary>
    public IdleLimit Idle(CancellationToken stop) => new(Longest, time, stop);

    /// <summary>Counts bytes that came and need not come again.</summary>
    public void Came(int bytes) => _came += bytes;

    /// <summary>Asks once for a file, from a byte on.</summary>
    /// <returns>The answer's head; null where the server does not have it.</returns>
    /// <exception cref="HttpRequestException">What may pass.</exception>
    public async Task<HttpResponseMessage?> AskAsync(string name, long from, string? tag, IdleLimit idle)
    {
        var what = new Uri(address, name);
        using var request = new HttpRequestMessage(HttpMethod.Get, what);
        if (from > 0)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
            if (tag is not null && EntityTagHeaderValue.TryParse(tag, out var known))
                request.Headers.IfRange = new RangeConditionHeaderValue(known);
        }
        var response = await idle.WatchAsync(new ValueTask<HttpResponseMessage>(
            http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, idle.Token)));
        var code = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
        {
            if (code is 404 or 410)
                return null;
            if (code is >= 300 and < 400)
                throw new PackFaultException(
                    PackFault.Missing,
                    $"{what} leads to {Shown.Of(response.Headers.Location?.ToString(), MostShown)}: give that address, "
                    + "if it is the right one");
            // What may pass is tried again.
            if (code is 408 or 416 or 429 or >= 500)
                throw new HttpRequestException($"{what} answered {code}", null, response.StatusCode);
            throw new PackFaultException(PackFault.Missing, $"{what} answered {code}: see the address and its rights");
        }
    }

    /// <summary>Reads a small file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="most">Bytes that it may have.</param>
    /// <param name="isFixed">Whether its name is its content, so that two parts of it always fit together.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>Its bytes; null where the server does not have it.</returns>
    /// <exception cref="IOException">The server can't be reached.</exception>
    public async Task<byte[]?> ReadSmallAsync(string name, int most, bool isFixed, CancellationToken stop)
    {
        // One byte more than may be, so that a large one need not be read to its end.
        var bytes = new byte[most + 1];
        var length = 0;
        var isThere = await RetriedAsync(async () =>
        {
            // Where nothing comes of this answer, as of 416, the next begins at the beginning.
            var from = isFixed ? length : 0;
            length = 0;
            using var idle = Idle(stop);
            using var response = await AskAsync(name, from, null, idle);
            if (response is null)
                return false;
            if (GoesOn(response, from))
                length = from;
            using var body = await response.Content.ReadAsStreamAsync(idle.Token);
            int count;
            while ((count = await idle.WatchAsync(body.ReadAsync(bytes.AsMemory(length), idle.Token))) > 0)
            {
                length += count;
                if (isFixed)
                    Came(count);
            }
            return true;
        }, stop);
        if (!isThere)
            return null;
        return length <= most
            ? bytes[..length]
            : throw new PackFaultException(PackFault.TooLarge, $"{address}{name} has more than {most} bytes");
    }

    /// <summary>Whether an answer begins at that byte: a server that does not know ranges begins at the first.
    /// </summary>
    public static bool GoesOn(HttpResponseMessage response, long from) =>
        response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == from;

    /// <summary>Asks again while that may help.</summary>
    /// <exception cref="IOException">It did not.</exception>
    public async Task<T> RetriedAsync<T>(Func<Task<T>> ask, CancellationToken stop)
    {
        var (pause, attempt, isForeign) = (FirstPause, 0, false);
        for (var inAll = 1; ; inAll++)
        {
            var before = _came;
            try
            {
                return await ask();
            }
            catch (HttpRequestException e) when (e.InnerException is AuthenticationException tls)
            {
                // Waiting mends neither a certificate nor a server that does not speak TLS.
                throw new IOException(
                    tls is UntrustedServerException
                        ? $"{address} can't be trusted: {tls.Message}"
                        : $"{address} speaks no TLS that this machine knows ({Shown.Of(tls.Message, MostShown)}): "
                            + "check its version of TLS, or whether it is an http address",
                    e);
            }
            catch (Exception e) when (e is HttpRequestException or TimeoutException or HttpIOException
                or IOException { InnerException: SocketException })
            {
                (pause, attempt) = _came > before ? (FirstPause, 1) : (pause, attempt + 1);
                isForeign = inAll == 1 ? IsForeign(e) : isForeign;
                // The .NET library ends its sentences, which go on here.
                var why = Shown.Of(e.Message.TrimEnd('.'), MostShown);
                if (attempt == MostAttempts || inAll == MostInAll)
                    throw new IOException(
                        $"{address} can't be reached ({why}): what came stays; try it again"
                            + (isForeign ? ", or is it an https address?" : ""),
                        e);
                Retrying?.Invoke(
                    $"{why}: asked again in {pause.TotalSeconds:0} s, {attempt} of {MostAttempts} attempts made");
            }
            await Task.Delay(pause, time, stop);
            pause *= 2;
        }
    }

    // A server that waits for TLS closes the line, or answers with an alert, which is no HTTP.
    private bool IsForeign(Exception e) => address.Scheme == Uri.UriSchemeHttp
        && e is HttpRequestException
        {
            HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ResponseEnded,
        };
}
