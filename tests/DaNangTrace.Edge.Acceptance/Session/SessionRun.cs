using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Session;

/// <summary>A run of <c>dntrace-session</c>, with all that it starts.</summary>
internal sealed class SessionRun : IAsyncDisposable
{
    // In a mount namespace of its own, so that the machine's browsers keep their policy. A disk that a test beside this
    // one has mounted is not taken along: it would stay in use here after that test has unmounted it.
    private const string Govern = """
        leave() {
          sed -n 's|^[^ ]* \([^ ]*/dntrace-acceptance-[^ ]*\) .*|\1|p' /proc/self/mounts | xargs -r umount --lazy
        }
        # Its own test may unmount it at the same moment.
        leave || leave
        mount -t tmpfs none /etc/chromium
        mkdir -p /etc/chromium/policies/managed
        cp "$0" /etc/chromium/policies/managed/dntrace.json
        exec "$@"
        """;

    /// <summary>Seconds that a browser has until its page paints: on a machine under full load it needs some.</summary>
    public const int Grace = 15;

    private readonly TempFolder _folder = new();
    private readonly HttpClient _web = new();
    private readonly PageStandIn? _page;

    private int _id;

    private SessionRun(PageStandIn? page, string address) => (_page, Address) = (page, address);

    /// <summary>Where its page is.</summary>
    public string Address { get; }

    /// <summary>The page that stands in for a kiosk's; only where no real kiosk was named.</summary>
    public PageStandIn Page => _page ?? throw new InvalidOperationException("the page is a real kiosk's");

    public Child Script { get; private set; } = null!;

    public string Folder => _folder.Path;

    /// <summary>Where the parts that are installed on a kiosk come from.</summary>
    public static string Source(string name) =>
        Path.Combine(RealParts.Repository, "deploy", "kiosk-session", name);

    /// <summary>Starts the script with Chromium on a screen.</summary>
    /// <param name="screen">The screen; null = a compositor's, as the settings say.</param>
    /// <param name="settings">What differs from the defaults of these tests.</param>
    /// <param name="isOrdinary">As a user without rights, where this one is root.</param>
    /// <param name="govern">
    /// With the browser's policy, which only root can put in its place; what the test changes of it.
    /// </param>
    /// <param name="kiosk">Whose page it is, running or not; null = a stand-in's.</param>
    public static async Task<SessionRun> StartAsync(
        VirtualScreen? screen,
        Dictionary<string, string>? settings = null,
        bool isOrdinary = false,
        Action<JsonNode>? govern = null,
        KioskPlace? kiosk = null)
    {
        var page = kiosk is null ? await PageStandIn.StartAsync() : null;
        var run = new SessionRun(page, kiosk?.Address ?? page!.Address);
        // Copies that an ordinary user may read, too.
        var waiting = run._folder.File("waiting.html");
        File.Copy(Source("waiting.html"), waiting);
        var script = run._folder.File("dntrace-session");
        File.Copy(Source("dntrace-session"), script);
        string[] launcher = govern is not null ? ["unshare", "--mount", "sh", "-ec", Govern, run.Policy(govern)] : [];
        if (isOrdinary && Unix.User() == 0)
        {
            Assert.Equal(0, Unix.Own(run.Folder, Unix.Nobody, Unix.Nobody));
            // Last: the policy is put in its place before the rights are given up.
            launcher =
            [
                .. launcher,
                "setpriv", $"--reuid={Unix.Nobody}", $"--regid={Unix.Nobody}", "--clear-groups", "--",
            ];
        }
        var all = new Dictionary<string, string>
        {
            ["DNTRACE_SESSION_PAGE"] = run.Address,
            ["DNTRACE_SESSION_WAITING"] = waiting,
            ["XDG_RUNTIME_DIR"] = run.Folder,
            ["DNTRACE_SESSION_COMPOSITOR"] = "",
            ["DNTRACE_SESSION_BROWSER_ARGUMENTS"] = Arguments,
            ["DNTRACE_SESSION_GRACE"] = $"{Grace}",
            ["DNTRACE_SESSION_EVERY"] = "1",
            ["DNTRACE_SESSION_PATIENCE"] = "2",
            ["DISPLAY"] = screen?.Display ?? "",
        };
        foreach (var (name, value) in settings ?? [])
            all[name] = value;
        string[] command = [.. launcher, script];
        run.Script = Child.Start(command[0], command[1..], all);
        run._id = run.Script.Id;
        return run;
    }

