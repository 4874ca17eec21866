using System.Globalization;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Drawing;

/// <summary>
/// A scene as a screen without a browser shows it, after LOOK.md as far as it goes without touch: the sign with
/// silhouette, emblem, word and action; product, where, who and when; how fresh the data is. No way, no keys, no ten
/// facts.
/// </summary>
/// <param name="width">Pixels, as the shopper sees the screen.</param>
/// <param name="height">Pixels.</param>
/// <param name="place">Where it stands.</param>
internal sealed class ScenePicture(int width, int height, PicturePlace place)
{
    private const float Deck = 6;

    /// <summary>Pixels of a unit: one at 1024×600, and at 600×1024 where it stands upright.</summary>
    public float Unit { get; } = height > width
        ? MathF.Min(width / 600f, height / 1024f)
        : MathF.Min(width / 1024f, height / 600f);

    /// <summary>Where the line is that tells how long the scene still stands.</summary>
    public SKRectI DeckLine { get; } = DeckOf(width, height);

    private bool IsUpright => height > width;

    /// <summary>Draws a scene.</summary>
    /// <param name="canvas">Its origin is the left upper corner, as the shopper sees it.</param>
    /// <param name="face">What it says.</param>
    /// <param name="scene">What it is.</param>
    /// <param name="time">The kiosk's time; null where its clock is not set.</param>
    public void Draw(SKCanvas canvas, SceneFace face, Scene scene, DateTimeOffset? time)
    {
        if (face.Sign is Sign.Idle or Sign.Announcement)
        {
            new RestPicture(width, height, Unit, place).Draw(canvas, face, (scene as Scene.Idle)?.Coverage, time);
            return;
        }
        canvas.Clear(Colours.Paper);
        var sign = IsUpright ? new SKSize(width / Unit, 282) : new SKSize(416, height / Unit);
        Silhouettes.Draw(canvas, face.Sign, sign.Width, sign.Height, IsUpright, Unit);
        new SignText(face, sign, IsUpright, Unit).Draw(canvas);
        var room = IsUpright
            ? new SKRect(32 * Unit, (sign.Height + 8) * Unit, width - 32 * Unit, height - 14 * Unit)
            : new SKRect((sign.Width + 32) * Unit, 14 * Unit, width - 28 * Unit, height - 14 * Unit);
        room.Top += DrawStrip(canvas, face, room, time) + 4 * Unit;
        new ReadColumn(WithHelp(face), room, Unit).Draw(canvas);
        if (scene.Seconds > 0)
            DrawDeck(canvas, 1);
    }

    /// <summary>Draws how long the scene still stands.</summary>
    /// <param name="canvas">As of <see cref="Draw"/>.</param>
    /// <param name="share">From 1 to 0.</param>
    public void DrawDeck(SKCanvas canvas, float share)
    {
        using var paint = new SKPaint { Color = Colours.Sea9 };
        canvas.DrawRect(DeckLine, paint);
        paint.Color = Colours.Gold;
        canvas.DrawRect(0, DeckLine.Top, width * Math.Clamp(share, 0, 1), DeckLine.Height, paint);
    }

    // Who can mend it is worth more here than anywhere.
    private SceneFace WithHelp(SceneFace face)
    {
        if (face.Sign != Sign.OutOfOrder || place.Kiosk.Market.Contact is not { } contact)
            return face;
        var words = SceneWords.Shown(face.Language);
        var phone = RestPicture.WithoutBreak(ShownText.Clean(contact.Phone) ?? "");
        var who = $"{words.Pick(contact.Name)?.Text} {phone}".Trim();
        var call = new FaceLine(FacePart.Code, words.Say("order.call").TrimEnd(':', '：'), who);
        return face with { Lines = [.. face.Lines, call] };
    }

    // How fresh the data is, on a badge where that is a reason for care; and the time, where both find room.
    private float DrawStrip(SKCanvas canvas, SceneFace face, SKRect room, DateTimeOffset? time)
    {
        const float inset = 10;
        using var letters = new Lettering(Weight.Text, ReadColumn.Pixels(20, Unit), face.Language);
        var clock = time?.ToString("HH':'mm", CultureInfo.InvariantCulture) ?? "";
        var (beside, aside) = (letters.Width(clock) + 16 * Unit, face.IsAged ? 2 * inset * Unit : 0);
        IReadOnlyList<string> lines = face.Fresh is { } fresh ? letters.Broken(fresh, room.Width - aside, 2) : [];
        var isWithClock = lines.Count == 0
            || (lines.Count == 1 && letters.Width(lines[0]) + aside + beside <= room.Width);
        if (isWithClock)
            letters.Draw(
                canvas, clock, room.Right - letters.Width(clock), room.Top + letters.Ascent + 4, Colours.Ink2);
        var high = Math.Max(1, lines.Count) * letters.LineHeight + 8;
        if (face.IsAged && lines.Count > 0)
        {
            using var paint = new SKPaint { Color = Colours.Ink, IsAntialias = true };
            var badge = SKRect.Create(room.Left, room.Top, lines.Max(letters.Width) + aside, high);
            canvas.DrawRoundRect(badge, 6 * Unit, 6 * Unit, paint);
        }
        letters.DrawBelow(
            canvas, lines, room.Left + aside / 2, room.Top + 4, face.IsAged ? Colours.White : Colours.Ink2);
        return high;
    }

    private static SKRectI DeckOf(int width, int height)
    {
        var unit = MathF.Min(MathF.Max(width, height) / 1024f, MathF.Min(width, height) / 600f);
        var thick = Math.Max(3, (int)MathF.Round(Deck * unit));
        return new SKRectI(0, height - thick, width, height);
    }
}
