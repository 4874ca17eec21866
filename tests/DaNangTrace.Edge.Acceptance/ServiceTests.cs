using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>The kiosk as a service: its web side, its end, and what it shares with others on the machine.</summary>
public sealed class ServiceTests
{
    private static readonly string Nowhere = $"mqtt://127.0.0.1:{FreePort.Take()}";

    [Fact]
    public async Task The_web_side_keeps_to_itself()
    {
        using var place = new KioskPlace(Nowhere, all => all["web"]!["hosts"] = new JsonArray("kiosk.local"));
        await using var kiosk = await KioskProcess.StartAsync(place);
        foreach (var (host, expected) in ((string, HttpStatusCode)[])
        [
            ($"127.0.0.1:{place.Port}", HttpStatusCode.OK),
            ($"localhost:{place.Port}", HttpStatusCode.OK),
            ("[::1]", HttpStatusCode.OK),
            ("kiosk.local", HttpStatusCode.OK),
            ("KIOSK.LOCAL:80", HttpStatusCode.OK),
            ("evil.example", HttpStatusCode.BadRequest),
            ("127.0.0.1.evil.example", HttpStatusCode.BadRequest),
            ("kiosk.local.evil.example", HttpStatusCode.BadRequest),
            ("8.8.8.8", HttpStatusCode.BadRequest),
        ])
        {
            foreach (var path in (string[])["", "health", "metrics", "page/kiosk.js", "copy/vi.json"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Host = host;
                using var answer = await kiosk.AskAsync(request);
                Assert.True(expected == answer.StatusCode, $"{host} /{path}: {answer.StatusCode}");
                var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
                Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
                Assert.DoesNotContain("unsafe-", policy, StringComparison.Ordinal);
                Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
                Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
                Assert.False(answer.Headers.Contains("Server"));
            }
        }
        foreach (var path in (string[])["page/../kiosk.json", "page/%2e%2e/x", "nothing", "demo", "page/"])
        {
            using var answer = await kiosk.AskAsync(new HttpRequestMessage(HttpMethod.Get, path));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Without_a_scanner_the_kiosk_shows_its_page_and_says_that_it_is_down()
    {
        using var place = new KioskPlace(Nowhere, all => all["scanning"]!["scanners"] = new JsonArray());
        await using var kiosk = await KioskProcess.StartAsync(place);
        var (status, body) = await kiosk.HealthAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("down", body.GetProperty("status").GetString());
        foreach (var part in body.GetProperty("parts").EnumerateArray())
            Assert.Equal(["name", "state", "since", "message"], part.EnumerateObject().Select(member => member.Name));
        using var page = await kiosk.AskAsync(new HttpRequestMessage(HttpMethod.Get, ""));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task A_kiosk_with_all_its_parts_is_as_well_as_the_machine_s_clock()
    {
        await using var broker = await Mosquitto.StartAsync();
        using var place = new KioskPlace(broker.Address);
        await using var kiosk = await KioskProcess.StartAsync(place);
        using var page = await SceneStream.OpenAsync(place.Address);
        await kiosk.PartAsync("uplink", "ok");
        // A disk that was slow once is told for a minute.
        await kiosk.PartAsync("ledger", "ok");
        await PageToken.BeatAsync(place);
        var (status, body) = await kiosk.PartAsync("display web", "ok");

        Assert.Equal(HttpStatusCode.OK, status);
        var states = body.GetProperty("parts").EnumerateArray().ToDictionary(
            part => part.GetProperty("name").GetString()!, part => part.GetProperty("state").GetString());
        // That of the machine that tests may be kept by no time source.
        Assert.Equal(states["clock"], body.GetProperty("status").GetString());
        Assert.All(states.Where(part => part.Key != "clock"), part => Assert.Equal("ok", part.Value));
    }

    [Theory]
    [InlineData(Unix.Terminate)]
    [InlineData(Unix.Interrupt)]
    public async Task A_signal_ends_it_within_two_seconds_though_a_page_listens(int signal)
    {
        await using var broker = await Mosquitto.StartAsync();
        using var place = new KioskPlace(broker.Address);
        await using var kiosk = await KioskProcess.StartAsync(place);
        using var page = await SceneStream.OpenAsync(place.Address);
        await page.NextSceneAsync();
        await kiosk.PartAsync("uplink", "ok");

        kiosk.Signal(signal);

        Assert.Equal(0, await kiosk.ExitInTimeAsync(TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task A_signal_ends_it_within_two_seconds_though_broker_and_scanner_are_away()
    {
        using var place = new KioskPlace(Nowhere);
        place.Line.Unplug();
        await using var kiosk = await KioskProcess.StartAsync(place);
        await kiosk.PartAsync("scanner front", "down");

        kiosk.Signal(Unix.Terminate);

        Assert.Equal(0, await kiosk.ExitInTimeAsync(TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task A_signal_ends_it_within_two_seconds_though_the_broker_does_not_answer()
    {
        using var silent = new TcpListener(IPAddress.Loopback, FreePort.Take());
        silent.Start();
        using var place = new KioskPlace($"mqtt://{silent.LocalEndpoint}");
        await using var kiosk = await KioskProcess.StartAsync(place);
        using var link = await silent.AcceptTcpClientAsync().WaitAsync(Until.Deadline);

        kiosk.Signal(Unix.Terminate);

        Assert.True(await kiosk.ExitInTimeAsync(TimeSpan.FromSeconds(2)) == 0, string.Join('\n', kiosk.Log));
    }

    [Fact]
    public async Task A_signal_ends_it_within_two_seconds_though_the_broker_stands_still()
    {
        await using var broker = await Mosquitto.StartAsync();
        using var place = new KioskPlace(broker.Address);
        await using var kiosk = await KioskProcess.StartAsync(place);
        await kiosk.PartAsync("uplink", "ok");
        broker.Signal(Unix.Stop);
        for (var n = 0; n < 30; n++)
            place.Line.Send(Codes.Ean13(n));
        await LedgerRows.UntilAsync(place.Data, 30);

        kiosk.Signal(Unix.Terminate);

        Assert.True(await kiosk.ExitInTimeAsync(TimeSpan.FromSeconds(2)) == 0, string.Join('\n', kiosk.Log));
        Assert.Equal(30, place.Rows.Count);
    }

    [Fact]
    public async Task What_was_scanned_before_the_end_is_recorded()
    {
        using var place = new KioskPlace(Nowhere);
        await using var kiosk = await KioskProcess.StartAsync(place);
        // As long as somebody else writes into the file, the ledger waits; meanwhile the end comes.
        using (LedgerRows.Hold(place.Data))
        {
            for (var n = 0; n < 30; n++)
                place.Line.Send(Codes.Ean13(n));
            await Until.TrueAsync(async () => await kiosk.MetricAsync("dntrace_scans_total") == 30, "thirty scans");
            kiosk.Signal(Unix.Terminate);
            await Until.TrueAsync(async () => kiosk.HasEnded || !await kiosk.AnswersAsync(), "the web side closed");
        }
        Assert.Equal(0, await kiosk.ExitAsync());
        Assert.Equal(30, place.Rows.Count);
    }

    [Fact]
    public async Task A_second_kiosk_on_the_same_data_says_what_to_do()
    {
        using var place = new KioskPlace(Nowhere);
        await using var kiosk = await KioskProcess.StartAsync(place);

        var answer = await Cli.RunAsync(
            ["kiosk", "--config", place.Configuration, "--set", $"web.listen=http://127.0.0.1:{FreePort.Take()}"]);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(place.Data, answer.Error, StringComparison.Ordinal);
        Assert.Contains("in use by another dntrace", answer.Error, StringComparison.Ordinal);
        Assert.Contains("kiosk.dataFolder", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_port_of_the_page_is_named()
    {
        using var place = new KioskPlace(Nowhere);
        await using var kiosk = await KioskProcess.StartAsync(place);
        using var folder = new TempFolder();

        var answer = await Cli.RunAsync(
            ["kiosk", "--config", place.Configuration, "--set", $"kiosk.dataFolder={folder.Path}"]);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains($"127.0.0.1:{place.Port}", answer.Error, StringComparison.Ordinal);
        Assert.Contains("--set web.listen=", answer.Error, StringComparison.Ordinal);
    }
}
