using System.Globalization;
using SkiaSharp;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// Pictures as they were when somebody last looked at them. <c>DNTRACE_WRITE_GOLDEN=1</c> writes them anew: look at
/// them before they are committed.
/// </summary>
/// <param name="name">The folder below <c>Showing</c>.</param>
internal sealed class GoldenPictures(string name)
{
    private static readonly bool IsWriting = Environment.GetEnvironmentVariable("DNTRACE_WRITE_GOLDEN") == "1";

    private readonly string _folder =
        Path.Combine(RealParts.Repository, "tests", "DaNangTrace.Edge.Acceptance", "Showing", name);

    private readonly string _artifacts = Path.Combine(RealParts.Repository, "artifacts", "golden");

    /// <summary>What they take: a repository keeps every version for ever.</summary>
    public long Bytes => Directory.GetFiles(_folder).Sum(file => new FileInfo(file).Length);

    /// <summary>Compares a picture, or writes it anew; null where it looks as it did.</summary>
    public string? Fault(string name, SKBitmap seen)
    {
        using var actual = PictureComparison.Halved(seen);
        return Fault(name, seen, actual, PictureComparison.Of);
    }

    /// <summary>The same of points that are lit or not: they are kept whole.</summary>
    public string? FaultOfPoints(string name, SKBitmap seen) => Fault(name, seen, seen, PictureComparison.OfPoints);

    private string? Fault(
        string name, SKBitmap seen, SKBitmap actual, Func<SKBitmap, SKBitmap, PictureComparison> compare)
    {
        if (IsWriting)
        {
            Write(Path.Combine(_folder, name), actual);
            return null;
        }
        var file = Path.Combine(_folder, name);
        if (!File.Exists(file))
            return $"{name}: there is no picture of it yet: DNTRACE_WRITE_GOLDEN=1 writes it";
        using var expected = SKBitmap.Decode(file);
        using var compared = compare(expected, actual);
        if (compared.IsSame)
            return null;
        var (now, difference) = (Path.Combine(_artifacts, name), Path.Combine(_artifacts, $"difference-{name}"));
        Write(now, seen);
        Write(difference, compared.Difference);
        var share = compared.DifferingShare.ToString("P2", CultureInfo.InvariantCulture);
        return $"{name}: {share} differ: see {now} and {difference}";
    }

    private static void Write(string file, SKBitmap picture)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var data = picture.Encode(SKEncodedImageFormat.Png, 100);
        using var stream = File.Create(file);
        data.SaveTo(stream);
    }
}
