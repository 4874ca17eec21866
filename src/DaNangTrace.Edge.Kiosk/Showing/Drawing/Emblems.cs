using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Drawing;

/// <summary>The signs' emblems, as the page has them (index.html): each is drawn once, for both.</summary>
internal sealed partial class Emblems
{
    /// <summary>Their side, in units of their own.</summary>
    public const float Side = 128;

    private static readonly Lazy<Emblems> Made = new(() => new Emblems());

    private readonly FrozenDictionary<string, IReadOnlyList<Stroke>> _symbols;

    private Emblems()
    {
        using var stream = typeof(Emblems).Assembly.GetManifestResourceStream("page/index.html")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        _symbols = Symbol().Matches(reader.ReadToEnd()).ToFrozenDictionary(
            symbol => symbol.Groups["name"].Value, symbol => Strokes(symbol.Groups["body"].Value));
    }

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
        foreach (var stroke in _symbols[name])
            stroke.Draw(canvas, colours, isSmooth);
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

    private static IReadOnlyList<Stroke> Strokes(string body) => [.. Shape().Matches(body).Select(shape =>
    {
        var attributes = Attribute().Matches(shape.Groups["attributes"].Value)
            .ToDictionary(one => one.Groups["name"].Value, one => one.Groups["value"].Value);
        return new Stroke(
            PathOf(shape.Groups["kind"].Value, attributes), attributes["class"].Split(' '),
            Number(attributes, "stroke-width"), Numbers(attributes.GetValueOrDefault("stroke-dasharray")));
    })];

    private static SKPath PathOf(string kind, Dictionary<string, string> attributes)
    {
        if (kind == "path")
            return SKPath.ParseSvgPathData(attributes["d"]);
        using var path = new SKPathBuilder();
        if (kind == "circle")
            path.AddCircle(Number(attributes, "cx"), Number(attributes, "cy"), Number(attributes, "r"));
        else
        {
            var (x, y) = (Number(attributes, "x"), Number(attributes, "y"));
            var rectangle = SKRect.Create(x, y, Number(attributes, "width"), Number(attributes, "height"));
            path.AddRoundRect(new SKRoundRect(rectangle, Number(attributes, "rx")));
        }
        return path.Detach();
    }

    private static float Number(Dictionary<string, string> attributes, string name) =>
        attributes.TryGetValue(name, out var text) ? float.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static float[] Numbers(string? text) => text is null
        ? []
        : [.. text.Split(' ').Select(one => float.Parse(one, CultureInfo.InvariantCulture))];

    [GeneratedRegex("""<symbol id="emblem-(?<name>[a-z]+)"[^>]*>(?<body>.*?)</symbol>""", RegexOptions.Singleline)]
    private static partial Regex Symbol();

    [GeneratedRegex("""<(?<kind>path|circle|rect)(?<attributes>[^>]*)/>""", RegexOptions.Singleline)]
    private static partial Regex Shape();

    [GeneratedRegex("""(?<name>[a-z-]+)="(?<value>[^"]*)" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Attribute();

    /// <summary>One piece; its classes say, as in frame.css, what is filled and what is drawn along.</summary>
    private sealed record Stroke(SKPath Path, string[] Classes, float Width, float[] Dashes)
    {
        public void Draw(SKCanvas canvas, (SKColor Ground, SKColor On) colours, bool isSmooth)
        {
            var isOfSign = Classes.Contains("cut") || Classes.Contains("hole");
            using var paint = new SKPaint
            {
                Color = isOfSign ? colours.Ground : colours.On,
                IsAntialias = isSmooth,
                StrokeWidth = Width,
                StrokeCap = SKStrokeCap.Round,
                StrokeJoin = SKStrokeJoin.Round,
            };
            if (Classes.Contains("on") || Classes.Contains("hole"))
                canvas.DrawPath(Path, paint);
            if (!Classes.Contains("cut") && !Classes.Contains("line") && !Classes.Contains("edge"))
                return;
            paint.Style = SKPaintStyle.Stroke;
            using var dashes = Dashes.Length > 0 ? SKPathEffect.CreateDash(Dashes, 0) : null;
            paint.PathEffect = dashes;
            canvas.DrawPath(Path, paint);
        }
    }
}
