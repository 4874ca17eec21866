using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Oled;

/// <summary>One page: a point is lit or not.</summary>
internal sealed class OledPage
{
    private const byte Lit = 128;

    private readonly byte[] _points = new byte[OledPages.Width * OledPages.Height];

    private OledPage() { }

    /// <summary>Whether a point is lit.</summary>
    public bool this[int x, int y] => _points[(y * OledPages.Width) + x] >= Lit;

    /// <summary>Draws a page.</summary>
    public static unsafe OledPage Of(Action<SKCanvas> draw)
    {
        var page = new OledPage();
        fixed (byte* points = page._points)
        {
            var info = new SKImageInfo(OledPages.Width, OledPages.Height, SKColorType.Gray8, SKAlphaType.Opaque);
            using var surface = SKSurface.Create(info, (nint)points, OledPages.Width);
            draw(surface.Canvas);
            surface.Flush();
        }
        return page;
    }

    /// <summary>As the controller has it: a byte is eight points below each other, the lowest bit above; 128 of them
    /// are a band, eight bands a picture (datasheet of the SSD1306, 8.7).</summary>
    public byte[] ToBands()
    {
        var bands = new byte[OledPages.Width * OledPages.Height / 8];
        for (var y = 0; y < OledPages.Height; y++)
        {
            for (var x = 0; x < OledPages.Width; x++)
                bands[(y / 8 * OledPages.Width) + x] |= (byte)(this[x, y] ? 1 << (y % 8) : 0);
        }
        return bands;
    }
}
