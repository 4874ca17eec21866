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
    ScannerOptions options, ScannerTally tally, PluggedDevices plugged, ILogger log)
    : ScannerDriver(options, plugged.Serial)
{
    /// <inheritdoc/>
    public override CodeDecoder Decoder { get; } = new Framer(FrameFormat.Of(options), tally);

    /// <inheritdoc/>
    public override string? ProblemOf(DeviceNode node) => node.IsCharacterDevice
        ? DeviceProblem.OfAccess(Where, node, SystemCalls.MayRead | SystemCalls.MayWrite)
        : $"{Where} is no device: correct port (dntrace scanners list shows what is plugged in)";

    /// <inheritdoc/>
    public override Opening Open(DeviceNode node)
    {
        var port = new SerialPort(node.Path, Options.Baud, Parity(), Options.DataBits, StopBits())
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
            return new Opening.Refused(WhyDenied(node));
        }
        catch (ArgumentException)
        {
            port.Dispose();
            return new Opening.Refused(
                $"{Where} is no serial line, or has no speed of {Options.Baud}: correct port or baud");
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or PlatformNotSupportedException)
        {
            port.Dispose();
            return new Opening.Refused(DeviceProblem.Failing(Where, e.Message));
        }
    }

    /// <summary>
    /// Opening it keeps others out (TIOCEXCL), but not who had it before, nor root.
    /// </summary>
    public override string? ShareOf(DeviceNode node) => DeviceProblem.OfShare(Where, node);

    // This user may open it, as was looked at before: so somebody else has it, or it is no line at all.
    private string WhyDenied(DeviceNode node)
    {
        try
        {
            using var file = PolledFile.Open(node.Path);
            return SystemCalls.IsTerminal(file.File) == 1 ? DeviceProblem.InUse(Where, node) : IsNoLine();
        }
        catch (IOException)
        {
            return DeviceProblem.InUse(Where, node);
        }
    }

    private string IsNoLine() => $"{Where} is no serial line: correct port or driver "
        + "(dntrace scanners list shows what is plugged in)";

    private Parity Parity() => Enum.Parse<Parity>(Options.Parity, ignoreCase: true);

    private StopBits StopBits() => Options.StopBits == 2 ? System.IO.Ports.StopBits.Two : System.IO.Ports.StopBits.One;

    private Handshake Handshake() => Options.FlowControl switch
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
            port.DtrEnable = Options.Dtr;
            // With rtsCts the line discipline has it in hand.
            if (port.Handshake != System.IO.Ports.Handshake.RequestToSend)
                port.RtsEnable = Options.Rts;
        }
        catch (IOException e)
        {
            // A pty and some adapters have no such lines, and need none.
            LogNoModemLines(Options.Name, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Scanner {Scanner} has no DTR or RTS: {Reason}")]
    private partial void LogNoModemLines(string scanner, string reason);

    private sealed class OpenLine(SerialPort port) : OpenDevice
    {
        private int _isClosed;

        // The token is none: on some kernels a cancelled read stays under way. Closing ends it.
        public override Task<int> ReadAsync(Memory<byte> buffer) =>
            port.BaseStream.ReadAsync(buffer, CancellationToken.None).AsTask();

        public override void Dispose()
        {
            if (Interlocked.Exchange(ref _isClosed, 1) == 1)
                return;
            try
            {
                port.Dispose();
            }
            catch (IOException)
            {
                // A line that vanished can't be set back to how it was found, and need not be.
            }
        }
    }
}
