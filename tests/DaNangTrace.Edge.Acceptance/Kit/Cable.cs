namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// The cable between a kiosk and the city, which can be pulled: each end is in a network of its own.
/// <code>
///   kiosk: lo 127.0.0.1, city 127.9.0.1 ◄──veth──► kiosk 127.9.0.2, lo 127.0.0.1 :city
/// </code>
/// </summary>
internal sealed class Cable : IAsyncDisposable
{
    private Cable(NetworkSpace kiosk, NetworkSpace city) => (Kiosk, City) = (kiosk, city);

    /// <summary>The kiosk's network.</summary>
    public NetworkSpace Kiosk { get; }

    /// <summary>The city's network.</summary>
    public NetworkSpace City { get; }

    /// <summary>Lays one, and plugs it in.</summary>
    public static async Task<Cable> LayAsync()
    {
        NetworkSpace? kiosk = null, city = null;
        try
        {
            kiosk = await NetworkSpace.OpenAsync("127.9.0.1");
            city = await NetworkSpace.OpenAsync("127.9.0.2");
            await LayAsync(kiosk, $"ip link add city type veth peer name kiosk netns {city.Holder}");
            await LayAsync(kiosk, EndOf("city", kiosk.Address));
            await LayAsync(city, EndOf("kiosk", city.Address));
            return new Cable(kiosk, city);
        }
        catch
        {
            foreach (var space in (NetworkSpace?[])[kiosk, city])
                await (space?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    /// <summary>
    /// Pulls it out at the far end: the kiosk keeps its address and its way, and what it sends nobody hears.
    /// </summary>
    public Task PullAsync() => SetAsync("down");

    /// <summary>Plugs it in again.</summary>
    public Task PlugInAsync() => SetAsync("up");

    public async ValueTask DisposeAsync()
    {
        await Kiosk.DisposeAsync();
        await City.DisposeAsync();
    }

    private async Task SetAsync(string state)
    {
        var (status, said) = await City.RunAsync($"ip link set kiosk {state}");
        Assert.True(status == 0, $"ip link set kiosk {state}: {said}");
    }

    private static async Task LayAsync(NetworkSpace space, string script)
    {
        var (status, said) = await space.RunAsync(script);
        RealParts.NeedAllowed(status == 0, $"{script}: {said}");
    }

    // Of loopback's range, which no machine that runs the tests uses elsewhere. The kernel keeps all of it to lo, unless
    // told otherwise.
    private static string EndOf(string device, string address) => $"""
        ip link set lo up
        ip address del 127.0.0.1/8 dev lo
        ip address add 127.0.0.1/32 dev lo
        ip address add {address}/24 dev {device}
        echo 1 > /proc/sys/net/ipv4/conf/{device}/route_localnet
        ip link set {device} up
        """;
}
