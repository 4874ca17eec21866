using DaNangTrace.Edge.Kiosk.Showing.Drawing;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Drawing;

public sealed class ReadColumnTests
{
    private const int Width = 544;
    private const int Height = 480;

    [Fact]
    public void What_nobody_told_is_dotted()
    {
        using var told = Drawn(isMissing: false);
        using var missing = Drawn(isMissing: true);

        var dots = told.Pixels.Zip(missing.Pixels).Index().Where(pair => pair.Item.First != pair.Item.Second)
            .Select(pair => (X: pair.Index % Width, Y: pair.Index / Width)).ToList();

        // One line of dots: as wide as the words, with as much between them as they are, and no higher than they.
        var columns = dots.Select(dot => dot.X).Distinct().Count();
        var span = dots.Max(dot => dot.X) - dots.Min(dot => dot.X);
        Assert.InRange(dots.Max(dot => dot.Y) - dots.Min(dot => dot.Y), 0, 3);
        Assert.InRange(span, 60, 200);
        Assert.InRange(columns, span / 4, span * 3 / 4);
    }

    private static SKBitmap Drawn(bool isMissing)
    {
        var line = new FaceLine(FacePart.Day, "Hạn", "chưa có") { IsMissing = isMissing };
        var face = new SceneFace(Sign.Known, "vi", "Đã đăng ký", "", null, false, [line]);
        var picture = new SKBitmap(Width, Height);
        using var canvas = new SKCanvas(picture);
        canvas.Clear(Colours.Paper);
        new ReadColumn(face, new SKRect(0, 0, Width, Height), 1).Draw(canvas);
        return picture;
    }
}
