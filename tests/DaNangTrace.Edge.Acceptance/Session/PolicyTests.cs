using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Session;

/// <summary>The browser's policy: nobody leaves the kiosk's page.</summary>
public sealed class PolicyTests
{
    // The page about the policies is made of elements with roots of their own: a row a policy, its messages beside it.
    private const string Rows = """
        (() => {
          const all = (root) => [...root.querySelectorAll('*')]
            .flatMap((one) => one.shadowRoot ? [one, ...all(one.shadowRoot)] : [one]);
          return all(document).filter((one) => one.localName === 'policy-row')
            .map((row) => ['.name', '.messages']
              .map((part) => row.shadowRoot.querySelector(`.policy.row ${part}`)?.textContent.trim() ?? '').join(' = '))
            .join('\n');
        })()
        """;

    [Fact]
    public async Task Nobody_leaves_the_page()
    {
        NeedParts();
        await using var elsewhere = await PageStandIn.StartAsync();
        await using var screen = await VirtualScreen.StartAsync();
        var port = FreePort.Take();
        await using var run = await StartAsync(screen, port, LetLook);

        foreach (var address in (string[])
        [
            elsewhere.Address, "http://localhost:1/", "file:///etc/passwd", "file:///", "chrome://settings",
            "chrome://version", $"view-source:{run.Page.Address}", "data:text/html,elsewhere",
        ])
        {
            await using var one = await Browser.AttachAsync(port);
            var error = await one.NavigateAsync(address);
            Assert.True(error == "net::ERR_BLOCKED_BY_ADMINISTRATOR", $"{address}: '{error}'");
        }
        Assert.Empty(elsewhere.Asked);

        await using var browser = await Browser.AttachAsync(port);
        Assert.Equal("", await browser.NavigateAsync(run.Page.Address));
        await browser.NavigateAsync($"{run.Page.Address}file");
        await Until.TrueAsync(() => run.Page.Asked.Contains("/file"), "the file was asked for");
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Empty(Directory.EnumerateFiles(run.Folder, "taken*", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFiles(run.Folder, "*.crdownload", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Nobody_looks_into_the_browser()
    {
        NeedParts();
        await using var screen = await VirtualScreen.StartAsync();
        var port = FreePort.Take();
        await using var run = await StartAsync(screen, port, _ => { });

        foreach (var keys in (string[])["F12", "ctrl+shift+i", "ctrl+shift+j", "ctrl+u", "ctrl+o", "ctrl+p"])
            await screen.PressAsync(keys);
        await Task.Delay(TimeSpan.FromSeconds(1));

        using var web = new HttpClient();
        var open = await web.GetStringAsync($"http://127.0.0.1:{port}/json/list");
        foreach (var kind in (string[])["devtools://", "view-source:", "chrome://print"])
            Assert.DoesNotContain(kind, open, StringComparison.Ordinal);
        // Nor by the port for it, which is open in this test only.
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => Browser.AttachAsync(port));
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_browser_knows_every_policy_and_finds_no_fault()
    {
        NeedParts();
        await using var screen = await VirtualScreen.StartAsync();
        var port = FreePort.Take();
        await using var run = await StartAsync(screen, port, LetLook);
        await using var browser = await Browser.AttachAsync(port);

        Assert.Equal("", await browser.NavigateAsync("chrome://policy"));
        var names = JsonDocument.Parse(File.ReadAllText(SessionRun.Source("policies/dntrace.json"))).RootElement
            .EnumerateObject().Select(policy => $"{policy.Name} = OK").ToList();
        // The page may fill its table in several goes.
        IEnumerable<string> missing = names;
        var watch = Stopwatch.StartNew();
        while (missing.Any() && watch.Elapsed < Until.Deadline)
            missing = names.Except((await browser.TextAsync(Rows)).Split('\n'));
        Assert.Equal("", string.Join('\n', missing));
    }

    private static void NeedParts()
    {
        RealParts.NeedChromium();
        RealParts.NeedMount();
    }

    // The policy shuts tests out, too; and the page that says what the browser makes of it.
    private static void LetLook(JsonNode policy)
    {
        policy["DeveloperToolsAvailability"] = 1;
        policy["URLAllowlist"]!.AsArray().Add("chrome://policy");
    }

    private static async Task<SessionRun> StartAsync(VirtualScreen screen, int port, Action<JsonNode> govern)
    {
        var run = await SessionRun.StartAsync(screen, new()
        {
            ["DNTRACE_SESSION_BROWSER_ARGUMENTS"] = $"{SessionRun.Arguments} --remote-debugging-port={port}",
            // What the test opens instead of the page does not paint.
            ["DNTRACE_SESSION_GRACE"] = "600",
        }, govern: govern);
        await run.PaintsAsync();
        return run;
    }
}
