using System.Net;
using System.Net.Sockets;
using System.Reflection;
using DaNangTrace.Edge.Kiosk.Commanding;
using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Health;
using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Serving;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Web;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire;
using Microsoft.Extensions.Logging.Console;

namespace DaNangTrace.Edge.Composition;

/// <summary>What a command adds to the kiosk that the configuration describes.</summary>
internal sealed record KioskExtras
{
    /// <summary>Further parts, added before the kiosk's own.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Parts that stand in for the kiosk's own: added after them, the last one wins.</summary>
    public Action<IServiceCollection> Replacements { get; init; } = _ => { };

    /// <summary>Further addresses of the web side.</summary>
    public Action<IEndpointRouteBuilder> Routes { get; init; } = _ => { };

    /// <summary>Whether the kiosk's own pages may frame each other.</summary>
    public bool FramedBySelf { get; init; }

    /// <summary>The least that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}

/// <summary>Puts the rooms together. The way of a scan is in the order of the lines below.</summary>
internal static partial class KioskHost
{
    // How long the web side waits for requests that are under way; desk and uplink have limits of their own.
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(1);

    /// <summary>The program's version.</summary>
    public static string Version { get; } =
        Assembly.GetExecutingAssembly()
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The day on which the program was built (UTC).</summary>
    public static DateTimeOffset Built { get; } = DateTimeOffset.ParseExact(
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(one => one.Key == "BuildDay").Value!,
        "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture,
        System.Globalization.DateTimeStyles.AssumeUniversal);

    /// <summary>
    /// Runs a kiosk until SIGINT, SIGTERM or <paramref name="stop"/>, or until a part of it fails for good.
    /// </summary>
    /// <returns>False when a part failed.</returns>
    /// <exception cref="IOException">Its folder or its port can't be had; the message says what to do.</exception>
    public static async Task<bool> RunAsync(
        KioskConfiguration configuration, KioskExtras extras, CancellationToken stop)
    {
        // Before anything else: a second start by mistake must not touch the first one's scanner or session.
        if (!Ports.IsFree(configuration.Web.Listen))
            throw new IOException(InUse(configuration.Web.Listen));
        using var folder = await DataFolder.TakeAsync(configuration.Kiosk.DataFolder, TimeProvider.System, stop);
        await using var app = Build(configuration, extras, folder.Path);
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new IOException(InUse(configuration.Web.Listen), e);
        }
        catch (SocketException e)
        {
            throw new IOException(
                $"{configuration.Web.Listen} can't be listened on ({e.Message}): correct web.listen", e);
        }
        catch (OperationCanceledException) when (
            stop.IsCancellationRequested || app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Told to stop while it was starting.
            await app.StopAsync(CancellationToken.None);
            return true;
        }
        LogStarted(app.Logger, configuration.Kiosk.Id, configuration.Kiosk.Market, Version, configuration.Web.Listen);
        await app.WaitForShutdownAsync(stop);
        return app.Services.GetServices<IHostedService>().OfType<BackgroundService>()
            .All(service => service.ExecuteTask is null or { IsFaulted: false });
    }

    private static string InUse(string listen) =>
        $"{listen} is in use by another program: stop that one, or listen elsewhere with "
        + "--set web.listen=http://127.0.0.1:PORT";

    /// <summary>Builds the kiosk without starting it.</summary>
    public static WebApplication Build(KioskConfiguration configuration, KioskExtras extras, string folder)
    {
        // The empty builder: no settings files of its own, no file watchers, no environment that listens elsewhere.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = folder });
        AddLog(builder, extras.LogLevel);
        builder.Services.AddRoutingCore();
        builder.Services.AddSystemd();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownLimit);
        builder.Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        ListenOn(builder, configuration.Web);

        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(ClockOf(configuration.Kiosk));
        services.AddSingleton(IdentityOf(configuration));
        extras.Services(services);
        // Hosted services stop in reverse: first the scanners, then the desk with what stands in its lane, last the
        // uplink.
        services.AddRecording(configuration.Recording, folder);
        services.AddSending(configuration.Sending);
        services.AddCommanding();
        services.AddSingleton(ProgramFetch.Of(folder, configuration.Tracing.Catalog));
        services.AddTracing(configuration.Tracing, folder);
        services.AddSingleton(provider => new CityHearing(() => provider.GetRequiredService<Uplink>().IsUp));
        services.AddShowing(configuration.Showing, ProgramDrivers.All);
        services.AddServing();
        services.AddScanning(configuration.Scanning);
        services.AddHealth();
        services.AddHostedService<StartRemains>();
        extras.Replacements(services);

        var app = builder.Build();
        app.UseRequestGuard(configuration.Web.Hosts, extras.FramedBySelf);
        app.UseRouting();
        app.MapKioskPage();
        app.MapHealth();
        extras.Routes(app);
        return app;
    }

    private static void AddLog(WebApplicationBuilder builder, LogLevel level)
    {
        builder.Logging.SetMinimumLevel(level);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // Each part logs its own changes; the framework would repeat them at every look at /health.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        // What becomes of a question to the city is told once, by the room that asks.
        builder.Logging.AddFilter("Polly", LogLevel.None);
        // Under systemd, AddSystemd chooses the journal's own form instead.
        builder.Logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "HH:mm:ss ";
            options.ColorBehavior = LoggerColorBehavior.Default;
        });
    }

    private static void ListenOn(WebApplicationBuilder builder, WebOptions web)
    {
        var address = new Uri(web.Listen);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            // A page, its stream, a technician and a scraper; a neighbour on the network gets no more.
            options.Limits.MaxConcurrentConnections = 64;
            // The kiosk takes a code at most.
            options.Limits.MaxRequestBodySize = 64 * 1024;
            if (address.Host == "localhost")
                options.ListenLocalhost(address.Port);
            else
                options.Listen(IPAddress.Parse(address.Host.Trim('[', ']')), address.Port);
        });
    }

    /// <summary>The clock of a kiosk; whatever the wall clock says, it is not before the program was built.</summary>
    public static KioskClock ClockOf(KioskOptions kiosk)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(kiosk.TimeZone);
        var clock = kiosk.Clock == "trusted"
            ? new KioskClock(TimeProvider.System, zone, () => true)
            : new KioskClock(TimeProvider.System, zone, BootClock.OfThisBoot());
        clock.RaiseFloor(Built);
        return clock;
    }

    private static KioskIdentity IdentityOf(KioskConfiguration configuration) => new(
        new KioskAddress(configuration.Kiosk.Market, configuration.Kiosk.Id), configuration.Market,
        configuration.Gln, Version);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Kiosk {Kiosk} of market {Market}, dntrace {Version}; page {Page}/")]
    private static partial void LogStarted(ILogger log, string kiosk, string market, string version, string page);
}
