using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>
/// Downloads a pack into <c>catalog/incoming</c>, from where it is imported as from a stick.
/// <para>Constraints: the address is one that a technician typed; what a server says is a stranger's word. So redirects
/// are not followed, nothing is read beyond the size that was signed, a server that stands still is given up, and
/// nothing but manifest and signature is asked for before it is known who signed.</para>
/// <para>Operation: the file of the lines goes to <c>{sha256}.part</c>; what is there of it is not asked for again
/// (RFC 9110, 14.2; with the entity tag of the first part, 13.1.5). Pictures are asked for one by one, those that no
/// generation of this kiosk has.</para>
/// </summary>
public sealed class PackDownload
{
    // A server or a market's network that is away for longer is tried again by whoever typed the command.
    private const int MostAttempts = 6;

    // On a line that breaks again and again, each attempt that brings something counts as the first.
    private const int MostInAll = 500;
    private const int ReadLength = 128 * 1024;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly GenerationFolders _folders;
    private readonly string _ledger;
    private readonly Uri _address;
    private readonly CatalogOptions _options;
    private readonly PackCheck _check;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private long _came;

    /// <summary>Prepares a download.</summary>
    /// <param name="folder">The kiosk's data folder.</param>
    /// <param name="address">The pack's folder; see <see cref="TryRead"/>.</param>
    /// <param name="options">Whose packs are taken, and how large they may grow.</param>
    /// <param name="trust">The keys.</param>
    /// <param name="clock">Whether a pack's day has come.</param>
    /// <param name="http">Asks; see <see cref="Client"/>.</param>
    public PackDownload(
        string folder, Uri address, CatalogOptions options, TrustedKeys trust, KioskClock clock, HttpClient http)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _folders = new GenerationFolders(Path.Combine(folder, GenerationFolders.Name));
        _ledger = Path.Combine(folder, LedgerFile.Name);
        (_address, _options, _http, _time) = (address, options, http, clock.Time);
        _check = new PackCheck(trust, clock);
    }

    /// <summary>The address of a pack's folder, from what somebody typed.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Uri? address)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Uri.TryCreate(text, UriKind.Absolute, out address) || address.Scheme is not ("http" or "https")
            || address.Query.Length > 0 || address.Fragment.Length > 0)
            return false;
        var path = address.AbsoluteUri;
        if (path.EndsWith("/" + PackManifest.FileName, StringComparison.Ordinal))
            path = path[..^PackManifest.FileName.Length];
        address = new Uri(path.EndsWith('/') ? path : path + "/");
        return true;
    }

    /// <summary>A client that follows nobody and unpacks nothing.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        UseCookies = false,
    })
    {
        // Each answer is watched by how long it stands still, not by how long it takes.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Downloads the pack.</summary>
    /// <returns>The pack, to be imported; or why it is refused.</returns>
    /// <exception cref="IOException">The server can't be reached, or does not have it.</exception>
    /// <exception cref="OperationCanceledException">It was given up; what came stays for the next time.</exception>
    public async Task<(PackFolder? Pack, PackRefusal? Refusal)> FetchAsync(
        Action<ImportProgress> progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(progress);
        Directory.CreateDirectory(_folders.Incoming);
        try
        {
            await FetchSmallAsync(PackManifest.FileName, PackLimit.MaxManifest, stop);
            await FetchSmallAsync(PackManifest.SignatureName, PackLimit.MaxSignature, stop);
            var pack = new Downloaded(this);
            var manifest = _check.ManifestOf(pack);
            // What was taken is not downloaded again, unless the catalog that came of it is gone.
            if (PackCheck.IsTheAccepted(manifest, KeptPacks.Read(_ledger, manifest.Kind))
                && (manifest.Kind == PackManifest.RecallList || Directory.Exists(_folders.Of(manifest.Version))))
                return (pack, null);
            new Room(_folders, _options.QuotaBytes).Check(manifest);
            await FetchRecordsAsync(manifest, progress, stop);
            return (pack, null);
        }
        catch (PackFaultException e)
        {
            return (null, e.Refusal);
        }
    }

    /// <summary>Removes what was downloaded.</summary>
    public void Remove() => GenerationFolders.Remove(_folders.Incoming);

    private async Task FetchSmallAsync(string name, int most, CancellationToken stop)
    {
        var bytes = await RetriedAsync(async () =>
        {
            using var idle = new IdleLimit(Idle, _time, stop);
            using var response = await AskAsync(new Uri(_address, name), null, null, idle);
            return response is null ? null : await ReadSmallAsync(response, name, most, idle);
        }, stop);
        if (bytes is null)
            throw name == PackManifest.SignatureName
                ? new PackFaultException(PackFault.NoSignature, $"{_address} has no {name}: an unsigned pack is not taken")
                : new PackFaultException(PackFault.Missing, $"{_address} has no {name}: expected the folder of a pack");
        await File.WriteAllBytesAsync(Path.Combine(_folders.Incoming, name), bytes, stop);
    }

    private async Task FetchRecordsAsync(
        PackManifest manifest, Action<ImportProgress> progress, CancellationToken stop)
    {
        var part = Path.Combine(_folders.Incoming, $"{manifest.Sha256}.part");
        var whole = Path.Combine(_folders.Incoming, manifest.RecordsName);
        if (File.Exists(whole) && new FileInfo(whole).Length == manifest.Size)
            return;
        await RetriedAsync(async () =>
        {
            await FetchRestAsync(manifest, part, progress, stop);
            return Array.Empty<byte>();
        }, stop);
        File.Move(part, whole, overwrite: true);
        File.Delete(TagOf(part));
    }

    private async Task FetchRestAsync(
        PackManifest manifest, string part, Action<ImportProgress> progress, CancellationToken stop)
    {
        using var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        if (file.Length > manifest.Size)
            file.SetLength(0);
        if (file.Length == manifest.Size)
            return;
        var tag = File.Exists(TagOf(part)) ? await File.ReadAllTextAsync(TagOf(part), stop) : null;
        using var idle = new IdleLimit(Idle, _time, stop);
        using var response = await AskAsync(new Uri(_address, manifest.RecordsName), file.Length, tag, idle)
            ?? throw new PackFaultException(PackFault.Missing, $"{_address} has no {manifest.RecordsName}");
        // A server that does not know ranges, or has another file by now, begins at the beginning.
        if (response.StatusCode != HttpStatusCode.PartialContent
            || response.Content.Headers.ContentRange?.From != file.Length)
            file.SetLength(0);
        if (response.Headers.ETag is { IsWeak: false } strong)
            await File.WriteAllTextAsync(TagOf(part), strong.Tag, stop);
        file.Position = file.Length;
        using var body = await response.Content.ReadAsStreamAsync(idle.Token);
        var buffer = new byte[ReadLength];
        while (true)
        {
            var count = await idle.WatchAsync(body.ReadAsync(buffer, idle.Token));
            if (count == 0)
                break;
            if (file.Length + count > manifest.Size)
                throw new PackFaultException(
                    PackFault.WrongSize,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{_address}{manifest.RecordsName} is longer than the {manifest.Size} bytes that were signed"));
            await file.WriteAsync(buffer.AsMemory(0, count), stop);
            _came += count;
            progress(new ImportProgress(ImportStep.Download, file.Length, manifest.Size));
        }
        if (file.Length < manifest.Size)
            throw new HttpRequestException($"{_address}{manifest.RecordsName} broke off");
    }

    private static string TagOf(string part) => part + ".etag";

    // Null = it is not there.
    private async Task<HttpResponseMessage?> AskAsync(Uri what, long? from, string? tag, IdleLimit idle)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, what);
        if (from > 0)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
            if (tag is not null && EntityTagHeaderValue.TryParse(tag, out var known))
                request.Headers.IfRange = new RangeConditionHeaderValue(known);
        }
        var response = await idle.WatchAsync(new ValueTask<HttpResponseMessage>(
            _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, idle.Token)));
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
                    $"{what} leads to {response.Headers.Location}: give that address, if it is the right one");
            // What may pass is tried again.
            if (code is 408 or 416 or 429 or >= 500)
                throw new HttpRequestException($"{what} answered {code}");
            throw new PackFaultException(PackFault.Missing, $"{what} answered {code}: see the address and its rights");
        }
    }

    private static async Task<byte[]> ReadSmallAsync(
        HttpResponseMessage response, string name, int most, IdleLimit idle)
    {
        using var body = await response.Content.ReadAsStreamAsync(idle.Token);
        // One byte more than may be, so that a large one need not be read to its end.
        var bytes = new byte[most + 1];
        var length = await idle.WatchAsync(body.ReadAtLeastAsync(bytes, bytes.Length, false, idle.Token));
        return length <= most
            ? bytes[..length]
            : throw new PackFaultException(PackFault.TooLarge, $"{name} has more than {most} bytes");
    }

    private async Task<byte[]?> RetriedAsync(Func<Task<byte[]?>> ask, CancellationToken stop)
    {
        var (pause, attempt) = (FirstPause, 0);
        for (var inAll = 1; ; inAll++)
        {
            var before = _came;
            try
            {
                return await ask();
            }
            catch (Exception e) when (e is HttpRequestException or TimeoutException
                or IOException { InnerException: System.Net.Sockets.SocketException } or HttpIOException)
            {
                (pause, attempt) = _came > before ? (FirstPause, 1) : (pause, attempt + 1);
                if (attempt == MostAttempts || inAll == MostInAll)
                    throw new IOException($"{_address} can't be reached ({e.Message}): what came stays; try it again", e);
            }
            await Task.Delay(pause, _time, stop);
            pause *= 2;
        }
    }

    /// <summary>What was downloaded, and pictures as they are asked for.</summary>
    private sealed class Downloaded(PackDownload download) : PackFolder(download._folders.Incoming)
    {
        protected internal override byte[]? TryReadPicture(string hash, CancellationToken stop)
        {
            var name = $"{PackManifest.ImageFolder}/{hash}";
            return base.TryReadPicture(hash, stop) ?? download.RetriedAsync(async () =>
            {
                using var idle = new IdleLimit(Idle, download._time, stop);
                using var response = await download.AskAsync(new Uri(download._address, name), null, null, idle);
                return response is null ? null : await ReadSmallAsync(response, name, PackLimit.MaxImage, idle);
            }, stop).GetAwaiter().GetResult();
        }
    }

    /// <summary>Gives up what stands still: each step has so long.</summary>
    private sealed class IdleLimit : IDisposable
    {
        private readonly TimeSpan _limit;
        private readonly CancellationTokenSource _source;
        private readonly CancellationTokenSource _clock;
        private readonly CancellationToken _stop;

        public IdleLimit(TimeSpan limit, TimeProvider time, CancellationToken stop)
        {
            (_limit, _stop) = (limit, stop);
            _clock = new CancellationTokenSource(limit, time);
            _source = CancellationTokenSource.CreateLinkedTokenSource(stop, _clock.Token);
        }

        public CancellationToken Token => _source.Token;

        public async ValueTask<T> WatchAsync<T>(ValueTask<T> step)
        {
            _clock.CancelAfter(_limit);
            try
            {
                return await step;
            }
            catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
            {
                throw new TimeoutException($"nothing came for {_limit.TotalSeconds:0} s");
            }
        }

        public void Dispose()
        {
            _source.Dispose();
            _clock.Dispose();
        }
    }
}
