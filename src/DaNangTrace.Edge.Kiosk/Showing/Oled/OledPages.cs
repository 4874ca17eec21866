using DaNangTrace.Edge.Kiosk.Showing.Drawing;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Oled;

/// <summary>
/// A face on 128×64 points, a page after the other: first the sign, as large as it fits, then all else in letters of 16
/// points, three lines a page, with the emblem beside them. What is recalled or expired is dark on light.
/// </summary>
/// <param name="face">What it says.</param>
internal sealed class OledPages(SceneFace face)
{
    /// <summary>Points of a row.</summary>
    public const int Width = 128;

    /// <summary>Rows.</summary>
    public const int Height = 64;

    // Below 16 points ắ and ẵ look the same.
    private const float Size = 16;
    private const float LargestWord = 26;
    private const int LineHeight = 21;
    private const int Lines = 3;
    private const float Emblem = 17;
    private const float SignEmblem = 36;
    private const float Gap = 4;

    // Nobody stands there for longer; what comes then weighs least.
    private const int MostPages = 12;

    private bool IsDark => face.Signal != Signal.Stop;

    private (SKColor Ground, SKColor On) Ink => IsDark
        ? (SKColors.Black, SKColors.White)
        : (SKColors.White, SKColors.Black);

    /// <summary>All pages.</summary>
    public IReadOnlyList<OledPage> All() =>
        [OledPage.Of(DrawSign), .. TextPages().Take(MostPages - 1).Select(lines => OledPage.Of(
            canvas => DrawText(canvas, lines)))];

    private void DrawSign(SKCanvas canvas)
    {
        canvas.Clear(Ink.Ground);
        var isAtRest = face.Sign is Sign.Idle or Sign.Announcement;
        var left = isAtRest ? 2f : SignEmblem + Gap + 1;
        if (!isAtRest)
            Emblems.OfThisProgram.Draw(
                canvas, face.Sign, new SKPoint(1, (Height - SignEmblem) / 2), SignEmblem, Ink,
                isSmooth: false);
        var words = face.Word.Split('\n');
        var size = LargestWord;
        for (; size > Size; size--)
        {
            using var tried = Letters(Weight.Bold, size);
            if (words.Max(tried.Width) <= Width - left && words.Length * tried.LineHeight <= Height)
                break;
        }
        using var letters = Letters(Weight.Bold, size);
        var lines = words.SelectMany(word => letters.Broken(word, Width - left, Lines)).Take(Lines).ToList();
        var high = MathF.Min(letters.LineHeight, Height / lines.Count);
        var y = (Height - lines.Count * high) / 2;
        foreach (var line in lines)
        {
            letters.Draw(canvas, line, left, y + letters.Ascent, Ink.On);
            y += high;
        }
    }

    private void DrawText(SKCanvas canvas, IReadOnlyList<string> lines)
    {
        canvas.Clear(Ink.Ground);
        Emblems.OfThisProgram.Draw(canvas, face.Sign, new SKPoint(0, 2), Emblem, Ink, isSmooth: false);
        using var letters = Letters(Weight.Text, Size);
        for (var i = 0; i < lines.Count; i++)
            letters.Draw(canvas, lines[i], TextLeft, i * LineHeight + letters.Ascent, Ink.On);
    }

    private float TextLeft => face.Sign is Sign.Idle or Sign.Announcement ? 2 : Emblem + Gap;

    // What does not find room behind what came before begins a page; what is longer than one goes on on the next.
    private IEnumerable<IReadOnlyList<string>> TextPages()
    {
        using var letters = Letters(Weight.Text, Size);
        var page = new List<string>();
        foreach (var text in Texts())
        {
            var lines = letters.Broken(text, Width - TextLeft, Lines * MostPages);
            if (page.Count > 0 && page.Count + lines.Count > Lines)
            {
                yield return page;
                page = [];
            }
            foreach (var line in lines)
            {
                if (page.Count == Lines)
                {
                    yield return page;
                    page = [];
                }
                page.Add(line);
            }
        }
        if (page.Count > 0)
            yield return page;
    }

    // What to do comes first, unless there is nothing to do.
    private IEnumerable<string> Texts()
    {
        var action = face.Action.Replace('\n', ' ');
        IEnumerable<string> lines = face.Lines.Select(line => line.ToString());
        lines = face.Sign == Sign.Known ? [.. lines.Take(1), action, .. lines.Skip(1)] : [action, .. lines];
        return lines.Append(face.Fresh ?? "").Where(text => text.Length > 0);
    }

    private Lettering Letters(Weight weight, float size) => new(weight, size, face.Language, isSmooth: false);
}
