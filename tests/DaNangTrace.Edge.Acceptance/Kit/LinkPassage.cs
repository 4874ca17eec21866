using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// One connection through a faulty link.
/// <code>
///   kiosk ──near──► read ─► queue (latency) ─► write (rate, stall, cut, garbage) ──far──► broker, and the same back
/// </code>
/// An end of either side is passed on behind what was sent before it.
/// </summary>
internal sealed class LinkPassage : IAsyncDisposable
{
    private const int ChunkBytes = 1024;

    // As much as waits in a real link's buffers.
    private const int MostChunks = 64;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly Socket _near;
    private readonly Socket _far = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Func<LinkFault> _fault;
    private volatile bool _isCut;
    private volatile bool _isFarCut;

    /// <param name="near">The kiosk's end.</param>
    /// <param name="toPort">Where the broker listens.</param>
    /// <param name="fault">What the link does now.</param>
    public LinkPassage(Socket near, int toPort, Func<LinkFault> fault)
    {
        (_near, _fault) = (near, fault);
        Ended = Task.Run(() => RunAsync(toPort));
    }

    /// <summary>Completes when both ends are closed.</summary>
    public Task Ended { get; }

    public void Cut()
    {
        _isCut = true;
        Reset(_near);
        Reset(_far);
    }

    public void CutFar()
    {
        _isFarCut = true;
        Reset(_far);
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await Ended;
        _near.Dispose();
        _far.Dispose();
    }

    private async Task RunAsync(int toPort)
    {
        try
        {
            if (_fault().Refuses)
                return;
            if (_fault().Answer is { } answer)
            {
                await _near.ReceiveAsync(new byte[ChunkBytes]);
                await _near.SendAsync(answer);
                _near.Shutdown(SocketShutdown.Both);
                return;
            }
            await _far.ConnectAsync("127.0.0.1", toPort);
            _near.NoDelay = _far.NoDelay = true;
            await Task.WhenAll(PassAsync(_near, _far, isUp: true), PassAsync(_far, _near, isUp: false));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Nobody listens there, or an end has gone: so does the other one.
        }
        finally
        {
            Cut();
        }
    }

    private async Task PassAsync(Socket from, Socket to, bool isUp)
    {
        var queue = Channel.CreateBounded<(long Due, byte[] Bytes)>(MostChunks);
        await Task.WhenAll(ReadAsync(from, queue.Writer, isUp), WriteAsync(to, queue.Reader, isUp));
    }

    private async Task ReadAsync(Socket from, ChannelWriter<(long Due, byte[] Bytes)> queue, bool isUp)
    {
        var buffer = new byte[ChunkBytes];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                var due = Stopwatch.GetTimestamp() + (long)(_fault().Latency.TotalSeconds * Stopwatch.Frequency);
                await queue.WriteAsync((due, buffer[..count]));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or ChannelClosedException)
        {
            // An end like any other: what was read before it is passed on.
        }
        // The broker's end is cut, and the kiosk is not to hear of it.
        while (!isUp && _isFarCut && !_isCut)
            await Task.Delay(Look);
        queue.TryComplete();
    }

    private async Task WriteAsync(Socket to, ChannelReader<(long Due, byte[] Bytes)> queue, bool isUp)
    {
        var (passed, isSpoilt) = (0L, false);
        try
        {
            await foreach (var (due, bytes) in queue.ReadAllAsync())
            {
                await DueAsync(due, isUp);
                if (isUp && _isFarCut)
                    continue;
                var fault = _fault();
                var left = ((isUp ? fault.CutAfterUp : fault.CutAfterDown) ?? long.MaxValue) - passed;
                if (left < bytes.Length)
                {
                    await SendAsync(to, bytes.AsMemory(0, (int)Math.Max(0, left)));
                    Cut();
                    return;
                }
                await SendAsync(to, bytes);
                passed += bytes.Length;
                // Behind the first bytes, so that it meets a connection that was well.
                if (!isSpoilt && (isUp ? fault.GarbageUp : fault.GarbageDown) is { } garbage)
                {
                    isSpoilt = true;
                    await SendAsync(to, garbage);
                }
                if (fault.BytesPerSecond > 0)
                    await Task.Delay(TimeSpan.FromSeconds((double)bytes.Length / fault.BytesPerSecond));
            }
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            if (!_isFarCut)
                Cut();
        }
        finally
        {
            // Whoever reads for nobody must not wait for room.
            while (!queue.Completion.IsCompleted && await queue.WaitToReadAsync())
                queue.TryRead(out _);
        }
    }

    private async Task DueAsync(long due, bool isUp)
    {
        // A timer may be early by a part of its grain.
        while (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait + TimeSpan.FromMilliseconds(1));
        while ((isUp ? _fault().StallsUp : _fault().StallsDown) && !_isCut && !(isUp && _isFarCut))
            await Task.Delay(Look);
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await to.SendAsync(bytes)..];
    }

    // A reset instead of a farewell: the other end is told at once that something broke.
    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }
        socket.Close();
    }
}
