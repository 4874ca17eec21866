using System.Device.I2c;

namespace DaNangTrace.Edge.Kiosk.Showing.Oled;

/// <summary>An SSD1306 on I2C: each write says first whether commands or points follow (datasheet, 8.1.5).</summary>
/// <param name="device">The device; this bus's own from here on.</param>
internal sealed class I2cOledBus(I2cDevice device) : IOledBus
{
    private const byte Commands = 0x00;
    private const byte Points = 0x40;
    private const byte Dark = 0x40; // D6 of the status
    private const int MostBytes = 60; // Some adapters for USB take no more in one go.

    /// <inheritdoc/>
    public string Told =>
        $"/dev/i2c-{device.ConnectionSettings.BusId}, address 0x{device.ConnectionSettings.DeviceAddress:x2}";

    /// <inheritdoc/>
    public void Command(ReadOnlySpan<byte> commands) => Send(Commands, commands);

    /// <inheritdoc/>
    public void Data(ReadOnlySpan<byte> points) => Send(Points, points);

    /// <inheritdoc/>
    public bool? IsLit() => (device.ReadByte() & Dark) == 0;

    /// <inheritdoc/>
    public void Dispose() => device.Dispose();

    private void Send(byte what, ReadOnlySpan<byte> bytes)
    {
        Span<byte> piece = stackalloc byte[MostBytes];
        piece[0] = what;
        while (bytes.Length > 0)
        {
            var count = Math.Min(bytes.Length, MostBytes - 1);
            bytes[..count].CopyTo(piece[1..]);
            device.Write(piece[..(count + 1)]);
            bytes = bytes[count..];
        }
    }
}
