using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Channel;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>
/// The library's connection, with packets gathered on their way to and from the kernel: by itself the library asks the
/// kernel once for each that it sends, and thrice for each acknowledgement.
/// <para>A write returns when it is gathered; whether it arrived is told by the acknowledgement only, as ever. What is
/// gathered is never more than what may be on its way. A write that failed fails the next one, and the reader sees the
/// same broken connection.</para>
/// </summary>
internal sealed class GatheringChannel(IMqttChannel inner) : IMqttChannel
{
    // Hundreds of acknowledgements.
    private const int ReadBytes = 4096;

    private static readonly TimeSpan LastWordLimit = TimeSpan.FromSeconds(0.5);

    private readonly Lock _gate = new();
    private readonly byte[] _read = new byte[ReadBytes];
    private ArrayBufferWriter<byte> _gathered = new();
    private ArrayBufferWriter<byte> _written = new();
    private Task _writing = Task.CompletedTask;
    private Exception? _failure;
    private bool _isWriting;
    private int _readAt;
    private int _readEnd;

    /// <inheritdoc/>
    public X509Certificate2 ClientCertificate => inner.ClientCertificate;

    /// <inheritdoc/>
    public bool IsSecureConnection => inner.IsSecureConnection;

    /// <inheritdoc/>
    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    /// <inheritdoc/>
    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    /// <inheritdoc/>
    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        // The last word goes first, if the connection takes it.
        await _writing.WaitAsync(LastWordLimit, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await inner.DisconnectAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (_readAt == _readEnd)
        {
            // What does not fit goes where it is wanted at once.
            if (count >= ReadBytes)
                return await inner.ReadAsync(buffer, offset, count, cancellationToken);
            (_readAt, _readEnd) = (0, 0);
            _readEnd = await inner.ReadAsync(_read, 0, ReadBytes, cancellationToken);
        }
        var taken = Math.Min(count, _readEnd - _readAt);
        _read.AsSpan(_readAt, taken).CopyTo(buffer.AsSpan(offset));
        _readAt += taken;
        return taken;
    }

    /// <inheritdoc/>
    public Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_failure is not null)
                return Task.FromException(_failure);
            foreach (var piece in buffer)
                _gathered.Write(piece.Span);
            if (!_isWriting)
            {
                _isWriting = true;
                // By another thread, so that who sends several in a row sends them together.
                _writing = Task.Run(WriteAllAsync, CancellationToken.None);
            }
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private async Task WriteAllAsync()
    {
        while (true)
        {
            lock (_gate)
            {
                if (_gathered.WrittenCount == 0)
                {
                    _isWriting = false;
                    return;
                }
                (_gathered, _written) = (_written, _gathered);
            }
            try
            {
                // A connection that hangs is closed by whoever judges its silence: that ends this.
                await inner.WriteAsync(
                    new ReadOnlySequence<byte>(_written.WrittenMemory), isEndOfPacket: true, CancellationToken.None);
            }
            catch (Exception e)
            {
                lock (_gate)
                    _failure = e;
                return;
            }
            _written.ResetWrittenCount();
        }
    }
}

/// <summary>Has the library use it.</summary>
internal sealed class GatheringAdapters : IMqttClientAdapterFactory
{
    /// <inheritdoc/>
    public IMqttChannelAdapter CreateClientAdapter(
        MqttClientOptions options, MqttPacketInspector packetInspector, IMqttNetLogger logger) =>
        new MqttChannelAdapter(
            new GatheringChannel(new MqttTcpChannel(options)),
            new MqttPacketFormatterAdapter(
                options.ProtocolVersion, new MqttBufferWriter(options.WriterBufferSize, options.WriterBufferSizeMax)),
            logger)
        {
            AllowPacketFragmentation = options.AllowPacketFragmentation,
            PacketInspector = packetInspector,
        };
}
