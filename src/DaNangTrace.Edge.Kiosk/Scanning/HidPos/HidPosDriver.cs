using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Scanning.HidPos;

/// <summary>
/// A USB scanner that speaks HID POS, read through hidraw. A named pipe stands in for one: it carries reports as they
/// were recorded.
/// </summary>
internal sealed partial class HidPosDriver(
    ScannerOptions options, ScannerTally tally, PluggedDevices devices, ILogger log)
    : ScannerDriver(options, devices.HidPos)
{
    private readonly FrameFormat _format = FrameFormat.Of(options);
    private ReportDecoder? _decoder;
    private bool _isFallbackTold;

    /// <summary>
    /// A new one each time that the device is opened: another may be plugged in then, with other reports.
    /// </summary>
    public override CodeDecoder Decoder => _decoder ??= new ReportDecoder(ReportLayout.Aim, _format, tally);

    /// <inheritdoc/>
    public override string? ProblemOf(DeviceNode node)
    {
        if (devices.HidPosAt(node.Path) is { } plugged)
        {
            return DeviceMatch.Fits(plugged, Options)
                ? DeviceProblem.OfAccess(Where, node, SystemCalls.MayRead)
                : $"{Where} is {plugged.Name ?? "a scanner"} ({plugged.Vendor}:{plugged.Product}), not "
                    + $"{DeviceMatch.Wanted(Options)}: correct port, vendors, product or serial";
        }
        return node.IsPipe
            ? DeviceProblem.OfAccess(Where, node, SystemCalls.MayRead)
            : $"{Where} is no bar code scanner (its descriptor has no usage page 0x8C): set the scanner to USB HID POS "
                + "with the barcode of its manual, or correct port or driver";
    }

    /// <inheritdoc/>
    public override Opening Open(DeviceNode node)
    {
        try
        {
            var device = PolledFile.Open(node.Path);
            var layout = LayoutOf(node);
            _decoder = new ReportDecoder(layout, _format, tally);
            return new Opening.Opened(node.IsPipe ? device : new WholeReports(device, layout.Size));
        }
        catch (IOException e)
        {
            return new Opening.Refused(DeviceProblem.Failing(Where, e.Message));
        }
    }

    private ReportLayout LayoutOf(DeviceNode node)
    {
        if (ReportLayout.Named(Options.Report) is { } named)
            return named;
        if (devices.HidPosAt(node.Path) is { } plugged && PluggedDevices.IsSimpleCom(plugged))
            return ReportLayout.SimpleCom;
        if (devices.DescriptorAt(node.Path) is { } descriptor && ReportLayout.TryRead(descriptor, out var layout))
            return layout;
        if (!_isFallbackTold)
            LogFallback(Options.Name, Where);
        _isFallbackTold = true;
        return ReportLayout.Aim;
    }

    [LoggerMessage(Level = LogLevel.Information, Message =
        "Scanner {Scanner}: the descriptor of {Device} does not tell where its reports have what; the layout aim is "
        + "taken. If codes come out wrong, set report in scanning.scanners")]
    private partial void LogFallback(string scanner, string device);
}
