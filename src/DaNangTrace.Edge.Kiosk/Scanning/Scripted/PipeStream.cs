using DaNangTrace.Edge.Kiosk.Scanning.Attaching;

namespace DaNangTrace.Edge.Kiosk.Scanning.Scripted;

/// <summary>
/// A named pipe as a stream that ends when its writers left. Opening it waits for no writer, and closing it ends a
/// read that waits: a plain file stream would wait in the kernel for both, and hold up the stop of the kiosk.
/// </summary>
internal sealed class PipeStream : Stream
{
    private readonly PolledFile _pipe;

    private PipeStream(PolledFile pipe) => _pipe = pipe;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens one.</summary>
    /// <exception cref="IOException">It is gone, or may not be read.</exception>
    public static PipeStream Open(string path) => new(PolledFile.Open(path));

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(_pipe.ReadAsync(buffer));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) =>
        _pipe.ReadAsync(buffer.AsMemory(offset, count)).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _pipe.Dispose();
        base.Dispose(disposing);
    }
}
