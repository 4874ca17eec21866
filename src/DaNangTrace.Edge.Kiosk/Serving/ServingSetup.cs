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
        services.AddSingleton<Desk>();
        return services.AddHostedService<DeskService>();
    }
}
