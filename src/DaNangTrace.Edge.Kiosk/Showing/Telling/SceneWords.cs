using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DaNangTrace.Edge.Kiosk.Showing.Telling;

/// <summary>
/// Our own words by language, for displays without a browser and for speech: the page's words (<c>copy/*.json</c>),
/// read as its copy.js reads them.
/// </summary>
public sealed partial class SceneWords
{
    private static readonly ConcurrentDictionary<(string Language, bool IsSpoken), SceneWords> Read = new();

    // Pattern of a date as it is shown, which is as the page shows it, and as it is said. Labels on Chinese goods write
    // 2028-03-12.
    private static readonly FrozenDictionary<string, (string Culture, string Shown, string Spoken)> Forms =
        new Dictionary<string, (string, string, string)>
        {
            ["vi"] = ("vi-VN", "dd'/'MM'/'yyyy", "'ngày' d 'tháng' M 'năm' yyyy"),
            ["en"] = ("en-GB", "d MMM yyyy", "d MMMM yyyy"),
            ["ko"] = ("ko-KR", "yyyy'. 'MM'. 'dd'.'", "yyyy'년 'M'월 'd'일'"),
            ["zh"] = ("zh-CN", "yyyy'-'MM'-'dd", "yyyy'年'M'月'd'日'"),
        }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, Sentence> _sentences;
    private readonly CultureInfo _culture;
    private readonly string _date;
    private readonly bool _isSpoken;

    private SceneWords(string language, bool isSpoken)
    {
        var form = Forms.GetValueOrDefault(language);
        if (form.Culture is null)
            throw new ArgumentException($"there are no words in {language}", nameof(language));
        (Language, _isSpoken) = (language, isSpoken);
        _culture = CultureInfo.GetCultureInfo(form.Culture);
        _date = isSpoken ? form.Spoken : form.Shown;
        using var stream = typeof(SceneWords).Assembly.GetManifestResourceStream($"copy/{language}.json")!;
        using var json = JsonDocument.Parse(stream);
        _sentences = json.RootElement.EnumerateObject()
            .ToFrozenDictionary(member => member.Name, member => Sentence.Of(member.Value), StringComparer.Ordinal);
    }

    /// <summary>The languages that there are words in.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["vi", "en", "ko", "zh"];

    /// <summary>The language of these words.</summary>
    public string Language { get; }

    /// <summary>The words of a language as they are shown: dates in digits, numbers with separators.</summary>
    public static SceneWords Shown(string language) => Of(language, false);

    /// <summary>
    /// As they are said: dates with the month's name, and numbers without separators, which voices take for a pause or
    /// the end of a number.
    /// </summary>
    public static SceneWords Spoken(string language) => Of(language, true);

    /// <summary>Whether there is such a sentence.</summary>
    public bool Has(string key) => _sentences.ContainsKey(key);

    /// <summary>A sentence with its values.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="values">
    /// What stands for each <c>{name}</c>: a text, a number or a day. The number <c>n</c> chooses the plural.
    /// </param>
    /// <exception cref="InvalidOperationException">There is no such sentence, or a value is missing: a fault of the
    /// program.</exception>
    public string Say(string key, params IReadOnlyList<(string Name, object Value)> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!_sentences.TryGetValue(key, out var sentence))
            throw new InvalidOperationException($"copy {Language} lacks {key}");
        var n = values.FirstOrDefault(value => value.Name == "n").Value is int number ? number : 0;
        // In one go: a value that has braces itself is no place for another.
        return Place().Replace(sentence.Of(Language == "en" && n == 1), place =>
        {
            var name = place.Groups[1].Value;
            var value = values.FirstOrDefault(value => value.Name == name).Value;
            return value is not null
                ? Form(value)
                : throw new InvalidOperationException($"{key} is to be said with {name}");
        });
    }

    /// <summary>A number in the language's form.</summary>
    public string Number(int number) => number.ToString(_isSpoken ? "0" : "N0", _culture);

    /// <summary>A day in the language's form.</summary>
    public string Date(DateOnly day) => day.ToString(_date, _culture);

    /// <summary>This language's text, else English, else Vietnamese, else any; null when all are empty.</summary>
    public PickedText? Pick(IReadOnlyDictionary<string, string>? texts)
    {
        if (texts is null)
            return null;
        foreach (var language in texts.Keys.Prepend("vi").Prepend("en").Prepend(Language))
        {
            if (ShownText.Clean(texts.GetValueOrDefault(language)) is { } text)
                return new PickedText(text, language);
        }
        return null;
    }

    private static SceneWords Of(string language, bool isSpoken) =>
        Read.GetOrAdd((language, isSpoken), which => new SceneWords(which.Language, which.IsSpoken));

    private string Form(object value) => value switch
    {
        string text => text,
        int number => Number(number),
        DateOnly day => Date(day),
        _ => throw new InvalidOperationException($"no form for a {value.GetType().Name}"),
    };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();

    private sealed record Sentence(string? One, string Other)
    {
        public static Sentence Of(JsonElement value) => value.ValueKind == JsonValueKind.String
            ? new Sentence(null, value.GetString()!)
            : new Sentence(
                value.TryGetProperty("one", out var one) ? one.GetString() : null,
                value.GetProperty("other").GetString()!);

        public string Of(bool isOne) => isOne ? One ?? Other : Other;
    }
}

/// <summary>A text from outside in one language.</summary>
/// <param name="Text">The text, cleaned.</param>
/// <param name="Language">Its language.</param>
public sealed record PickedText(string Text, string Language);
