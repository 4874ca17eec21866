using DaNangTrace.Edge.Kiosk.Recording.Counting;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>Puts the room together.</summary>
public static class RecordingSetup
{
    /// <summary>Adds the ledger in a folder, what corrects its times, and what counts its sightings.</summary>
    public static IServiceCollection AddRecording(
        this IServiceCollection services, RecordingOptions options, string folder)
    {
        services.AddSingleton(options);
        services.AddHostedService<TimeCorrector>();
        services.AddSingleton<CoverageKeeper>();
        services.AddHostedService<CoverageService>();
        return services.AddSingleton(provider => new Ledger(
            folder, options, provider.GetRequiredService<KioskClock>(),
            provider.GetRequiredService<ILogger<Ledger>>()));
    }
}
