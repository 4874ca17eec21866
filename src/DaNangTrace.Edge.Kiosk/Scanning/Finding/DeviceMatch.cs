namespace DaNangTrace.Edge.Kiosk.Scanning.Finding;

/// <summary>
/// Which of the plugged devices a scanner's settings mean: by vendor, product and serial number, never by the order in
/// which they came.
/// </summary>
public static class DeviceMatch
{
    /// <summary>Whether a device has the ids of the settings. A setting that is left out fits all.</summary>
    public static bool Fits(PluggedDevice device, ScannerOptions options) =>
        (options.Vendors.Count == 0 || options.Vendors.Contains(device.Vendor, StringComparer.OrdinalIgnoreCase))
        && (options.Product is null
            || string.Equals(options.Product, device.Product, StringComparison.OrdinalIgnoreCase))
        && (options.Serial is null || options.Serial == device.Serial);

    /// <summary>The one device that fits. Of several interfaces of one device the first is taken.</summary>
    internal static Search Find(IEnumerable<PluggedDevice> plugged, ScannerOptions options)
    {
        var fitting = plugged.Where(device => Fits(device, options))
            .DistinctBy(device => device.UsbDevice ?? device.Path).ToList();
        if (fitting.Count > 1)
        {
            return new Search.Wrong(
                $"A {options.Driver} scanner {Wanted(options)} is plugged in {fitting.Count} times "
                + $"({string.Join(", ", fitting.Select(device => device.Path))}): "
                + "tell them apart by serial, or by a port under /dev/…/by-path/");
        }
        return fitting.Count == 1 && DeviceNode.Find(fitting[0].Path) is { } node
            ? new Search.Found(node)
            : new Search.Absent();
    }

    /// <summary>Which ids are looked for, in words.</summary>
    public static string Wanted(ScannerOptions options)
    {
        var product = options.Product is null ? "" : ":" + options.Product;
        var makers = options.Vendors.Count == 0
            ? "any maker" + product
            : string.Join(" or ", options.Vendors.Select(vendor => vendor + product));
        return options.Serial is null ? makers : $"{makers} with serial number {options.Serial}";
    }
}
