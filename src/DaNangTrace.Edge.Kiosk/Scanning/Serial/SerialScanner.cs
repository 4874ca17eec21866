using System.Diagnostics.Metrics;
using System.IO.Ports;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Scanning.Serial;

/// <summary>
/// A scanner on a serial line (USB CDC-ACM or RS-232).
/// <para>Constraints of System.IO.Ports on Linux: after an unplug a pending read throws on some kernels and stays
/// silent for ever on others; a port whose device vanished must not be used again; <c>DataReceived</c> burns the
/// processor then. So it is read with <c>BaseStream.ReadAsync</c>, the device's presence is watched beside it, and
/// each opening gets a new object.</para>
/// </summary>
public sealed partial class SerialScanner : IScanner
{
    // An unplug is to be noticed within a second, a plug-in within two.
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);

    private readonly Counter<long> _dropped = Metering.Meter.CreateCounter<long>(
        "dntrace_codes_overlong_total", description: "Codes longer than any carrier holds, dropped whole");
    private readonly ScannerOptions _options;
    private readonly string _port;
    private readonly KioskClock _clock;
    private readonly ILogger<SerialScanner> _log;

    /// <summary>Makes the scanner; nothing is opened before <see cref="RunAsync"/>.</summary>
    public SerialScanner(ScannerOptions options, KioskClock clock, ILogger<SerialScanner> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Port);
        ArgumentNullException.ThrowIfNull(clock);
        (_options, _port, _clock, _log) = (options, options.Port, clock, log);
        Condition = new Condition(clock.Time);
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public Condition Condition { get; }

    /// <inheritdoc/>
    public async Task RunAsync(ScanTaker take, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(take);
        while (!stop.IsCancellationRequested)
        {
            var problem = await ServeUntilGoneAsync(take, stop);
            if (stop.IsCancellationRequested)
                break;
            if (Condition.Set(Wellness.Down, problem))
                LogDown(Name, problem);
            await Task.Delay(WatchInterval, _clock.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Opens the port and reads it until it can't be read any more.</summary>
    /// <returns>Why not, and what to do.</returns>
    private async Task<string> ServeUntilGoneAsync(ScanTaker take, CancellationToken stop)
    {
        var device = DeviceFile.Find(_port);
        if (device is null)
            return $"{_port} is not there: plug the scanner in, or correct scanning.scanners[].port";
        try
        {
            using var port = Open();
            return await ReadAsync(port, device, take, stop);
        }
        catch (UnauthorizedAccessException e)
        {
            return $"{_port} can't be opened ({e.Message}): add the service's user to the group dialout, "
                + "and see that no other program holds the device";
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or ArgumentException)
        {
            // ObjectDisposedException, an InvalidOperationException, is how a vanished device ends a pending read.
            return DeviceFile.Find(_port) == device
                ? $"{_port} fails ({e.Message}): check the cable; it is tried again by itself"
                : $"{_port} went away: plug the scanner in again";
        }
    }

    private SerialPort Open()
    {
        var parity = Enum.Parse<Parity>(_options.Parity, ignoreCase: true);
        var stopBits = _options.StopBits == 2 ? StopBits.Two : StopBits.One;
        var port = new SerialPort(_port, _options.Baud, parity, _options.DataBits, stopBits);
        try
        {
            port.Open();
            RaiseModemLines(port);
            return port;
        }
        catch
        {
            port.Dispose();
            throw;
        }
    }

    // Many USB scanners send only while DTR and RTS are raised.
    private void RaiseModemLines(SerialPort port)
    {
        try
        {
            port.DtrEnable = true;
            port.RtsEnable = true;
        }
        catch (IOException e)
        {
            // A pty and some adapters have no such lines, and need none.
            LogNoModemLines(Name, e.Message);
        }
    }

    private async Task<string> ReadAsync(SerialPort port, DeviceFile device, ScanTaker take, CancellationToken stop)
    {
        var framer = new Framer(_options.Terminator, TimeSpan.FromMilliseconds(_options.IdleMilliseconds));
        var buffer = new byte[4096];
        var overlong = 0L;
        // Closing the port is what ends a pending read; cancelling it is not enough on every kernel.
        await using var closing = stop.Register(port.Close);
        var reading = port.BaseStream.ReadAsync(buffer, CancellationToken.None).AsTask();
        var lastByte = _clock.Time.GetTimestamp();
        while (true)
        {
            // The first wait is short: a line that holds so long is open, one that opens and fails again is not.
            var patience = Condition.Now.Wellness == Wellness.Ok ? WatchInterval : FirstWait;
            var idleDue = IdleDue(framer, lastByte);
            var pause = Task.Delay(idleDue < patience ? idleDue : patience, _clock.Time, stop);
            if (await Task.WhenAny(reading, pause) == reading)
            {
                var count = await reading;
                if (count == 0)
                    return $"{_port} was hung up: plug the scanner in again";
                await TakeAsync(framer, buffer.AsMemory(0, count), take, stop);
                // After taking: while the lane was full nobody read, and that was no silence of the scanner's.
                lastByte = _clock.Time.GetTimestamp();
                reading = port.BaseStream.ReadAsync(buffer, CancellationToken.None).AsTask();
            }
            else
            {
                if (stop.IsCancellationRequested)
                    return "stopped";
                if (DeviceFile.Find(_port) != device)
                    return $"{_port} went away: plug the scanner in again";
                if (IdleDue(framer, lastByte) == TimeSpan.Zero && framer.EndBySilence(out var code))
                    await take(ToScan(code), stop);
            }
            if (Condition.Set(Wellness.Ok, $"listening on {_port}"))
                LogListening(Name, _port);
            TellOverlong(framer, ref overlong);
        }
    }

    private void TellOverlong(Framer framer, ref long told)
    {
        if (framer.Overlong == told)
            return;
        _dropped.Add(framer.Overlong - told, new KeyValuePair<string, object?>("scanner", Name));
        told = framer.Overlong;
        LogOverlong(Name, Symbol.MaxLength, told);
    }

    // Silence counts from the last byte, however often the device was looked at meanwhile.
    private TimeSpan IdleDue(Framer framer, long lastByte)
    {
        if (framer.IdleDue == Timeout.InfiniteTimeSpan)
            return TimeSpan.MaxValue;
        var due = framer.IdleDue - _clock.Time.GetElapsedTime(lastByte);
        return due < TimeSpan.Zero ? TimeSpan.Zero : due;
    }

    private async ValueTask TakeAsync(Framer framer, ReadOnlyMemory<byte> bytes, ScanTaker take, CancellationToken stop)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (framer.Take(bytes.Span[i], out var code))
                await take(ToScan(code), stop);
        }
    }

    private Scan ToScan(ReadOnlySpan<byte> code) => new(Name, Symbol.FromBytes(code), _clock.Now());

    [LoggerMessage(Level = LogLevel.Debug, Message = "Scanner {Scanner} has no DTR or RTS: {Reason}")]
    private partial void LogNoModemLines(string scanner, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Scanner {Scanner} listens on {Port}")]
    private partial void LogListening(string scanner, string port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scanner {Scanner} can't scan: {Problem}")]
    private partial void LogDown(string scanner, string problem);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Scanner {Scanner} sent a code of more than {Most} bytes; it was dropped whole ({Count} so far)")]
    private partial void LogOverlong(string scanner, int most, long count);
}
