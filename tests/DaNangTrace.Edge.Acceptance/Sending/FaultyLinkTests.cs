using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>The faulty link itself: each fault is what its name says. Behind it, whatever is said comes back.</summary>
public sealed class FaultyLinkTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task A_sound_link_passes_on_both_ways_and_the_end_too()
    {
        await using var talk = await Talk.BeginAsync();
        await talk.SayAsync("abc");
        Assert.Equal("abc", await talk.HearAsync(3));
        talk.HangUp();
        Assert.Equal("", await talk.HearAsync(1));
        Assert.Equal(1, talk.Link.Connections);
    }

    [Fact]
    public async Task Latency_delays_and_does_not_slow_down()
    {
        await using var talk = await Talk.BeginAsync(new LinkFault { Latency = TimeSpan.FromMilliseconds(150) });
        await using var calm = new CalmWatch();
        var watch = Stopwatch.StartNew();
        await talk.SayAsync(new string('x', 20_000));
        await talk.HearAsync(20_000);
        Assert.True(watch.Elapsed.TotalMilliseconds >= 300, $"{watch.Elapsed}");
        Assert.True(calm.Elapsed.TotalMilliseconds <= 2_000, $"{calm.Elapsed}");
    }

    [Fact]
    public async Task A_narrow_link_takes_its_time()
    {
        await using var talk = await Talk.BeginAsync(new LinkFault { BytesPerSecond = 10_000 });
        await using var calm = new CalmWatch();
        var watch = Stopwatch.StartNew();
        await talk.SayAsync(new string('x', 6_000));
        await talk.HearAsync(6_000);
        Assert.True(watch.Elapsed.TotalMilliseconds >= 450, $"{watch.Elapsed}");
        Assert.True(calm.Elapsed.TotalMilliseconds <= 3_000, $"{calm.Elapsed}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cut_comes_after_so_many_bytes(bool isUp)
    {
        await using var talk = await Talk.BeginAsync(
            isUp ? new LinkFault { CutAfterUp = 1_500 } : new LinkFault { CutAfterDown = 1_500 });
        await talk.SayAsync(new string('x', 1_400));
        Assert.Equal(1_400, (await talk.HearAsync(1_400)).Length);
        await talk.SayAsync(new string('y', 200));
        Assert.InRange((await talk.HearAsync(200)).Length, 0, 100);
        var due = isUp ? 1_500 : 1_600;
        await Until.TrueAsync(() => talk.Heard >= due, "all that was let through");
        Assert.Equal(due, talk.Heard);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task What_is_stalled_waits_until_the_link_is_healed(bool up, bool down)
    {
        await using var talk = await Talk.BeginAsync();
        await talk.SayAsync("a");
        Assert.Equal("a", await talk.HearAsync(1));
        talk.Link.Fault = new LinkFault { StallsUp = up, StallsDown = down };
        await talk.SayAsync("b");
        if (!up)
            await Until.TrueAsync(() => talk.Heard == 2, "what is not stalled");
        Assert.False(await talk.HearsWithinAsync(Silence));
        Assert.Equal(up ? 1 : 2, talk.Heard);
        talk.Link.Heal();
        Assert.Equal("b", await talk.HearAsync(1));
    }

    [Fact]
    public async Task Of_a_half_open_connection_the_other_end_hears_nothing()
    {
        await using var talk = await Talk.BeginAsync();
        await talk.SayAsync("a");
        await talk.HearAsync(1);
        talk.Link.CutFar();
        await talk.SayAsync("b");
        await talk.SayAsync("c");
        Assert.False(await talk.HearsWithinAsync(Silence));
        await Until.TrueAsync(() => talk.HasHungUp, "the far end is closed");
        Assert.Equal(1, talk.Heard);
        talk.Link.Cut();
        Assert.Equal("", await talk.HearAsync(1));
    }

    [Fact]
    public async Task Garbage_comes_once_a_connection_behind_the_first_bytes()
    {
        await using var down = await Talk.BeginAsync(new LinkFault { GarbageDown = "?!"u8.ToArray() });
        await down.SayAsync("a");
        Assert.Equal("a?!", await down.HearAsync(3));
        await down.SayAsync("b");
        Assert.Equal("b", await down.HearAsync(1));
        await using var up = await Talk.BeginAsync(new LinkFault { GarbageUp = "?!"u8.ToArray() });
        await up.SayAsync("a");
        Assert.Equal("a?!", await up.HearAsync(3));
        Assert.Equal(3, up.Heard);
    }

    [Fact]
    public async Task A_link_can_refuse_and_can_answer_for_somebody_else()
    {
        await using var refused = await Talk.BeginAsync(new LinkFault { Refuses = true });
        Assert.Equal("", await refused.HearAsync(1));
        await using var portal = await Talk.BeginAsync(new LinkFault { Answer = "sign in"u8.ToArray() });
        await portal.SayAsync("hello");
        Assert.Equal("sign in", await portal.HearAsync(100));
        Assert.Equal(0, portal.Heard);
    }

    /// <summary>A client, the link, and somebody behind it who repeats all that he hears.</summary>
    private sealed class Talk : IAsyncDisposable
    {
        private readonly TcpListener _parrot = new(IPAddress.Loopback, 0);
        private readonly TcpClient _client = new();
        private Stream _stream = Stream.Null;
        private int _heard;
        private volatile bool _hasHungUp;

        private Talk(LinkFault? fault)
        {
            _parrot.Start();
            Link = new FaultyLink(((IPEndPoint)_parrot.LocalEndpoint).Port) { Fault = fault ?? LinkFault.None };
            _ = RepeatAsync();
        }

        public FaultyLink Link { get; }

        /// <summary>Bytes that came through to the other end.</summary>
        public int Heard => Volatile.Read(ref _heard);

        public bool HasHungUp => _hasHungUp;

        public static async Task<Talk> BeginAsync(LinkFault? fault = null)
        {
            var talk = new Talk(fault);
            try
            {
                await talk._client.ConnectAsync("127.0.0.1", talk.Link.Port);
                talk._stream = talk._client.GetStream();
            }
            catch (SocketException)
            {
                // Cut so soon that there never was a connection.
            }
            return talk;
        }

        public async Task SayAsync(string text) => await _stream.WriteAsync(Encoding.ASCII.GetBytes(text));

        /// <summary>So many characters, or fewer where the connection ends.</summary>
        public async Task<string> HearAsync(int most)
        {
            var (bytes, count) = (new byte[most], 0);
            using var limit = new CancellationTokenSource(Until.Deadline);
            try
            {
                while (count < most
                    && await _stream.ReadAsync(bytes.AsMemory(count), limit.Token) is var few and > 0)
                    count += few;
            }
            catch (IOException)
            {
                // Cut.
            }
            return Encoding.ASCII.GetString(bytes, 0, count);
        }

        public async Task<bool> HearsWithinAsync(TimeSpan time)
        {
            await Task.Delay(time);
            return _client.Available > 0 || (_client.Client.Poll(0, SelectMode.SelectRead) && _client.Available == 0);
        }

        public void HangUp() => _client.Client.Shutdown(SocketShutdown.Send);

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            _parrot.Dispose();
            await Link.DisposeAsync();
        }

        private async Task RepeatAsync()
        {
            try
            {
                using var client = await _parrot.AcceptTcpClientAsync();
                var buffer = new byte[4096];
                while (await client.GetStream().ReadAsync(buffer) is var count and > 0)
                {
                    Interlocked.Add(ref _heard, count);
                    await client.GetStream().WriteAsync(buffer.AsMemory(0, count));
                }
            }
            catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
            {
                // The link failed, as it should.
            }
            _hasHungUp = true;
        }
    }
}
