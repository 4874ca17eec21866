using System.Threading.Channels;
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

/// <summary>Whether a device is there: asked of who found it, and told to him.</summary>
/// <param name="IsThere">Whether it is still the device that was opened.</param>
/// <param name="Works">Told at the first sign that it can be read, and after each further one.</param>
/// <param name="Gone">Told as soon as it is gone.</param>
internal sealed record DevicePresence(Func<bool> IsThere, Action Works, Action Gone);

/// <summary>
/// Reads an open device and hands its codes on, until it goes away.
/// <para>Constraints: evdev and hidraw can't be held back, the kernel's buffer is full after ten keys; silence between
/// codes must be seen also while the lane is full; a pending read stays silent for ever on some kernels when the
/// device is unplugged.</para>
/// <para>Operation: one loop reads, notes when, and looks whether the device is still there; another makes codes of the
/// pieces and waits for the lane. Between them stand a bounded number of pieces; when that is reached, the reading
/// stops, too.</para>
/// </summary>
/// <param name="scanner">Name of the scanner.</param>
/// <param name="clock">The kiosk's clock.</param>
/// <param name="watchInterval">How often presence is looked at.</param>
internal sealed class ScanPump(string scanner, KioskClock clock, TimeSpan watchInterval)
{
    /// <summary>
    /// A wedge sends two pieces a key: some seventy codes on top of the lane's, more than anybody scans while a desk is
    /// stuck. Eight mebibytes, were each piece full.
    /// </summary>
    public const int MostPieces = 2048;

    // The desk takes a code in a millisecond. Longer than this the host would not wait for us.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);

    // The kernel hangs a line up first and takes its name away then. A quarter of a second in all: an unplug is to be
    // noticed within one.
    private const int GoingLooks = 5;
    private static readonly TimeSpan GoingPause = TimeSpan.FromMilliseconds(50);

    private volatile Task _reading = Task.CompletedTask;
    private long _readingSince;

    /// <summary>What watches it; null for none.</summary>
    public ScanTap? Tap { get; init; }

    /// <summary>The most pieces that are read ahead of the lane.</summary>
    public int Ahead { get; init; } = MostPieces;

