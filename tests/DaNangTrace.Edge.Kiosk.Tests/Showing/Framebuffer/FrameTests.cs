using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Drawing;
using DaNangTrace.Edge.Kiosk.Showing.Framebuffer;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using Microsoft.Extensions.Time.Testing;
using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Framebuffer;

/// <summary>What comes to a framebuffer's memory: by a file that stands for one.</summary>
public sealed class FrameTests : IDisposable
{
    private const int Width = 400;
    private const int Height = 240;

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = Samples.Time();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_picture_of_16_bits_is_that_of_32_in_fewer_colours()
    {
        using var whole = Pixels(Painted(Options(32)), Width, Height, SKColorType.Bgra8888, Width * 4);
        using var coarse = Pixels(Painted(Options(16)), Width, Height, SKColorType.Rgb565, Width * 2);

        // Five bits of a colour are eight steps; what is greyed twice over each other is off by a few of them.
        var far = whole.Pixels.Zip(coarse.Pixels).Count(pair => Distance(pair.First, pair.Second) > 32);
        Assert.Equal(0, far);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    public void Between_its_rows_nothing_is_written(int bits)
    {
        var (row, stride) = (Width * bits / 8, Width * bits / 8 + 64);
        var padded = Painted(Options(bits, stride: stride));
        var plain = Painted(Options(bits));

        Assert.Equal(stride * Height, padded.Length);
        for (var y = 0; y < Height; y++)
        {
            Assert.Equal(plain.AsSpan(y * row, row), padded.AsSpan(y * stride, row));
            Assert.False(padded.AsSpan(y * stride + row, stride - row).ContainsAnyExcept((byte)0), $"behind row {y}");
        }
    }

    [Fact]
    public void Over_a_file_that_holds_something_else_nothing_is_written()
    {
        var notes = _folder.Write("notes.txt", "of the technician");

        var refused = Assert.Throws<IOException>(() => FrameDevice.Open(notes, Options(32)));

        Assert.Equal(
            $"it holds 17 bytes, and such a picture has {Width * Height * 4}: name another file, or remove it",
            refused.Message);
        Assert.Equal("of the technician", File.ReadAllText(notes));
    }

    [Theory]
    [InlineData(90, 240, 400)]
    [InlineData(180, 400, 240)]
    [InlineData(270, 240, 400)]
    public void A_panel_that_is_turned_shows_the_picture_upright(int rotation, int width, int height)
    {
        // What the shopper sees is 400x240 each time; the device's own rows lie otherwise.
        using var upright = Pixels(Painted(Options(32)), Width, Height, SKColorType.Bgra8888, Width * 4);
        using var turned = Pixels(
            Painted(Options(32, width, height, rotation)), width, height, SKColorType.Bgra8888, width * 4);

        var far = 0;
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (left, top) = rotation switch
                {
                    90 => (width - 1 - y, x),
                    180 => (width - 1 - x, height - 1 - y),
                    _ => (y, height - 1 - x),
                };
                far += Distance(upright.GetPixel(x, y), turned.GetPixel(left, top)) > 120 ? 1 : 0;
            }
        }
        // Edges of letters are greyed otherwise when they lie on their side.
        Assert.InRange(far, 0, Width * Height / 100);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(180)]
    public void The_line_below_tells_how_long_a_scene_still_stands(int rotation)
    {
        using var panel = Open(Options(32, rotation: rotation));
        panel.Show(SpokenSamples.Known with { Number = 1, Seconds = 30 });
        Assert.Equal(Width, GoldOf(rotation));
        _time.Advance(TimeSpan.FromSeconds(15));
        panel.Turn();
        Assert.InRange(GoldOf(rotation), Width / 2 - 1, Width / 2 + 1);
        _time.Advance(TimeSpan.FromSeconds(20));
        panel.Turn();
        Assert.Equal(0, GoldOf(rotation));
    }

    // Each second only the line is written, and all of it is in ten.
    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public void It_goes_on_each_second_however_the_panel_is_turned(int rotation)
    {
        var (width, height) = rotation is 90 or 270 ? (Height, Width) : (Width, Height);
        using var panel = Open(Options(32, width, height, rotation));
        panel.Show(SpokenSamples.Known with { Number = 1, Seconds = 30 });
        var whole = AllGold();
        for (var second = 1; second <= 6; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            panel.Turn();
            Assert.InRange(AllGold(), whole * (29.5 - second) / 30, whole * (30.5 - second) / 30);
        }

        int AllGold()
        {
            using var seen = Pixels(File.ReadAllBytes(Frame), width, height, SKColorType.Bgra8888, width * 4);
            return seen.Pixels.Count(pixel => pixel == Colours.Gold);
        }
    }

    [Fact]
    public void How_much_of_what_is_asked_for_is_registered_is_a_bar()
    {
        var none = Gold(0);
        var all = Gold(60) - none;

        Assert.True(all > 100, $"{all} pixels");
        Assert.InRange(Gold(30) - none, all * .45, all * .55);
        Assert.Equal(all, Gold(90) - none);

        int Gold(int known)
        {
            using var panel = Open(Options(32));
            panel.Show(new Scene.Idle(Coverage: new SceneCoverage(30, known, 60)));
            using var seen = Pixels(File.ReadAllBytes(Frame), Width, Height, SKColorType.Bgra8888, Width * 4);
            return seen.Pixels.Count(pixel => pixel == Colours.Gold);
        }
    }

    [Fact]
    public void What_a_console_moved_stays_and_no_row_is_written_alone()
    {
        var geometry = new FrameGeometry(Width, Height, Width * 4, SKColorType.Bgra8888) { Offset = 3 * Width * 4 };
        var memory = new byte[geometry.Offset + geometry.Bytes];
        File.WriteAllBytes(Frame, memory);
        var picture = new byte[geometry.Bytes];
        Array.Fill(picture, (byte)7);
        using (var device = new FrameDevice(File.OpenHandle(Frame, access: FileAccess.ReadWrite), geometry, true))
            device.Write(picture, 10, 1);

        var row = Width * 4;
        var rows = File.ReadAllBytes(Frame).Chunk(row).Select(one => one.All(value => value == 7)).ToList();
        Assert.Equal([13, 14], rows.Index().Where(one => one.Item).Select(one => one.Index));
    }

    [Fact]
    public void At_rest_the_clock_goes_on_and_what_was_written_over_it_goes_away()
    {
        using var panel = Open(Options(32));
        panel.Show(new Scene.Idle());
        var before = File.ReadAllBytes(Frame);
        File.WriteAllBytes(Frame, new byte[before.Length]);
        _time.Advance(TimeSpan.FromSeconds(11));
        panel.Turn();
        Assert.Equal(before, File.ReadAllBytes(Frame));
        _time.Advance(TimeSpan.FromMinutes(1));
        panel.Turn();
        Assert.NotEqual(before, File.ReadAllBytes(Frame));
        // By a clock that is not set no time is told.
        panel.Show(new Scene.Idle { IsTimeKnown = false });
        var without = File.ReadAllBytes(Frame);
        _time.Advance(TimeSpan.FromMinutes(1));
        panel.Turn();
        Assert.Equal(without, File.ReadAllBytes(Frame));
    }

    [Fact]
    public void What_a_device_tells_of_itself_is_understood_or_told()
    {
        Assert.Equal(
            new FrameGeometry(800, 480, 1600, SKColorType.Rgb565), Told(800, 480, 16, 11, 1600));
        Assert.Equal(
            new FrameGeometry(1024, 600, 4224, SKColorType.Bgra8888), Told(1024, 600, 32, 16, 4224));
        Assert.Equal(
            new FrameGeometry(1920, 1080, 7680, SKColorType.Rgba8888), Told(1920, 1080, 32, 0, 7680));
        var strange = Assert.Throws<IOException>(() => Told(800, 480, 24, 16, 2400));
        Assert.Equal(
            "it has 24 bits a pixel, with red at bit 16: set it to 16 or 32 bits (fbset -depth)", strange.Message);
        Assert.Equal(20 * 1600, Told(800, 480, 16, 11, 1600, top: 20).Offset);
        Assert.Throws<IOException>(() => Told(0, 0, 32, 16, 0));
        Assert.Throws<IOException>(() => Told(800, 480, 32, 16, 800));
    }

    [Fact]
    public void What_is_no_framebuffer_is_told_and_not_made()
    {
        var driver = new FrameDriver(
            new DisplayOptions { Driver = "framebuffer", Device = "/dev/fb77" }, Samples.Place, Samples.Clock());
        var missing = Assert.Throws<FileNotFoundException>(() => driver.Open());
        Assert.StartsWith("there is no /dev/fb77", driver.Explain(missing), StringComparison.Ordinal);
        Assert.False(File.Exists("/dev/fb77"));

        var none = new FrameDriver(
            new DisplayOptions { Driver = "framebuffer", Device = "/dev/null" }, Samples.Place, Samples.Clock());
        var other = Assert.Throws<IOException>(() => none.Open());
        Assert.Equal("/dev/null can't show: it is no framebuffer", none.Explain(other));
    }

    // Of linux/fb.h: where each number lies.
    private static FrameGeometry Told(int width, int height, int bits, int red, int stride, int top = 0)
    {
        var (screen, memory) = (new byte[160], new byte[80]);
        BitConverter.TryWriteBytes(screen.AsSpan(0), width);
        BitConverter.TryWriteBytes(screen.AsSpan(4), height);
        BitConverter.TryWriteBytes(screen.AsSpan(20), top);
        BitConverter.TryWriteBytes(screen.AsSpan(24), bits);
        BitConverter.TryWriteBytes(screen.AsSpan(32), red);
        BitConverter.TryWriteBytes(memory.AsSpan(48), stride);
        return FrameGeometry.Of(screen, memory);
    }

    private string Frame => _folder.File("frame");

    private DisplayOptions Options(
        int bits, int width = Width, int height = Height, int rotation = 0, int? stride = null) => new()
        {
            Driver = "framebuffer",
            Device = Frame,
            Width = width,
            Height = height,
            Bits = bits,
            Rotation = rotation,
            Stride = stride,
        };

    private FramePanel Open(DisplayOptions options)
    {
        File.Delete(Frame);
        return (FramePanel)new FrameDriver(options, Samples.Place, Samples.Clock(_time)).Open();
    }

    private byte[] Painted(DisplayOptions options)
    {
        using var panel = Open(options);
        panel.Show(SpokenSamples.Known with { Number = 1, Seconds = 30 });
        return File.ReadAllBytes(Frame);
    }

    // Golden points of the line: the last row, or, upside down, the first.
    private int GoldOf(int rotation)
    {
        using var picture = Pixels(File.ReadAllBytes(Frame), Width, Height, SKColorType.Bgra8888, Width * 4);
        var row = rotation == 0 ? Height - 1 : 0;
        return Enumerable.Range(0, Width)
            .Count(x => Distance(picture.GetPixel(x, row), new SKColor(0xFF, 0xC8, 0x3D)) < 8);
    }

    private static SKBitmap Pixels(byte[] bytes, int width, int height, SKColorType colour, int stride)
    {
        var picture = new SKBitmap(new SKImageInfo(width, height, colour, SKAlphaType.Opaque));
        var size = colour == SKColorType.Rgb565 ? 2 : 4;
        for (var y = 0; y < height; y++)
            bytes.AsSpan(y * stride, width * size).CopyTo(picture.GetPixelSpan()[(y * width * size)..]);
        return picture;
    }

    private static int Distance(SKColor one, SKColor other) =>
        Math.Max(
            Math.Abs(one.Red - other.Red),
            Math.Max(Math.Abs(one.Green - other.Green), Math.Abs(one.Blue - other.Blue)));
}
