using SkiaSharp;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// Compares two pictures as a person would from a step away: another build of the browser draws edges of letters a
/// little differently, which must not count; another colour or a text in another place must.
/// Both are made smaller by averaging, which takes most of the edges' noise away, and compared point by point: strictly
/// where a colour is even, and more leniently the more it changes right there, since letters may stand a fraction of a
/// pixel aside. What differs then is counted where it lies close together, and must be almost nothing: noise is strewn.
/// Pictures are kept at half their size: no more is compared, and they cost a quarter.
/// </summary>
internal sealed record PictureComparison(double DifferingShare, SKBitmap Difference) : IDisposable
{
    // Twice: a letter of 20 px becomes five points high, still there, its edges no longer.
    private const int Shrink = 2;

    // Of 441, black to white: a token of LOOK.md that is changed at all is changed by more.
    private const double MostDistance = 10;

    // Of what changes from a point to its neighbours: half a pixel is an eighth of a point, on both sides of a stroke.
    private const double MostOfEdge = 0.4;

    // Of a point and its eight neighbours.
    private const int Close = 6;

    /// <summary>Of all points: seven of a picture of 1024×600, a fourth of a short word.</summary>
    public const double MostShare = 0.0002;

    public bool IsSame => DifferingShare <= MostShare;

    /// <summary>A picture as it is kept.</summary>
    public static SKBitmap Halved(SKBitmap picture) => Shrunk(picture);

    /// <summary>Compares two halved pictures; the difference is the actual one in grey, red where it differs.</summary>
    public static PictureComparison Of(SKBitmap expected, SKBitmap actual)
    {
        if (expected.Info.Size != actual.Info.Size)
            return new PictureComparison(1, actual.Copy());
        using var one = Shrunk(expected);
        using var other = Shrunk(actual);
        var differs = new bool[one.Width, one.Height];
        for (var y = 0; y < one.Height; y++)
        {
            for (var x = 0; x < one.Width; x++)
            {
                var allowed = MostDistance + MostOfEdge * Math.Max(Edge(one, x, y), Edge(other, x, y));
                differs[x, y] = Distance(one.GetPixel(x, y), other.GetPixel(x, y)) > allowed;
            }
        }
        return Told(differs, other);
    }

    /// <summary>
    /// Compares pictures of points that are lit or not: another build of the drawing library may turn one in five
    /// thousand; a letter has more.
    /// </summary>
    public static PictureComparison OfPoints(SKBitmap expected, SKBitmap actual)
    {
        if (expected.Info.Size != actual.Info.Size)
            return new PictureComparison(1, actual.Copy());
        var (difference, count) = (new SKBitmap(actual.Width, actual.Height), 0);
        var (before, now) = (expected.Pixels, actual.Pixels);
        for (var at = 0; at < now.Length; at++)
        {
            var isOther = Distance(before[at], now[at]) > MostDistance;
            count += isOther ? 1 : 0;
            difference.SetPixel(at % actual.Width, at / actual.Width, isOther ? SKColors.Red : Pale(now[at]));
        }
        return new PictureComparison(count / (double)now.Length, difference);
    }

    private static PictureComparison Told(bool[,] differs, SKBitmap actual)
    {
        var difference = new SKBitmap(actual.Width, actual.Height);
        var count = 0;
        for (var y = 0; y < actual.Height; y++)
        {
            for (var x = 0; x < actual.Width; x++)
            {
                var isOther = Around(actual, x, y).Count(at => differs[at.X, at.Y]) >= Close;
                count += isOther ? 1 : 0;
                difference.SetPixel(x, y, isOther ? SKColors.Red : Pale(actual.GetPixel(x, y)));
            }
        }
        return new PictureComparison(count / (double)(actual.Width * actual.Height), difference);
    }

    public void Dispose() => Difference.Dispose();

    private static double Edge(SKBitmap picture, int x, int y) =>
        Around(picture, x, y).Max(at => Distance(picture.GetPixel(x, y), picture.GetPixel(at.X, at.Y)));

    private static IEnumerable<(int X, int Y)> Around(SKBitmap picture, int x, int y)
    {
        for (var ny = Math.Max(0, y - 1); ny <= Math.Min(picture.Height - 1, y + 1); ny++)
        {
            for (var nx = Math.Max(0, x - 1); nx <= Math.Min(picture.Width - 1, x + 1); nx++)
                yield return (nx, ny);
        }
    }

    private static double Distance(SKColor one, SKColor other)
    {
        var (red, green, blue) = (one.Red - other.Red, one.Green - other.Green, one.Blue - other.Blue);
        return Math.Sqrt(red * red + green * green + blue * blue);
    }

    private static SKColor Pale(SKColor colour)
    {
        var grey = (byte)(160 + (colour.Red + colour.Green + colour.Blue) / 9);
        return new SKColor(grey, grey, grey);
    }

    private static SKBitmap Shrunk(SKBitmap picture)
    {
        var small = new SKBitmap(picture.Width / Shrink, picture.Height / Shrink);
        for (var y = 0; y < small.Height; y++)
        {
            for (var x = 0; x < small.Width; x++)
                small.SetPixel(x, y, Average(picture, x * Shrink, y * Shrink));
        }
        return small;
    }

    private static SKColor Average(SKBitmap picture, int left, int top)
    {
        var (red, green, blue) = (0, 0, 0);
        for (var y = top; y < top + Shrink; y++)
        {
            for (var x = left; x < left + Shrink; x++)
            {
                var colour = picture.GetPixel(x, y);
                (red, green, blue) = (red + colour.Red, green + colour.Green, blue + colour.Blue);
            }
        }
        const int count = Shrink * Shrink;
        return new SKColor((byte)(red / count), (byte)(green / count), (byte)(blue / count));
    }
}
