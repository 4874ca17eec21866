using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Fleet.Tests.Kit;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Fleet.Tests.Pages;

/// <summary>The page of the real program, asked over HTTP.</summary>
public sealed class PageTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private readonly HttpClient client = new();
    private readonly int port = FreePort.Take();
    private Broker broker = null!;
    private FleetProcess fleet = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        broker = await Broker.StartAsync();
        fleet = await FleetProcess.StartAsync(
            "--broker", $"mqtt://127.0.0.1:{broker.Port}", "--port", $"{port}", "--data", folder.File("data"));
        // What is published before it listens never comes.
        using var patience = new CancellationTokenSource(Until.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!fleet.Output.Contains("is there", StringComparison.Ordinal))
            await timer.WaitForNextTickAsync(patience.Token);
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
            "--port", $"{FreePort.Take()}", "--data", folder.File("data"));

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

    [Fact]
    public async Task The_page_and_its_tables_show_what_is_known_and_recalled_goods_in_a_real_browser()
    {
        await broker.StatusAsync(Sample.Han1, Sample.Status(KioskStatus.Online, 1));
        await broker.ScanAsync(
            Sample.Han1, WireJson.ToBytes(Sample.Asked(2, "09529999000019", "notRegistered", at: Recently)));
        await broker.ScanAsync(Sample.Han1, WireJson.ToBytes(Sample.Asked(3, "09520001000010", "known", at: Recently)));
        await broker.PublishAsync(Sample.Han1.Recalled, WireJson.ToBytes(Sample.RecallCount()));
        await broker.PublishAsync(Sample.Han1.Pulse, WireJson.ToBytes(Sample.Pulse(Sample.Coverage())));

        // Some seconds until it is counted; the page is not loaded again for it.
        var page = await BrowserAsync("href=\"unregistered.csv\"");

        Assert.Contains("<strong>50</strong>%", page, StringComparison.Ordinal);
        Assert.Contains("1 trên 2 mã hàng được hỏi trong 30 ngày", page, StringComparison.Ordinal);
        Assert.Contains("Lô CB-0717 bị thu hồi, đã được xem 3 lượt trước đó", page, StringComparison.Ordinal);
        Assert.Contains("412/560 mã hàng đã đăng ký, 30 ngày", page, StringComparison.Ordinal);
        Assert.Contains("GTIN 09529999000019", page, StringComparison.Ordinal);
        Assert.Equal(5, page.Split("<rect class=\"full\"").Length - 1);
        using var table = await client.GetAsync(new Uri("coverage.csv", UriKind.Relative), Stop);
        var bytes = await table.Content.ReadAsByteArrayAsync(Stop);
        Assert.Equal("text/csv", table.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Contains(
            "city,,,,,30,2,1,50.0,2,1,50.0,", System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Contains(
            "(01)09529999000019,,1,",
            await client.GetStringAsync(new Uri("unregistered.csv", UriKind.Relative), Stop), StringComparison.Ordinal);
    }

    // The page's own clock is the machine's.
    private static DateTimeOffset Recently => TimeProvider.System.GetUtcNow().AddMinutes(-5);

    // What a real browser makes of the page, once it has what is waited for.
    private async Task<string> BrowserAsync(string what)
    {
        using var profile = new TempFolder();
        using var patience = new CancellationTokenSource(Until.Patience);
        while (true)
        {
            var start = new ProcessStartInfo("chromium",
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                $"--user-data-dir={profile.File("profile")}", "--virtual-time-budget=2000", "--dump-dom",
                $"{client.BaseAddress}",
            ])
            { RedirectStandardOutput = true, RedirectStandardError = true };
            using var browser = Process.Start(start)!;
            var complaints = browser.StandardError.ReadToEndAsync(patience.Token);
            var page = WebUtility.HtmlDecode(await browser.StandardOutput.ReadToEndAsync(patience.Token));
            await complaints;
            await browser.WaitForExitAsync(patience.Token);
            if (page.Contains(what, StringComparison.Ordinal))
                return page;
        }
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
            || !(await PageAsync()).Contains("08936012345674", StringComparison.Ordinal))
            await timer.WaitForNextTickAsync(patience.Token);
    }

    private async Task<string> PageAsync() => WebUtility.HtmlDecode(await client.GetStringAsync("", Stop));
}
