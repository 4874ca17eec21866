using System.IO.Ports;
using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Scanning.Serial;

/// <summary>
/// A scanner on a serial line (USB CDC-ACM, USB-serial adapter, RS-232), on System.IO.Ports.
/// <para>Its traps: a device that is not there and one that may not be opened give the same exception, so both are
/// looked at before; <c>DataReceived</c> burns the processor after an unplug, so it is read by
/// <c>BaseStream.ReadAsync</c>; a port whose device vanished must not be used again, so each opening gets a new
/// object.</para>
/// </summary>
internal sealed partial class SerialDriver(
    ScannerOptions options, ScannerTally tally, PluggedDevices plugged, ILogger log) : ScannerDriver
{
    /// <inheritdoc/>
    public override string Where => options.Port ?? DeviceMatch.Words(options);

    /// <inheritdoc/>
    public override CodeDecoder Decoder { get; } = new Framer(FrameFormat.Of(options), tally);

    /// <inheritdoc/>
    public override Search Find() => options.Port is { } port
        ? DeviceNode.Find(port) is { } node ? new Search.Found(node) : new Search.Absent()
        : DeviceMatch.Find(plugged.Serial(), options);

    /// <inheritdoc/>
    public override string? ProblemOf(DeviceNode node) => node.IsCharacterDevice
        ? DeviceProblem.OfAccess(Where, node, Libc.MayRead | Libc.MayWrite)
        : $"{Where} is no device: correct it in scanning.scanners (dntrace scanners list shows what is plugged in)";

    /// <inheritdoc/>
    public override Opening Open(DeviceNode node)
    {
        var port = new SerialPort(node.Path, options.Baud, Parity(), options.DataBits, StopBits())
        {
            Handshake = Handshake(),
        };
        try
        {
            port.Open();
            SetModemLines(port);
            return new Opening.Opened(new OpenLine(port));
        }
        catch (UnauthorizedAccessException)
        {
            port.Dispose();
            // This user may open it, as was looked at above: so somebody else has it.
            return new Opening.Refused(DeviceProblem.InUse(Where, node));
        }
        catch (ArgumentException)
        {
            port.Dispose();
            return new Opening.Refused(
                $"{Where} is no serial line, or has no speed of {options.Baud}: correct port or baud");
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or PlatformNotSupportedException)
        {
            port.Dispose();
            return new Opening.Refused(DeviceProblem.Failing(Where, e.Message));
        }
    }

    private Parity Parity() => Enum.Parse<Parity>(options.Parity, ignoreCase: true);

    private StopBits StopBits() => options.StopBits == 2 ? System.IO.Ports.StopBits.Two : System.IO.Ports.StopBits.One;

    private Handshake Handshake() => options.FlowControl switch
    {
        "rtsCts" => System.IO.Ports.Handshake.RequestToSend,
        "xonXoff" => System.IO.Ports.Handshake.XOnXOff,
        _ => System.IO.Ports.Handshake.None,
    };

    // Many USB scanners send only while DTR and RTS are raised.
    private void SetModemLines(SerialPort port)
    {
        try
        {
            port.DtrEnable = options.Dtr;
            // With rtsCts the line discipline has it in hand.
            if (port.Handshake != System.IO.Ports.Handshake.RequestToSend)
                port.RtsEnable = options.Rts;
        }
        catch (IOException e)
        {
            // A pty and some adapters have no such lines, and need none.
            LogNoModemLines(options.Name, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Scanner {Scanner} has no DTR or RTS: {Reason}")]
    private partial void LogNoModemLines(string scanner, string reason);

    private sealed class OpenLine(SerialPort port) : OpenDevice
    {
        // The token is none: on some kernels a cancelled read stays under way. Closing ends it.
        public override Task<int> ReadAsync(Memory<byte> buffer) =>
            port.BaseStream.ReadAsync(buffer, CancellationToken.None).AsTask();

        public override void Dispose() => port.Dispose();
    }
}
