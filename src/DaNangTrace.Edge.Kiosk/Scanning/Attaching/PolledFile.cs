using System.Runtime.InteropServices;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Kiosk.Scanning.Attaching;

/// <summary>
/// A device file or pipe that is read with poll(2) on a thread of its own: .NET would block a thread of the pool in
/// read(2), which closing the file does not end. It reads only what it is asked for.
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

    private PolledFile(SafeFileHandle file, SafeFileHandle wake)
    {
        (_file, _wake) = (file, wake);
        _thread = new Thread(Serve) { IsBackground = true, Name = "device" };
        _thread.Start();
    }

    /// <summary>Opens a device file or pipe for reading; waits for no writer.</summary>
    /// <exception cref="IOException">It can't be opened, or this process has too many files open.</exception>
    public static PolledFile Open(string path)
    {
        var file = Handle(SystemCalls.Open(
            path, SystemCalls.ReadOnly | SystemCalls.NonBlocking | SystemCalls.CloseOnExec));
        try
        {
            return new PolledFile(
                file, Handle(SystemCalls.EventFile(0, SystemCalls.CloseOnExec | SystemCalls.NonBlocking)));
        }
        catch
        {
            file.Dispose();
            throw;
        }
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
        SystemCalls.Write(_wake, BitConverter.GetBytes(1UL), sizeof(ulong));
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
        Span<SystemCalls.PollFile> files =
        [
            new() { Descriptor = (int)_file.DangerousGetHandle(), Wanted = SystemCalls.PollIn },
            new() { Descriptor = (int)_wake.DangerousGetHandle(), Wanted = SystemCalls.PollIn },
        ];
        while (true)
        {
            if (SystemCalls.Poll(files, (nuint)files.Length, -1) < 0
                && Marshal.GetLastPInvokeError() != SystemCalls.Interrupted)
                throw new IOException(Marshal.GetLastPInvokeErrorMessage());
            if (_isClosed)
                return null;
            var count = SystemCalls.Read(_file, _buffer.Span, _buffer.Length);
            if (count >= 0)
                return (int)count;
            if (Marshal.GetLastPInvokeError() is not (SystemCalls.Again or SystemCalls.Interrupted))
                throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        }
    }

    private static SafeFileHandle Handle(int number) => number < 0
        ? throw new IOException(Marshal.GetLastPInvokeErrorMessage())
        : new SafeFileHandle(number, ownsHandle: true);
}
