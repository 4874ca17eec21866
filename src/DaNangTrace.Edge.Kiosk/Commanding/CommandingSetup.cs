using DaNangTrace.Edge.Kiosk.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace DaNangTrace.Edge.Kiosk.Commanding;

/// <summary>Puts the room together.</summary>
public static class CommandingSetup
{
    /// <summary>Adds what the city may do to this kiosk.</summary>
    public static IServiceCollection AddCommanding(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetRequiredService<Uplink>().Orders);
        services.AddSingleton<CommandGate>();
        services.AddSingleton<NoticeGate>();
        return services.AddHostedService<CommandingService>();
    }
}
