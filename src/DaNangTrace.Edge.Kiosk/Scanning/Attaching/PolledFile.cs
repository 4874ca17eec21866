using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Kiosk.Scanning.Attaching;

/// <summary>
/// A device file or pipe that is read with poll(2) on a thread of its own: .NET would block a thread of the pool in
/// read(2), which closing the file does not end. Nothing is read ahead: who does not ask stops the reading.
/// </summary>
internal sealed class PolledFile : OpenDevice
{
    private readonly SafeFileHandle _file;
    private readonly SafeFileHandle _wake;
    private readonly SemaphoreSlim _asked = new(0);
    private readonly Lock _gate = new();
    private readonly Thread _thread;
    private TaskCompletionSource<int>? _reading;
    private Memory<byte> _buffer;
    private volatile bool _isClosed;

    /// <param name="file">Opened without blocking; closed with this.</param>
    public PolledFile(SafeFileHandle file)
    {
        _file = file;
        var wake = Libc.EventFile(0, Libc.CloseOnExec | Libc.NonBlocking);
        if (wake < 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        _wake = new SafeFileHandle(wake, ownsHandle: true);
        _thread = new Thread(Serve) { IsBackground = true, Name = "device" };
        _thread.Start();
    }

    /// <summary>The file, for what else a driver asks of it.</summary>
    public SafeFileHandle File => _file;

    /// <inheritdoc/>
    public override Task<int> ReadAsync(Memory<byte> buffer)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            (_buffer, _reading) = (buffer, new(TaskCreationOptions.RunContinuationsAsynchronously));
            _asked.Release();
            return _reading.Task;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            _asked.Release();
        }
        Libc.Write(_wake, BitConverter.GetBytes(1UL), sizeof(ulong));
        _thread.Join();
        _reading?.TrySetException(new ObjectDisposedException(nameof(PolledFile)));
        _file.Dispose();
        _wake.Dispose();
        _asked.Dispose();
    }

    private void Serve()
    {
        while (true)
        {
            _asked.Wait();
            if (_isClosed)
                return;
            var reading = _reading!;
            try
            {
                if (ReadOnce() is not { } count)
                    return;
                reading.SetResult(count);
            }
            catch (IOException e)
            {
                reading.SetException(e);
            }
        }
    }

    // Null when it was closed meanwhile.
    private int? ReadOnce()
    {
        Span<Libc.PollFile> files =
        [
            new() { Descriptor = (int)_file.DangerousGetHandle(), Wanted = Libc.PollIn },
            new() { Descriptor = (int)_wake.DangerousGetHandle(), Wanted = Libc.PollIn },
        ];
        while (true)
        {
            if (Libc.Poll(files, (nuint)files.Length, -1) < 0 && Marshal.GetLastPInvokeError() != Libc.Interrupted)
                throw new IOException(Marshal.GetLastPInvokeErrorMessage());
            if (_isClosed)
                return null;
            var count = Libc.Read(_file, _buffer.Span, _buffer.Length);
            if (count >= 0)
                return (int)count;
            if (Marshal.GetLastPInvokeError() is not (Libc.Again or Libc.Interrupted))
                throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        }
    }
}
