using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Drawing;

/// <summary>
/// A piece of a drawing of the page (index.html): each is drawn once, for both. Its classes say how it is drawn; read
/// are paths, circles and rectangles, with what index.html says of them.
/// </summary>
/// <param name="Path">Its outline, in the drawing's own units.</param>
/// <param name="Classes">As of the page's style sheets.</param>
/// <param name="Width">Of the line along it; 0 where it tells none.</param>
/// <param name="Dashes">Of that line; none where it is whole.</param>
internal sealed partial record PageShape(SKPath Path, IReadOnlyList<string> Classes, float Width, float[] Dashes)
{
    /// <summary>The page.</summary>
    public static string Page()
    {
        using var stream = typeof(PageShape).Assembly.GetManifestResourceStream("page/index.html")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The pieces, in the order in which they are drawn.</summary>
    /// <param name="body">What stands within the drawing's tags.</param>
    public static IReadOnlyList<PageShape> All(string body) => [.. Shape().Matches(body).Select(shape =>
    {
        var attributes = Attribute().Matches(shape.Groups["attributes"].Value)
            .ToDictionary(one => one.Groups["name"].Value, one => one.Groups["value"].Value);
        return new PageShape(
            PathOf(shape.Groups["kind"].Value, attributes),
            attributes.GetValueOrDefault("class", "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
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
            using var rounded = new SKRoundRect(rectangle, Number(attributes, "rx"));
            path.AddRoundRect(rounded);
        }
        return path.Detach();
    }

    private static float Number(Dictionary<string, string> attributes, string name) =>
        attributes.TryGetValue(name, out var text) ? float.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static float[] Numbers(string? text) => text is null
        ? []
        : [.. text.Split(' ').Select(one => float.Parse(one, CultureInfo.InvariantCulture))];

    [GeneratedRegex("""<(?<kind>path|circle|rect)(?<attributes>[^>]*)/>""", RegexOptions.Singleline)]
    private static partial Regex Shape();

    [GeneratedRegex("""(?<name>[a-z-]+)="(?<value>[^"]*)" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Attribute();
}
