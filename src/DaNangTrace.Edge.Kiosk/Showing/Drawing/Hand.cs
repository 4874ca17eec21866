using System.Collections.Frozen;
using System.Text.RegularExpressions;
using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Drawing;

/// <summary>The page's drawing of how to scan: a hand holds a bottle under a scanner, and its beam.</summary>
internal sealed partial class Hand
{
    /// <summary>Its width, in units of its own; it begins at the upper edge, from where the scanner comes.</summary>
    public const float Width = 464;

    /// <summary>Its height.</summary>
    public const float Height = 412;

    private static readonly Lazy<Hand> Made = new(() => new Hand());

    // As of idle.css.
    private static readonly FrozenDictionary<string, SKColor> Fills = new Dictionary<string, SKColor>
    {
        ["body"] = new(0xE9, 0xF2, 0xF1),
        ["top"] = Colours.Foam,
        ["lamp"] = Colours.Gold,
        ["skin"] = new(0xD8, 0x9C, 0x6C),
        ["sleeve"] = Colours.Foam,
        ["glass"] = new(0x88, 0x39, 0x13),
        ["sauce"] = new(0x70, 0x29, 0x0D),
        ["cap"] = Colours.Red,
        ["band"] = Colours.Red,
        ["rim"] = new(0x8A, 0x0F, 0x18),
        ["label"] = new(0xFF, 0xF3, 0xD6),
        ["bars"] = Colours.Ink,
        ["ray"] = new(0xFF, 0x5A, 0x49),
        ["glow"] = new(0xFF, 0x5A, 0x49, 0x4D),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, SKColor> Lines = new Dictionary<string, SKColor>
    {
        ["thumb"] = new(0xA9, 0x6E, 0x3E),
        ["nail"] = new(0xF3, 0xCD, 0xA4),
        ["gleam"] = new(0xE3, 0xA0, 0x62),
        ["cuff"] = new(0x1A, 0x64, 0x75),
    }.ToFrozenDictionary();

    private readonly IReadOnlyList<PageShape> _shapes =
        PageShape.All(Drawing().Match(PageShape.Page()).Groups["body"].Value);

    /// <summary>That of this program; read when it is first needed.</summary>
    public static Hand OfThisProgram => Made.Value;

    /// <summary>Draws it.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="at">Its left upper corner.</param>
    /// <param name="scale">Pixels of a unit.</param>
    public void Draw(SKCanvas canvas, SKPoint at, float scale)
    {
        canvas.Save();
        canvas.Translate(at.X, at.Y);
        canvas.Scale(scale);
        using var paint = new SKPaint { IsAntialias = true, StrokeCap = SKStrokeCap.Round };
        foreach (var shape in _shapes)
            Draw(canvas, shape, paint);
        canvas.Restore();
    }

    private static void Draw(SKCanvas canvas, PageShape shape, SKPaint paint)
    {
        paint.Style = SKPaintStyle.Fill;
        if (shape.Classes.Count == 0)
        {
            // The light, which ends where the drawing does.
            using var light = SKShader.CreateLinearGradient(
                new SKPoint(0, shape.Path.Bounds.Top), new SKPoint(0, shape.Path.Bounds.Bottom),
                [Colours.Gold.WithAlpha(0x99), Colours.Gold.WithAlpha(0)], SKShaderTileMode.Clamp);
            // Of the paint's colour a shader takes how much shines through.
            (paint.Shader, paint.Color) = (light, SKColors.Black);
            canvas.DrawPath(shape.Path, paint);
            paint.Shader = null;
            return;
        }
        foreach (var name in shape.Classes)
        {
            if (Fills.TryGetValue(name, out var fill))
            {
                (paint.Style, paint.Color) = (SKPaintStyle.Fill, fill);
                canvas.DrawPath(shape.Path, paint);
            }
            if (Lines.TryGetValue(name, out var line))
            {
                (paint.Style, paint.Color, paint.StrokeWidth) = (SKPaintStyle.Stroke, line, shape.Width);
                canvas.DrawPath(shape.Path, paint);
            }
        }
    }

    [GeneratedRegex("""<svg id="hand"[^>]*>(?<body>.*?)</svg>""", RegexOptions.Singleline)]
    private static partial Regex Drawing();
}
