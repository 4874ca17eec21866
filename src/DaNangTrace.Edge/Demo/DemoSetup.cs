using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using DaNangTrace.Edge.Composition;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Web;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Demo;

/// <summary>What the demo adds to a kiosk: a broker, scanners without hardware, a page with codes to click.</summary>
internal static class DemoSetup
{
    // Codes that fit a line of 80 columns beside what they are.
    private const int LongestPrinted = 44;
    private const string TokenHeader = "X-Demo-Token";

    /// <summary>The demo's own settings, laid over the defaults.</summary>
    public static string Configuration(int port, int mqttPort, string folder) =>
        string.Create(CultureInfo.InvariantCulture, $$"""
        { "kiosk":    { "id": "k-demo-001", "market": "han", "clock": "trusted",
                        "dataFolder": {{Quoted(Path.GetFullPath(folder))}} },
          "scanning": { "scanners": [ { "name": "keyboard", "driver": "scripted", "port": "-" } ],
                        "scansPerSecond": 0 },
          "tracing":  { "catalog": { "seed": "sample" } },
          "web":      { "listen": "http://127.0.0.1:{{port}}" },
          "sending":  { "servers": [ "mqtt://127.0.0.1:{{mqttPort}}" ] } }
        """);

    /// <summary>The demo's own parts.</summary>
    public static KioskExtras Extras(int port, int mqttPort) => new()
    {
        FramedBySelf = true,
        LogLevel = LogLevel.Warning,
        Services = services =>
        {
            services.AddHostedService(_ => new DemoBroker(mqttPort));
            services.AddSingleton<DemoScanner>();
            services.AddSingleton<IScanner>(provider => provider.GetRequiredService<DemoScanner>());
            services.AddSingleton<IDisplay, DemoNarrator>();
            services.AddHostedService(
                provider => new Greeting(port, mqttPort, provider.GetRequiredService<KioskClock>()));
        },
        Routes = Map,
    };

    private static void Map(IEndpointRouteBuilder routes)
    {
        var files = new EmbeddedFiles(typeof(DemoSetup).Assembly, "demo/");
        var clock = routes.ServiceProvider.GetRequiredService<KioskClock>();
        var scanner = routes.ServiceProvider.GetRequiredService<DemoScanner>();
        // Another site's page can't read it, so it can't click here either.
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        routes.MapGet("/demo", (RequestDelegate)(context => files.AnswerAsync(context, "demo.html")));
        routes.MapGet("/demo/codes", (RequestDelegate)(context =>
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.Headers.CacheControl = "no-store";
            var codes = new DemoCodes(token, SampleCodes.All(clock.Today));
            return JsonSerializer.SerializeAsync(
                context.Response.Body, codes, DemoJson.Default.DemoCodes, context.RequestAborted);
        }));
        routes.MapGet("/demo/{file}", (RequestDelegate)(context =>
            files.AnswerAsync(context, (string?)context.Request.RouteValues["file"] ?? "")));
        routes.MapPost("/demo/scan", (RequestDelegate)(context => ScanAsync(context, token, scanner)));
    }

    private static async Task ScanAsync(HttpContext context, string token, DemoScanner scanner)
    {
        if (context.Request.Headers[TokenHeader] != token)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync($"{TokenHeader} is missing or of another run: load /demo again.\n");
            return;
        }
        try
        {
            var click = await JsonSerializer.DeserializeAsync(
                context.Request.Body, DemoJson.Default.DemoClick, context.RequestAborted);
            context.Response.StatusCode = string.IsNullOrEmpty(click?.Text) ? StatusCodes.Status400BadRequest
                : scanner.TryScan(Symbol.FromBytes(Escapes.ToBytes(click.Text))) ? StatusCodes.Status202Accepted
                : StatusCodes.Status429TooManyRequests;
        }
        catch (JsonException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static string Words(string group) => group switch
    {
        "notRegistered" => "not registered",
        "inStore" => "store number",
        "payment" => "payment code",
        "personal" => "personal code",
        _ => group,
    };

    private sealed class Greeting(int port, int mqttPort, KioskClock clock) : IHostedLifecycleService
    {
        // When the page can be opened, not before.
        public Task StartedAsync(CancellationToken cancellationToken)
        {
            Console.WriteLine($"""

                The kiosk's screen       http://127.0.0.1:{port}/
                Codes to click beside it http://127.0.0.1:{port}/demo
                What the city gets       mosquitto_sub -h 127.0.0.1 -p {mqttPort} -t 'dnt/v1/#' -v

                Or type a code here, and Enter (\x1D is GS; Ctrl-C ends the demo):
                """);
            foreach (var sample in SampleCodes.All(clock.Today).Where(sample => sample.Typed.Length <= LongestPrinted))
                Console.WriteLine($"  {sample.Typed,-LongestPrinted}  {Words(sample.Group)}");
            Console.WriteLine($"  {"and more on /demo",-LongestPrinted}  payment code");
            Console.WriteLine();
            return Task.CompletedTask;
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>Body of <c>/demo/codes</c>.</summary>
internal sealed record DemoCodes(string Token, IReadOnlyList<SampleCode> Codes);

/// <summary>Body of a click.</summary>
internal sealed record DemoClick(string? Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DemoCodes))]
[JsonSerializable(typeof(DemoClick))]
internal sealed partial class DemoJson : JsonSerializerContext;
