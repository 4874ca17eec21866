using System.Runtime.InteropServices;
using DaNangTrace.Edge.Kiosk.Showing.Drawing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Timing;
using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Framebuffer;

/// <summary>
/// A framebuffer, opened: each scene is drawn into memory as the device has it, turned where the panel is, and written
/// in one go.
/// </summary>
internal sealed class FramePanel : IPanel<Scene>
{
    // Of a line that tells how long a scene still stands nobody sees more.
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // What the kernel or a login prompt wrote over the picture goes away.
    private static readonly TimeSpan Anew = TimeSpan.FromSeconds(10);

    private readonly FrameDevice _device;
    private readonly TextCursor? _cursor;
    private readonly KioskClock _clock;
    private readonly FrameGeometry _geometry;
    private readonly byte[] _bytes;
    private readonly SKSurface _surface;
    private readonly ScenePicture _picture;
    private readonly int _rotation;
    private Scene _scene = new Scene.Idle();
    private long _shown;
    private long _written;
    private string _minute = "";

    /// <summary>Makes the picture; the device is this panel's own from here on.</summary>
    public FramePanel(
        FrameDevice device, TextCursor? cursor, DisplayOptions options, PicturePlace place, KioskClock clock)
    {
        (_device, _cursor, _clock, _geometry) = (device, cursor, clock, device.Geometry);
        // Where it stays: the surface has its address.
        _bytes = GC.AllocateArray<byte>(_geometry.Bytes, pinned: true);
        _surface = SKSurface.Create(
            new SKImageInfo(_geometry.Width, _geometry.Height, _geometry.Colour, SKAlphaType.Opaque),
            Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0), _geometry.Stride)
            ?? throw new IOException($"{Told} can't be drawn on");
        _rotation = options.Rotation;
        var (width, height) = _rotation is 90 or 270
            ? (_geometry.Height, _geometry.Width)
            : (_geometry.Width, _geometry.Height);
        _picture = new ScenePicture(width, height, place);
        Rotate(_surface.Canvas);
    }

    /// <inheritdoc/>
    public string Told => $"{_geometry.Width}x{_geometry.Height}, {_geometry.PixelBytes * 8} bits a pixel";

    /// <inheritdoc/>
    public TimeSpan Show(Scene scene)
    {
        _scene = scene;
        _shown = _clock.Time.GetTimestamp();
        DrawAll();
        return UntilTurn();
    }

    /// <inheritdoc/>
    public TimeSpan Turn()
    {
        _device.Look();
        if (Minute() != _minute || _clock.Time.GetElapsedTime(_written) >= Anew)
            DrawAll();
        else if (_scene.Seconds > 0)
            DrawDeck();
        return UntilTurn();
    }

    /// <summary>Leaves the panel dark: what stood on it would not be true for long.</summary>
    public void Dispose()
    {
        try
        {
            _surface.Canvas.Clear(SKColors.Black);
            Write(0, _geometry.Height);
        }
        finally
        {
            _cursor?.Dispose();
            _device.Dispose();
            _surface.Dispose();
        }
    }

    private TimeSpan UntilTurn() => _scene.Seconds > 0 ? Second : Anew;

    // At rest the time goes on; an answer keeps the one at which it came.
    private DateTimeOffset? Time() =>
        !_scene.IsTimeKnown ? null : _scene.IsRest ? _clock.LocalNow : _scene.At;

    private string Minute() =>
        Time()?.ToString("HH':'mm", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private void DrawAll()
    {
        var face = FaceBuilder.Of(_scene, Typefaces.Writable(_scene.Language));
        _picture.Draw(_surface.Canvas, face, _scene, Time());
        if (_scene.Seconds > 0)
            _picture.DrawDeck(_surface.Canvas, Left());
        _minute = Minute();
        Write(0, _geometry.Height);
    }

    private void DrawDeck()
    {
        _picture.DrawDeck(_surface.Canvas, Left());
        var thick = _picture.DeckLine.Height;
        // Its lowest rows are the device's last, or first, or columns.
        var (from, count) = _rotation switch
        {
            0 => (_geometry.Height - thick, thick),
            180 => (0, thick),
            _ => (0, _geometry.Height),
        };
        Write(from, count);
    }

    private float Left() => 1 - (float)(_clock.Time.GetElapsedTime(_shown).TotalSeconds / _scene.Seconds);

    private void Write(int from, int count)
    {
        _surface.Flush();
        _device.Write(_bytes, from, count);
        if (count == _geometry.Height)
            _written = _clock.Time.GetTimestamp();
    }

    private void Rotate(SKCanvas canvas)
    {
        var (x, y) = _rotation switch
        {
            90 => (_geometry.Width, 0),
            180 => (_geometry.Width, _geometry.Height),
            270 => (0, _geometry.Height),
            _ => (0, 0),
        };
        canvas.Translate(x, y);
        canvas.RotateDegrees(_rotation);
    }
}