    /// <summary>Reads until the device is gone.</summary>
    /// <param name="device">Open; closed on return.</param>
    /// <param name="decoder">Makes codes of its bytes.</param>
    /// <param name="presence">Asks whether it is there, and is told.</param>
    /// <param name="take">Takes the scans; what was read is handed on for half a second after a stop.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Why it ended, with the system's words for a fault.</returns>
    public async Task<(PumpEnd End, string Why)> RunAsync(
        OpenDevice device, CodeDecoder decoder, DevicePresence presence, ScanTaker take, CancellationToken stop)
    {
        var pieces = Channel.CreateBounded<Piece>(
            new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var draining = new CancellationTokenSource();
        var decoding = DecodeAsync(pieces.Reader, decoder, take, ending, draining.Token);
        try
        {
            await using var limit = stop.Register(() => draining.CancelAfter(DrainLimit));
            var end = await ReadToEndAsync(device, pieces.Writer, presence, ending.Token);
            // Before what was read is handed on: that waits for the lane.
            if (end.End == PumpEnd.Gone)
                presence.Gone();
            pieces.Writer.Complete();
            await decoding;
            return end;
        }
        catch (Exception e) when (stop.IsCancellationRequested
            && e is OperationCanceledException or ChannelClosedException)
        {
            // The lane was full, or closed already.
            return (PumpEnd.Stopped, "codes that were read are not recorded: the desk did not take them in time");
        }
        finally
        {
            decoder.Reset();
        }
    }

    private async Task<(PumpEnd End, string Why)> ReadToEndAsync(
        OpenDevice device, ChannelWriter<Piece> pieces, DevicePresence presence, CancellationToken stop)
    {
        try
        {
            // Closing is what ends a pending read; cancelling it is not enough on every kernel.
            await using var closing = stop.Register(device.Dispose);
            using (device)
                await ReadAsync(device, pieces, presence, stop);
            return (stop.IsCancellationRequested ? PumpEnd.Stopped : PumpEnd.Gone, "");
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            // ObjectDisposedException, an InvalidOperationException, is how a vanished line ends a pending read.
            return stop.IsCancellationRequested ? (PumpEnd.Stopped, "")
                : await IsStillThereAsync(presence, stop) ? (PumpEnd.Failed, e.Message)
                : stop.IsCancellationRequested ? (PumpEnd.Stopped, "")
                : (PumpEnd.Gone, e.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (PumpEnd.Stopped, "");
        }
    }

    // False also at a stop.
    private async Task<bool> IsStillThereAsync(DevicePresence presence, CancellationToken stop)
    {
        for (var i = 0; i < GoingLooks && presence.IsThere(); i++)
            await Task.Delay(GoingPause, clock.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stop.IsCancellationRequested && presence.IsThere();
    }

    // Ends when the device is gone.
    private async Task ReadAsync(
        OpenDevice device, ChannelWriter<Piece> pieces, DevicePresence presence, CancellationToken stop)
    {
        var buffer = new byte[OpenDevice.LongestRead];
        // The first wait is short: a device that holds so long is open, one that opens and fails again is not.
        var patience = FirstWait < watchInterval ? FirstWait : watchInterval;
        while (true)
        {
            var since = clock.Time.GetTimestamp();
            Interlocked.Exchange(ref _readingSince, since);
            var reading = device.ReadAsync(buffer);
            _reading = reading;
            while (!await HasEndedAsync(reading, patience, stop))
            {
                stop.ThrowIfCancellationRequested();
                if (!presence.IsThere())
                    return;
                patience = watchInterval;
                presence.Works();
            }
            var count = await reading;
            if (count == 0)
                return;
            var piece = new Piece(buffer.AsSpan(0, count).ToArray(), clock.Now(), clock.Time.GetTimestamp(), since);
            await pieces.WriteAsync(piece, stop);
            patience = watchInterval;
            presence.Works();
        }
    }

    private async Task DecodeAsync(
        ChannelReader<Piece> pieces, CodeDecoder decoder, ScanTaker take, CancellationTokenSource ending,
        CancellationToken stop)
    {
        var isDone = false;
        try
        {
            var last = default(Piece);
            while (true)
            {
                if (pieces.TryRead(out var piece))
                {
                    // While the lane was full, silence was seen by nobody, but it was there: a pause, then an end.
                    while (SilenceLeft(decoder, Math.Max(last.Stamp, piece.Since), piece.Stamp) <= TimeSpan.Zero)
                        await EndBySilenceAsync(decoder, last, take, stop);
                    last = piece;
                    await TakeAsync(decoder, piece, take, stop);
                }
                else if (decoder.IdleDue == TimeSpan.Zero
                    || (SilenceLeft(decoder, Since(last), clock.Time.GetTimestamp()) <= TimeSpan.Zero
                        && !_reading.IsCompleted && !pieces.TryPeek(out _)))
                {
                    await EndBySilenceAsync(decoder, last, take, stop);
                }
                else if (!await HasMoreAsync(pieces, decoder, last))
                {
                    break;
                }
            }
            isDone = true;
        }
        finally
        {
            // A fault of who takes ends the reading, too.
            if (!isDone)
                await ending.CancelAsync();
        }
    }

    // True also when it is time to look again; false when no piece will come.
    private async Task<bool> HasMoreAsync(ChannelReader<Piece> pieces, CodeDecoder decoder, Piece last)
    {
        var more = pieces.WaitToReadAsync(CancellationToken.None).AsTask();
        var left = SilenceLeft(decoder, Since(last), clock.Time.GetTimestamp());
        // At least a moment: bytes that are on their way are no silence.
        var wait = left == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan
            : left > TimeSpan.FromMilliseconds(1) ? left
            : TimeSpan.FromMilliseconds(1);
        return !await HasEndedAsync(more, wait, CancellationToken.None) || await more;
    }

    // A timer that is not needed any more is ended: at full speed they would pile up.
    private async Task<bool> HasEndedAsync(Task task, TimeSpan wait, CancellationToken stop)
    {
        if (task.IsCompleted)
            return true;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var ended = await Task.WhenAny(task, Task.Delay(wait, clock.Time, waiting.Token));
        await waiting.CancelAsync();
        return ended == task;
    }

    // While nobody read there was no silence to be seen.
    private long Since(Piece last) => Math.Max(last.Stamp, Interlocked.Read(ref _readingSince));

    private TimeSpan SilenceLeft(CodeDecoder decoder, long since, long now) =>
        decoder.IdleDue == Timeout.InfiniteTimeSpan
            ? TimeSpan.MaxValue
            : decoder.IdleDue - clock.Time.GetElapsedTime(since, now);

    private async ValueTask TakeAsync(CodeDecoder decoder, Piece piece, ScanTaker take, CancellationToken stop)
    {
        Tap?.Read(decoder.Describe(piece.Bytes));
        ReadOnlyMemory<byte> rest = piece.Bytes;
        while (!rest.IsEmpty)
        {
            if (decoder.Next(ref rest) is { } code)
                await HandOnAsync(code, piece, take, stop);
        }
    }

    private async ValueTask EndBySilenceAsync(CodeDecoder decoder, Piece last, ScanTaker take, CancellationToken stop)
    {
        if (decoder.EndBySilence() is { } code)
            await HandOnAsync(code, last, take, stop);
    }

    private ValueTask HandOnAsync(Code code, Piece last, ScanTaker take, CancellationToken stop)
    {
        Tap?.Framed(code.EndedBy);
        return take(new Scan(scanner, code.Symbol, last.At, last.Stamp), stop);
    }

    /// <summary>What one read gave, when, and since when it was waited for.</summary>
    private readonly record struct Piece(byte[] Bytes, Moment At, long Stamp, long Since);
}
