using DaNangTrace.Edge.Kiosk.Showing.Telling;
using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Drawing;

/// <summary>
/// The road signs' silhouettes, cropped by the screen (LOOK: Signs). Each is drawn as if its edge lay on the right; on
/// a screen that stands upright the same drawing is turned over and points down. The page's twin: signs.js.
/// </summary>
internal static class Silhouettes
{
    // Five tubes of the Dragon Bridge: how far inside the edge, how wide, how opaque.
    private static readonly (float Inset, float Width, float Opacity)[] Tubes =
        [(14, 4, .76f), (23.6f, 2.6f, .52f), (33.2f, 2.2f, .4f), (43, 2, .3f), (52.5f, 2, .22f)];

    // Bars that a sign dissolves into: where, how wide, and where they are broken, in parts of 508.
    private static readonly (float At, float Width, float[] Ends)[] Bars =
    [
        (7, 15, [0, 508]),
        (29, 10, [0, 290, 330, 508]),
        (45, 6, [0, 170, 216, 312, 372, 508]),
        (56, 4, [0, 70, 120, 200, 260, 300, 400, 508]),
    ];

    /// <summary>Draws one.</summary>
    /// <param name="canvas">Its origin is the screen's corner.</param>
    /// <param name="sign">Whose.</param>
    /// <param name="width">Of the sign, in <paramref name="unit"/>s.</param>
    /// <param name="height">Its height.</param>
    /// <param name="isUpright">Whether it points down.</param>
    /// <param name="unit">Pixels of a unit.</param>
    public static void Draw(SKCanvas canvas, Sign sign, float width, float height, bool isUpright, float unit)
    {
        canvas.Save();
        canvas.Scale(unit);
        if (isUpright)
            canvas.Concat(new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1));
        var (depth, span) = isUpright ? (height, width) : (width, height);
        using var ground = new SKPaint { Color = Colours.Of(sign).Ground, IsAntialias = true };
        switch (sign)
        {
            case Sign.Known or Sign.Stale:
                DrawArc(canvas, depth, span, ground, sign == Sign.Stale);
                break;
            case Sign.Compare or Sign.Several or Sign.NotRegistered:
                DrawChevron(canvas, depth, span, ground, Colours.Of(sign).On);
                break;
            case Sign.Recalled or Sign.Expired:
                DrawOctagon(canvas, depth, span, ground);
                break;
            default:
                using (var path = Plain(sign, depth, span))
                    canvas.DrawPath(path, ground);
                break;
        }
        canvas.Restore();
    }

    private static SKPath Plain(Sign sign, float depth, float span) => sign switch
    {
        Sign.Unreadable => BarsOf(depth, span),
        Sign.Payment or Sign.Personal => Rounded(depth, span),
        Sign.InStore => Ticket(depth, span),
        _ => Along(builder => builder.AddRect(new SKRect(-10, -10, depth - 14, span + 10))),
    };

    // Its height over the chord is 86 where it is 416 deep: r 420 at 508.
    private static void DrawArc(SKCanvas canvas, float depth, float span, SKPaint ground, bool isDotted)
    {
        var rise = MathF.Min(85.5f, depth * .266f);
        var radius = (span * span / 4 + rise * rise) / (2 * rise);
        var centre = new SKPoint(depth - radius, span / 2);
        canvas.Save();
        canvas.ClipRect(new SKRect(-10, 0, depth, span));
        // The circle's left side lies outside: what is left of its centre is all sign.
        canvas.DrawCircle(centre, radius, ground);
        if (centre.X > 0)
            canvas.DrawRect(new SKRect(-10, 0, centre.X, span), ground);
        using var line = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke };
        if (isDotted)
        {
            using var dots = SKPathEffect.CreateDash([3.6f, 14.4f], 0);
            (line.Color, line.StrokeWidth, line.StrokeCap, line.PathEffect) =
                (Colours.White, 6, SKStrokeCap.Round, dots);
            canvas.DrawCircle(centre, radius - 17, line);
        }
        else
        {
            foreach (var (inset, wide, opacity) in Tubes)
            {
                (line.Color, line.StrokeWidth) = (Colours.Tube.WithAlpha((byte)(255 * opacity)), wide);
                canvas.DrawCircle(centre, radius - inset, line);
            }
        }
        canvas.Restore();
    }

    private static void DrawChevron(SKCanvas canvas, float depth, float span, SKPaint ground, SKColor rim)
    {
        var cut = MathF.Min(96, depth * .2308f);
        using var body = Polygon((0, 0), (depth - cut, 0), (depth, span / 2), (depth - cut, span), (0, span));
        canvas.DrawPath(body, ground);
        var (edge, tip) = (depth - cut - 7, depth - 12);
        DrawRim(canvas, rim, (-9, 11), (edge, 11), (tip, span / 2), (edge, span - 11), (-9, span - 11));
    }

    private static void DrawOctagon(SKCanvas canvas, float depth, float span, SKPaint ground)
    {
        const float inset = 11;
        var cut = depth * .2837f;
        var inner = cut + inset * .42f;
        using var body = Polygon(
            (0, 0), (depth - cut, 0), (depth, cut), (depth, span - cut), (depth - cut, span), (0, span));
        canvas.DrawPath(body, ground);
        DrawRim(
            canvas, Colours.White, (-9, inset), (depth - inner, inset), (depth - inset, inner),
            (depth - inset, span - inner), (depth - inner, span - inset), (-9, span - inset));
    }

    private static void DrawRim(SKCanvas canvas, SKColor colour, params (float X, float Y)[] points)
    {
        using var path = Polygon(points);
        using var paint = new SKPaint
        {
            Color = colour,
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = 5,
            StrokeJoin = SKStrokeJoin.Round,
        };
        canvas.DrawPath(path, paint);
    }

    private static SKPath BarsOf(float depth, float span) => Along(builder =>
    {
        var scale = MathF.Min(1, depth / 352);
        var (part, left) = (span / 508, depth - 62 * scale);
        builder.AddRect(new SKRect(0, 0, left, span));
        foreach (var (at, width, ends) in Bars)
        {
            var x = left + at * scale;
            for (var i = 0; i < ends.Length; i += 2)
                builder.AddRect(new SKRect(x, ends[i] * part, x + width * scale, ends[i + 1] * part));
        }
    });

    private static SKPath Rounded(float depth, float span) => Along(builder =>
    {
        var radius = MathF.Min(84, depth * .25f);
        using var rounded = new SKRoundRect(new SKRect(-2 * radius, 0, depth, span), radius);
        builder.AddRoundRect(rounded);
    });

    // A ticket torn off.
    private static SKPath Ticket(float depth, float span)
    {
        const float radius = 19;
        var count = MathF.Round(span / 64);
        var step = span / count;
        using var body = Along(builder => builder.AddRect(new SKRect(0, 0, depth, span)));
        using var bites = Along(builder =>
        {
            for (var i = 0; i < count; i++)
                builder.AddCircle(depth, (i + .5f) * step, radius);
        });
        return body.Op(bites, SKPathOp.Difference);
    }

    private static SKPath Polygon(params (float X, float Y)[] points) => Along(
        builder => builder.AddPoly([.. points.Select(point => new SKPoint(point.X, point.Y))], true));

    private static SKPath Along(Action<SKPathBuilder> draw)
    {
        using var builder = new SKPathBuilder();
        draw(builder);
        return builder.Detach();
    }
}
