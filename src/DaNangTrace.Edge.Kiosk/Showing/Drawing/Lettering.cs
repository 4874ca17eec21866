using System.Text;
using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Drawing;

/// <summary>
/// Letters of one size: measured, broken into lines, and drawn. Text is composed (NFC), since nothing here places marks
/// on letters by itself. A letter that no font has stands as a box, a run of them as one.
/// </summary>
internal sealed class Lettering : IDisposable
{
    // Of Chinese: they stand behind what they close, and a line may break behind them without a blank.
    private const string Closing = "，。、；：？！）";
    private const string Behind = Closing + "…”’)";

    private readonly Dictionary<SKTypeface, SKFont> _fonts = [];
    private readonly Weight _weight;
    private readonly string _language;
    private readonly float _size;
    private readonly bool _isSmooth;

    /// <summary>Makes the letters.</summary>
    /// <param name="weight">How heavy they are.</param>
    /// <param name="size">Their size, in pixels.</param>
    /// <param name="language">The language they write: Korean and Chinese draw the same sign differently.</param>
    /// <param name="isSmooth">Whether edges are greyed.</param>
    public Lettering(Weight weight, float size, string language, bool isSmooth = true) =>
        (_weight, _size, _language, _isSmooth) = (weight, size, language, isSmooth);

    /// <summary>The largest letters that find room; the least ones where none do.</summary>
    /// <param name="largest">The largest size to try.</param>
    /// <param name="least">The least.</param>
    /// <param name="step">From one to the next.</param>
    /// <param name="make">Makes letters of a size.</param>
    /// <param name="isRoom">Whether there is room for them.</param>
    public static Lettering Largest(
        float largest, float least, float step, Func<float, Lettering> make, Func<Lettering, bool> isRoom)
    {
        for (var size = largest; size > least; size -= step)
        {
            var letters = make(size);
            if (isRoom(letters))
                return letters;
            letters.Dispose();
        }
        return make(least);
    }

    /// <summary>Their size, in pixels.</summary>
    public float Size => _size;

    /// <summary>From a line to the next, in pixels: Vietnamese has two marks over a letter and one under it.</summary>
    public float LineHeight => MathF.Ceiling(_size * 1.24f);

    /// <summary>From the top of a line to the foot of its letters.</summary>
    public float Ascent => _size * 0.97f;

    /// <summary>How wide a text is in one line, in pixels.</summary>
    public float Width(string text)
    {
        // Letters on points are as wide as their points.
        if (!_isSmooth)
            return Runs(text).Sum(run => run.Font.MeasureText(run.Text));
        var (width, wasMissing) = (0f, false);
        foreach (var rune in text.EnumerateRunes())
        {
            var glyph = Typefaces.OfThisProgram.Of(_weight, _language, rune.Value);
            width += glyph.IsMissing && wasMissing ? 0 : glyph.Advance;
            wasMissing = glyph.IsMissing;
        }
        return width * _size;
    }

