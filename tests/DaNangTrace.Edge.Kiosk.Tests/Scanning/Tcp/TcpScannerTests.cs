using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Tcp;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Tcp;

public sealed class TcpScannerTests : IAsyncDisposable
{
    private readonly ScannerTally _tally = Samples.Tally();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<string> _codes = [];
    private TcpScanner? _scanner;
    private Task _running = Task.CompletedTask;
    private ScanTaker _take;

    public TcpScannerTests() => _take = (scan, _) =>
    {
        lock (_gate)
            _codes.Add(scan.Symbol.Text);
        return ValueTask.CompletedTask;
    };

    [Fact]
    public async Task Each_connection_sends_codes_of_its_own()
    {
        var port = await StartAsync();
        using var first = await ConnectAsync(port, 1);
        using var second = await ConnectAsync(port, 2);

        await SendAsync(first, "half of ");
        await SendAsync(second, "8936012345674\r\n");
        await UntilAsync("8936012345674");
        await SendAsync(first, "the first\r");

        await UntilAsync("8936012345674", "half of the first");
        Assert.Equal(0, _tally.Faults);
    }

    [Fact]
    public async Task The_condition_tells_where_it_listens_and_who_is_connected()
    {
        var port = await StartAsync();

        Assert.Equal($"listening on 127.0.0.1:{port}, 0 connected", _scanner!.Condition.Now.Message);
        using (await ConnectAsync(port, 1))
            Assert.Equal(Wellness.Ok, _scanner.Condition.Now.Wellness);
        await UntilConnectedAsync(0);
    }

