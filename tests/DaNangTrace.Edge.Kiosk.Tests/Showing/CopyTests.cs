using System.Text.Json;
using DaNangTrace.Edge.Kiosk.Showing;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing;

public class CopyTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    [InlineData("zh")]
    public void Every_language_has_the_words_that_vietnamese_has(string language) =>
        Assert.Equal(Keys("vi"), Keys(language));

    [Theory]
    [InlineData("fake")]
    [InlineData("counterfeit")]
    [InlineData("genuine")]
    public void No_word_claims_what_a_barcode_cannot_prove(string word) =>
        Assert.DoesNotContain(word, Text("en"), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void The_page_loads_nothing_from_elsewhere()
    {
        var assembly = typeof(Screen).Assembly;
        var names = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("page/", StringComparison.Ordinal));
        foreach (var name in names)
        {
            if (Path.GetExtension(name) is ".woff2" or ".txt")
                continue;
            var text = Read(name).Replace("http://www.w3.org/", "", StringComparison.Ordinal);
            Assert.False(
                text.Contains("http://", StringComparison.Ordinal)
                    || text.Contains("https://", StringComparison.Ordinal),
                name);
            Assert.False(text.Contains("innerHTML", StringComparison.Ordinal), name);
        }
    }

    private static List<string> Keys(string language)
    {
        using var json = JsonDocument.Parse(Text(language));
        return [.. json.RootElement.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)];
    }

    private static string Text(string language) => Read($"copy/{language}.json");

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Screen).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
