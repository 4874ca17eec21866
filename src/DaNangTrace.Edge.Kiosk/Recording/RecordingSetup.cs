using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>Puts the room together.</summary>
public static class RecordingSetup
{
    /// <summary>Adds the ledger in a folder.</summary>
    public static IServiceCollection AddRecording(this IServiceCollection services, string folder) =>
        services.AddSingleton(provider => new Ledger(
            folder, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Ledger>>()));
}
