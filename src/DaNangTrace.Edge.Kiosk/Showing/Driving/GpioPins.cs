using System.Device.Gpio;
using System.Device.Gpio.Drivers;

namespace DaNangTrace.Edge.Kiosk.Showing.Driving;

/// <summary>
/// The pins of this machine: lamp, buzzer and button open theirs here, and after a failure open them again.
/// <para>Each opens a controller of its own. With one for all, a chip that was unplugged would stay with whoever writes
/// next as long as anybody else holds the old one; and the drivers let a process open a chip more than once.</para>
/// <para>The library's exceptions end here: what is wrong with a pin is an <see cref="IOException"/> whose message says
/// what to do.</para>
/// </summary>
/// <param name="where">Where they are, for people: <c>/dev/gpiochip0</c>.</param>
/// <param name="make">Makes a controller.</param>
internal sealed class GpioPins(string where, Func<GpioController> make)
{
    /// <summary>Where they are, for people.</summary>
    public string Where => where;

    /// <summary>The pins of a chip; without one, of the board by its own numbers.</summary>
    public static GpioPins Of(int? chip) => chip is { } number
        ? new GpioPins($"/dev/gpiochip{number}", () => new GpioController(DriverOf(number)))
        : new GpioPins("the board's pins", () => new GpioController());

    /// <summary>Opens what holds the pins; none of them is taken yet.</summary>
    /// <exception cref="IOException">They can't be had now.</exception>
    public OpenPins Open() => new(where, Try(where, "can't be had", make));

    /// <summary>Does something with the library, and tells in our words what went wrong.</summary>
    /// <exception cref="IOException">It went wrong.</exception>
    internal static T Try<T>(string where, string trouble, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException
            or ArgumentException or InvalidOperationException or DllNotFoundException or TypeInitializationException)
        {
            throw new IOException(
                IsRightMissing(e)
                    ? MissingRight.Of(where, "gpio", "char-gpiochip rw")
                    : $"{where} {trouble} ({Reason(e)}): {Remedy(e)}", e);
        }
    }

    // Debian 12 has the library's first form, Debian 13 the second one.
    private static UnixDriver DriverOf(int chip)
    {
        try
        {
            return new LibGpiodDriver(chip);
        }
        catch (PlatformNotSupportedException)
        {
            return new LibGpiodV2Driver(chip);
        }
    }

    // The loader of libraries tells, line after line, all the places where it looked.
    private static string Reason(Exception e) => IsLibraryMissing(e)
        ? "libgpiod is not installed"
        : (e.InnerException ?? e).Message.Split('\n')[0].TrimEnd('.');

    private static bool IsLibraryMissing(Exception? e) => MissingLibrary.Of(e) is not null
        || e is PlatformNotSupportedException || e?.InnerException is PlatformNotSupportedException;

    // The library hands on what the kernel says, in a text.
    private static bool IsRightMissing(Exception e) => !IsLibraryMissing(e)
        && (e is UnauthorizedAccessException || Says(e, "denied") || Says(e, "not permitted"));

    private static string Remedy(Exception e) => e switch
    {
        _ when IsLibraryMissing(e) => "apt install libgpiod2 (Debian 12) or libgpiod3 (Debian 13)",
        _ when Says(e, "busy") => "another program holds it, or it is configured for something else: free it, or take "
            + "another pin",
        _ when Says(e, "No such") || Says(e, "find a chip") =>
            "set showing.gpioChip to the number of one that `ls /dev/gpiochip*` shows",
        _ => "correct the pin's number in showing, or showing.gpioChip",
    };

    private static bool Says(Exception e, string words) =>
        e.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
