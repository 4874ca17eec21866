using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Drawing;

/// <summary>The Dragon Bridge as a skyline: four waves of five tubes, over the whole width.</summary>
internal static class Bridge
{
    /// <summary>Its height, in units.</summary>
    public const float Height = 100;

    // At 1024: centre, height.
    private static readonly (float Centre, float Height)[] Waves = [(65, 53), (353, 76), (643, 77), (931, 57)];
    private static readonly float[] Opacities = [1, .78f, .66f, .56f, .46f];

    /// <summary>Draws it at the foot of a picture.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="width">Pixels of the picture.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="unit">Pixels of a unit.</param>
    public static void Draw(SKCanvas canvas, int width, int height, float unit)
    {
        canvas.Save();
        canvas.Translate(0, height - Height * unit);
        canvas.Scale(unit);
        var stretch = width / unit / 1024;
        var half = 94 * Math.Clamp(stretch, .75f, 1.3f);
        using var paint = new SKPaint
        {
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeCap = SKStrokeCap.Round,
        };
        foreach (var (centre, high) in Waves)
        {
            for (var tube = 0; tube < Opacities.Length; tube++)
            {
                (paint.Color, paint.StrokeWidth) =
                    (Colours.Gold.WithAlpha((byte)(255 * Opacities[tube])), tube == 0 ? 3.4f : 1.9f);
                using var wave = Wave(centre * stretch, high * (1 - tube * .088f), half);
                canvas.DrawPath(wave, paint);
            }
        }
        canvas.Restore();
    }

    private static SKPath Wave(float centre, float high, float half)
    {
        using var builder = new SKPathBuilder();
        builder.MoveTo(centre - half, 98);
        builder.CubicTo(centre - half * .64f, 98 - high * .36f, centre - half * .44f, 98 - high, centre, 98 - high);
        builder.CubicTo(centre + half * .44f, 98 - high, centre + half * .64f, 98 - high * .36f, centre + half, 98);
        return builder.Detach();
    }
}
