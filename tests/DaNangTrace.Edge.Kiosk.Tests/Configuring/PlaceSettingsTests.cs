using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire.Epcis;

namespace DaNangTrace.Edge.Kiosk.Tests.Configuring;

/// <summary>How a kiosk's place is told: <c>kiosk.gln</c>, <c>kiosk.uri</c>, <c>epcis.namespace</c>.</summary>
public sealed class PlaceSettingsTests : IDisposable
{
    private const string Gln = "8936012345605";
    private const string Other = "9520001009013";
    private readonly TempFolder _folder = new();

    [Fact]
    public void By_default_there_is_no_location_number_no_uri_and_a_namespace_of_our_own()
    {
        var configuration = Load("{}").Configuration!;

        Assert.Equal((null, null), (configuration.Gln, configuration.Kiosk.Uri));
        // A ledger is exported without a configuration as well: both ways must say the same.
        Assert.Equal(EpcisDocument.DefaultNamespace, configuration.Epcis.Namespace);
    }

    [Theory]
    [InlineData("null", null, null)]
    [InlineData($"\"{Gln}\"", null, Gln)]
    [InlineData($"\"{Gln}\"", Other, Other)]
    [InlineData("null", Other, Other)]
    public void The_kiosks_location_number_wins_over_its_markets(string market, string? own, string? told)
    {
        _folder.Write("markets/han.json", $$"""{ "name": { "vi": "Chợ Hàn" }, "gln": {{market}} }""");

        var loaded = Load("{}", own is null ? [] : [$"kiosk.gln={own}"]);

        Assert.Empty(loaded.Faults);
        Assert.Equal(told, loaded.Configuration!.Gln);
    }

    [Theory]
    [InlineData("8936012345605")]
    [InlineData("\"8936012345606\"")]
    [InlineData("\"08936012345605\"")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    public void A_markets_wrong_location_number_is_told(string gln)
    {
        _folder.Write("markets/han.json", $$"""{ "name": { "vi": "Chợ Hàn" }, "gln": {{gln}} }""");

        Assert.Contains(
            "markets/han.json, gln: expected null, or 13 digits with a right check digit",
            Assert.Single(Load("{}").Faults).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://city.example/kiosks/k-1")]
    [InlineData("urn:dnt:han:k-1")]
    [InlineData("https://city.example/ch%E1%BB%A3-h%C3%A0n?k=1#a")]
    public void A_kiosk_may_have_a_uri_of_its_own(string uri)
    {
        var loaded = Load($$"""{ "namespace": "https://city.example/epcis/" }""", [$"kiosk.uri={uri}"]);

        Assert.Empty(loaded.Faults);
        Assert.Equal(uri, loaded.Configuration!.Kiosk.Uri);
        Assert.Equal("https://city.example/epcis/", loaded.Configuration.Epcis.Namespace);
    }

    [Theory]
    [InlineData("kiosk.uri=k-1", "kiosk.uri: \"k-1\" is not accepted, expected a text")]
    [InlineData("kiosk.uri=https://city.example/chợ", "is not accepted")]
    [InlineData("kiosk.uri=https://city.example/a b", "is not accepted")]
    [InlineData("kiosk.uri=urn:x:%4", "is not accepted")]
    [InlineData($"kiosk.uri=https://city.example/414/{Gln}", "a place with a GLN is told by kiosk.gln")]
    [InlineData("kiosk.uri=urn:epc:id:sgln:8936012.34560.0", "a place with a GLN is told by kiosk.gln")]
    [InlineData("epcis.namespace=https://city.example/epcis", "epcis.namespace: \"https://city.example/epcis\"")]
    [InlineData("epcis.namespace=epcis/", "an absolute URI that ends in /")]
    [InlineData("epcis.namespace=https://city.example/#/", "is not accepted")]
    [InlineData("epcis.namespace=", "is not accepted")]
    [InlineData("epcis.prefix=x", "no such key prefix")]
    public void A_uri_that_no_receiver_would_take_is_told(string set, string told) =>
        Assert.Contains(told, Assert.Single(Load("{}", [set]).Faults).ToString(), StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private LoadedConfiguration Load(string epcis, IReadOnlyList<string>? set = null) =>
        ConfigurationLoader.Load(new ConfigurationSources
        {
            File = _folder.Write(
                "kiosk.json", $$"""{ "kiosk": { "id": "k-1", "market": "han" }, "epcis": {{epcis}} }"""),
            DeviceConfig = _folder.Path,
            Set = set ?? [],
        });
}
