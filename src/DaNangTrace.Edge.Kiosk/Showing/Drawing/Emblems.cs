using System.Collections.Frozen;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Drawing;

/// <summary>The signs' emblems, as the page has them.</summary>
internal sealed partial class Emblems
{
    /// <summary>Their side, in units of their own.</summary>
    public const float Side = 128;

    private static readonly Lazy<Emblems> Made = new(() => new Emblems());

    private readonly FrozenDictionary<string, IReadOnlyList<PageShape>> _symbols;

    private Emblems() => _symbols = Symbol().Matches(PageShape.Page()).ToFrozenDictionary(
        symbol => symbol.Groups["name"].Value, symbol => PageShape.All(symbol.Groups["body"].Value));

    /// <summary>Those of this program; read when they are first needed.</summary>
    public static Emblems OfThisProgram => Made.Value;

    /// <summary>Draws the emblem of a sign.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="sign">Whose; those that stand while nobody scans have none.</param>
    /// <param name="at">Its left upper corner.</param>
    /// <param name="side">How large, in pixels.</param>
    /// <param name="colours">Of the ground and of the emblem.</param>
    /// <param name="isSmooth">Whether edges are greyed.</param>
    public void Draw(
        SKCanvas canvas, Sign sign, SKPoint at, float side, (SKColor Ground, SKColor On) colours,
        bool isSmooth = true)
    {
        if (NameOf(sign) is not { } name)
            return;
        canvas.Save();
        canvas.Translate(at.X, at.Y);
        canvas.Scale(side / Side);
        foreach (var shape in _symbols[name])
            Draw(canvas, shape, colours, isSmooth);
        canvas.Restore();
    }

    private static string? NameOf(Sign sign) => sign switch
    {
        Sign.Known or Sign.Stale => "check",
        Sign.Compare or Sign.Recalled => "exclamation",
        Sign.Expired => "hourglass",
        Sign.NotRegistered => "question",
        Sign.Several => "labels",
        Sign.InStore => "tag",
        Sign.Reading => "search",
        Sign.OutOfReach => "unfound",
        Sign.Payment => "card",
        Sign.Personal => "person",
        Sign.Unreadable => "viewfinder",
        Sign.OutOfOrder => "wrench",
        _ => null,
    };

    [GeneratedRegex("""<symbol id="emblem-(?<name>[a-z]+)"[^>]*>(?<body>.*?)</symbol>""", RegexOptions.Singleline)]
    private static partial Regex Symbol();

    // As frame.css says by its classes what is filled and what is drawn along.
    private static void Draw(SKCanvas canvas, PageShape shape, (SKColor Ground, SKColor On) colours, bool isSmooth)
    {
        var isOfSign = shape.Classes.Contains("cut") || shape.Classes.Contains("hole");
        using var paint = new SKPaint
        {
            Color = isOfSign ? colours.Ground : colours.On,
            IsAntialias = isSmooth,
            StrokeWidth = shape.Width,
            StrokeCap = SKStrokeCap.Round,
            StrokeJoin = SKStrokeJoin.Round,
        };
        if (shape.Classes.Contains("on") || shape.Classes.Contains("hole"))
            canvas.DrawPath(shape.Path, paint);
        if (!shape.Classes.Contains("cut") && !shape.Classes.Contains("line") && !shape.Classes.Contains("edge"))
            return;
        paint.Style = SKPaintStyle.Stroke;
        using var dashes = shape.Dashes.Length > 0 ? SKPathEffect.CreateDash(shape.Dashes, 0) : null;
        paint.PathEffect = dashes;
        canvas.DrawPath(shape.Path, paint);
    }
}
