using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Indicating;
using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Showing.Web;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>Puts the room together. A new display that needs no browser is one line in
/// <see cref="DisplayMaker"/>.</summary>
public static class ShowingSetup
{
    /// <summary>Adds the displays, the screen, what the page needs, and what indicates by colour or sound.</summary>
    /// <param name="services">What it is added to.</param>
    /// <param name="options">What there is to show on.</param>
    /// <param name="further">Drivers that the program brings along; null for none.</param>
    public static IServiceCollection AddShowing(
        this IServiceCollection services, ShowingOptions options, FurtherDrivers? further = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        further ??= FurtherDrivers.None;
        services.AddSingleton(options);
        // The page always listens, also where the shopper's display is another.
        services.AddSingleton<FrameBeat>();
        services.AddSingleton<WebDisplay>();
        services.AddSingleton<PageKeys>();
        services.AddSingleton(options.Speech);
        if (options.HasPage || options.Speech.Automatic)
            services.AddSingleton<ISpeech, EspeakSpeech>();
        else
            services.AddSingleton<ISpeech, Silence>();
        services.AddSingleton<Speaker>();
        services.AddSingleton<PageGreeting>();
        services.AddSingleton<EventStream>();
        services.AddSingleton(provider => new DisplayMaker(
            provider.GetRequiredService<KioskIdentity>(), options, provider.GetRequiredService<KioskClock>(),
            provider.GetRequiredService<GpioPins>(), further));
        services.AddSingleton(provider =>
            new DrivenDisplays([.. provider.GetRequiredService<DisplayMaker>().Make(
                provider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(IDisplay).FullName!))]));
        services.AddSingleton<IReadOnlyList<IDisplay>>(
            provider =>
            [
                provider.GetRequiredService<WebDisplay>(),
                .. provider.GetRequiredService<DrivenDisplays>().All,
                // What a program adds of its own, as the demo does.
                .. provider.GetServices<IDisplay>(),
                provider.GetRequiredService<Speaker>(),
                provider.GetRequiredService<SignalDisplay>(),
            ]);
        services.AddIndicating(options, further);
        services.AddSingleton(provider => provider.GetRequiredService<KioskIdentity>().Market);
        services.AddSingleton<RestRule>();
        services.AddSingleton(provider => new Screen(
            provider.GetRequiredService<IReadOnlyList<IDisplay>>(), options, provider.GetRequiredService<KioskClock>())
        {
            Rest = provider.GetRequiredService<RestRule>().Now,
            IsOnline = provider.GetService<CityHearing>()?.IsHeard ?? (() => true),
            IsSpeaking = () => provider.GetRequiredService<Speaker>().IsSpeaking,
            Page = PageOf(options),
        });
        return services.AddHostedService<RestService>();
    }

    // A template that is wrong was refused with the configuration.
    private static PublicPage? PageOf(ShowingOptions options) =>
        options.PublicPage is { } template && PublicPage.TryRead(template, out var page, out _) ? page : null;
}
