using DaNangTrace.Edge.Kiosk.Showing;

namespace DaNangTrace.Edge.Composition;

/// <summary>The drivers that this program brings along, beside the kiosk's own.</summary>
internal static class ProgramDrivers
{
    /// <summary>Those of Iot.Device.Bindings, in a program that was built with them.</summary>
#if IOT_DEVICE_BINDINGS
    public static FurtherDrivers All { get; } = IotBindings.BindingsDrivers.All(TimeProvider.System);
#else
    public static FurtherDrivers All => FurtherDrivers.None;
#endif
}
