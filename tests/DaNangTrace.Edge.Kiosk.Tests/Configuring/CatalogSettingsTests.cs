using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Configuring;

/// <summary>From where packs may come by themselves, as the settings say it.</summary>
public sealed class CatalogSettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("https://packs.example/han/")]
    [InlineData("https://packs.example")]
    [InlineData("http://192.168.7.10:8099/packs")]
    [InlineData("http://localhost/")]
    public void An_address_of_a_folder_is_a_source(string source)
    {
        var loaded = Load($"\"{source}\"");

        Assert.Empty(loaded.Faults);
        Assert.Equal([source], loaded.Configuration!.Tracing.Catalog.Sources);
    }

    [Fact]
    public void Without_the_setting_there_is_none() => Assert.Empty(Load("").Configuration!.Tracing.Catalog.Sources);

    [Theory]
    [InlineData("ftp://packs.example/")]
    [InlineData("packs.example")]
    [InlineData("https://")]
    [InlineData("https://user:secret@packs.example/")]
    [InlineData("https://packs.example/?x=1")]
    [InlineData("https://packs.example/han/../")]
    [InlineData("https://packs.example/%2e%2e/")]
    public void All_else_is_told(string source)
    {
        var fault = Assert.Single(Load($"\"{source}\"").Faults);

        Assert.StartsWith("tracing.catalog.sources[0]", fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
    }

    private LoadedConfiguration Load(string sources)
    {
        var file = _folder.Write("kiosk.json", $$"""
            { "kiosk": { "id": "k-1", "market": "han", "dataFolder": "/tmp" },
              "tracing": { "catalog": { "sources": [ {{sources}} ] } } }
            """);
        return ConfigurationLoader.Load(new ConfigurationSources { File = file });
    }
}
