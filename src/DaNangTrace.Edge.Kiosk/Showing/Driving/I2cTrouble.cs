using System.Globalization;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;

namespace DaNangTrace.Edge.Kiosk.Showing.Driving;

/// <summary>What displays on I2C have in common: which bus a device is, and what is wrong with it, for
/// people.</summary>
internal static class I2cTrouble
{
    private const string Prefix = "/dev/i2c-";

    // Errors of <errno.h> as System.Device.Gpio tells them in its messages.
    private const int NoEntry = 2;
    private const int NoDevice = 19;

    /// <summary>The bus's number. An adapter on USB gets another one each time; a link that a udev rule made names it.
    /// </summary>
    /// <exception cref="IOException">The device is no I2C bus.</exception>
    public static int NumberOf(string device)
    {
        var path = File.Exists(device) ? File.ResolveLinkTarget(device, true)?.FullName ?? device : device;
        return path.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(path.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var bus)
                ? bus
                : throw new NoBusException();
    }

    /// <summary>What is wrong, and what to do about it.</summary>
    /// <param name="what">What is on the bus.</param>
    /// <param name="device">The bus.</param>
    /// <param name="address">Where it is, in hexadecimal as <c>i2cdetect</c> shows it.</param>
    /// <param name="hint">Where else it may be.</param>
    /// <param name="trouble">What was thrown.</param>
    public static string Explain(string what, string device, string address, string hint, Exception trouble)
    {
        ArgumentNullException.ThrowIfNull(trouble);
        var where = $"{device}, address {address}";
        return trouble switch
        {
            LostCurrentException =>
                $"The {what} at {where} was without current: check its wires VCC and GND, and the supply; "
                    + "it is set up anew by itself",
            NoBusException => $"{device} is no I2C bus: correct device, as /dev/i2c-1 (ls /dev/i2c-* shows them)",
            UnauthorizedAccessException => MayNot(device),
            IOException when ErrorOf(trouble) is { } error => error switch
            {
                NoEntry or NoDevice => $"{device} is not there: switch I2C on (dtparam=i2c_arm=on in config.txt, "
                    + "module i2c-dev) and start the machine again, or plug its adapter in",
                SystemCalls.NotPermitted or SystemCalls.Denied => MayNot(device),
                _ => $"Nothing answers on {where} (error {error}): check the four wires VCC, GND, SDA, SCL, and the "
                    + $"address by i2cdetect -y {OfDetect(device)}; {hint}",
            },
            _ => $"The {what} at {where} fails ({trouble.Message}): check its wires; it is tried again by itself",
        };
    }

    private static string MayNot(string device) => MissingRight.Of(device, "i2c", $"{device} rw");

    private static string OfDetect(string device) =>
        device.StartsWith(Prefix, StringComparison.Ordinal) ? device[Prefix.Length..] : "N";

    // "Error 121 performing I2C data transfer.", "Error 2. Can not open I2C device file '/dev/i2c-1'."
    internal static int? ErrorOf(Exception trouble)
    {
        const string start = "Error ";
        if (!trouble.Message.StartsWith(start, StringComparison.Ordinal))
            return null;
        var digits = trouble.Message.AsSpan(start.Length);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? digits : digits[..end], out var error) ? error : null;
    }

    private sealed class NoBusException() : IOException("no I2C bus");
}
