using System.Globalization;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Drawing;

/// <summary>
/// What stands while nobody scans: whose market, how to scan and where, what the market tells, whom to call. Below it
/// the Dragon Bridge.
/// </summary>
/// <param name="width">Pixels.</param>
/// <param name="height">Pixels.</param>
/// <param name="unit">Pixels of a unit.</param>
/// <param name="place">Where it stands.</param>
internal sealed class RestPicture(int width, int height, float unit, PicturePlace place)
{
    private const float Margin = 36;
    private const float Bridge = 100;

    // Four waves of five tubes, at 1024: centre, height.
    private static readonly (float Centre, float Height)[] Waves = [(65, 53), (353, 76), (643, 77), (931, 57)];

    private readonly float _right = width - Margin * unit;

    /// <summary>Draws it.</summary>
    public void Draw(SKCanvas canvas, SceneFace face, DateTimeOffset? time)
    {
        canvas.Clear(Colours.Sea8);
        DrawBridge(canvas);
        var top = DrawHead(canvas, face, time);
        var foot = DrawFoot(canvas, face);
        var room = new SKRect(Margin * unit, top, _right, foot);
        if (face.Sign == Sign.Announcement)
            DrawTold(canvas, face, room);
        else
            DrawPrompt(canvas, face, room);
    }

    private float DrawHead(SKCanvas canvas, SceneFace face, DateTimeOffset? time)
    {
        using var letters = new Lettering(Weight.Bold, ReadColumn.Pixels(34, unit), face.Language);
        var (top, right) = (24 * unit, _right);
        if (time is { } now)
        {
            var clock = now.ToString("HH':'mm", CultureInfo.InvariantCulture);
            right -= letters.Width(clock);
            letters.Draw(canvas, clock, right, top + letters.Ascent, Colours.White);
        }
        var words = SceneWords.Shown(face.Language);
        if (words.Pick(place.Kiosk.Market.Name) is { } market)
        {
            var name = letters.Broken(market.Text, right - (Margin + 20) * unit, 1)[0];
            letters.Draw(canvas, name, Margin * unit, top + letters.Ascent, Colours.White);
        }
        top += letters.LineHeight;
        if (face.Lines.FirstOrDefault(line => line.Part == FacePart.Grade) is { } counted)
        {
            using var small = new Lettering(Weight.Text, ReadColumn.Pixels(20, unit), face.Language);
            foreach (var line in small.Broken(counted.Text, _right - Margin * unit, 2))
            {
                small.Draw(canvas, line, Margin * unit, top + small.Ascent, Colours.Foam);
                top += small.LineHeight;
            }
        }
        return top + 10 * unit;
    }

    // Whom to call, and what the market tells: above the bridge.
    private float DrawFoot(SKCanvas canvas, SceneFace face)
    {
        using var letters = new Lettering(Weight.Text, ReadColumn.Pixels(20, unit), face.Language);
        var words = SceneWords.Shown(face.Language);
        var foot = height - (Bridge + 8) * unit;
        var contact = place.Kiosk.Market.Contact;
        var who = words.Pick(contact?.Name)?.Text ?? words.Say("help.office");
        var phone = ShownText.Clean(contact?.Phone) is { } number ? $" {WithoutBreak(number)}" : "";
        var id = WithoutBreak(words.Say("kiosk.id", ("id", place.Kiosk.Address.Kiosk)));
        var help = $"{words.Say("help", ("who", who))}{phone} · {id}";
        var lines = letters.Broken(help, _right - Margin * unit, 2);
        foot -= lines.Count * letters.LineHeight;
        for (var i = 0; i < lines.Count; i++)
            letters.Draw(
                canvas, lines[i], Margin * unit, foot + i * letters.LineHeight + letters.Ascent, Colours.Foam);
        if (face.Sign == Sign.Announcement
            || face.Lines.FirstOrDefault(line => line.Part == FacePart.More) is not { } told)
            return foot;
        using var loud = new Lettering(Weight.Bold, ReadColumn.Pixels(26, unit), face.Language);
        var notice = loud.Broken(told.Text, _right - (Margin + 24) * unit, 2);
        var card = SKRect.Create(
            Margin * unit, foot - notice.Count * loud.LineHeight - 28 * unit, _right - Margin * unit,
            notice.Count * loud.LineHeight + 20 * unit);
        using var paint = new SKPaint { Color = Colours.Sea9, IsAntialias = true };
        canvas.DrawRoundRect(card, 14 * unit, 14 * unit, paint);
        var y = card.Top + 10 * unit;
        foreach (var line in notice)
        {
            loud.Draw(canvas, line, card.Left + 16 * unit, y + loud.Ascent, Colours.White);
            y += loud.LineHeight;
        }
        return card.Top;
    }

    /// <summary>A text that stands in one line: a number that is dialled, or told to somebody.</summary>
    public static string WithoutBreak(string text) => text.Replace(' ', '\u00A0');

