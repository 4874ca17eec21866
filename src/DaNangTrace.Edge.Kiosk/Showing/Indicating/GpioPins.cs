using System.Device.Gpio;
using System.Device.Gpio.Drivers;

namespace DaNangTrace.Edge.Kiosk.Showing.Indicating;

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
            throw new IOException($"{where} {trouble} ({Reason(e)}): {Remedy(e)}", e);
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

    private static bool IsLibraryMissing(Exception? e) =>
        e is DllNotFoundException or PlatformNotSupportedException
        || (e is not null && IsLibraryMissing(e.InnerException));

    // The library hands on what the kernel says, in a text.
    private static string Remedy(Exception e) => e switch
    {
        _ when IsLibraryMissing(e) => "apt install libgpiod2 (Debian 12) or libgpiod3 (Debian 13)",
        UnauthorizedAccessException => NoRight,
        _ when Says(e, "denied") || Says(e, "not permitted") => NoRight,
        _ when Says(e, "busy") => "another program holds it, or it is configured for something else: free it, or take "
            + "another pin",
        _ when Says(e, "No such") || Says(e, "find a chip") =>
            "set showing.gpioChip to the number of one that `ls /dev/gpiochip*` shows",
        _ => "correct the pin's number in showing, or showing.gpioChip",
    };

    private const string NoRight = "let the kiosk use it: SupplementaryGroups=gpio and DeviceAllow=char-gpiochip rw";

    private static bool Says(Exception e, string words) =>
        e.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Pins that were opened; one thread at a time. They go back when it is disposed.</summary>
/// <param name="where">Where they are, for people.</param>
/// <param name="controller">Holds them.</param>
internal sealed class OpenPins(string where, GpioController controller) : IDisposable
{
    private readonly List<(int Pin, PinChangeEventHandler Heard)> _listening = [];

    /// <summary>Takes a pin that is written, and sets it.</summary>
    /// <exception cref="IOException">It can't be had now.</exception>
    public void Output(int pin, bool isHigh) => Try(
        pin, "can't be had", () => controller.OpenPin(pin, PinMode.Output, isHigh ? PinValue.High : PinValue.Low));

    /// <summary>Takes a pin that is read; where the chip can, with a resistor that pulls it up or down.</summary>
    /// <exception cref="IOException">It can't be had now.</exception>
    public void Input(int pin, bool isPulledUp) => Try(pin, "can't be had", () =>
    {
        var pulled = isPulledUp ? PinMode.InputPullUp : PinMode.InputPullDown;
        return controller.OpenPin(pin, controller.IsPinModeSupported(pin, pulled) ? pulled : PinMode.Input);
    });

    /// <summary>Sets a pin.</summary>
    /// <exception cref="IOException">It went away.</exception>
    public void Write(int pin, bool isHigh) => Try(pin, "can't be written", () =>
    {
        controller.Write(pin, isHigh ? PinValue.High : PinValue.Low);
        return true;
    });

    /// <summary>Whether a pin is high.</summary>
    /// <exception cref="IOException">It went away.</exception>
    public bool IsHigh(int pin) => Try(pin, "can't be read", () => controller.Read(pin) == PinValue.High);

    /// <summary>
    /// Tells of each change of a pin, on a thread of the library's. In all drivers that is a thread that waits for the
    /// kernel: nothing of ours is called by native code, which the service's MemoryDenyWriteExecute would forbid.
    /// </summary>
    /// <exception cref="IOException">It can't be listened to.</exception>
    public void Listen(int pin, Action changed) => Try(pin, "can't be listened to", () =>
    {
        PinChangeEventHandler heard = (_, _) => changed();
        controller.RegisterCallbackForPinValueChangedEvent(pin, PinEventTypes.Rising | PinEventTypes.Falling, heard);
        _listening.Add((pin, heard));
        return true;
    });

    /// <summary>Gives all back; waits for a change that is being told, so not from within one.</summary>
    public void Dispose()
    {
        foreach (var (pin, heard) in _listening)
            Leave(() => controller.UnregisterCallbackForPinValueChangedEvent(pin, heard));
        Leave(controller.Dispose);
    }

    // What went away can't be given back properly, and need not be.
    private void Leave(Action leave)
    {
        try
        {
            GpioPins.Try(where, "can't be given back", () =>
            {
                leave();
                return true;
            });
        }
        catch (IOException)
        {
            // It was told when it went away.
        }
    }

    private T Try<T>(int pin, string trouble, Func<T> act) => GpioPins.Try($"pin {pin} of {where}", trouble, act);
}
