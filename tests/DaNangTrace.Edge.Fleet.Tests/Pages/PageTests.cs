using System.Net;
using System.Net.Sockets;
using DaNangTrace.Edge.Fleet.Tests.Kit;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Fleet.Tests.Pages;

/// <summary>The page of the real program, asked over HTTP.</summary>
public sealed class PageTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private readonly HttpClient client = new();
    private readonly int port = Broker.FreePort();
    private Broker broker = null!;
    private FleetProcess fleet = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        broker = await Broker.StartAsync();
        fleet = await FleetProcess.StartAsync(
            "--broker", $"mqtt://127.0.0.1:{broker.Port}", "--port", $"{port}", "--data", folder.File("data"));
        client.BaseAddress = new Uri($"http://127.0.0.1:{port}/");
    }

    public async ValueTask DisposeAsync()
    {
        await fleet.DisposeAsync();
        await broker.DisposeAsync();
        client.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task The_page_shows_a_kiosk_that_was_heard()
    {
        Assert.Contains("Chưa nghe thấy kiosk nào", await PageAsync(), StringComparison.Ordinal);
        await HearAsync(Sample.Status(KioskStatus.Online, 1));

        var page = await PageAsync();

        Assert.Contains("k-han-001", page, StringComparison.Ordinal);
        Assert.Contains("Trực tuyến", page, StringComparison.Ordinal);
        Assert.Contains("Đã đăng ký", page, StringComparison.Ordinal);
        Assert.Contains("08936012345674", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_kiosk_says_is_never_markup()
    {
        await HearAsync(Sample.Status(KioskStatus.Online, 1, "<script>alert(1)</script>\u202e"));

        var page = await client.GetStringAsync("", Stop);

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_port_is_named_with_a_command_that_works()
    {
        var (code, output) = await FleetProcess.RunAsync("--port", $"{port}", "--data", folder.File("other data"));

        Assert.Equal(1, code);
        Assert.Contains($"port {port} is taken", output, StringComparison.Ordinal);
        var command = output.Split('\n').Single(line => line.StartsWith("  ", StringComparison.Ordinal));
        Assert.Matches($"--data '{folder.File("other data")}' --port [0-9]+", command);
        using var free = new TcpListener(IPAddress.Loopback, int.Parse(command.Split(' ')[^1], null));
        free.Start();
    }

    [Fact]
    public async Task A_second_run_on_the_same_folder_is_refused()
    {
        var (code, output) = await FleetProcess.RunAsync(
            "--port", $"{Broker.FreePort()}", "--data", folder.File("data"));

        Assert.Equal(1, code);
        Assert.Contains("another dntrace-fleet has this folder", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_ends_cleanly_when_asked_and_knows_all_when_it_is_back()
    {
        await HearAsync(Sample.Status(KioskStatus.Online, 1));

        Assert.Equal(0, await fleet.TerminateAsync());
        await broker.ScanAsync(Sample.Han1, Sample.Row(2));
        await fleet.DisposeAsync();
        fleet = await FleetProcess.StartAsync(
            "--broker", $"mqtt://127.0.0.1:{broker.Port}", "--port", $"{port}", "--data", folder.File("data"));

        await StoredAsync(1, 2);
        Assert.Contains("k-han-001", await PageAsync(), StringComparison.Ordinal);
    }

    // A state and a first sighting; ends when both are in the store, and so on the board.
    private async Task HearAsync(byte[] status)
    {
        await broker.StatusAsync(Sample.Han1, status);
        await broker.ScanAsync(Sample.Han1, Sample.Row(1));
        await StoredAsync(1);
    }

    // The page has no event that a plain HTTP client could wait for, so this asks until it is so.
    private async Task StoredAsync(params long[] seqs)
    {
        using var patience = new CancellationTokenSource(Until.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!IntakeRun.SeqsIn(Path.Join(folder.File("data"), "fleet.db")).SequenceEqual(seqs)
            || !(await PageAsync()).Contains("k-han-001", StringComparison.Ordinal))
            await timer.WaitForNextTickAsync(patience.Token);
    }

    private async Task<string> PageAsync() => WebUtility.HtmlDecode(await client.GetStringAsync("", Stop));
}
