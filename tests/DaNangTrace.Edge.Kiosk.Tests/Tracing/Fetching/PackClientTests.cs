using System.Net;
using System.Net.Sockets;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Reaching;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Fetching;

/// <summary>Where the client leads that packs are fetched with.</summary>
public sealed class PackClientTests
{
    [Fact]
    public async Task By_itself_no_name_leads_into_the_own_network()
    {
        var stop = TestContext.Current.CancellationToken;
        var name = Dns.GetHostName();
        Assert.SkipUnless(await IsOwnAsync(name, stop), $"{name} is no name of the own network");
        using var http = PackClient.Make(isByItself: true);

        var fault = await Assert.ThrowsAsync<HttpRequestException>(
            () => http.GetAsync(new Uri($"http://{name}:9/"), stop));

        Assert.Contains("leads to no address of the public internet", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<bool> IsOwnAsync(string name, CancellationToken stop)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(name, stop);
            return addresses.Length > 0 && !Array.Exists(addresses, PublicAddresses.IsPublic);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
