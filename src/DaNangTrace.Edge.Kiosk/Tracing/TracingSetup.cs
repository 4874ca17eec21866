using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>Puts the room together.</summary>
public static class TracingSetup
{
    /// <summary>The name of the catalog's file in the kiosk's data folder.</summary>
    public const string FileName = "catalog.db";

    /// <summary>Adds the catalog, filled from its seed where it is empty, and the tracer.</summary>
    public static IServiceCollection AddTracing(this IServiceCollection services, TracingOptions options, string folder)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton<CatalogSeed>();
        services.AddSingleton(provider =>
        {
            var catalog = new Catalog(
                Path.Combine(folder, FileName), provider.GetRequiredService<KioskClock>().Time,
                provider.GetRequiredService<ILogger<Catalog>>());
            var seed = provider.GetRequiredService<CatalogSeed>();
            catalog.KeepFilled(empty => seed.Fill(empty, options.Catalog.Seed));
            return catalog;
        });
        return services.AddSingleton<Tracer>();
    }
}
