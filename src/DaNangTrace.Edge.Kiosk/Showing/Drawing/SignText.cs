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
        var size = WordSize;
        for (; size > 24; size -= 2)
        {
            using var words = Word(size);
            using var actions = Action(size);
            if (WidestOf(words) > room * unit || HeightOf(words, actions, room) > free * unit)
                continue;
            break;
        }
        using var word = Word(size);
        using var action = Action(size);
        var high = HeightOf(word, action, room) / unit;
        var top = isUpright ? (sign.Height - 48 - high) / 2 : (sign.Height - Emblem - 22 - high) / 2 + Emblem + 22;
        var emblem = isUpright
            ? new SKPoint(Padding, (sign.Height - 48 - Emblem) / 2)
            : new SKPoint(Padding, (sign.Height - Emblem - 22 - high) / 2);
        Emblems.OfThisProgram.Draw(
            canvas, face.Sign, new SKPoint(emblem.X * unit, emblem.Y * unit), Emblem * unit, colours);
        var below = word.DrawBelow(canvas, face.Word.Split('\n'), left * unit, top * unit, colours.On, Leading);
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

    private float WidestOf(Lettering letters) => face.Word.Split('\n').Max(letters.Width);

    private float HeightOf(Lettering word, Lettering action, float room) =>
        face.Word.Split('\n').Length * word.LineHeight * Leading + 12 * unit
        + action.Balanced(face.Action, room * unit, 3).Count * action.LineHeight;
}
