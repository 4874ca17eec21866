using Microsoft.Extensions.DependencyInjection;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>Puts the room together.</summary>
public static class SendingSetup
{
    /// <summary>Adds the link to the city and the loop that uses it.</summary>
    public static IServiceCollection AddSending(this IServiceCollection services, SendingOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<IUplink, MqttUplink>();
        services.AddSingleton<Uplink>();
        return services.AddHostedService(provider => provider.GetRequiredService<Uplink>());
    }
}
