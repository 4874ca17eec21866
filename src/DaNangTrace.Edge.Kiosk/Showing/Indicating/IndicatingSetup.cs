using DaNangTrace.Edge.Kiosk.Showing.Driving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Showing.Indicating;

/// <summary>Puts lamps, buzzers and the language button together. A new kind is one line here.</summary>
internal static class IndicatingSetup
{
    /// <summary>Adds those that are configured, and the display that hands them their signals.</summary>
    public static IServiceCollection AddIndicating(
        this IServiceCollection services, ShowingOptions options, FurtherDrivers further)
    {
        services.AddSingleton(GpioPins.Of(options.GpioChip));
        services.AddSingleton<SignalDisplay>();
        var names = DisplayNames.Of(options.Indicators.Select(one => (one.Driver, (string?)null)));
        foreach (var (at, indicator) in options.Indicators.Index())
        {
            var name = names[at];
            services.AddSingleton<IIndicator>(provider => new DrivenIndicator(
                name, DriverOf(indicator, further, provider), provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<DrivenIndicator>>()));
        }
        if (options.LanguageButton.Pin is null)
            return services;
        services.AddSingleton<LanguageButton>();
        return services.AddHostedService<LanguageButtonService>();
    }

    private static PanelDriver<Indication> DriverOf(
        IndicatorOptions indicator, FurtherDrivers further, IServiceProvider provider)
    {
        var pins = provider.GetRequiredService<GpioPins>();
        return indicator.Driver switch
        {
            "lamp" => new LampDriver(indicator, pins),
            "buzzer" => new BuzzerDriver(indicator, pins, provider.GetRequiredService<TimeProvider>()),
            _ when further.Indicators.TryGetValue(indicator.Driver, out var make) => make(indicator),
            var driver => throw new ArgumentOutOfRangeException(nameof(indicator), driver, "no such driver"),
        };
    }
}
