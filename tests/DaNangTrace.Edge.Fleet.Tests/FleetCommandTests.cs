using System.Net;

namespace DaNangTrace.Edge.Fleet.Tests;

public sealed class FleetCommandTests
{
    [Theory]
    [InlineData("--port", "0", "--port 0")]
    [InlineData("--port", "65536", "--port 65536")]
    [InlineData("--listen", "http://0.0.0.0:8090", "loopback only")]
    [InlineData("--listen", "http://192.168.1.4:8090", "loopback only")]
    [InlineData("--listen", "https://127.0.0.1:8090", "--listen https://127.0.0.1:8090")]
    [InlineData("--broker", "http://127.0.0.1", "mqtt://HOST[:PORT]")]
    [InlineData("--broker", "mqtt://user:word@127.0.0.1", "mqtt://HOST[:PORT]")]
    [InlineData("--nonsense", "1", "--nonsense")]
    public async Task Wrong_use_ends_with_2_and_names_the_fault(string option, string value, string named)
    {
        using var errors = new StringWriter();

        var code = await FleetCommand.InvokeAsync([option, value], errors, NeverRun);

        Assert.Equal(2, code);
        Assert.Contains(named, errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_become_what_they_say()
    {
        FleetOptions? seen = null;

        var code = await FleetCommand.InvokeAsync(
            ["--broker", "mqtt://broker.example:1999", "--listen", "http://[::1]:9000", "--data", "/d",
                "--hosts", "a", "b"],
            TextWriter.Null,
            (options, _) =>
            {
                seen = options;
                return Task.FromResult(7);
            });

        Assert.Equal(7, code);
        Assert.Equal(("broker.example", 1999, "/d"), (seen!.BrokerHost, seen.BrokerPort, seen.DataFolder));
        Assert.Equal(new IPEndPoint(IPAddress.IPv6Loopback, 9000), seen.Listen);
        Assert.Equal(["a", "b"], seen.Hosts);
    }

    [Fact]
    public async Task Without_options_it_is_the_broker_and_the_page_of_this_machine()
    {
        FleetOptions? seen = null;

        await FleetCommand.InvokeAsync([], TextWriter.Null, (options, _) =>
        {
            seen = options;
            return Task.FromResult(0);
        });

        Assert.Equal(("127.0.0.1", 1883), (seen!.BrokerHost, seen.BrokerPort));
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 8090), seen.Listen);
    }

    [Theory]
    [InlineData(null, "/home/x/.local/state/dntrace-fleet")]
    [InlineData("", "/home/x/.local/state/dntrace-fleet")]
    [InlineData("relative", "/home/x/.local/state/dntrace-fleet")]
    [InlineData("/state", "/state/dntrace-fleet")]
    public void The_store_lies_in_the_users_state_folder(string? stateHome, string folder) =>
        Assert.Equal(folder, FleetCommand.DefaultDataFolder(stateHome, "/home/x"));

    [Theory]
    [InlineData("/r/src/DaNangTrace.Edge.Fleet/bin/Debug/net10.0/dntrace-fleet", "/r",
        "dotnet run --project src/DaNangTrace.Edge.Fleet -- --data 'my data' --port 8091")]
    [InlineData("/usr/bin/dntrace-fleet", "/r", "/usr/bin/dntrace-fleet --data 'my data' --port 8091")]
    public void The_command_for_another_port_is_the_one_that_was_given(string program, string folder, string command) =>
        Assert.Equal(command, Invocation.WithPort(
            ["--port", "8090", "--data", "my data", "--listen=http://127.0.0.1:1"], 8091, program, folder));

    private static Task<int> NeverRun(FleetOptions options, CancellationToken stop) =>
        throw new InvalidOperationException("it was run with a wrong command line");
}
