using System.Text.Json;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Kiosk.Showing;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing;

public class CopyTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    [InlineData("zh")]
    public void Every_language_has_the_words_that_vietnamese_has(string language) =>
        Assert.Equal(Words("vi").Keys, Words(language).Keys);

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    [InlineData("ko")]
    [InlineData("zh")]
    public void Every_text_says_something_composed_and_in_each_form_that_the_language_has(string language)
    {
        var wrong = new List<string>();
        foreach (var (key, forms) in Words(language))
        {
            wrong.AddRange(forms.Where(form => form.Text.Trim().Length == 0 || form.Text != form.Text.Normalize())
                .Select(form => $"{key} {form.Name}: '{form.Text}'"));
            if (forms[0].Name.Length > 0 && !forms.Select(form => form.Name).SequenceEqual(Forms(language)))
                wrong.Add($"{key}: has the forms {string.Join(", ", forms.Select(form => form.Name))}");
        }
        Assert.Empty(wrong);
    }

    // A value that is not named is never told.
    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    [InlineData("zh")]
    public void Every_text_names_the_values_that_it_has_in_vietnamese(string language)
    {
        var expected = Words("vi");
        var wrong = Words(language).SelectMany(word => word.Value.Select(form => (word.Key, form.Name, form.Text)))
            .Where(one => !Values(one.Text).SequenceEqual(Values(expected[one.Key][0].Text)))
            .Select(one => $"{one.Key} {one.Name}: '{one.Text}', in vi '{expected[one.Key][0].Text}'");
        Assert.Empty(wrong);
    }

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

    /// <summary>The texts by key; where it has several by number, each with its form's name (CLDR, cardinal).</summary>
    private static SortedDictionary<string, IReadOnlyList<(string Name, string Text)>> Words(string language)
    {
        using var json = JsonDocument.Parse(Text(language));
        var words = new SortedDictionary<string, IReadOnlyList<(string, string)>>(StringComparer.Ordinal);
        foreach (var member in json.RootElement.EnumerateObject())
        {
            words.Add(member.Name, member.Value.ValueKind == JsonValueKind.Object
                ? [.. member.Value.EnumerateObject().Select(form => (form.Name, form.Value.GetString()!))]
                : [("", member.Value.GetString()!)]);
        }
        return words;
    }

    // CLDR, cardinal: of the four only English has two.
    private static string[] Forms(string language) => language == "en" ? ["one", "other"] : ["other"];

    private static IEnumerable<string> Values(string text) => Regex.Matches(text, @"\{(\w+)\}")
        .Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

    private static string Text(string language) => Read($"copy/{language}.json");

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Screen).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
