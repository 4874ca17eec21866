using System.Net;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Packs;

public sealed class PackDownloadTests : IDisposable
{
    private readonly ImportPlace _place = new(new KioskClock(new NoPauses(), TimeZoneInfo.Utc, () => true));

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Pictures_that_came_are_kept_for_the_next_try()
    {
        byte[] first = TestPack.Png, second = [.. TestPack.Png, 4];
        using var pack = PackOf(first, second, out var names);
        // Whichever of them comes later is lost for good.
        var lost = names.Order().Last();
        using (var server = new StubServer(pack.Path) { Broken = lost })
            await Assert.ThrowsAsync<IOException>(() => FetchAsync(server));

        using var again = new StubServer(pack.Path);
        Assert.IsType<ImportOutcome.Taken>(await FetchAsync(again));

        Assert.Equal(
            [PackFileOf(lost)],
            again.Asked.Where(name => name.StartsWith("images/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_picture_that_was_kept_and_is_not_whole_is_asked_for_again()
    {
        using var pack = PackOf(TestPack.Png, [.. TestPack.Png, 4], out var names);
        var kept = Directory.CreateDirectory(Path.Combine(_place.Generations, "incoming", "images"));
        await File.WriteAllBytesAsync(
            Path.Combine(kept.FullName, names[0]), TestPack.Png[..4], TestContext.Current.CancellationToken);
        using var server = new StubServer(pack.Path);

        Assert.IsType<ImportOutcome.Taken>(await FetchAsync(server));

        Assert.Contains(PackFileOf(names[0]), server.Asked);
    }

    [Fact]
    public async Task A_picture_that_came_is_on_the_disk_once()
    {
        using var pack = PackOf(TestPack.Png, [.. TestPack.Png, 4], out var names);
        using var server = new StubServer(pack.Path);
        Assert.IsType<ImportOutcome.Taken>(await FetchAsync(server));

        // What is one file under two names changes under both.
        await File.AppendAllTextAsync(
            Path.Combine(_place.Generations, "incoming", "images", names[0]), "x",
            TestContext.Current.CancellationToken);

        var kept = new FileInfo(Path.Combine(_place.Generations, "v7", "images", names[0][..2], names[0]));
        Assert.Equal(TestPack.Png.Length + 1, kept.Length);
    }

    [Fact]
    public async Task A_picture_that_comes_in_many_pieces_comes()
    {
        using var pack = PackOf(TestPack.Png, [.. TestPack.Png, .. new byte[40]], out _);
        // More breaks in a row than a server that brings nothing is given.
        using var server = new StubServer(pack.Path) { PieceLength = 3 };

        Assert.Equal(0, Assert.IsType<ImportOutcome.Taken>(await FetchAsync(server)).MissingPictures);
    }

    [Fact]
    public async Task Of_a_servers_words_a_terminal_gets_no_control_characters_and_not_too_many()
    {
        using var server = new StubServer("")
        {
            Answer = () => throw new HttpRequestException("invalid status line: \e[31m\a" + new string('x', 5000)),
        };

        var fault = await Assert.ThrowsAsync<IOException>(() => FetchAsync(server));

        Assert.Contains(@"invalid status line: \x1B[31m\x07xxx", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.Message.Length < 400);
    }

    [Fact]
    public async Task Of_an_address_that_a_server_leads_to_as_well()
    {
        using var server = new StubServer("")
        {
            Answer = () =>
            {
                var response = new HttpResponseMessage(HttpStatusCode.Found);
                response.Headers.TryAddWithoutValidation("Location", "/\e[31m" + new string('x', 5000));
                return response;
            },
        };

        var refusal = Assert.IsType<ImportOutcome.Refused>(await FetchAsync(server)).Refusal;

        Assert.Contains(@"leads to /\x1B[31mxxx", refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.Message.Length < 400);
    }

    private static string PackFileOf(string hash) => $"images/{hash}";

    private TestPack PackOf(byte[] first, byte[] second, out string[] names)
    {
        string[] hashes = [HashOf(first), HashOf(second)];
        var pack = _place.Pack(7, [.. hashes.Select((hash, n) =>
            $$"""{"v":1,"gtin":"{{TestPack.Gtin}}","hasSerialNumber":"{{n}}","image":"{{hash}}"}""")]);
        names = [pack.AddPicture(first), pack.AddPicture(second)];
        return pack;

        static string HashOf(byte[] bytes) =>
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
    }

    // As dntrace catalog fetch does it.
    private async Task<ImportOutcome> FetchAsync(StubServer server)
    {
        var stop = TestContext.Current.CancellationToken;
        using var trust = TrustedKeys.Load(_place.Options.Trust);
        using var http = new HttpClient(server, disposeHandler: false);
        using var download = new PackDownload(
            _place.Data, new Uri("http://city.example/"), _place.Options, trust, _place.Clock, http);
        var (folder, refusal) = await download.FetchAsync(_ => { }, stop);
        if (refusal is not null)
            return new ImportOutcome.Refused(refusal);
        return new CatalogImport(_place.Data, _place.Options, trust, _place.Clock).Run(folder!, null, stop);
    }

    /// <summary>A web server that has a pack, without a network.</summary>
    private sealed class StubServer(string folder) : HttpMessageHandler
    {
        /// <summary>A file of which nothing ever comes.</summary>
        public string Broken { get; init; } = "-";

        /// <summary>A picture breaks off after so many bytes; 0: never.</summary>
        public int PieceLength { get; init; }

        /// <summary>Answers instead of it.</summary>
        public Func<HttpResponseMessage>? Answer { get; init; }

        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var name = request.RequestUri!.AbsolutePath[1..];
            Asked.Add(name);
            if (Answer is not null)
                return Task.FromResult(Answer());
            if (name.EndsWith(Broken, StringComparison.Ordinal))
                throw new HttpRequestException("the line is broken");
            var bytes = File.ReadAllBytes(Path.Combine(folder, name));
            var from = (int)(request.Headers.Range?.Ranges.Single().From ?? 0);
            var left = bytes[from..];
            var isCut = PieceLength > 0 && left.Length > PieceLength
                && name.StartsWith("images/", StringComparison.Ordinal);
            var response = new HttpResponseMessage(from > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK)
            {
                Content = new StreamContent(isCut ? new CutStream(left[..PieceLength]) : new MemoryStream(left)),
            };
            if (from > 0)
                response.Content.Headers.ContentRange = new(from, bytes.Length - 1, bytes.Length);
            return Task.FromResult(response);
        }
    }

    private sealed class CutStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var count
                ? count
                : throw new HttpIOException(HttpRequestError.ResponseEnded, "broke off");
    }

    /// <summary>The machine's time, but nobody waits for the pauses between attempts.</summary>
    private sealed class NoPauses : TimeProvider
    {
        private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(16);

        public override DateTimeOffset GetUtcNow() => Samples.Noon;

        public override ITimer CreateTimer(
            TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime <= LongestPause ? TimeSpan.Zero : dueTime, period);
    }
}
