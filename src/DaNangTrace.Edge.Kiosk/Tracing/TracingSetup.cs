using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;
using DaNangTrace.Edge.Kiosk.Tracing.Fetching;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Recounting;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>Puts the room together.</summary>
public static class TracingSetup
{
    /// <summary>
    /// Adds catalog and recall list, what keeps them new, the city, and the tracer. Whoever composes the program adds a
    /// <see cref="TakePack"/> for catalogs, which are taken in a process of their own; without one none is.
    /// </summary>
    public static IServiceCollection AddTracing(this IServiceCollection services, TracingOptions options, string folder)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options.Catalog);
        services.AddSingleton(provider => new Catalog(
            folder, provider.GetRequiredService<KioskClock>(), provider.GetRequiredService<ILogger<Catalog>>()));
        services.AddSingleton(provider => new CatalogSeed(
            folder, provider.GetRequiredService<KioskClock>(), provider.GetRequiredService<ILogger<CatalogSeed>>()));
        services.AddSingleton<RecallList>();
        services.AddSingleton<CatalogCare>();
        services.AddHostedService<CatalogService>();
        services.AddSingleton(provider => IntakeOf(provider, options.Catalog, folder));
        services.AddHostedService<PackIntakeService>();
        services.AddSingleton<Recounter>();
        services.AddHostedService<RecountService>();
        if (options.City.Resolver is not null)
            services.AddCity(options.City, folder);
        return services.AddSingleton(provider => new Tracer(
            provider.GetRequiredService<Catalog>(), provider.GetRequiredService<RecallList>(),
            provider.GetRequiredService<KioskClock>(), provider.GetService<City>()));
    }

    private static Task<PackTaking> TakeNone(Uri address, PackNotice notice, CancellationToken stop) =>
        Task.FromResult<PackTaking>(new PackTaking.Failed("this program takes no catalogs by itself"));

    private static PackIntake IntakeOf(IServiceProvider provider, CatalogOptions options, string folder)
    {
        var clock = provider.GetRequiredService<KioskClock>();
        var ledger = provider.GetRequiredService<Ledger>();
        var catalog = provider.GetRequiredService<Catalog>();
        // Each kiosk's own chance, or a city's would come in step; its seed is of no use to anyone.
        var random = new Random(HashCode.Combine(Environment.ProcessId, clock.Time.GetTimestamp()));
        var tools = new PackTools(clock, random, provider.GetRequiredService<ILogger<PackIntake>>());
        var judge = new PackJudge(folder, options, PackNotes.In(ledger), clock);
        var quiet = new QuietMinutes(() => ledger.LastSeq, clock.Time);
        var recalls = new RecallFetch(
            folder, options, ledger, provider.GetRequiredService<RecallList>(), clock);
        return new PackIntake(
            new PackErrand(
                PackManifest.Full, judge, provider.GetService<TakePack>() ?? TakeNone,
                PackTiming.Catalog with { IsQuiet = quiet.Are, IsUrgent = () => catalog.Facts is not { Version: > 0 } },
                tools),
            new PackErrand(PackManifest.RecallList, judge, recalls.TakeAsync, PackTiming.Recalls, tools));
    }
}
