using System.Net;
using System.Net.Sockets;
using DaNangTrace.Edge.Kiosk.Tracing.Reaching;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Reaching;

/// <summary>Which addresses a kiosk asks by itself.</summary>
public sealed class PublicAddressesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.1.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2001:200::1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("64:ff9b::101:101")]
    public void An_address_of_the_internet_is_public(string address) =>
        Assert.True(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.0")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.0")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.9")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::7f00:1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::c0a8:101")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:1ff::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("3fff::1")]
    [InlineData("4000::1")]
    [InlineData("fc00::1")]
    [InlineData("fdff::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void An_address_of_the_own_network_or_of_nobody_is_not(string address) =>
        Assert.False(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task A_name_that_leads_into_the_own_network_is_not_connected_to()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var fault = await Assert.ThrowsAsync<IOException>(async () => await PublicAddresses.ConnectAsync(
            new DnsEndPoint("packs.example", PortOf(server)), (_, _) => Task.FromResult(Own), Stop));
        Assert.StartsWith("packs.example leads to no address of the public internet", fault.Message,
            StringComparison.Ordinal);
        Assert.False(server.Pending());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task What_a_setting_names_by_its_address_is_meant_as_it_is(string host)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        await using var stream = await PublicAddresses.ConnectAsync(
            new DnsEndPoint(host, PortOf(server)), (_, _) => Task.FromResult(Own), Stop);
        using var met = await server.AcceptSocketAsync(Stop);
        Assert.True(met.Connected);
    }

    [Fact]
    public async Task Where_nobody_is_at_one_address_the_next_is_tried()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        await using var stream = await PublicAddresses.ConnectAsync(
            new DnsEndPoint("localhost", PortOf(server)),
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]), Stop);
        using var met = await server.AcceptSocketAsync(Stop);
        Assert.True(met.Connected);
    }

    [Fact]
    public async Task Where_nobody_is_at_any_address_that_is_told()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var port = PortOf(server);
        server.Stop();
        await Assert.ThrowsAsync<SocketException>(async () => await PublicAddresses.ConnectAsync(
            new DnsEndPoint("localhost", port), (_, _) => Task.FromResult(Own), Stop));
    }

    [Fact]
    public async Task A_client_connects_by_it_and_tells_why_not()
    {
        using var handler = new SocketsHttpHandler { ConnectCallback = ConnectToOwnAsync, UseProxy = false };
        using var http = new HttpClient(handler);
        var fault = await Assert.ThrowsAsync<HttpRequestException>(
            () => http.GetAsync(new Uri("http://packs.example/17/"), Stop));
        Assert.Contains("leads to no address of the public internet", fault.Message, StringComparison.Ordinal);
    }

    private static IPAddress[] Own => [IPAddress.Loopback];

    private static ValueTask<Stream> ConnectToOwnAsync(SocketsHttpConnectionContext context, CancellationToken stop) =>
        PublicAddresses.ConnectAsync(context.DnsEndPoint, (_, _) => Task.FromResult(Own), stop);

    private static int PortOf(TcpListener server) => ((IPEndPoint)server.LocalEndpoint).Port;
}
