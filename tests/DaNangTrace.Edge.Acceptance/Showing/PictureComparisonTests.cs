using DaNangTrace.Edge.Acceptance.Kit;
using SkiaSharp;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>The comparison of pictures sees what a shopper would, and nothing else.</summary>
public sealed class PictureComparisonTests
{
    private const int Seed = 20260101;

    // A page of bars as thick as letters, a sign and a badge: what the page has, without a browser.
    private static readonly SKColor Paper = new(0xF3, 0xF7, 0xF6);
    private static readonly SKColor Ink = new(0x0B, 0x24, 0x29);
    private static readonly SKColor Known = new(0x0B, 0x70, 0x40);

    [Fact]
    public void The_same_picture_is_the_same()
    {
        using var compared = Compare(Page(), Page());

        Assert.Equal(0, compared.DifferingShare);
    }

    [Theory]
    [InlineData(0.25f)]
    [InlineData(0.5f)]
    public void Letters_that_another_build_sets_a_fraction_of_a_pixel_aside_are_the_same(float shift)
    {
        using var compared = Compare(Page(), Page(textX: shift));

        Assert.True(compared.IsSame, $"{compared.DifferingShare:P3} differ");
    }

    [Fact]
    public void Edges_that_another_build_smooths_otherwise_are_the_same()
    {
        using var compared = Compare(Page(), Page(isSmooth: false));

        Assert.True(compared.IsSame, $"{compared.DifferingShare:P3} differ");
    }

    [Fact]
    public void Noise_of_a_few_shades_is_the_same()
    {
        var noisy = Page();
        var random = new Random(Seed);
        for (var y = 0; y < noisy.Height; y++)
        {
            for (var x = 0; x < noisy.Width; x++)
            {
                var (colour, by) = (noisy.GetPixel(x, y), random.Next(-12, 13));
                noisy.SetPixel(x, y, new SKColor(Near(colour.Red), Near(colour.Green), Near(colour.Blue)));

                byte Near(byte part) => (byte)Math.Clamp(part + by, 0, 255);
            }
        }
        using var compared = Compare(Page(), noisy);

        Assert.True(compared.IsSame, $"{compared.DifferingShare:P3} differ (seed {Seed})");
    }

    [Fact]
    public void A_sign_of_another_green_differs() => AssertDiffers(Page(sign: new SKColor(0x0B, 0x8A, 0x40)));

    [Fact]
    public void A_small_badge_of_another_colour_differs() => AssertDiffers(Page(badge: SKColors.DarkRed));

    [Fact]
    public void A_line_of_text_that_moved_differs() => AssertDiffers(Page(textY: 6));

    [Fact]
    public void A_line_of_text_that_is_missing_differs() => AssertDiffers(Page(lines: 4));

    [Fact]
    public void One_word_that_is_missing_differs() => AssertDiffers(Page(lastWords: 5));

    [Fact]
    public void A_picture_of_another_size_differs()
    {
        using var compared = Compare(Page(), new SKBitmap(800, 480));

        Assert.False(compared.IsSame);
    }

    private static void AssertDiffers(SKBitmap actual)
    {
        using var compared = Compare(Page(), actual);

        Assert.False(compared.IsSame, $"only {compared.DifferingShare:P3} differ");
    }

    private static PictureComparison Compare(SKBitmap expected, SKBitmap actual)
    {
        using (expected)
        using (actual)
        using (var one = PictureComparison.Halved(expected))
        using (var other = PictureComparison.Halved(actual))
            return PictureComparison.Of(one, other);
    }

    private static SKBitmap Page(
        SKColor? sign = null, SKColor? badge = null, float textX = 0, float textY = 0, int lines = 5,
        int lastWords = 6, bool isSmooth = true)
    {
        var picture = new SKBitmap(1024, 600);
        using var canvas = new SKCanvas(picture);
        using var paint = new SKPaint { IsAntialias = isSmooth, StrokeWidth = 2.6f };
        canvas.Clear(Paper);
        paint.Color = sign ?? Known;
        canvas.DrawOval(200, 254, 216, 300, paint);
        paint.Color = badge ?? Ink;
        canvas.DrawRoundRect(460, 20, 60, 20, 6, 6, paint);
        paint.Color = Ink;
        for (var line = 0; line < lines; line++)
        {
            for (var word = 0; word < (line == lines - 1 ? lastWords : 6); word++)
            {
                // Six letters: a stem, and a slanted stroke.
                for (var letter = 0; letter < 6; letter++)
                {
                    var (x, y) = (452 + word * 84 + letter * 11 + textX, 100 + line * 60 + textY);
                    canvas.DrawRect(x, y, 2.6f, 15, paint);
                    canvas.DrawLine(x + 2, y, x + 8, y + 15, paint);
                }
            }
        }
        return picture;
    }
}