    private void DrawTold(SKCanvas canvas, SceneFace face, SKRect room)
    {
        for (var size = 64f; ; size -= 4)
        {
            using var letters = new Lettering(Weight.Bold, ReadColumn.Pixels(size, unit), face.Language);
            var most = Math.Max(1, (int)(room.Height / letters.LineHeight));
            var lines = letters.Broken(face.Lines is [var told, ..] ? told.Text : "", room.Width, int.MaxValue);
            if (lines.Count > most && size > 24)
                continue;
            var y = room.MidY - Math.Min(most, lines.Count) * letters.LineHeight / 2;
            foreach (var line in lines.Take(most))
            {
                letters.Draw(canvas, line, room.Left, y + letters.Ascent, Colours.White);
                y += letters.LineHeight;
            }
            return;
        }
    }

    private void DrawPrompt(SKCanvas canvas, SceneFace face, SKRect room)
    {
        room.Bottom -= DrawOthers(canvas, face, room);
        var lines = face.Word.Split('\n');
        var arrow = 120 * unit;
        var isAside = place.ScannerAt is "left" or "right";
        for (var size = 92f; ; size -= 4)
        {
            using var letters = new Lettering(Weight.Word, ReadColumn.Pixels(size, unit), face.Language);
            var wide = lines.Max(letters.Width);
            var high = lines.Length * letters.LineHeight;
            if ((wide + arrow * 1.6f > room.Width || high > room.Height) && size > 24)
                continue;
            var left = place.ScannerAt == "left" ? room.Left + arrow * 1.4f : room.Left;
            var y = room.MidY - high / 2;
            foreach (var line in lines)
            {
                letters.Draw(canvas, line, left, y + letters.Ascent, Colours.White);
                y += letters.LineHeight;
            }
            var at = place.ScannerAt switch
            {
                "left" => new SKPoint(room.Left + arrow / 2, room.MidY),
                "right" => new SKPoint(room.Right - arrow / 2, room.MidY),
                _ => new SKPoint(MathF.Min(left + wide + arrow, room.Right - arrow / 2), room.MidY),
            };
            DrawArrow(canvas, at, MathF.Min(arrow, room.Height * (isAside ? 1 : .9f)));
            return;
        }
    }

    // The same for visitors who can't read it; as many as find room beside the prompt itself.
    private float DrawOthers(SKCanvas canvas, SceneFace face, SKRect room)
    {
        const float least = 150;
        var y = room.Bottom;
        var others = place.Languages.Where(one => one != face.Language && Typefaces.CanWrite(one));
        foreach (var language in others.Reverse())
        {
            using var letters = new Lettering(Weight.Text, ReadColumn.Pixels(24, unit), language);
            if (y - letters.LineHeight - room.Top < least * unit)
                break;
            y -= letters.LineHeight;
            var prompt = SceneWords.Shown(language).Say("idle.prompt").Replace(
                "\n", language == "zh" ? "" : " ", StringComparison.Ordinal);
            letters.Draw(canvas, prompt, room.Left, y + letters.Ascent, Colours.Foam);
        }
        return room.Bottom - y;
    }

    private void DrawArrow(SKCanvas canvas, SKPoint centre, float side)
    {
        canvas.Save();
        canvas.Translate(centre.X, centre.Y);
        canvas.RotateDegrees(place.ScannerAt switch
        {
            "above" => 180,
            "left" => 90,
            "right" => -90,
            _ => 0,
        });
        using var paint = new SKPaint
        {
            Color = Colours.Gold,
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeCap = SKStrokeCap.Round,
            StrokeJoin = SKStrokeJoin.Round,
        };
        using var path = SKPath.ParseSvgPathData("M0-40V34M-30 6L0 38L30 6");
        canvas.Scale(side / 96);
        paint.StrokeWidth = 14;
        canvas.DrawPath(path, paint);
        canvas.Restore();
    }

    private void DrawBridge(SKCanvas canvas)
    {
        canvas.Save();
        canvas.Translate(0, height - Bridge * unit);
        canvas.Scale(unit);
        var stretch = width / unit / 1024;
        var half = 94 * Math.Clamp(stretch, .75f, 1.3f);
        using var paint = new SKPaint
        {
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeCap = SKStrokeCap.Round,
        };
        foreach (var (centre, high) in Waves)
        {
            for (var tube = 0; tube < 5; tube++)
            {
                float[] opacity = [1, .78f, .66f, .56f, .46f];
                (paint.Color, paint.StrokeWidth) =
                    (Colours.Gold.WithAlpha((byte)(255 * opacity[tube])), tube == 0 ? 3.4f : 1.9f);
                using var wave = Wave(centre * stretch, high * (1 - tube * .088f), half);
                canvas.DrawPath(wave, paint);
            }
        }
        canvas.Restore();
    }

    private static SKPath Wave(float centre, float high, float half)
    {
        using var builder = new SKPathBuilder();
        builder.MoveTo(centre - half, 98);
        builder.CubicTo(centre - half * .64f, 98 - high * .36f, centre - half * .44f, 98 - high, centre, 98 - high);
        builder.CubicTo(centre + half * .44f, 98 - high, centre + half * .64f, 98 - high * .36f, centre + half, 98);
        return builder.Detach();
    }
}
