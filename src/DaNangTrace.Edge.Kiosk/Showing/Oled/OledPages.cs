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

    // As many as 64 rows hold.
    private const int Lines = Height / LineHeight;
    private const float Emblem = 17;

    // Three seconds each: whoever looks up waits for ten at most until the sign is back.
    private const int BetweenSigns = 3;

    // A long word has the room of a smaller emblem, before it is smaller itself.
    private static readonly float[] EmblemSizes = [36, 28, 22];
    private const float LeastWord = 12;

    // Between emblem and letters; with less they run into one.
    private const float Gap = 4;

    // Nobody stands there for longer; what comes then weighs least.
    private const int MostPages = 12;

    private bool IsDark => face.Signal != Signal.Stop;

    private (SKColor Ground, SKColor On) Ink => IsDark
        ? (SKColors.Black, SKColors.White)
        : (SKColors.White, SKColors.Black);

    /// <summary>All pages.</summary>
    public IReadOnlyList<OledPage> All()
    {
        var sign = OledPage.Of(DrawSign);
        var pages = new List<OledPage> { sign };
        foreach (var lines in TextPages())
        {
            // Whoever looks up between two pages must know what it is about, where it matters most.
            if (!IsDark && pages.Count % BetweenSigns == 0)
                pages.Add(sign);
            pages.Add(OledPage.Of(canvas => DrawText(canvas, lines)));
            if (pages.Count >= MostPages)
                break;
        }
        return pages;
    }

    private void DrawSign(SKCanvas canvas)
    {
        canvas.Clear(Ink.Ground);
        var isAtRest = face.Sign is Sign.Idle or Sign.Announcement;
        var words = face.Word.Split('\n');
        var (emblem, size) = isAtRest ? (0, SizeBeside(0, words)) : EmblemSizes
            .Select(side => (Side: side, Size: SizeBeside(side, words)))
            .First(one => one.Size >= Size || one.Side == EmblemSizes[^1]);
        if (!isAtRest)
            DrawEmblem(canvas, new SKPoint(1, (Height - emblem) / 2), emblem);
        using var letters = Letters(Weight.Bold, size);
        // Marks may touch, rather than be cut: two lines of the largest letters have a point less than they want.
        var leading = MathF.Min(1, Height / (words.Length * letters.LineHeight));
        letters.DrawBelow(
            canvas, words, LeftBeside(emblem), (Height - words.Length * letters.LineHeight * leading) / 2, Ink.On,
            leading);
    }

    // There is no room for the sign's shape, which tells old data from new: its dotted rim is the emblem's own here.
    private void DrawEmblem(SKCanvas canvas, SKPoint at, float side)
    {
        // So small, a question mark in a diamond is what computers show for a broken letter.
        if (face.Sign == Sign.NotRegistered && side == Emblem)
        {
            using var letters = Letters(Weight.Word, Emblem);
            letters.Draw(canvas, "?", at.X + 4, at.Y + Emblem - 3, Ink.On);
            return;
        }
        Emblems.OfThisProgram.Draw(canvas, face.Sign, at, side, Ink, isSmooth: false);
        if (face.Sign != Sign.Stale)
            return;
        // As many as are seen apart where it has 17 points, and as deep as its hook leaves room.
        const int gaps = 8;
        var gap = MathF.PI * side / (2 * gaps);
        using var dashes = SKPathEffect.CreateDash([gap, gap], 0);
        using var cut = new SKPaint
        {
            Color = Ink.Ground,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = side / 6,
            PathEffect = dashes,
        };
        canvas.DrawCircle(at.X + side / 2, at.Y + side / 2, side / 2, cut);
    }

    private static float LeftBeside(float emblem) => emblem > 0 ? emblem + Gap + 1 : 2;

    /// <summary>The largest letters in which all words of the sign stand beside an emblem.</summary>
    internal float SizeBeside(float emblem, string[] words)
    {
        using var letters = Lettering.Largest(
            LargestWord, LeastWord, 1, size => Letters(Weight.Bold, size),
            tried => words.Max(tried.Width) <= Width - LeftBeside(emblem)
                && words.Length * tried.LineHeight <= Height + 2);
        return letters.Size;
    }

    private void DrawText(SKCanvas canvas, IReadOnlyList<string> lines)
    {
        canvas.Clear(Ink.Ground);
        DrawEmblem(canvas, new SKPoint(0, 2), Emblem);
        using var letters = Letters(Weight.Text, Size);
        letters.DrawBelow(canvas, lines, TextLeft, 0, Ink.On, LineHeight / letters.LineHeight);
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
            if (lines.Count == 0)
                continue;
            if (page.Count > 0 && page.Count + lines.Count > Lines)
            {
                yield return page;
                page = [];
            }
            // As many on each: one word alone on the last one would be read for itself.
            var count = (lines.Count + Lines - 1) / Lines;
            var each = (lines.Count + count - 1) / count;
            for (var at = 0; at < lines.Count; at += each)
            {
                page.AddRange(lines.Skip(at).Take(each));
                if (at + each >= lines.Count)
                    break;
                yield return page;
                page = [];
            }
        }
        if (page.Count > 0)
            yield return page;
    }

    // What to do comes first, unless there is nothing to do.
    private IEnumerable<string> Texts()
    {
        var action = face.Action.Replace('\n', ' ');
        var lines = face.Lines.ToLookup(
            line => line.Part switch
            {
                FacePart.Caution => 0,
                FacePart.Day or FacePart.Ask => 1,
                _ => 2,
            },
            TextOf);
        var name = face.Lines.Where(line => line.Part == FacePart.Name && face.Sign != Sign.Several).Take(1)
            .Select(TextOf).ToList();
        IEnumerable<string> first = face.Sign == Sign.Known ? [.. name, action] : [action, .. name];
        // Nobody waits for the twelfth page: cautions, how old what is told is, until when it is good, and what to ask
        // come before all else.
        return first.Concat(lines[0]).Append(face.Fresh ?? "").Concat(lines[1]).Concat(lines[2].Except(name))
            .Where(text => text.Length > 0);
    }

    // A number is compared whole, and a question is put whole: both begin a line, and so does what it means.
    private static string TextOf(FaceLine line) => line switch
    {
        { Part: FacePart.Code, Label: { } label } => $"{label}:\n{line.Text}",
        { Part: FacePart.Ask, Label: { } label } =>
            $"{label}:\n{line.Text.Replace(" (", "\n(", StringComparison.Ordinal)}",
        _ => line.ToString(),
    };

    private Lettering Letters(Weight weight, float size) => new(weight, size, face.Language, isSmooth: false);
}
