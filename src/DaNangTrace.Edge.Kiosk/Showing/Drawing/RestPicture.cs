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

    // On a screen of a hand's size letters need the room.
    private const float LeastOfHand = .7f;
    private const float LargestHand = 1.1f;

    private readonly float _right = width - Margin * unit;

    /// <summary>Draws it.</summary>
    public void Draw(SKCanvas canvas, SceneFace face, SceneCoverage? coverage, DateTimeOffset? time)
    {
        canvas.Clear(Colours.Sea8);
        Bridge.Draw(canvas, width, height, unit);
        var foot = DrawFoot(canvas, face);
        if (face.Sign == Sign.Announcement)
        {
            var top = DrawHead(canvas, face, coverage, time, _right);
            DrawTold(canvas, face, new SKRect(Margin * unit, top, _right, foot));
            return;
        }
        var hand = width > height && unit >= LeastOfHand
            ? MathF.Min(LargestHand * unit, (foot - 8 * unit) / Hand.Height)
            : 0;
        var left = width - Hand.Width * hand;
        if (hand > 0)
            Hand.OfThisProgram.Draw(canvas, new SKPoint(left, 0), hand);
        // Beside the scanner, and beside the foot of its light.
        var begin = DrawHead(canvas, face, coverage, time, hand > 0 ? left + 52 * hand : _right);
        DrawPrompt(canvas, face, new SKRect(Margin * unit, begin, hand > 0 ? left + 12 * hand : _right, foot), hand);
    }

    private float DrawHead(
        SKCanvas canvas, SceneFace face, SceneCoverage? coverage, DateTimeOffset? time, float right)
    {
        using var letters = new Lettering(Weight.Bold, ReadColumn.Pixels(34, unit), face.Language);
        var top = 24 * unit;
        if (time is { } now)
        {
            var clock = now.ToString("HH':'mm", CultureInfo.InvariantCulture);
            var x = _right - letters.Width(clock);
            letters.Draw(canvas, clock, x, top + letters.Ascent, Colours.White);
            right = MathF.Min(right, x - 20 * unit);
        }
        var words = SceneWords.Shown(face.Language);
        if (words.Pick(place.Kiosk.Market.Name) is { } market)
        {
            var name = letters.Broken(market.Text, right - Margin * unit, 1)[0];
            letters.Draw(canvas, name, Margin * unit, top + letters.Ascent, Colours.White);
        }
        top += letters.LineHeight;
        if (face.Lines.FirstOrDefault(line => line.Part == FacePart.Grade) is { } counted)
        {
            using var small = new Lettering(Weight.Text, ReadColumn.Pixels(20, unit), face.Language);
            top = small.DrawBelow(
                canvas, small.Broken(counted.Text, right - Margin * unit, 2), Margin * unit, top, Colours.Foam);
            top += DrawCoverage(canvas, coverage, top + 4 * unit);
        }
        return top + 10 * unit;
    }

    // How many of the codes that were asked for are registered.
    private float DrawCoverage(SKCanvas canvas, SceneCoverage? coverage, float top)
    {
        if (coverage is not { Codes: > 0 } counted)
            return 0;
        var bar = SKRect.Create(Margin * unit, top, 300 * unit, 6 * unit);
        using var paint = new SKPaint { Color = Colours.Sea7, IsAntialias = true };
        canvas.DrawRoundRect(bar, 3 * unit, 3 * unit, paint);
        bar.Right = bar.Left + bar.Width * Math.Min(counted.Known, counted.Codes) / counted.Codes;
        paint.Color = Colours.Gold;
        canvas.DrawRoundRect(bar, 3 * unit, 3 * unit, paint);
        return 12 * unit;
    }

    // Whom to call, and what the market tells: above the bridge.
    private float DrawFoot(SKCanvas canvas, SceneFace face)
    {
        using var letters = new Lettering(Weight.Text, ReadColumn.Pixels(20, unit), face.Language);
        var words = SceneWords.Shown(face.Language);
        var foot = height - (Bridge.Height + 8) * unit;
        var contact = place.Kiosk.Market.Contact;
        var who = words.Pick(contact?.Name)?.Text ?? words.Say("help.office");
        var phone = ShownText.Clean(contact?.Phone) is { } number ? $" {WithoutBreak(number)}" : "";
        var id = WithoutBreak(words.Say("kiosk.id", ("id", place.Kiosk.Address.Kiosk)));
        var help = $"{words.Say("help", ("who", who))}{phone} · {id}";
        var lines = letters.Broken(help, _right - Margin * unit, 2);
        foot -= lines.Count * letters.LineHeight;
        letters.DrawBelow(canvas, lines, Margin * unit, foot, Colours.Foam);
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
        loud.DrawBelow(canvas, notice, card.Left + 16 * unit, card.Top + 10 * unit, Colours.White);
        return card.Top;
    }

    /// <summary>A text that stands in one line: a number that is dialled, or told to somebody.</summary>
    public static string WithoutBreak(string text) => text.Replace(' ', '\u00A0');

    private void DrawTold(SKCanvas canvas, SceneFace face, SKRect room)
    {
        var told = face.Lines is [var first, ..] ? first.Text : "";
        using var letters = Lettering.Largest(
            64, 24, 4, size => new Lettering(Weight.Bold, ReadColumn.Pixels(size, unit), face.Language),
            tried => Lines(tried).Count <= Most(tried));
        var lines = Lines(letters).Take(Most(letters)).ToList();
        letters.DrawBelow(
            canvas, lines, room.Left, room.MidY - lines.Count * letters.LineHeight / 2, Colours.White);

        int Most(Lettering tried) => Math.Max(1, (int)(room.Height / tried.LineHeight));

        IReadOnlyList<string> Lines(Lettering tried) => tried.Broken(told, room.Width, int.MaxValue);
    }

    private void DrawPrompt(SKCanvas canvas, SceneFace face, SKRect room, float hand)
    {
        room.Bottom -= DrawOthers(canvas, face, room);
        var lines = face.Word.Split('\n');
        // Where a hand shows how, the arrow only says where.
        var arrow = (hand > 0 ? 72 : 120) * unit;
        var isAside = place.ScannerAt is "left" or "right";
        using var letters = Lettering.Largest(
            92, 24, 4, size => new Lettering(Weight.Word, ReadColumn.Pixels(size, unit), face.Language),
            tried => lines.Max(tried.Width) + arrow * 1.6f <= room.Width && HeightOf(tried) <= room.Height);
        var left = place.ScannerAt == "left" ? room.Left + arrow * 1.4f : room.Left;
        letters.DrawBelow(canvas, lines, left, room.MidY - HeightOf(letters) / 2, Colours.White);
        var at = place.ScannerAt switch
        {
            "left" => new SKPoint(room.Left + arrow / 2, room.MidY),
            "right" => new SKPoint(room.Right - arrow / 2, room.MidY),
            _ when hand > 0 => new SKPoint(
                left + letters.Width(lines[^1]) + arrow * .8f,
                room.MidY + HeightOf(letters) / 2 - letters.LineHeight / 2),
            _ => new SKPoint(
                MathF.Min(left + lines.Max(letters.Width) + arrow, room.Right - arrow / 2), room.MidY),
        };
        DrawArrow(canvas, at, MathF.Min(arrow, room.Height * (isAside ? 1 : .9f)));

        float HeightOf(Lettering tried) => lines.Length * tried.LineHeight;
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
}
