using DaNangTrace.Edge.Kiosk.Showing.Driving;

namespace DaNangTrace.Edge.Kiosk.Showing.Oled;

/// <summary>
/// The controller of a panel of 128×64 points (Solomon Systech's SSD1306). Only what changed is sent: of each band of
/// eight rows the columns from the first to the last that differ.
/// </summary>
internal sealed class Ssd1306 : IDisposable
{
    private const byte Off = 0xAE;
    private const byte On = 0xAF;
    private const byte Nothing = 0xE3;
    private const byte Columns = 0x21;
    private const byte Bands = 0x22;

    private readonly IOledBus _bus;
    private readonly bool _isTurned;
    private readonly bool _tellsLit;
    private byte[]? _shown;

    /// <summary>Makes the panel ready, dark until the first picture.</summary>
    /// <param name="bus">How it is reached; this controller's own from here on.</param>
    /// <param name="isTurned">Whether it hangs upside down.</param>
    public Ssd1306(IOledBus bus, bool isTurned)
    {
        (_bus, _isTurned) = (bus, isTurned);
        Begin();
        // Where it does not say that it is lit now, its word is worth nothing later.
        _tellsLit = bus.IsLit() == true;
    }

    /// <summary>Shows a picture.</summary>
    /// <param name="bands">As <see cref="OledPage.ToBands"/> has it.</param>
    public void Show(byte[] bands)
    {
        // Where nobody can tell that it was without current, each picture begins anew.
        if (IsBlind && _shown is not null)
        {
            Begin();
            _shown = null;
        }
        for (var band = 0; band < OledPages.Height / 8; band++)
        {
            var from = band * OledPages.Width;
            var now = bands.AsSpan(from, OledPages.Width);
            if (!Differs(now, Shown(from), out var first, out var last))
                continue;
            _bus.Command([Columns, (byte)first, (byte)last, Bands, (byte)band, (byte)band]);
            _bus.Data(now[first..(last + 1)]);
        }
        _shown = [.. bands];
    }

    /// <summary>Whether nobody could tell that it went away.</summary>
    public bool IsBlind => !_tellsLit;

    /// <summary>Looks whether it is there, and was not without current meanwhile.</summary>
    /// <exception cref="IOException">It is not, or was.</exception>
    public void Look()
    {
        if (_tellsLit && _bus.IsLit() == false)
            throw new LostCurrentException();
        if (!_tellsLit)
            _bus.Command([Nothing]);
    }

    /// <summary>Puts it out.</summary>
    public void Dispose()
    {
        try
        {
            _bus.Command([Off]);
        }
        catch (IOException)
        {
            // It is away, and dark.
        }
        finally
        {
            _bus.Dispose();
        }
    }

    // The order of the datasheet's application note; 128 columns, 64 rows, its own charge pump.
    private void Begin() => _bus.Command(
    [
        Off, 0xD5, 0x80, 0xA8, 0x3F, 0xD3, 0x00, 0x40, 0x8D, 0x14, 0x20, 0x00,
        (byte)(_isTurned ? 0xA0 : 0xA1), (byte)(_isTurned ? 0xC0 : 0xC8),
        0xDA, 0x12, 0x81, 0xCF, 0xD9, 0xF1, 0xDB, 0x40, 0xA4, 0xA6, 0x2E, On,
    ]);

    // What it holds after current came is chance.
    private ReadOnlySpan<byte> Shown(int from) => _shown is null ? [] : _shown.AsSpan(from, OledPages.Width);

    private static bool Differs(ReadOnlySpan<byte> now, ReadOnlySpan<byte> before, out int first, out int last)
    {
        (first, last) = (0, now.Length - 1);
        if (before.Length == 0)
            return true;
        first = now.CommonPrefixLength(before);
        if (first == now.Length)
            return false;
        while (now[last] == before[last])
            last--;
        return true;
    }
}
