using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>The newcomer's first minute.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_offers_codes_takes_one_from_the_keyboard_and_ends_at_Ctrl_C()
    {
        var (port, mqtt) = (FreePort.Take(), FreePort.Take());
        using var temporary = new TempFolder();
        await using var demo = Start(temporary, ["demo", "--port", $"{port}", "--mqtt-port", $"{mqtt}"]);

        await demo.LineAsync($"http://127.0.0.1:{port}/demo");
        await demo.LineAsync($"mosquitto_sub -h 127.0.0.1 -p {mqtt} -t 'dnt/v1/#' -v");
        string[] answers = ["known", "expired", "recalled", "not registered", "unreadable", "payment code"];
        foreach (var answer in answers)
            await demo.LineAsync($"  {answer}");
        await using var city = await MqttWitness.ListenAsync(mqtt);
        using var web = new HttpClient();
        Assert.Contains("DaNangTrace", await web.GetStringAsync($"http://127.0.0.1:{port}/"), StringComparison.Ordinal);
        using var codes = await web.GetAsync($"http://127.0.0.1:{port}/demo");
        Assert.Equal(HttpStatusCode.OK, codes.StatusCode);
        Assert.Single(Directory.GetDirectories(temporary.Path));

        await demo.Input.WriteAsync(Codes.Known + "\n]d2010952000470717610CB-0717\\x1D217\n");
        await demo.Input.FlushAsync();

        await demo.LineAsync($"known           {Codes.KnownName}");
        await demo.LineAsync("RECALLED        Chả bò Đà Nẵng");
        await demo.LineAsync("→ the city    evt/scan  seq 1, ");
        Assert.Equal("dnt/v1/han/k-demo-001/evt/scan", (await city.SightingsAsync(2))[0].Topic);
        demo.Signal(Unix.Interrupt);
        Assert.Equal(0, await demo.ExitInTimeAsync(TimeSpan.FromSeconds(2)));
        Assert.Empty(Directory.GetFileSystemEntries(temporary.Path));
        Assert.DoesNotContain(demo.Lines, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task The_command_that_is_printed_shows_what_the_city_gets(string protocol)
    {
        var listen = RealParts.NeedMosquittoSub();
        var (port, mqtt) = (FreePort.Take(), FreePort.Take());
        using var temporary = new TempFolder();
        await using var demo = Start(temporary, ["demo", "--port", $"{port}", "--mqtt-port", $"{mqtt}"]);
        await demo.LineAsync("status    online");

        // As printed, but with an end: one message, ten seconds at the most.
        using var listener = Process.Start(new ProcessStartInfo(
            listen, ["-h", "127.0.0.1", "-p", $"{mqtt}", "-t", "dnt/v1/#", "-v", "-C", "1", "-W", "10", "-V", protocol])
        {
            RedirectStandardOutput = true,
        })!;

        Assert.StartsWith(
            "dnt/v1/han/k-demo-001/status {",
            await listener.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        demo.Signal(Unix.Interrupt);
        Assert.Equal(0, await demo.ExitInTimeAsync(TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task The_message_of_a_busy_port_names_it_and_its_command_works()
    {
        using var other = new TcpListener(IPAddress.Loopback, FreePort.TakeApart());
        using var another = new TcpListener(IPAddress.Loopback, FreePort.TakeApart());
        other.Start();
        another.Start();
        var (port, mqtt) = (((IPEndPoint)other.LocalEndpoint).Port, ((IPEndPoint)another.LocalEndpoint).Port);

        var answer = await Cli.RunAsync(["demo", "--port", $"{port}", "--mqtt-port", $"{mqtt}"]);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains($"port {port} ", answer.Error, StringComparison.Ordinal);
        Assert.Contains($"port {mqtt} ", answer.Error, StringComparison.Ordinal);
        var command = answer.Error.Split('\n')
            .Single(line => line.StartsWith($"  {RealParts.Program} demo", StringComparison.Ordinal));
        using var temporary = new TempFolder();
        await using var demo = Start(temporary, command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]);
        await demo.LineAsync("Codes to click");
        demo.Signal(Unix.Interrupt);
        Assert.True(await demo.ExitInTimeAsync(TimeSpan.FromSeconds(2)) == 0, demo.Tail());
    }

    [Theory]
    [InlineData(Unix.Interrupt)]
    [InlineData(Unix.Terminate)]
    public async Task A_signal_while_it_starts_leaves_nothing_behind(int signal)
    {
        using var temporary = new TempFolder();
        // Once the folder is there, and a few moments later: somewhere in between the host begins to listen itself.
        for (var milliseconds = 0; milliseconds < 120; milliseconds += 15)
        {
            await using var demo = Start(
                temporary, ["demo", "--port", $"{FreePort.Take()}", "--mqtt-port", $"{FreePort.Take()}"]);
            await Until.TrueAsync(() => Directory.GetDirectories(temporary.Path).Length > 0, "its folder");
            await Task.Delay(milliseconds);
            demo.Signal(signal);
            Assert.True(await demo.ExitInTimeAsync(TimeSpan.FromSeconds(2)) == 0, $"after {milliseconds} ms:\n{demo.Tail()}");
            Assert.Empty(Directory.GetFileSystemEntries(temporary.Path));
        }
    }

    [Fact]
    public async Task Data_that_was_asked_for_stays()
    {
        using var folder = new TempFolder();
        string[] arguments =
        [
            "demo", "--port", $"{FreePort.Take()}", "--mqtt-port", $"{FreePort.Take()}", "--data", folder.File("d"),
        ];
        await using (var demo = Start(folder, arguments))
        {
            await demo.LineAsync("Codes to click");
            await demo.Input.WriteAsync(Codes.Known + "\n");
            await demo.Input.FlushAsync();
            await demo.LineAsync(Codes.KnownName, after: 12);
            await LedgerRows.UntilAsync(folder.File("d"), 1);
            demo.Signal(Unix.Terminate);
            Assert.Equal(0, await demo.ExitInTimeAsync(TimeSpan.FromSeconds(2)));
        }
        Assert.Single(LedgerRows.Of(folder.File("d")));
    }

    private static Child Start(TempFolder temporary, string[] arguments) => Child.Start(
        RealParts.NeedProgram(), arguments, new Dictionary<string, string> { ["TMPDIR"] = temporary.Path });
}
