using System.Security.Cryptography;
using DaNangTrace.Edge.Fleet.Intake;
using DaNangTrace.Edge.Fleet.Pages;
using DaNangTrace.Edge.Fleet.Watching;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Console;

namespace DaNangTrace.Edge.Fleet;

/// <summary>Puts the program together.</summary>
internal static class FleetHost
{
    // A browser tab is one connection and keeps up to a few megabytes here; nobody opens more than this at once.
    private const int MostPages = 64;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Makes the program around an open store; it serves once it is started.</summary>
    internal static WebApplication Build(FleetOptions options, IntakeStore store, TimeProvider time, Random chance)
    {
        // Empty: no environment variable and no file beside the program may move the page off loopback.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(FleetHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentUpgradedConnections = MostPages;
            kestrel.Limits.MaxConcurrentConnections = 4 * MostPages;
            kestrel.Listen(options.Listen);
        });
        // In a build folder the pages' files lie where the sources are; a published folder has them itself.
        builder.WebHost.UseStaticWebAssets();
        AddLogging(builder.Logging);
        AddServices(builder.Services, options, store, time, chance);

        var app = builder.Build();
        app.UseMiddleware<PageGuard>();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapFonts();
        app.MapTables();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null);

        // Before the page answers: it never shows an empty board that only was not loaded yet.
        var stored = store.Load(time.GetUtcNow());
        app.Services.GetRequiredService<Board>().Begin(stored.Cards, stored.Totals);
        return app;
    }

    private static void AddServices(
        IServiceCollection services, FleetOptions options, IntakeStore store, TimeProvider time, Random chance)
    {
        // A browser that stays open must not hold up the end.
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(2));
        services.AddRouting();
        services.AddRazorComponents().AddInteractiveServerComponents(o =>
        {
            o.DisconnectedCircuitMaxRetained = MostPages;
            o.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(1);
        });
        // The keys seal what a page and its connection say to each other; a new run makes new ones and writes none.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();

        services.AddSingleton(options);
        services.AddSingleton(store);
        services.AddSingleton(time);
        services.AddSingleton<Board>();
        services.AddSingleton<Inbox>();
        services.AddSingleton<MarketNames>();
        services.AddSingleton(new BrokerAddress(options.BrokerHost, options.BrokerPort, store.ClientId));
        services.AddSingleton(new LinkTiming(
            time, new Backoff(FirstWait, LongestWait, chance),
            Ping: TimeSpan.FromSeconds(15), Deadline: TimeSpan.FromSeconds(8)));
        services.AddSingleton<BrokerLink>();
        services.AddSingleton<IntakeDesk>();
        services.AddHostedService<IntakeLoops>();
        services.AddSingleton(new StoreReader(store.File));
        services.AddHostedService<CoverageWatch>();
    }

    private static void AddLogging(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // It says at every start that the keys are not kept, which is meant.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.AddSimpleConsole(o =>
        {
            o.SingleLine = true;
            o.ColorBehavior = LoggerColorBehavior.Disabled;
            o.TimestampFormat = "HH:mm:ss ";
        });
    }

    /// <summary>The seed of a run's chance; the only place where it comes from outside.</summary>
    internal static Random NewChance() => new(RandomNumberGenerator.GetInt32(int.MaxValue));
}
