using DaNangTrace.Edge.Kiosk.Scanning.Framing;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Scanning.Attaching;

/// <summary>What a technician sees who watches a scanner.</summary>
/// <param name="Read">Gets the bytes as they come, in the decoder's words.</param>
/// <param name="Framed">Gets what ended each code, right before the scan is taken.</param>
public sealed record ScanTap(Action<string> Read, Action<string> Framed);

/// <summary>Why a pump ended.</summary>
internal enum PumpEnd
{
    /// <summary>It was told to.</summary>
    Stopped,

    /// <summary>The device went away.</summary>
    Gone,

    /// <summary>The device is there and can't be read.</summary>
    Failed,
}

/// <summary>
/// Reads an open device and hands its codes on, until it goes away. A pending read stays silent for ever on some
/// kernels when the device is unplugged, so its presence is watched beside it.
/// </summary>
/// <param name="scanner">Name of the scanner.</param>
/// <param name="clock">The kiosk's clock.</param>
/// <param name="watchInterval">How often presence is looked at.</param>
internal sealed class ScanPump(string scanner, KioskClock clock, TimeSpan watchInterval)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);

    private long _lastByte;

    /// <summary>What watches it; null for none.</summary>
    public ScanTap? Tap { get; init; }

    /// <summary>Reads until the device is gone.</summary>
    /// <param name="device">Open; closed on return.</param>
    /// <param name="decoder">Makes codes of its bytes.</param>
    /// <param name="isThere">Whether it is still the device that was opened.</param>
    /// <param name="works">Told at the first sign that it can be read, and after each further one.</param>
    /// <param name="take">Takes the scans.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Why it ended, with the system's words for a fault.</returns>
    public async Task<(PumpEnd End, string Why)> RunAsync(
        OpenDevice device, CodeDecoder decoder, Func<bool> isThere, Action works, ScanTaker take, CancellationToken stop)
    {
        try
        {
            // Closing is what ends a pending read; cancelling it is not enough on every kernel.
            await using var closing = stop.Register(device.Dispose);
            using (device)
                return (await PumpAsync(device, decoder, isThere, works, take, stop), "");
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            // ObjectDisposedException, an InvalidOperationException, is how a vanished line ends a pending read.
            return stop.IsCancellationRequested ? (PumpEnd.Stopped, "")
                : isThere() ? (PumpEnd.Failed, e.Message)
                : (PumpEnd.Gone, e.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (PumpEnd.Stopped, "");
        }
        finally
        {
            decoder.Reset();
        }
    }

    private async Task<PumpEnd> PumpAsync(
        OpenDevice device, CodeDecoder decoder, Func<bool> isThere, Action works, ScanTaker take, CancellationToken stop)
    {
        var buffer = new byte[4096];
        var reading = device.ReadAsync(buffer);
        _lastByte = clock.Time.GetTimestamp();
        // The first wait is short: a device that holds so long is open, one that opens and fails again is not.
        var patience = FirstWait < watchInterval ? FirstWait : watchInterval;
        while (true)
        {
            var silence = IdleDue(decoder);
            if (await HasReadAsync(reading, silence < patience ? silence : patience, stop))
            {
                var count = await reading;
                if (count == 0)
                    return PumpEnd.Gone;
                await TakeAsync(decoder, buffer.AsMemory(0, count), take, stop);
                // After taking: while the lane was full nobody read, and that was no silence of the scanner's.
                _lastByte = clock.Time.GetTimestamp();
                reading = device.ReadAsync(buffer);
            }
            else
            {
                stop.ThrowIfCancellationRequested();
                if (!isThere())
                    return PumpEnd.Gone;
                if (IdleDue(decoder) == TimeSpan.Zero && decoder.EndBySilence() is { } code)
                    await HandOnAsync(code, take, stop);
            }
            patience = watchInterval;
            works();
        }
    }

    // A timer that is not needed any more is ended: at full speed they would pile up.
    private async Task<bool> HasReadAsync(Task<int> reading, TimeSpan wait, CancellationToken stop)
    {
        if (reading.IsCompleted)
            return true;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var ended = await Task.WhenAny(reading, Task.Delay(wait, clock.Time, waiting.Token));
        await waiting.CancelAsync();
        return ended == reading;
    }

    // Silence counts from the last byte, however often the device was looked at meanwhile.
    private TimeSpan IdleDue(CodeDecoder decoder)
    {
        if (decoder.IdleDue == Timeout.InfiniteTimeSpan)
            return TimeSpan.MaxValue;
        var due = decoder.IdleDue - clock.Time.GetElapsedTime(_lastByte);
        return due < TimeSpan.Zero ? TimeSpan.Zero : due;
    }

    private async ValueTask TakeAsync(
        CodeDecoder decoder, ReadOnlyMemory<byte> bytes, ScanTaker take, CancellationToken stop)
    {
        Tap?.Read(decoder.Describe(bytes.Span));
        while (!bytes.IsEmpty)
        {
            if (decoder.Next(ref bytes) is { } code)
                await HandOnAsync(code, take, stop);
        }
    }

    private ValueTask HandOnAsync(Code code, ScanTaker take, CancellationToken stop)
    {
        Tap?.Framed(code.EndedBy);
        return take(Scan.Now(scanner, code.Symbol, clock), stop);
    }
}