    /// <summary>Draws one line.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="text">What.</param>
    /// <param name="x">Its left end.</param>
    /// <param name="y">The foot of its letters.</param>
    /// <param name="colour">Their colour.</param>
    public void Draw(SKCanvas canvas, string text, float x, float y, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = _isSmooth };
        foreach (var (font, part) in Runs(text))
        {
            canvas.DrawText(part, x, y, SKTextAlign.Left, font, paint);
            x += font.MeasureText(part);
        }
    }

    /// <summary>Draws lines below each other.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="lines">Which.</param>
    /// <param name="x">Their left end.</param>
    /// <param name="top">Where the first one begins.</param>
    /// <param name="colour">Their colour.</param>
    /// <param name="leading">From a line to the next, in line heights.</param>
    /// <returns>Where the next one would begin.</returns>
    public float DrawBelow(
        SKCanvas canvas, IEnumerable<string> lines, float x, float top, SKColor colour, float leading = 1)
    {
        foreach (var line in lines)
        {
            Draw(canvas, line, x, top + Ascent, colour);
            top += LineHeight * leading;
        }
        return top;
    }

    /// <summary>The text in lines that find room; the last one ends with … where not all of it does.</summary>
    /// <param name="text">What; it may break at each <c>\n</c>.</param>
    /// <param name="width">Pixels of a line.</param>
    /// <param name="most">Most lines.</param>
    public IReadOnlyList<string> Broken(string text, float width, int most)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n'))
            Break(paragraph, width, lines);
        if (lines.Count <= most)
            return lines;
        var last = lines[most - 1].TrimEnd();
        while (last.Length > 0 && Width(last + "…") > width)
            last = WithoutEnd(last).TrimEnd();
        return [.. lines.Take(most - 1), last + "…"];
    }

    /// <summary>The same, in as many lines, each about as long as the others: a word alone in the last one looks lost.
    /// </summary>
    public IReadOnlyList<string> Balanced(string text, float width, int most)
    {
        const float grain = 2;
        var lines = Broken(text, width, most);
        if (lines.Count < 2 || lines[^1].EndsWith('…'))
            return lines;
        var (narrow, wide) = (width / lines.Count, width);
        while (wide - narrow > grain)
        {
            var middle = (narrow + wide) / 2;
            (narrow, wide) = Broken(text, middle, int.MaxValue).Count > lines.Count ? (middle, wide) : (narrow, middle);
        }
        return Broken(text, wide, most);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var font in _fonts.Values)
            font.Dispose();
    }

    private void Break(string paragraph, float width, List<string> lines)
    {
        var line = "";
        foreach (var word in Words(paragraph))
        {
            if (Width((line + word).TrimEnd()) <= width)
            {
                line += word;
                continue;
            }
            if (line.Trim().Length > 0)
                lines.Add(line.TrimEnd());
            line = word.TrimStart();
            // One word that is longer than a line breaks where it must.
            while (Width(line.TrimEnd()) > width && Fitting(line, width) is var (head, tail) && tail.Length > 0)
            {
                lines.Add(head);
                line = tail;
            }
        }
        if (line.Trim().Length > 0)
            lines.Add(line.TrimEnd());
    }

    private (string Head, string Tail) Fitting(string word, float width)
    {
        var (low, high) = (1, word.Length);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Width(word[..middle]) <= width ? (middle, high) : (low, middle - 1);
        }
        if (char.IsHighSurrogate(word[low - 1]) && low < word.Length)
            low = low > 1 ? low - 1 : low + 1;
        return (word[..low], word[low..]);
    }

    // A word and the blank behind it; Korean keeps its words, and Chinese breaks between any two signs.
    private static IEnumerable<string> Words(string paragraph)
    {
        var begin = 0;
        for (var at = 0; at < paragraph.Length; at++)
        {
            var isEnd = paragraph[at] == ' ' || IsSign(paragraph[at]) || Closing.Contains(paragraph[at])
                || (at + 1 < paragraph.Length && IsSign(paragraph[at + 1]));
            // What closes a sentence does not begin a line.
            if (!isEnd || (at + 1 < paragraph.Length && Behind.Contains(paragraph[at + 1])))
                continue;
            yield return paragraph[begin..(at + 1)];
            begin = at + 1;
        }
        if (begin < paragraph.Length)
            yield return paragraph[begin..];
    }

    private static bool IsSign(char character) => character is >= '⺀' and <= '鿿' and not (>= 'ㄱ' and <= 'ㆎ');

    private static string WithoutEnd(string text) =>
        text.Length > 1 && char.IsSurrogatePair(text[^2], text[^1]) ? text[..^2] : text[..^1];

    private IEnumerable<(SKFont Font, string Text)> Runs(string text)
    {
        var (run, font, wasMissing) = (new StringBuilder(), (SKFont?)null, false);
        foreach (var rune in text.EnumerateRunes())
        {
            var glyph = Typefaces.OfThisProgram.Of(_weight, _language, rune.Value);
            if (glyph.IsMissing && wasMissing)
                continue;
            wasMissing = glyph.IsMissing;
            var next = FontOf(glyph.Typeface);
            if (font is not null && next != font)
            {
                yield return (font, run.ToString());
                run.Clear();
            }
            font = next;
            run.Append(glyph.IsMissing ? Typefaces.Box.ToString() : rune.ToString());
        }
        if (font is not null)
            yield return (font, run.ToString());
    }

    private SKFont FontOf(SKTypeface typeface)
    {
        if (_fonts.TryGetValue(typeface, out var font))
            return font;
        return _fonts[typeface] = new SKFont(typeface, _size)
        {
            Edging = _isSmooth ? SKFontEdging.Antialias : SKFontEdging.Alias,
            Hinting = _isSmooth ? SKFontHinting.Slight : SKFontHinting.Full,
            Subpixel = _isSmooth,
        };
    }
}