    /// <summary>What the browser needs here: there are no graphics, and as root it has no sandbox.</summary>
    public static string Arguments => Unix.User() == 0 ? "--disable-gpu --no-sandbox" : "--disable-gpu";

    /// <summary>
    /// Cage around the browser, on a screen that does not exist. It will not run as root, and so needs none of what
    /// a browser of root's does.
    /// </summary>
    public static Dictionary<string, string> Cage => new()
    {
        ["DNTRACE_SESSION_COMPOSITOR"] = "cage",
        ["DNTRACE_SESSION_BROWSER_ARGUMENTS"] = "--disable-gpu",
        ["WLR_BACKENDS"] = "headless",
        ["WLR_RENDERER"] = "pixman",
        ["WLR_LIBINPUT_NO_DEVICES"] = "1",
    };

    /// <summary>Waits until the page paints.</summary>
    public Task PaintsAsync() => Until.TrueAsync(
        async () => await DoesPaintAsync()
            || (Script.HasEnded ? throw new InvalidOperationException(Script.Tail()) : false),
        "a page that paints");

    /// <summary>All processes that have this run's folder in their command line, without the script's own.</summary>
    public IReadOnlyList<(int Id, string Command)> Processes()
    {
        var script = _folder.File("dntrace-session");
        var found = new List<(int, string)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id) || id == _id)
                continue;
            try
            {
                var command = Encoding.UTF8.GetString(File.ReadAllBytes($"{folder}/cmdline")).Replace('\0', ' ');
                // A child of the script has its command line until it is the program that it is for.
                if (command.Contains(Folder, StringComparison.Ordinal)
                    && !command.Contains(script, StringComparison.Ordinal))
                    found.Add((id, command));
            }
            catch (IOException)
            {
                // It ended while it was looked at.
            }
        }
        return found;
    }

    /// <summary>The browser's first process.</summary>
    public int Browser() => Processes().FirstOrDefault(one =>
        one.Command.StartsWith("/usr/lib/chromium/chromium", StringComparison.Ordinal)
        && !one.Command.Contains("--type=", StringComparison.Ordinal)).Id;

    /// <summary>All of the browser stands still, as with graphics that hang.</summary>
    public void Freeze()
    {
        // But not what waits for crashes: it is no part of the browser, and ends after it.
        foreach (var (id, command) in Processes())
        {
            if (!command.Contains("crashpad_handler", StringComparison.Ordinal))
                _ = Unix.Signal(id, Unix.Stop);
        }
    }

    /// <summary>Waits until another browser paints than the one that is named.</summary>
    public Task AnotherAsync(int than) => Until.TrueAsync(
        async () => Browser() is var now && now != 0 && now != than && await DoesPaintAsync(),
        $"another browser; the session said:\n{Script.Tail()}",
        TimeSpan.FromSeconds(60));

    /// <summary>The script's own lines; the browser's are among its output, too.</summary>
    public IEnumerable<string> Said =>
        Script.Lines.Where(line => line.StartsWith("the browser is started again", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        if (!Script.HasEnded)
        {
            Script.Signal(Unix.Terminate);
            await Script.ExitAsync();
        }
        await Script.DisposeAsync();
        // A test that failed may have left some.
        foreach (var (id, _) in Processes())
            _ = Unix.Signal(id, Unix.Kill);
        if (_page is not null)
            await _page.DisposeAsync();
        _web.Dispose();
        _folder.Dispose();
    }

    // What the script asks for, asked here, too.
    private async Task<bool> DoesPaintAsync()
    {
        try
        {
            using var answer = await _web.GetAsync($"{Address}beat?screen");
            return answer.StatusCode == HttpStatusCode.NoContent;
        }
        // Nothing answers there; the client lets some refused connections through as they are.
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    // The policy as it is installed, for this run's page and folder.
    private string Policy(Action<JsonNode> change)
    {
        var policy = JsonNode.Parse(File.ReadAllText(Source("policies/dntrace.json")))!;
        policy["URLAllowlist"] = new JsonArray(Address.TrimEnd('/'), $"file://{_folder.File("waiting.html")}");
        policy["NewTabPageLocation"] = Address;
        policy["HomepageLocation"] = Address;
        change(policy);
        var file = _folder.File("policy.json");
        File.WriteAllText(file, policy.ToJsonString());
        return file;
    }
}
