using System.Globalization;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <summary><c>dntrace catalog fetch</c> over TLS, from servers that the machine trusts and others.</summary>
public sealed class CatalogFetchTlsTests : IAsyncLifetime
{
    private const string Records = "catalog-7.ndjson.gz";
    private readonly TempFolder _data = new();
    private readonly TestAuthority _authority = new();
    private CatalogOffice? _office;
    private string _pack = "";

    public async ValueTask InitializeAsync()
    {
        RealParts.NeedProgram();
        _office = await CatalogOffice.OpenAsync();
        _pack = await _office.MakeAsync("full", 7, Enumerable.Range(0, 500).Select(n => string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"v":1,"gtin":"08936012345674","hasSerialNumber":"{{{n:0000}}}","productName":{"vi":"Món mẫu"}}""")));
    }

    public ValueTask DisposeAsync()
    {
        _office?.Dispose();
        _authority.Dispose();
        _data.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_pack_is_taken_from_a_server_that_the_machine_trusts()
    {
        await using var server = await PackServer.StartAsync(_pack, _authority.ForBroker());

        await IsTakenAsync(await FetchAsync(server));

        Assert.StartsWith("https://", server.Address, StringComparison.Ordinal);
        Assert.Equal(["manifest.json", "manifest.json.sig", Records], server.Asked);
    }

    [Fact]
    public async Task A_download_that_breaks_off_goes_on_where_it_was()
    {
        await using var server = await PackServer.StartAsync(_pack, _authority.ForBroker());
        server.CutAfter = ((int)new FileInfo(Path.Combine(_pack, Records)).Length / 3) + 1;

        await IsTakenAsync(await FetchAsync(server));

        Assert.Equal(
            [Records, $"{Records} bytes={server.CutAfter}-", $"{Records} bytes={2 * server.CutAfter}-"],
            server.Asked.Where(one => one.StartsWith(Records, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_server_of_an_authority_that_the_machine_does_not_trust_is_refused_at_once()
    {
        using var other = new TestAuthority("Another Root");

        await IsRefusedAsync(
            other.ForBroker(),
            "its certificate is not from an authority that this machine trusts: add the authority to this machine "
            + "(update-ca-certificates), or this is not the server that you meant");
    }

    [Fact]
    public async Task A_server_whose_certificate_has_expired_is_refused_at_once() =>
        await IsRefusedAsync(
            _authority.ForBroker(isExpired: true),
            "its certificate has expired or is not valid yet: check this machine's clock, then the server");

    [Fact]
    public async Task A_server_with_a_certificate_for_another_name_is_refused_at_once() =>
        await IsRefusedAsync(
            _authority.ForBroker("packs.example"),
            "its certificate is for another name: check the address, or this is not the server that you meant");

    // It is asked again for half a minute: a server that begins may answer so too.
    [Fact]
    [Trait("Category", "Long")]
    public async Task An_http_address_of_a_server_that_speaks_tls_is_told_in_the_end()
    {
        await using var server = await PackServer.StartAsync(_pack, _authority.ForBroker());

        await using var child = Child.Start(
            RealParts.NeedProgram(),
            [
                "catalog", "fetch", server.Address.Replace("https://", "http://", StringComparison.Ordinal),
                "--data", _data.Path, "--trust", _office!.PublicKey,
            ]);

        Assert.Equal(1, await child.ExitAsync(within: TimeSpan.FromMinutes(2)));
        Assert.EndsWith(
            "what came stays; try it again, or is it an https address?", child.Tail(), StringComparison.Ordinal);
        Assert.Contains(": asked again in 1 s, 1 of 6 attempts made\n", child.Tail(), StringComparison.Ordinal);
        Assert.DoesNotContain(".:", child.Tail(), StringComparison.Ordinal);
    }

    private async Task IsRefusedAsync(PemPair certificate, string why)
    {
        await using var server = await PackServer.StartAsync(_pack, certificate);

        var answer = await FetchAsync(server);

        Assert.Equal(1, answer.ExitCode);
        Assert.Equal(
            $"asking {server.Address}\n"
            + $"dntrace: {server.Address} can't be trusted: {why}\n",
            answer.Error);
        Assert.Empty(answer.Output);
        Assert.Equal(1, server.Connections);
        Assert.Empty(server.Asked);
        Assert.Empty(Directory.GetFileSystemEntries(_data.Path));
    }

    // The machine trusts its file of authorities: on this one it is the city's.
    private Task<Answered> FetchAsync(PackServer server) => Cli.RunAsync(
        ["catalog", "fetch", server.Address, "--data", _data.Path, "--trust", _office!.PublicKey],
        environment: new Dictionary<string, string> { ["SSL_CERT_FILE"] = _authority.Ca });

    private async Task IsTakenAsync(Answered answer)
    {
        Assert.True(answer.ExitCode == 0, $"{answer}");
        Assert.StartsWith("Taken: full pack 7", answer.Output, StringComparison.Ordinal);
        Assert.Equal(
            "Right: 500 records, 0 pictures.\n",
            (await Cli.RunAsync(["catalog", "verify", "--data", _data.Path])).Output);
    }
}
