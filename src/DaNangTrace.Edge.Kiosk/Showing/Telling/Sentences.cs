using System.Text;

namespace DaNangTrace.Edge.Kiosk.Showing.Telling;

/// <summary>Gathers short sentences in one language, as a voice says them or as a display without a browser shows them.
/// </summary>
/// <param name="words">The language's words.</param>
/// <param name="isForEye">Whether they are shown: names and numbers as they are written, and nothing that a voice would
/// need.</param>
internal sealed class Sentences(SceneWords words, bool isForEye = false)
{
    // A recall may name more numbers than anybody keeps in mind; the others are counted.
    private const int MostNumbers = 3;

    // Lot and serial numbers have at most 20 characters (GS1 General Specifications, AI 10 and 21).
    private const int MostSpelled = 20;

    private static readonly string[] Ends = [".", "?", "!", "。", "？", "！"];

    private static readonly (char Open, char Close)[] Brackets = [('(', ')'), ('（', '）'), ('“', '”')];

    private readonly List<FaceLine> _lines = [];

    /// <summary>The words.</summary>
    public SceneWords Words => words;

    /// <summary>Whether they are shown.</summary>
    public bool IsForEye => isForEye;

    /// <summary>What the next ones are about.</summary>
    public FacePart Part { get; set; } = FacePart.More;

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<string> All => [.. _lines.Select(line => line.ToString())];

    /// <summary>They, and what each is about.</summary>
    public IReadOnlyList<FaceLine> Lines => _lines;

    /// <summary>Our own sentences.</summary>
    public void Say(params IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
            Add(words.Say(key));
    }

    /// <summary>A sentence with its value.</summary>
    public void Fill(string key, string name, object value) => Add(words.Say(key, (name, value)));

    /// <summary>Our own sentences in pairs, what to do and how: side by side where they are shown.</summary>
    public void Pair(params IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            if (isForEye)
                Put(new FaceLine(Part, Bare(words.Say(key)), Bare(words.Say($"{key}.more"))));
            else
                Say(key, $"{key}.more");
        }
    }

    /// <summary>The question to the seller, who speaks Vietnamese: as it is put, where it is shown, and what it means.
    /// </summary>
    public void Ask()
    {
        if (!isForEye)
        {
            Say("ask");
            return;
        }
        // Without the page's card nobody would know who asks whom.
        var question = words.Language == "vi" ? words.Say("ask.vi") : $"{words.Say("ask.vi")} ({words.Say("ask")})";
        Put(new FaceLine(FacePart.Ask, words.Say("ask.to"), question));
    }

    /// <summary>What something is called, and what it is; that nobody told it, where it is null.</summary>
    /// <param name="key">What it is called.</param>
    /// <param name="text">A text from outside; one that no voice of this language can say is not said.</param>
    public void Label(string key, string? text)
    {
        // What is called so stands as it was printed, a lot in brackets too.
        var said = text is null ? words.Say("none") : Sayable(text).Trim();
        if (said.Length > 0)
            Put(new FaceLine(Part, Bare(words.Say(key)), said) { IsMissing = text is null });
    }

    /// <summary>A text from outside; null where there is none, or none that a voice of this language can say.</summary>
    public string? Heard(IReadOnlyDictionary<string, string>? texts) => Heard(words.Pick(texts)?.Text);

    /// <inheritdoc cref="Heard(IReadOnlyDictionary{string, string})"/>
    public string? Heard(string? text) =>
        ShownText.Clean(text) is { } clean && Sayable(clean) is { Length: > 0 } said ? said : null;

    /// <summary>Adds a sentence as it is; one that was said is not said again.</summary>
    public void Add(string? text) => Put(new FaceLine(Part, null, Bare(text ?? "")));

    private void Put(FaceLine line)
    {
        // Who stands behind one line says nothing of another: on a display each has its own.
        var isSaid = _lines.Any(one => one.ToString() == line.ToString()) && !(isForEye && Part == FacePart.Grade);
        if (line.Text.Length > 0 && !isSaid)
            _lines.Add(line);
    }

    private string Sayable(string text) => isForEye ? text : Speakable.Of(words.Language, text);

    // The page's words break where a line ends, and stand in brackets beside a date. A sign keeps its breaks.
    private string Bare(string text)
    {
        var bare = (isForEye ? text : text.Replace(" · ", ", ", StringComparison.Ordinal))
            .Replace('\n', isForEye && Part is (FacePart.Word or FacePart.Action) ? '\n' : ' ')
            .Trim(' ', ',', ':', '：');
        while (IsEnclosed(bare))
            bare = bare[1..^1].Trim();
        return bare;
    }

    // In brackets as a whole: what opens it is closed at its end, and not before.
    private static bool IsEnclosed(string text)
    {
        if (text is not [var first, .., var last] || !Brackets.Contains((first, last)))
            return false;
        var depth = 0;
        return text[..^1].All(sign => (depth += sign == first ? 1 : sign == last ? -1 : 0) > 0);
    }

    /// <summary>A lot or serial number, character by character; null where none of it can be said.</summary>
    public string? Spelled(string? number)
    {
        if (isForEye)
            return ShownText.Clean(number);
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
        foreach (var sentence in All)
        {
            text.Append(sentence);
            if (!Ends.Any(end => sentence.EndsWith(end, StringComparison.Ordinal)))
                text.Append(words.Language == "zh" ? '。' : '.');
            text.Append(' ');
        }
        return text.ToString().TrimEnd();
    }

    // As the scene has it: CB-0700 – CB-0750.
    private string? Range(string number) => !isForEye && number.Split(" – ") is [var from, var to]
        && Spelled(from) is { } first && Spelled(to) is { } last
        ? words.Say("speech.range", ("from", first), ("to", last))
        : Spelled(number);
}
