using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Recording.Counting;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Indicating;
using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Showing.Web;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace DaNangTrace.Edge.Kiosk.Health;

/// <summary>Puts the room together: <c>/health</c> and <c>/metrics</c>.</summary>
public static class HealthSetup
{
    /// <summary>Adds a health check for each part of the kiosk, and what counts.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks();
        services.AddSingleton<IReadOnlyList<Part>>(Parts);
        services.AddSingleton<PackReport>();
        services.AddSingleton<PrometheusText>();
        services.AddSingleton<Gauges>();
        services.AddSingleton<CoverageGauges>();
        services.AddHostedService(provider => new PulseService(
            provider.GetRequiredService<Ledger>(), provider.GetRequiredService<IUplink>(),
            provider.GetRequiredService<CityOrders>(), provider.GetRequiredService<KioskIdentity>(),
            provider.GetRequiredService<KioskClock>())
        {
            Packs = provider.GetRequiredService<PackReport>(),
            Coverage = () => provider.GetRequiredService<CoverageKeeper>().Figures,
        });
        services.AddSingleton<IConfigureOptions<HealthCheckServiceOptions>>(provider =>
            new ConfigureOptions<HealthCheckServiceOptions>(options =>
            {
                foreach (var part in provider.GetRequiredService<IReadOnlyList<Part>>())
                    options.Registrations.Add(
                        new HealthCheckRegistration(part.Name, part, null, [part.Role.ToString()]));
            }));
        return services;
    }

    /// <summary>Serves <c>/health</c> and <c>/metrics</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var checks = routes.ServiceProvider.GetRequiredService<HealthCheckService>();
        var metrics = routes.ServiceProvider.GetRequiredService<PrometheusText>();
        routes.ServiceProvider.GetRequiredService<Gauges>();
        routes.ServiceProvider.GetRequiredService<CoverageGauges>();
        routes.MapGet("/health", (RequestDelegate)(context => AnswerHealthAsync(context, checks)));
        routes.MapGet("/metrics", (RequestDelegate)(context =>
        {
            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            context.Response.Headers.CacheControl = "no-store";
            return context.Response.WriteAsync(metrics.Write(), context.RequestAborted);
        }));
    }

    private static async Task AnswerHealthAsync(HttpContext context, HealthCheckService checks)
    {
        var report = await checks.CheckHealthAsync(context.RequestAborted);
        var whole = Verdicts.Of(
            report.Entries.Values.Select(entry => (Enum.Parse<Role>(entry.Tags.First()), entry.Status)));
        context.Response.StatusCode = whole == Wellness.Down
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status200OK;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        var answer = new HealthAnswer(
            Word(whole),
            [.. report.Entries.Select(entry => new HealthPart(
                entry.Key, Word(entry.Value.Status), (DateTimeOffset)entry.Value.Data[Part.Since],
                entry.Value.Description ?? "", entry.Value.Data.GetValueOrDefault(Part.Scans) as long?,
                entry.Value.Data.GetValueOrDefault(Part.Faults) as long?))]);
        await JsonSerializer.SerializeAsync(
            context.Response.Body, answer, HealthJson.Default.HealthAnswer, context.RequestAborted);
    }

    private static IReadOnlyList<Part> Parts(IServiceProvider provider)
    {
        var scanners = provider.GetRequiredService<IReadOnlyList<IScanner>>();
        var parts = new List<Part>();
        foreach (var scanner in scanners)
            parts.Add(new Part($"scanner {scanner.Name}", Role.Scanner, () => OfScanner(scanner))
            {
                Tally = scanner.Tally,
            });
        if (scanners.Count == 0)
        {
            parts.Add(Missing("scanner", Role.Scanner, "no scanner is configured: name one in scanning.scanners"));
        }
        var displays = Displays(provider).ToList();
        foreach (var display in displays)
            parts.Add(new Part($"display {display.Name}", Role.Display, () => display.Condition.Now));
        if (displays.Count == 0)
            parts.Add(Missing("display", Role.Display, "no display is configured: name one in showing.displays"));
        foreach (var indicator in provider.GetServices<IIndicator>())
            parts.Add(new Part(indicator.Name, Role.Other, () => indicator.Condition.Now));
        if (provider.GetService<LanguageButton>() is { } button)
            parts.Add(new Part("language button", Role.Other, () => button.Condition.Now));
        parts.Add(new Part(
            "speech", Role.Other, () => OfSpeech(provider.GetRequiredService<Speaker>())));
        parts.Add(new Part("catalog", Role.Other, () => provider.GetRequiredService<PackReport>().Behind(OfCatalog(
            provider.GetRequiredService<Catalog>().Condition.Now, provider.GetRequiredService<RecallList>().Data))));
        if (provider.GetService<City>() is { } city)
            parts.Add(new Part("city", Role.Other, () => city.Condition.Now));
        parts.Add(new Part("ledger", Role.Ledger, () => provider.GetRequiredService<Ledger>().Now));
        parts.Add(new Part("uplink", Role.Other, () => provider.GetRequiredService<Uplink>().Now));
        var clock = new ClockReport(provider.GetRequiredService<KioskClock>());
        parts.Add(new Part("clock", Role.Other, () => clock.Now));
        return parts;

        Part Missing(string name, Role role, string told)
        {
            var none = new Condition(provider.GetRequiredService<TimeProvider>());
            none.Set(Wellness.Down, told);
            return new Part(name, role, () => none.Now);
        }
    }

    // What speaks or signals is no display that a shopper could do with alone; and where the shopper's display is
    // another, nobody misses the page.
    private static IEnumerable<IDisplay> Displays(IServiceProvider provider)
    {
        var isPageMeant = provider.GetRequiredService<ShowingOptions>().HasPage;
        return provider.GetRequiredService<IReadOnlyList<IDisplay>>()
            .Where(one => one is not (Speaker or SignalDisplay) && (isPageMeant || one is not WebDisplay));
    }

    // A scanner that works, but not as it should, is told for a minute.
    private static Condition.State OfScanner(IScanner scanner)
    {
        var now = scanner.Condition.Now;
        return now.Wellness == Wellness.Ok && scanner.Tally.Trouble is { } trouble
            ? new Condition.State(Wellness.Degraded, trouble.At, $"{now.Message}; it {trouble.Message}")
            : now;
    }

    // A voice that nobody asked for is not missed; what is to be done for one is told all the same.
    internal static Condition.State OfSpeech(Speaker speaker)
    {
        var now = speaker.Condition.Now;
        return !speaker.IsAutomatic && speaker.Languages.Count == 0
            ? now with { Wellness = Wellness.Ok }
            : now;
    }

    // Data grows old by itself: nobody is there to set a condition when it does.
    internal static Condition.State OfCatalog(Condition.State now, DataAge? recalls)
    {
        if (now.Wellness != Wellness.Ok)
            return now;
        return recalls switch
        {
            null => new Condition.State(
                Wellness.Degraded, now.Since,
                $"{now.Message}; no recall list was imported: each answer says that there may be warnings"),
            { IsCertain: false } data => new Condition.State(
                Wellness.Degraded, now.Since,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{now.Message}; how old its recall list of {data.AsOf.UtcDateTime:yyyy-MM-dd} is, a clock that is "
                    + $"not set or wrong can't tell: there may be newer warnings")),
            { IsOld: true } data => new Condition.State(
                Wellness.Degraded, data.AsOf + DataAge.OldAfter,
                $"{now.Message}; its recall list is {data.Age.Days} days old: there may be newer warnings"),
            _ => now,
        };
    }

    internal static string Word(Wellness wellness) => wellness switch
    {
        Wellness.Ok => "ok",
        Wellness.Degraded => "degraded",
        _ => "down",
    };

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        _ => "down",
    };
}

/// <summary>The body of <c>/health</c>.</summary>
internal sealed record HealthAnswer(string Status, IReadOnlyList<HealthPart> Parts);

/// <summary>One part of <c>/health</c>.</summary>
/// <param name="Name">For example <c>scanner front</c>.</param>
/// <param name="State"><c>ok</c>, <c>degraded</c> or <c>down</c>.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="Message">What, and what to do.</param>
/// <param name="Scans">Codes since the start; scanners only.</param>
/// <param name="Faults">What was wrong with them, unplugs included; scanners only.</param>
internal sealed record HealthPart(
    string Name, string State, DateTimeOffset Since, string Message, long? Scans, long? Faults);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class HealthJson : JsonSerializerContext;
