using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>A kiosk's data folder, configuration and ports, which outlive its process.</summary>
internal sealed class KioskPlace : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <param name="broker">Address of the city's broker.</param>
    /// <param name="change">Changes the configuration before it is written.</param>
    public KioskPlace(string broker, Action<JsonObject>? change = null)
    {
        Directory.CreateDirectory(Data);
        Line = new PtyPair(_folder.File("scanner"));
        // No limits unless a test is about them: it sends faster than a person scans.
        var configuration = JsonNode.Parse($$"""
            { "kiosk":    { "id": "k-test-001", "market": "han", "dataFolder": "{{Data}}" },
              "scanning": { "scanners": [ { "name": "front", "driver": "serial", "port": "{{Line.Path}}" } ],
                            "scansPerSecond": 0, "repeatSeconds": 0 },
              "tracing":  { "catalog": { "seed": "sample" } },
              "web":      { "listen": "http://127.0.0.1:{{Port}}" },
              "sending":  { "servers": [ "{{broker}}" ] } }
            """)!.AsObject();
        change?.Invoke(configuration);
        File.WriteAllText(Configuration, configuration.ToJsonString());
    }

    /// <summary>The network that the kiosk is in; null = the test's own.</summary>
    public NetworkSpace? Space { get; init; }

    /// <summary>The scanner's line.</summary>
    public PtyPair Line { get; }

    public string Data => _folder.File("data");

    public string Configuration => _folder.File("kiosk.json");

    public int Port { get; } = FreePort.Take();

    public string Address => $"http://127.0.0.1:{Port}/";

    /// <summary>Whether a scanner is configured and plugged in.</summary>
    public bool HasScanner => Line.Device is not null
        && File.ReadAllText(Configuration).Contains(Line.Path, StringComparison.Ordinal);

    /// <summary>What the ledger's file holds now.</summary>
    public IReadOnlyList<Row> Rows => LedgerRows.Of(Data);

    /// <summary>A handler for a client of the kiosk's page.</summary>
    public SocketsHttpHandler Handler() => Space?.Handler() ?? new SocketsHttpHandler();

    public void Dispose()
    {
        Line.Dispose();
        _folder.Dispose();
    }
}

/// <summary>The published program as a kiosk.</summary>
internal sealed class KioskProcess : IAsyncDisposable
{
    private readonly Child _child;
    private readonly KioskPlace _place;
    private readonly HttpClient _web;

    private KioskProcess(Child child, KioskPlace place)
    {
        (_child, _place) = (child, place);
        _web = new HttpClient(place.Handler()) { BaseAddress = new Uri(place.Address), Timeout = Until.Deadline };
    }

    /// <summary>All that it said.</summary>
    public IReadOnlyList<string> Log => _child.Lines;

    public int Id => _child.Id;

    public bool HasEnded => _child.HasEnded;

    /// <summary>Starts the published program and waits until it answers.</summary>
    public static Task<KioskProcess> StartAsync(KioskPlace place) => StartAsync(place, StartProgram);

    /// <summary>Starts a kiosk and waits until it answers, and listens on its line.</summary>
    public static async Task<KioskProcess> StartAsync(KioskPlace place, Func<KioskPlace, Child> start)
    {
        var kiosk = new KioskProcess(start(place), place);
        await kiosk.AnsweringAsync();
        if (place.HasScanner)
            await kiosk.PartAsync("scanner front", "ok");
        return kiosk;
    }

    /// <summary>The published program with a place's configuration.</summary>
    public static Child StartProgram(KioskPlace place) => StartProgram(place, []);

    /// <summary>The same with further arguments, or in another environment.</summary>
    public static Child StartProgram(
        KioskPlace place, string[] more, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] arguments = ["kiosk", "--config", place.Configuration, .. more];
        return place.Space?.Start(RealParts.NeedProgram(), arguments)
            ?? Child.Start(RealParts.NeedProgram(), arguments, environment);
    }

    /// <summary>The status code and body of <c>/health</c>.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> HealthAsync()
    {
        using var answer = await _web.GetAsync("health");
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>
    /// Waits until a part of <c>/health</c> is in a state; answers the whole. A part that has not begun is told as
    /// degraded, and is in none yet.
    /// </summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> PartAsync(
        string part, string state, TimeSpan? within = null)
    {
        (HttpStatusCode Status, JsonElement Body) health = default;
        await Until.TrueAsync(
            async () =>
            {
                health = await HealthAsync();
                return health.Body.GetProperty("parts").EnumerateArray().Any(one =>
                    one.GetProperty("name").GetString() == part && one.GetProperty("state").GetString() == state
                    && one.GetProperty("message").GetString() != Condition.NotBegun);
            },
            $"part {part} {state} in /health", within);
        return health;
    }

    /// <summary>One series of <c>/metrics</c>; 0 where there is none.</summary>
    public async Task<double> MetricAsync(string series)
    {
        var line = (await _web.GetStringAsync("metrics")).Split('\n')
            .FirstOrDefault(line => line.StartsWith(series + " ", StringComparison.Ordinal)
                || line.StartsWith(series + "{", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Waits until the city has all that stands in the ledger's file; the file itself says so some seconds later.
    /// </summary>
    /// <param name="within">How long; null = as for all else.</param>
    public async Task SentAsync(TimeSpan? within = null)
    {
        // A row is in the file a moment before the figures count it.
        var newest = _place.Rows is [.., var last] ? last.Seq : 0;
        await Until.TrueAsync(
            async () => await MetricAsync("dntrace_ledger_seq") >= newest
                && await MetricAsync("dntrace_sightings_pending") == 0,
            "nothing that waits for the city", within);
    }

    /// <summary>How often the scanner was at fault, by kind.</summary>
    public Task<double> FaultsAsync(string kind) =>
        MetricAsync($$"""dntrace_scanner_faults_total{scanner="front",fault="{{kind}}"}""");

    public Task<HttpResponseMessage> AskAsync(HttpRequestMessage request) => _web.SendAsync(request);

    public void Signal(int signal) => _child.Signal(signal);

    /// <summary>Pulls the plug; on return the process is gone.</summary>
    public async Task KillAsync()
    {
        _child.Signal(Unix.Kill);
        await _child.ExitAsync();
    }

    public Task<int> ExitAsync() => _child.ExitAsync();

    /// <inheritdoc cref="Child.ExitInTimeAsync"/>
    public Task<int> ExitInTimeAsync(TimeSpan time) => _child.ExitInTimeAsync(time);

    public async ValueTask DisposeAsync()
    {
        _web.Dispose();
        await _child.DisposeAsync();
    }

    /// <summary>Whether its web side answers at all.</summary>
    public async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await _web.GetAsync("health");
            return true;
        }
        // The client lets some refused connections through as they are.
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    private Task AnsweringAsync() => Until.TrueAsync(
        () => _child.HasEnded
            ? throw new InvalidOperationException($"the kiosk ended:\n{_child.Tail()}")
            : AnswersAsync(),
        $"/health of {_place.Address}");
}
