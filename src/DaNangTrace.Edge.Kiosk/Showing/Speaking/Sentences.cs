using System.Text;

namespace DaNangTrace.Edge.Kiosk.Showing.Speaking;

/// <summary>Gathers short sentences in one language, as a voice says them.</summary>
/// <param name="words">The language's words.</param>
internal sealed class Sentences(SceneWords words)
{
    // A recall may name more numbers than anybody keeps in mind; the others are counted.
    private const int MostNumbers = 3;

    // Lot and serial numbers have at most 20 characters (GS1 General Specifications, AI 10 and 21).
    private const int MostSpelled = 20;

    private static readonly string[] Ends = [".", "?", "!", "。", "？", "！"];

    private readonly List<string> _sentences = [];

    /// <summary>The words.</summary>
    public SceneWords Words => words;

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<string> All => _sentences;

    /// <summary>Our own sentences.</summary>
    public void Say(params IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
            Add(words.Say(key));
    }

    /// <summary>A sentence with its value.</summary>
    public void Fill(string key, string name, object value) => Add(words.Say(key, (name, value)));

    /// <summary>What something is called, and what it is; that nobody told it, where it is null.</summary>
    /// <param name="key">What it is called.</param>
    /// <param name="text">A text from outside; one that no voice of this language can say is not said.</param>
    public void Label(string key, string? text)
    {
        var said = text is null ? words.Say("none") : Speakable.Of(words.Language, text);
        if (said.Length > 0)
            Add($"{words.Say(key).TrimEnd(':', '：')}: {said}");
    }

    /// <summary>A text from outside; null where there is none, or none that a voice of this language can say.</summary>
    public string? Heard(IReadOnlyDictionary<string, string>? texts) => Heard(words.Pick(texts)?.Text);

    /// <inheritdoc cref="Heard(IReadOnlyDictionary{string, string})"/>
    public string? Heard(string? text) =>
        ShownText.Clean(text) is { } clean && Speakable.Of(words.Language, clean) is { Length: > 0 } said ? said : null;

    /// <summary>Adds a sentence as it is; one that was said is not said again.</summary>
    public void Add(string? text)
    {
        // The page's words break where a line ends, and stand in brackets beside a date.
        var sentence = (text ?? "").Replace('\n', ' ').Replace(" · ", ", ", StringComparison.Ordinal)
            .Trim(' ', ',', ':', '：', '(', ')', '（', '）', '“', '”');
        if (sentence.Length == 0 || _sentences.Contains(sentence))
            return;
        _sentences.Add(sentence);
    }

    /// <summary>A lot or serial number, character by character; null where none of it can be said.</summary>
    public string? Spelled(string? number)
    {
        var said = new List<string>();
        foreach (var character in ShownText.Clean(number) ?? "")
        {
            var name = character switch
            {
                '-' or '–' => words.Say("speech.dash"),
                '/' => words.Say("speech.slash"),
                '.' => words.Say("speech.dot"),
                _ when char.IsAsciiLetterOrDigit(character) => char.ToUpperInvariant(character).ToString(),
                _ => null,
            };
            if (name is not null && said.Count < MostSpelled)
                said.Add(name);
        }
        // The comma is a short pause, and keeps a lone A from being read as the article.
        return said.Count == 0 ? null : string.Join(", ", said);
    }

    /// <summary>Recalled numbers, one or a range each, and how many there are besides; null for none.</summary>
    public string? Numbers(IReadOnlyList<string>? numbers)
    {
        var said = (numbers ?? []).Select(Range).OfType<string>().ToList();
        if (said.Count == 0)
            return null;
        var left = said.Count - MostNumbers;
        return string.Join("; ", said.Take(MostNumbers)) + (left > 0 ? words.Say("numbers.more", ("n", left)) : "");
    }

    /// <summary>All sentences, each with its full stop.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var sentence in _sentences)
        {
            text.Append(sentence);
            if (!Ends.Any(end => sentence.EndsWith(end, StringComparison.Ordinal)))
                text.Append(words.Language == "zh" ? '。' : '.');
            text.Append(' ');
        }
        return text.ToString().TrimEnd();
    }

    // As the scene has it: CB-0700 – CB-0750.
    private string? Range(string number) => number.Split(" – ") is [var from, var to]
        && Spelled(from) is { } first && Spelled(to) is { } last
        ? words.Say("speech.range", ("from", first), ("to", last))
        : Spelled(number);
}
