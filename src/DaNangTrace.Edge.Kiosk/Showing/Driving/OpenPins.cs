using System.Device.Gpio;

namespace DaNangTrace.Edge.Kiosk.Showing.Driving;

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