    [Fact]
    public async Task An_address_that_others_reach_is_told()
    {
        await StartAsync("0.0.0.0:0");

        Assert.Contains("anyone on that network can scan", _scanner!.Condition.Now.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_code_of_a_connection_that_hangs_up_is_dropped_and_counted()
    {
        var port = await StartAsync();
        using (var connection = await ConnectAsync(port, 1))
            await SendAsync(connection, "whole\rhalf");

        await UntilConnectedAsync(0);

        await UntilAsync("whole");
        Assert.Equal((1, 1), (_tally.Of(ScanFault.Incomplete), _tally.Faults));
    }

    [Fact]
    public async Task A_connection_that_is_reset_costs_no_other()
    {
        var port = await StartAsync();
        using var stays = await ConnectAsync(port, 1);
        using (var reset = await ConnectAsync(port, 2))
            reset.Client.LingerState = new LingerOption(true, 0);

        await UntilConnectedAsync(1);
        await SendAsync(stays, "A\r");

        await UntilAsync("A");
    }

    [Fact]
    public async Task A_fifth_connection_is_closed_and_its_place_is_free_again_later()
    {
        var port = await StartAsync();
        var connections = new List<TcpClient>();
        for (var number = 1; number <= 4; number++)
            connections.Add(await ConnectAsync(port, number));

        using (var fifth = await ConnectAsync(port, 4))
            Assert.Equal(0, await ReadToEndAsync(fifth));
        Assert.Equal(1, _scanner!.Tally.Of(ScanFault.Connection));
        connections[0].Dispose();
        await UntilConnectedAsync(3);
        connections[0] = await ConnectAsync(port, 4);
        await SendAsync(connections[0], "A\r");

        await UntilAsync("A");
        connections.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task A_port_in_use_is_told_and_tried_again()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var time = Samples.Time();
        Start(port.ToString(CultureInfo.InvariantCulture), time);
        await Wait.UntilAsync(() => _scanner!.Condition.Now.Wellness == Wellness.Down, "down");
        Assert.Contains("in use by another program", _scanner!.Condition.Now.Message, StringComparison.Ordinal);

        other.Stop();
        await Wait.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(2));
                return _scanner.Condition.Now.Wellness == Wellness.Ok;
            },
            "listening once the port is free");
    }

    [Theory]
    [InlineData("70000")]
    [InlineData("127.0.0.1:70000")]
    [InlineData("127.0.0.1")]
    [InlineData("999.0.0.1:9101")]
    [InlineData("-")]
    public async Task What_is_no_port_is_told(string port)
    {
        Start(port);

        await Wait.UntilAsync(() => _scanner!.Condition.Now.Wellness == Wellness.Down, "down");
        Assert.Contains("is no port: correct it", _scanner!.Condition.Now.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9101", "127.0.0.1:9101")]
    [InlineData("10.0.0.7:9101", "10.0.0.7:9101")]
    [InlineData("[::]:9101", "[::]:9101")]
    public void A_port_alone_is_on_loopback(string port, string address)
    {
        Assert.True(TcpScanner.TryRead(port, out var read));
        Assert.Equal(address, read.ToString());
    }

    [Fact]
    public async Task Codes_are_taken_one_after_the_other_and_a_full_lane_stops_the_reading()
    {
        var inside = 0;
        using var free = new SemaphoreSlim(0);
        var take = _take;
        _take = async (scan, stop) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref inside));
            await free.WaitAsync(stop);
            await take(scan, stop);
            Interlocked.Decrement(ref inside);
        };
        var port = await StartAsync();
        using var first = await ConnectAsync(port, 1);
        using var second = await ConnectAsync(port, 2);
        const int Codes = 100_000;
        var sending = SendAsync(first, string.Concat(Enumerable.Range(0, Codes).Select(at => $"{at:D60}\r")));
        await SendAsync(second, "B\r");

        await Wait.UntilAsync(() => Volatile.Read(ref inside) == 1, "a code waits");
        // Six megabytes do not fit between the two ends: the sender waits too.
        Assert.False(sending.IsCompleted);
        free.Release(Codes + 1);
        await sending;
        await Wait.UntilAsync(() => Count == Codes + 1, "all codes");

        Assert.Equal(
            Enumerable.Range(0, Codes).Select(at => $"{at:D60}"), _codes.Where(code => code != "B"));
    }

    [Fact]
    public async Task A_stop_ends_it_at_once_whatever_is_connected()
    {
        var port = await StartAsync();
        using var idle = await ConnectAsync(port, 1);
        _take = async (_, stop) => await Task.Delay(Timeout.Infinite, stop);
        using var waiting = await ConnectAsync(port, 2);
        await SendAsync(waiting, "A\r");

        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(0, await ReadToEndAsync(idle));
    }

    [Fact]
    public async Task A_fault_of_the_program_is_heard()
    {
        var port = await StartAsync(take: (_, _) => throw new InvalidDataException("a bug"));
        using var connection = await ConnectAsync(port, 1);

        await SendAsync(connection, "A\r");

        await Assert.ThrowsAsync<InvalidDataException>(() => _running);
        _running = Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private int Count
    {
        get
        {
            lock (_gate)
                return _codes.Count;
        }
    }

    private void Start(string port, TimeProvider? time = null, ScanTaker? take = null)
    {
        var options = new ScannerOptions
        {
            Name = "front",
            Driver = "tcp",
            Port = port,
        };
        _scanner = new TcpScanner(
            options, _tally, Samples.Clock(time ?? TimeProvider.System), NullLogger.Instance)
        {
            // So few that a lane that is full stops the reading.
            Ahead = 4,
        };
        _running = _scanner.RunAsync(take ?? ((scan, stop) => _take(scan, stop)), _stop.Token);
    }

    // Port 0 is any that is free; the condition tells which.
    private async Task<int> StartAsync(string port = "0", ScanTaker? take = null)
    {
        Start(port, take: take);
        await Wait.UntilAsync(() => _scanner!.Condition.Now.Wellness == Wellness.Ok, "listening");
        var address = _scanner!.Condition.Now.Message.Split(' ')[2].TrimEnd(',');
        return IPEndPoint.Parse(address).Port;
    }

    private async Task<TcpClient> ConnectAsync(int port, int connected)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await UntilConnectedAsync(connected);
        return connection;
    }

    private Task UntilConnectedAsync(int count) => Wait.UntilAsync(
        () => _scanner!.Condition.Now.Message.EndsWith($", {count} connected", StringComparison.Ordinal),
        $"{count} connected");

    private static async Task SendAsync(TcpClient connection, string text) => await connection.GetStream()
        .WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    private static async Task<int> ReadToEndAsync(TcpClient connection)
    {
        try
        {
            return await connection.GetStream().ReadAsync(new byte[16], TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private Task UntilAsync(params string[] codes) => Wait.UntilAsync(
        () =>
        {
            lock (_gate)
                return _codes.SequenceEqual(codes);
        },
        string.Join(", ", codes));
}
