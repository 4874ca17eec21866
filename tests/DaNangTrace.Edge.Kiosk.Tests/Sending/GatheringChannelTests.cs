using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using MQTTnet.Channel;

namespace DaNangTrace.Edge.Kiosk.Tests.Sending;

/// <summary>Bytes that are gathered on their way to and from the kernel.</summary>
public sealed class GatheringChannelTests : IDisposable
{
    private readonly FakeChannel _inner = new();

    [Fact]
    public async Task What_is_written_arrives_whole_in_its_order_and_in_fewer_pieces()
    {
        using var channel = new GatheringChannel(_inner);
        var gate = new TaskCompletionSource();
        _inner.Pause = gate.Task;
        for (var i = 0; i < 200; i++)
            await channel.WriteAsync(new ReadOnlySequence<byte>([(byte)i, 0xAA]), true, Stop);
        gate.SetResult();

        await Wait.UntilAsync(() => _inner.Written.Count == 400, "all arrives");
        Assert.Equal(Enumerable.Range(0, 200).SelectMany(i => (byte[])[(byte)i, 0xAA]), _inner.Written);
        Assert.InRange(_inner.Writes, 1, 50);
    }

    [Fact]
    public async Task A_write_that_failed_fails_the_next_one()
    {
        using var channel = new GatheringChannel(_inner);
        _inner.Failure = new IOException("broken");
        await channel.WriteAsync(new ReadOnlySequence<byte>([1]), true, Stop);
        await Wait.UntilAsync(() => _inner.Writes == 1, "the first one fails");

        await Wait.UntilAsync(
            () => channel.WriteAsync(new ReadOnlySequence<byte>([2]), true, Stop).IsFaulted, "the next one fails too");
        Assert.Empty(_inner.Written);
    }

    [Fact]
    public async Task What_is_read_comes_whole_whatever_the_pieces_that_are_asked_for()
    {
        using var channel = new GatheringChannel(_inner);
        var sent = Enumerable.Range(0, 20_000).Select(i => (byte)(i * 7)).ToArray();
        _inner.ToRead = new MemoryStream(sent);
        var got = new List<byte>();
        var chance = new Random(7);
        var buffer = new byte[6000];
        while (true)
        {
            var read = await channel.ReadAsync(buffer, 3, chance.Next(1, 5990), Stop);
            if (read == 0)
                break;
            got.AddRange(buffer.AsSpan(3, read));
        }

        Assert.Equal(sent, got);
    }

    [Fact]
    public async Task A_connection_that_hangs_does_not_hold_up_its_own_closing()
    {
        using var channel = new GatheringChannel(_inner);
        _inner.Pause = new TaskCompletionSource().Task;
        await channel.WriteAsync(new ReadOnlySequence<byte>([1]), true, Stop);

        await channel.DisconnectAsync(Stop).WaitAsync(TimeSpan.FromSeconds(20), Stop);

        Assert.True(_inner.IsDisconnected);
    }

    public void Dispose() => _inner.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private sealed class FakeChannel : IMqttChannel
    {
        public List<byte> Written { get; } = [];

        public int Writes { get; private set; }

        public Task Pause { get; set; } = Task.CompletedTask;

        public Exception? Failure { get; set; }

        public Stream ToRead { get; set; } = Stream.Null;

        public bool IsDisconnected { get; private set; }

        public X509Certificate2 ClientCertificate => null!;

        public bool IsSecureConnection => false;

        public EndPoint LocalEndPoint => null!;

        public EndPoint RemoteEndPoint => null!;

        public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task DisconnectAsync(CancellationToken cancellationToken)
        {
            IsDisconnected = true;
            return Task.CompletedTask;
        }

        public Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ToRead.ReadAsync(buffer, offset, count, cancellationToken);

        public async Task WriteAsync(
            ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken)
        {
            await Pause;
            Writes++;
            if (Failure is not null)
                throw Failure;
            Written.AddRange(buffer.ToArray());
        }

        public void Dispose() { }
    }
}
