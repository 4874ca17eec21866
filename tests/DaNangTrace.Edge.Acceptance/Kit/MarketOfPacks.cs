using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// A market whose city announces its packs: an office that signs them, a server over TLS that has them, a broker that
/// keeps what was announced, and a kiosk's place that trusts the office and may fetch from the server.
/// </summary>
internal sealed class MarketOfPacks : IAsyncDisposable
{
    /// <summary>A product of the city's.</summary>
    public const string Gtin = "08936012345674";

    private readonly TestAuthority _authority = new();
    private readonly KioskAddress _address = new("han", "k-test-001");

    public CatalogOffice Office { get; private set; } = null!;

    public PackServer Server { get; private set; } = null!;

    public Mosquitto Broker { get; private set; } = null!;

    public KioskPlace Place { get; private set; } = null!;

    /// <summary>Opens it.</summary>
    /// <param name="change">Changes <c>tracing.catalog</c> of the kiosk's settings.</param>
    public static async Task<MarketOfPacks> OpenAsync(Action<JsonObject>? change = null)
    {
        RealParts.NeedProgram();
        var market = new MarketOfPacks
        {
            Office = await CatalogOffice.OpenAsync(),
            Broker = await Mosquitto.StartAsync(),
        };
        market.Server = await PackServer.StartAsync(Path.GetTempPath(), market._authority.ForBroker());
        market.Place = new KioskPlace(market.Broker.Address, all =>
        {
            // Else a machine without a time source could not tell how old a list is.
            all["kiosk"]!["clock"] = "trusted";
            var catalog = new JsonObject
            {
                ["trust"] = new JsonArray(market.Office.PublicKey),
                ["sources"] = new JsonArray(market.Server.Address),
            };
            change?.Invoke(catalog);
            all["tracing"]!["catalog"] = catalog;
        });
        return market;
    }

    /// <summary>Starts the kiosk on a machine that trusts the server's authority, and waits for its link.</summary>
    public async Task<KioskProcess> StartKioskAsync(bool isLinked = true)
    {
        var kiosk = await KioskProcess.StartAsync(Place, place => Child.Start(
            RealParts.NeedProgram(), ["kiosk", "--config", place.Configuration],
            new Dictionary<string, string> { ["SSL_CERT_FILE"] = _authority.Ca }));
        if (isLinked)
            await kiosk.PartAsync("uplink", "ok");
        return kiosk;
    }

    /// <summary>Makes a pack of so many products, and lets the server have it.</summary>
    public async Task<string> HaveCatalogAsync(long version, int items = 1) => Have(await Office.MakeFromAsync(
        Server.Address, "full", version,
        Enumerable.Range(0, items).Select(n => string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"v":1,"gtin":"{{{Gtin}}}","hasSerialNumber":"{{{n:00000}}}","productName":{"vi":"Món mẫu"}}"""))
            .Prepend($$$"""{"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"Món mẫu"}}""")));

    /// <summary>Makes a list that recalls these lots, and lets the server have it.</summary>
    public async Task<string> HaveRecallsAsync(long version, params IEnumerable<string> lots) =>
        Have(await Office.MakeFromAsync(Server.Address, "recall", version, lots.Select(Recall)));

    /// <summary>The recall of a lot.</summary>
    public static string Recall(string lot) => $$$"""
        {"v":1,"gtin":"{{{Gtin}}}","recall":{"authority":{"vi":"Chi cục"},"reason":{"vi":"Mẫu"},
        """ + $$$"""
        "lots":[{"from":"{{{lot}}}","to":"{{{lot}}}"}]}}
        """;

    /// <summary>Announces a pack: its notice, retained.</summary>
    public async Task AnnounceAsync(string pack, string kind)
    {
        await using var city = await City.ConnectAsync(Broker.Port, _address);
        await city.SayAsync(
            TopicOf(kind), await File.ReadAllTextAsync(Path.Combine(pack, "notice.json")), retain: true);
    }

    /// <summary>Takes back what was announced.</summary>
    public async Task ClearAsync(string kind)
    {
        await using var city = await City.ConnectAsync(Broker.Port, _address);
        await city.SayAsync(TopicOf(kind), "", retain: true);
    }

    /// <summary>The server is away until it is brought back.</summary>
    public Task TakeServerAwayAsync() => Server.DisposeAsync().AsTask();

    /// <summary>It is back where it was, with a pack.</summary>
    public async Task BringServerBackAsync(string pack) => Server = await PackServer.StartAsync(
        pack, _authority.ForBroker(), new Uri(Server.Address).Port);

    /// <summary>Waits until the kiosk says of its packs what is expected.</summary>
    public static async Task<JsonElement> ToldAsync(KioskProcess kiosk, string words, string? state = null)
    {
        JsonElement part = default;
        try
        {
            await Until.TrueAsync(
                async () =>
                {
                    part = (await kiosk.HealthAsync()).Body.GetProperty("parts").EnumerateArray()
                        .Single(one => one.GetProperty("name").GetString() == "catalog");
                    return part.GetProperty("message").GetString()!.Contains(words, StringComparison.Ordinal)
                        && (state is null || part.GetProperty("state").GetString() == state);
                },
                words);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; it says {part}\n{string.Join('\n', kiosk.Log.TakeLast(20))}");
        }
        return part;
    }

    public async ValueTask DisposeAsync()
    {
        Place.Dispose();
        await Server.DisposeAsync();
        await Broker.DisposeAsync();
        Office.Dispose();
        _authority.Dispose();
    }

    private string TopicOf(string kind) => kind == "recall" ? _address.RecallsManifest : _address.CatalogManifest;

    private string Have(string pack)
    {
        Server.Serve(pack);
        return pack;
    }
}
