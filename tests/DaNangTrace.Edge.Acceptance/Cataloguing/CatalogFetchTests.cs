using System.Globalization;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <summary><c>dntrace catalog fetch</c> from a server in every mood.</summary>
public sealed partial class CatalogFetchTests : IAsyncLifetime
{
    private const string Records = "catalog-7.ndjson.gz";
    private readonly TempFolder _data = new();
    private CatalogOffice? _office;
    private PackServer? _server;
    private long _size;

    public async ValueTask InitializeAsync()
    {
        RealParts.NeedProgram();
        Directory.CreateDirectory(_data.Path);
        _office = await CatalogOffice.OpenAsync();
        var pack = await _office.MakeAsync("full", 7, Enumerable.Range(0, 5000).Select(n => string.Create(
            CultureInfo.InvariantCulture,
            $$$"""
            {"v":1,"gtin":"08936012345674","hasSerialNumber":"{{{n:0000}}}",
            "brandName":"{{{n * 2654435761L % 1000003:x}}}","productName":{"vi":"Món mẫu"}}
            """).ReplaceLineEndings("")));
        _size = new FileInfo(Path.Combine(pack, Records)).Length;
        _server = await PackServer.StartAsync(pack);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _office?.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task A_pack_is_taken_once_and_not_downloaded_again()
    {
        await IsTakenAsync(await FetchAsync());
        Assert.Equal(["manifest.json", "manifest.json.sig", Records], _server!.Asked);
        Assert.False(Directory.Exists(_data.File("catalog/incoming")));

        var again = await FetchAsync("manifest.json");

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("Already here", again.Output, StringComparison.Ordinal);
        Assert.Equal(1, _server.Asked.Count(one => one.StartsWith(Records, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_download_that_breaks_off_goes_on_where_it_was()
    {
        _server!.CutAfter = (int)(_size / 3) + 1;

        await IsTakenAsync(await FetchAsync());

        var asked = _server.Asked.Where(one => one.StartsWith(Records, StringComparison.Ordinal)).ToList();
        Assert.Equal(Records, asked[0]);
        Assert.True(asked.Count >= 3, string.Join(", ", asked));
        var places = asked.Skip(1).Select(one => long.Parse(one[(one.IndexOf('=') + 1)..^1], null)).ToArray();
        Assert.All(places, place => Assert.InRange(place, 1, _size - 1));
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task What_a_killed_download_left_is_not_asked_for_again()
    {
        await BrokenOffAsync();

        await IsTakenAsync(await FetchAsync());

        Assert.DoesNotContain(Records, _server!.Asked);
    }

    [Fact]
    public async Task A_refusal_is_no_word_about_the_part_that_came_before()
    {
        var part = await BrokenOffAsync();

        _server!.Refusal = (404, 1);
        Assert.Contains("has no manifest.json", (await FetchAsync()).Error, StringComparison.Ordinal);
        _server.Asked.Clear();

        Assert.True(new FileInfo(part).Length > 0);
        await IsTakenAsync(await FetchAsync());
        Assert.DoesNotContain(Records, _server.Asked);
    }

    [Fact]
    public async Task What_is_left_of_a_pack_that_the_server_has_no_more_goes()
    {
        var part = await BrokenOffAsync();
        var newer = await _office!.MakeAsync(
            "full", 8, """{"v":1,"gtin":"08936012345674","productName":{"vi":"Món mẫu"}}""");
        await using var other = await PackServer.StartAsync(newer);

        var answer = await Cli.RunAsync(
            ["catalog", "fetch", other.Address, "--data", _data.Path, "--trust", _office.PublicKey]);

        Assert.True(answer.ExitCode == 0, $"{answer}");
        Assert.False(File.Exists(part));
    }

    [Fact]
    public async Task A_damaged_catalog_is_mended_by_fetching_its_pack_again()
    {
        await IsTakenAsync(await FetchAsync());
        await File.WriteAllTextAsync(
            _data.File("catalog/v7/damaged"), "", TestContext.Current.CancellationToken);

        await IsTakenAsync(await FetchAsync());

        Assert.Equal(2, _server!.Asked.Count(one => one.StartsWith(Records, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task One_fetches_at_a_time_and_a_stick_is_imported_meanwhile()
    {
        Directory.CreateDirectory(_data.File("catalog"));
        var file = _data.File("catalog/incoming.lock");
        await using (new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            var answer = await FetchAsync();

            Assert.Equal(1, answer.ExitCode);
            Assert.Contains("another fetch into", answer.Error, StringComparison.Ordinal);
            Assert.Equal(["manifest.json", "manifest.json.sig"], _server!.Asked);
            var stick = await _office!.MakeAsync(
                "full", 1, """{"v":1,"gtin":"08936012345674","productName":{"vi":"Món mẫu"}}""");
            Assert.StartsWith("Taken", (await _office.ImportAsync(stick, _data.Path)).Output, StringComparison.Ordinal);
        }

        await IsTakenAsync(await FetchAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_without_ranges_or_with_another_file_begins_at_the_beginning(bool knowsRanges)
    {
        Directory.CreateDirectory(_data.File("catalog/incoming"));
        _server!.KnowsRanges = knowsRanges;
        _server.CutAfter = (int)(_size / 16);
        await using (var child = Child.Start(RealParts.NeedProgram(), Arguments("")))
        {
            await Until.TrueAsync(
                () => Directory.GetFiles(_data.File("catalog/incoming"), "*.etag").Length > 0, "a part of the file");
            child.Signal(Unix.Kill);
            await child.ExitAsync();
        }
        (_server.CutAfter, _server.Tag) = (null, "\"two\"");

        await IsTakenAsync(await FetchAsync());
    }

    [Fact]
    public async Task What_may_pass_is_tried_again()
    {
        _server!.Refusal = (503, 2);

        var answer = await FetchAsync();

        await IsTakenAsync(answer);
        Assert.Contains($"asking {_server.Address}", answer.Error, StringComparison.Ordinal);
        Assert.Contains(
            "answered 503: asked again in 1 s, 1 of 6 attempts made", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "has no manifest.json: expected the folder of a pack")]
    [InlineData(403, "answered 403")]
    [InlineData(302, "leads to http://127.0.0.1:1/elsewhere: give that address")]
    public async Task What_a_server_refuses_is_told(int code, string words)
    {
        _server!.Refusal = (code, 1);

        var answer = await FetchAsync();

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(words, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_speak_tls_is_told_at_once()
    {
        var address = _server!.Address.Replace("http://", "https://", StringComparison.Ordinal);

        var answer = await Cli.RunAsync(
            ["catalog", "fetch", address, "--data", _data.Path, "--trust", _office!.PublicKey]);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("speaks no TLS that this machine knows (", answer.Error, StringComparison.Ordinal);
        Assert.Contains("or whether it is an http address", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("asked again", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_page_in_the_place_of_a_manifest_is_told_by_its_address()
    {
        using var pages = new TempFolder();
        Directory.CreateDirectory(pages.Path);
        foreach (var name in (string[])["manifest.json", "manifest.json.sig"])
            await File.WriteAllTextAsync(
                pages.File(name), "<!doctype html><p>Log in", TestContext.Current.CancellationToken);
        await using var portal = await PackServer.StartAsync(pages.Path);

        var page = await FetchFromAsync(portal);
        await File.WriteAllTextAsync(pages.File("manifest.json"), "{}", TestContext.Current.CancellationToken);
        var unsigned = await FetchFromAsync(portal);

        Assert.Equal(1, page.ExitCode);
        Assert.EndsWith(
            $": {portal.Address}manifest.json is no manifest (a web page?)\n", page.Error, StringComparison.Ordinal);
        Assert.Contains(
            $": the signature of {portal.Address} does not belong to its manifest", unsigned.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain(_data.Path, page.Error + unsigned.Error, StringComparison.Ordinal);

        Task<Answered> FetchFromAsync(PackServer server) => Cli.RunAsync(
            ["catalog", "fetch", server.Address, "--data", _data.Path, "--trust", _office!.PublicKey]);
    }

    [Fact]
    public async Task An_untrusted_pack_is_refused_before_its_records_are_asked_for()
    {
        using var other = await CatalogOffice.OpenAsync();

        var answer = await Cli.RunAsync(
            ["catalog", "fetch", _server!.Address, "--data", _data.Path, "--trust", other.PublicKey]);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("does not trust", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_data.File("catalog/incoming")), "what is refused does not stay");
        Assert.Equal(["manifest.json", "manifest.json.sig"], _server.Asked);
    }

    [Theory]
    [InlineData("ftp://example.com/")]
    [InlineData("packs")]
    [InlineData("http://example.com/?x=1")]
    public async Task What_is_no_address_is_told(string address)
    {
        var answer = await Cli.RunAsync(["catalog", "fetch", address, "--data", _data.Path]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains($"{address} is no address", answer.Error, StringComparison.Ordinal);
    }

    // A download that was killed in the middle.
    private async Task<string> BrokenOffAsync()
    {
        _server!.CutAfter = (int)(_size / 16);
        await using (var child = Child.Start(RealParts.NeedProgram(), Arguments("")))
        {
            await Until.TrueAsync(() => Parts().Any(one => new FileInfo(one).Length > 0), "a part of the file");
            child.Signal(Unix.Kill);
            await child.ExitAsync();
        }
        _server.CutAfter = null;
        _server.Asked.Clear();
        return Parts().Single();

        string[] Parts() => Directory.Exists(_data.File("catalog/incoming"))
            ? Directory.GetFiles(_data.File("catalog/incoming"), "*.part")
            : [];
    }

    private string[] Arguments(string name) =>
        ["catalog", "fetch", _server!.Address + name, "--data", _data.Path, "--trust", _office!.PublicKey];

    private Task<Answered> FetchAsync(string name = "") => Cli.RunAsync(Arguments(name));

    private async Task IsTakenAsync(Answered answer)
    {
        Assert.True(answer.ExitCode == 0, $"{answer}");
        Assert.StartsWith("Taken: full pack 7", answer.Output, StringComparison.Ordinal);
        Assert.Equal(
            "Right: 5000 records, 0 pictures.\n",
            (await Cli.RunAsync(["catalog", "verify", "--data", _data.Path])).Output);
    }
}
