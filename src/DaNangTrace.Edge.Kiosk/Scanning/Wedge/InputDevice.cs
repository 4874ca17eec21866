using System.Runtime.InteropServices;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Kiosk.Scanning.Wedge;

/// <summary>What an evdev device is asked for (linux/input.h).</summary>
internal static class InputDevice
{
    // _IOW('E', 0x90, int): from then on only who asked gets the events.
    private const nuint Grab = 0x40044590;

    /// <summary>Takes a device for itself, until it is closed; 0, or the error.</summary>
    public static int TakeForItself(SafeFileHandle device) =>
        SystemCalls.Control(device, Grab, 1) == 0 ? 0 : Marshal.GetLastPInvokeError();
}
