using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Framebuffer;

/// <summary>How a framebuffer's memory lies.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Stride">Bytes from a row to the next.</param>
/// <param name="Colour">How a pixel's bits are shared out.</param>
internal sealed record FrameGeometry(int Width, int Height, int Stride, SKColorType Colour)
{
    // Four times what a kiosk's panel has; a wrong number must not take all memory.
    private const int MostSide = 4096;

    // The smallest panels that are sold for it; on less, what to do is cut.
    private const int LeastSide = 240;

    // A panel may be a part of a wider memory, as where two of them share one; and of that, too, a wrong number must
    // not take all.
    private const int MostPanelsInARow = 4;

    /// <summary>Bytes before the first pixel that is seen: a console may have moved the picture.</summary>
    public int Offset { get; init; }

    /// <summary>Bytes of a pixel.</summary>
    public int PixelBytes => Colour == SKColorType.Rgb565 ? 2 : 4;

    /// <summary>Bytes of the picture.</summary>
    public int Bytes => Stride * Height;

    /// <summary>The geometry of a file that stands for a framebuffer.</summary>
    public static FrameGeometry Of(DisplayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (width, height) = (options.Width ?? 0, options.Height ?? 0);
        return Checked(new FrameGeometry(
            width, height, options.Stride ?? width * options.Bits / 8,
            options.Bits == 16 ? SKColorType.Rgb565 : SKColorType.Bgra8888));
    }

    /// <summary>The geometry that a device tells.</summary>
    /// <param name="screen"><c>struct fb_var_screeninfo</c> of linux/fb.h.</param>
    /// <param name="memory"><c>struct fb_fix_screeninfo</c>, on 64 bits.</param>
    /// <exception cref="IOException">It is none that can be drawn.</exception>
    public static FrameGeometry Of(ReadOnlySpan<byte> screen, ReadOnlySpan<byte> memory)
    {
        const int widthAt = 0, heightAt = 4, leftAt = 16, topAt = 20, bitsAt = 24, redAt = 32, strideAt = 48;
        var bits = BitConverter.ToInt32(screen[bitsAt..]);
        var red = BitConverter.ToInt32(screen[redAt..]);
        SKColorType? colour = (bits, red) switch
        {
            (16, 11) => SKColorType.Rgb565,
            (32, 16) => SKColorType.Bgra8888,
            (32, 0) => SKColorType.Rgba8888,
            _ => null,
        };
        return colour is { } known
            ? Checked(new FrameGeometry(
                BitConverter.ToInt32(screen[widthAt..]), BitConverter.ToInt32(screen[heightAt..]),
                BitConverter.ToInt32(memory[strideAt..]), known)
            {
                Offset = BitConverter.ToInt32(screen[topAt..]) * BitConverter.ToInt32(memory[strideAt..])
                    + BitConverter.ToInt32(screen[leftAt..]) * bits / 8,
            })
            : throw new IOException(
                $"it has {bits} bits a pixel, with red at bit {red}: set it to 16 or 32 bits (fbset -depth)");
    }

    private static FrameGeometry Checked(FrameGeometry geometry) =>
        geometry is { Width: >= LeastSide and <= MostSide, Height: >= LeastSide and <= MostSide, Offset: >= 0 }
        && geometry.Stride >= geometry.Width * geometry.PixelBytes && geometry.Stride % geometry.PixelBytes == 0
        && geometry.Stride <= MostPanelsInARow * MostSide * geometry.PixelBytes
            ? geometry
            : throw new IOException(
                $"it has {geometry.Width}x{geometry.Height} pixels, a row each {geometry.Stride} bytes: from "
                + $"{LeastSide}x{LeastSide} to {MostSide}x{MostSide} can be used");
}
