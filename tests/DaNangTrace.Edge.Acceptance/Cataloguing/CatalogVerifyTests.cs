using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <summary><c>dntrace catalog verify</c>: of a pack before it travels, and of a kiosk's own catalog.</summary>
public sealed class CatalogVerifyTests : IAsyncLifetime
{
    // The smallest that has a picture's head.
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001A\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 1, 2, 3, 4];

    private readonly TempFolder _data = new();
    private readonly TempFolder _input = new();
    private CatalogOffice? _office;

    public async ValueTask InitializeAsync()
    {
        RealParts.NeedProgram();
        Directory.CreateDirectory(_data.Path);
        Directory.CreateDirectory(_input.File("images"));
        await File.WriteAllBytesAsync(_input.File("images/sauce.png"), Png);
        _office = await CatalogOffice.OpenAsync();
    }

    public ValueTask DisposeAsync()
    {
        _office?.Dispose();
        _data.Dispose();
        _input.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_office_needs_no_kiosk_to_look_at_a_pack_with_its_pictures()
    {
        var pack = await MakeAsync(3);

        var right = await VerifyAsync(pack);
        File.Delete(PictureOf(pack));
        var without = await VerifyAsync(pack);

        Assert.Equal(0, right.ExitCode);
        Assert.Contains("2 records, 1 picture: right, signed with key ", right.Output, StringComparison.Ordinal);
        Assert.Equal(0, without.ExitCode);
        Assert.Contains(
            "Not in the pack, though records name them: 1 picture.", without.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_was_changed_is_told()
    {
        var pack = await MakeAsync(3);
        await File.AppendAllTextAsync(PictureOf(pack), "x", TestContext.Current.CancellationToken);

        var answer = await VerifyAsync(pack);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("has other bytes than its name says", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whether_this_kiosk_would_take_it_is_told()
    {
        var older = await MakeAsync(3);
        Assert.Equal(0, (await VerifyAsync(older, "--data", _data.Path)).ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(_data.Path));
        await _office!.ImportAsync(await MakeAsync(4), _data.Path);

        var answer = await VerifyAsync(older, "--data", _data.Path);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(": right, signed with key ", answer.Output, StringComparison.Ordinal);
        Assert.Contains(
            "this kiosk would refuse it: it is version 3 (full), and a newer one was taken: 4", answer.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_picture_of_the_kiosks_own_is_found_and_the_same_pack_mends_it()
    {
        var pack = await MakeAsync(3);
        await _office!.ImportAsync(pack, _data.Path);
        Assert.Equal("Right: 2 records, 1 picture.\n", (await VerifyOwnAsync()).Output);
        var own = Assert.Single(Directory.GetFiles(_data.File("catalog/v3/images"), "*", SearchOption.AllDirectories));
        await File.WriteAllTextAsync(own, "x", TestContext.Current.CancellationToken);

        var damaged = await VerifyOwnAsync();
        var again = await _office.ImportAsync(pack, _data.Path);

        Assert.Equal(1, damaged.ExitCode);
        Assert.Contains($"the picture {own} has other bytes", damaged.Error, StringComparison.Ordinal);
        Assert.StartsWith("Taken: full pack 3", again.Output, StringComparison.Ordinal);
        Assert.Equal("Right: 2 records, 1 picture.\n", (await VerifyOwnAsync()).Output);
        Assert.Equal(Png, await File.ReadAllBytesAsync(own, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_pipe_on_a_stick_is_no_file_and_waits_for_nobody()
    {
        var pack = await MakeAsync(3);
        File.Delete(Path.Combine(pack, "manifest.json"));
        using (var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(pack, "manifest.json")))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("holds no manifest.json", (await VerifyAsync(pack)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_import_would_refuse_in_the_end_is_told()
    {
        var pack = await _office!.MakeAsync(
            "full", 3, """{"v":1,"gtin":"08936012345674","productName":{"vi":"x"}}""");
        await _office.ChangeRecordsAsync(
            pack,
            string.Join('\n', Enumerable.Range(1, 9).Select(n =>
                $$"""{"v":1,"gtin":"08936012345674","hasSerialNumber":"{{n}}","traceCode":"SAME","traceCodeVendor":"v"}""")),
            count: 9);

        var answer = await VerifyAsync(pack);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("the trace code SAME of the vendor v stands on more than 8 records", answer.Error, StringComparison.Ordinal);
        Assert.Contains(
            "the trace code SAME of the vendor v stands on more than 8 records", (await _office.ImportAsync(pack, _data.Path)).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pack_is_named_by_its_manifest_as_well_and_a_fault_names_it_once()
    {
        var pack = await MakeAsync(3);
        var manifest = Path.Combine(pack, "manifest.json");

        Assert.Equal(0, (await VerifyAsync(manifest)).ExitCode);
        Assert.StartsWith(
            "Taken: full pack 3", (await _office!.ImportAsync(manifest, _data.Path)).Output, StringComparison.Ordinal);
        File.Delete(manifest);

        Assert.Equal(
            $"dntrace: {pack} holds no manifest.json: expected the folder of a pack\n",
            (await VerifyAsync(manifest)).Error);
    }

    [Theory]
    [InlineData(2, "Say which kiosk: --config FILE, or --data DIR; or --trust PEM alone.", "verify", "PACK")]
    [InlineData(2, "say which pack, or with --config FILE or --data DIR which kiosk's catalog", "verify", "--trust",
        "KEY")]
    [InlineData(1, "there is no folder /nowhere", "verify", "/nowhere", "--trust", "KEY")]
    [InlineData(2, "http://city.example/ is an address, and DIR a folder: use dntrace catalog fetch for an address.",
        "import", "http://city.example/", "--data", "DATA")]
    [InlineData(2, "HTTPS://city.example is an address, and DIR a folder: use dntrace catalog fetch for an address.",
        "verify", "HTTPS://city.example", "--data", "DATA")]
    [InlineData(1, "there is no folder /nowhere", "import", "/nowhere", "--data", "DATA", "--trust", "KEY")]
    [InlineData(1, "no key is trusted here: name the city's public key in tracing.catalog.trust, or behind --trust",
        "verify", "PACK", "--data", "DATA")]
    public async Task What_is_missing_is_told(int code, string words, params string[] command)
    {
        var pack = await MakeAsync(3);

        var answer = await Cli.RunAsync(["catalog", .. command.Select(word => word switch
        {
            "PACK" => pack,
            "KEY" => _office!.PublicKey,
            "DATA" => _data.Path,
            _ => word,
        })]);

        Assert.Equal(code, answer.ExitCode);
        Assert.Contains(words, answer.Error, StringComparison.Ordinal);
    }

    private async Task<string> MakeAsync(long version)
    {
        await File.WriteAllTextAsync(_input.File("products.csv"), """
            gtin,productName.vi,image
            09520001000010,Nước mắm,sauce.png
            09520004707176,Chả bò,sauce.png
            """);
        var pack = _input.File($"pack-{version}");
        var answer = await Cli.RunAsync(
        [
            "catalog", "make", _input.File("products.csv"), "--kind", "full", "--version", $"{version}",
            "--key", _office!.PrivateKey, "--out", pack,
        ]);
        Assert.True(answer.ExitCode == 0, $"{answer}");
        return pack;
    }

    private static string PictureOf(string pack) => Directory.GetFiles(Path.Combine(pack, "images")).Single();

    private Task<Answered> VerifyAsync(string pack, params string[] more) =>
        Cli.RunAsync(["catalog", "verify", pack, .. more, "--trust", _office!.PublicKey]);

    private Task<Answered> VerifyOwnAsync() => Cli.RunAsync(["catalog", "verify", "--data", _data.Path]);
}
