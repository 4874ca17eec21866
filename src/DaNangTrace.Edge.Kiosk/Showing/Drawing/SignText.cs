using DaNangTrace.Edge.Kiosk.Showing.Telling;
using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Drawing;

/// <summary>Emblem, word and action on a sign: the word as large as it fits, in the middle of the height.</summary>
/// <param name="face">What it says.</param>
/// <param name="sign">The sign's size, in units.</param>
/// <param name="isUpright">Whether it lies above: then the emblem stands beside the words.</param>
/// <param name="unit">Pixels of a unit.</param>
internal sealed class SignText(SceneFace face, SKSize sign, bool isUpright, float unit)
{
    private const float Padding = 36;
    private const float Emblem = 128;

    // Smaller than what explains it a word is no sign.
    private const float LeastWord = 24;

    // Large words of a few letters stand closer than text.
    private const float Leading = .92f;

    // An action that says not to buy is larger (LOOK: Type).
    private float ActionSize => face.Sign == Sign.Recalled ? 36 : 29;

    /// <summary>Draws them.</summary>
    public void Draw(SKCanvas canvas)
    {
        var colours = Colours.Of(face.Sign);
        var room = isUpright ? sign.Width - 2 * Padding - Emblem - 28 : WidthBeside();
        var left = isUpright ? Padding + Emblem + 28 : Padding;
        var free = isUpright ? sign.Height - 76 : sign.Height - 40 - Emblem - 22;
        var (size, lines) = Wordings.Select(one => (SizeOf(one, room, free), one)).MaxBy(one => one.Item1);
        using var word = Word(size);
        using var action = Action(size);
        var high = HeightOf(lines, word, action, room) / unit;
        var top = isUpright ? (sign.Height - 48 - high) / 2 : (sign.Height - Emblem - 22 - high) / 2 + Emblem + 22;
        var emblem = isUpright
            ? new SKPoint(Padding, (sign.Height - 48 - Emblem) / 2)
            : new SKPoint(Padding, (sign.Height - Emblem - 22 - high) / 2);
        Emblems.OfThisProgram.Draw(
            canvas, face.Sign, new SKPoint(emblem.X * unit, emblem.Y * unit), Emblem * unit, colours);
        var below = word.DrawBelow(canvas, lines, left * unit, top * unit, colours.On, Leading);
        action.DrawBelow(
            canvas, action.Balanced(face.Action, room * unit, 3), left * unit, below + 12 * unit, colours.On);
    }

    private float WordSize => face.Language switch
    {
        "en" => 61,
        "ko" => 74,
        "zh" => 88,
        _ => face.Word.Contains('\n') ? 72 : 84,
    };

    // Where a sign's edge comes in, words keep from it.
    private float WidthBeside() => sign.Width - Padding - face.Sign switch
    {
        Sign.Unreadable => 80,
        Sign.Compare or Sign.Several or Sign.NotRegistered => 64,
        _ => 44,
    };

    private Lettering Word(float size) => new(Weight.Word, size * unit, face.Language);

    private Lettering Action(float size) =>
        new(Weight.Bold, ReadColumn.Pixels(MathF.Min(ActionSize, size), unit), face.Language);

    // Below the sign's edge there is width: a word in one line may be larger there than in two.
    private IEnumerable<string[]> Wordings => isUpright
        ? [face.Word.Split('\n'), [face.Word.Replace("\n", face.Language == "zh" ? "" : " ", StringComparison.Ordinal)]]
        : [face.Word.Split('\n')];

    private float SizeOf(string[] lines, float room, float free)
    {
        using var letters = Lettering.Largest(WordSize, LeastWord, 2, Word, tried =>
        {
            using var action = Action(tried.Size / unit);
            return lines.Max(tried.Width) <= room * unit && HeightOf(lines, tried, action, room) <= free * unit;
        });
        return letters.Size / unit;
    }

    private float HeightOf(string[] lines, Lettering word, Lettering action, float room) =>
        lines.Length * word.LineHeight * Leading + 12 * unit
        + action.Balanced(face.Action, room * unit, 3).Count * action.LineHeight;
}
