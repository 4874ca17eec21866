using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;
using DaNangTrace.Edge.Kiosk.Tracing.Recounting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>Puts the room together.</summary>
public static class TracingSetup
{
    /// <summary>Adds catalog and recall list, what keeps them new, the city, and the tracer.</summary>
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
        services.AddSingleton<Recounter>();
        services.AddHostedService<RecountService>();
        if (options.City.Resolver is not null)
            services.AddCity(options.City, folder);
        return services.AddSingleton(provider => new Tracer(
            provider.GetRequiredService<Catalog>(), provider.GetRequiredService<RecallList>(),
            provider.GetRequiredService<KioskClock>(), provider.GetService<City>()));
    }
}
