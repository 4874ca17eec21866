using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning;
using Microsoft.Extensions.DependencyInjection;

namespace DaNangTrace.Edge.Kiosk.Serving;

/// <summary>Puts the room together.</summary>
public static class ServingSetup
{
    /// <summary>Adds the lane, the desk and what works it off.</summary>
    public static IServiceCollection AddServing(this IServiceCollection services)
    {
        services.AddSingleton<ScanLane>();
        services.AddSingleton<ScanTaker>(provider => provider.GetRequiredService<ScanLane>().PutAsync);
        services.AddSingleton<SightingRecorder>();
        services.AddSingleton<SceneRule>();
        services.AddSingleton(provider => new Gs1Reader(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ScanningOptions>().Recognisers));
        services.AddSingleton<Desk>();
        return services.AddHostedService<DeskService>();
    }
}
