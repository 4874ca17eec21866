using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Asking;

/// <summary><c>dntrace catalog lookup --ask</c>: how a technician finds out whether the resolver is set up right.
/// </summary>
public sealed class CityLookUpTests : IAsyncLifetime
{
    private const string Gtin = "08936012345674";

    private readonly TestAuthority _authority = new();
    private ResolverServer? _server;
    private KioskPlace? _place;

    public async ValueTask InitializeAsync()
    {
        RealParts.NeedProgram();
        _server = await ResolverServer.StartAsync(_authority.ForBroker());
        _place = new KioskPlace("mqtt://127.0.0.1:1", configuration => configuration["tracing"]!["city"] =
            new JsonObject
            {
                ["resolver"] = _server.Address,
                ["ca"] = _authority.Ca,
                ["timeLimit"] = "00:00:10",
            });
        Directory.CreateDirectory(_place.Data);
    }

    [Fact]
    public async Task What_the_city_knows_is_told_and_what_could_not_be_read_of_it()
    {
        _server!.Know($"/01/{Gtin}", ("masterData", "/data"), ("recallStatus", "/recalls"));
        _server.Product(
            "/data", Gtin, "Bánh dừa nướng", """, "gs1:manufacturer": { "gs1:organizationName": "HTX Cẩm Lệ" } """);
        _server.On("/recalls", "text/html", "");

        var answer = await RunAsync("(01)08936012345674(10)A1");

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("answer    out of reach", answer.Output, StringComparison.Ordinal);
        Assert.Matches("\ncity      known; no data of this lot or item, [0-9]+ ms\n", answer.Output);
        Assert.Contains("\nmaker     HTX Cẩm Lệ (not said how)\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains($"\nbut       {_server.Address.TrimEnd('/')} answered text/html", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_it_knows_nothing_is_told() =>
        Assert.Contains("\ncity      not registered, ", (await RunAsync("8936012345674")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Why_it_gives_no_answer_is_told()
    {
        _server!.On($"/01/{Gtin}", "text/html", "", 403);

        var answer = await RunAsync("8936012345674");

        Assert.Equal(1, answer.ExitCode);
        Assert.Equal(
            $"dntrace: the city gives no answer: {_server.Address.TrimEnd('/')} answered 403\n", answer.Error);
    }

    [Fact]
    public async Task Nothing_but_a_products_number_is_asked()
    {
        Assert.Contains("is not asked", (await RunAsync("https://example.org/x")).Output, StringComparison.Ordinal);

        Assert.Equal(0, _server!.Connections);
    }

    [Fact]
    public async Task Without_a_resolver_it_is_wrong_use()
    {
        var answer = await Cli.RunAsync(["catalog", "lookup", "8936012345674", "--ask", "--data", _place!.Data]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("tracing.city.resolver", answer.Error, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _place?.Dispose();
        _authority.Dispose();
    }

    private Task<Answered> RunAsync(string code) =>
        Cli.RunAsync(["catalog", "lookup", code, "--ask", "--config", _place!.Configuration]);
}
