using DaNangTrace.Edge.Kiosk.Scanning.Scripted;
using DaNangTrace.Edge.Kiosk.Scanning.Serial;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Scanning;

/// <summary>Puts the room together. A new driver is one line here.</summary>
public static class ScanningSetup
{
    /// <summary>Adds the scanners and what runs them; a <see cref="ScanTaker"/> must be there.</summary>
    public static IServiceCollection AddScanning(this IServiceCollection services, ScanningOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        foreach (var scanner in options.Scanners)
            services.AddSingleton(provider => Make(scanner, provider));
        services.AddSingleton<IReadOnlyList<IScanner>>(provider => [.. provider.GetServices<IScanner>()]);
        return services.AddHostedService<ScanningService>();
    }

    private static IScanner Make(ScannerOptions options, IServiceProvider provider)
    {
        var clock = provider.GetRequiredService<KioskClock>();
        return options.Driver switch
        {
            "serial" => new SerialScanner(options, clock, provider.GetRequiredService<ILogger<SerialScanner>>()),
            "scripted" => new ScriptedScanner(options.Name, options.Port!, clock),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Driver, "no such driver"),
        };
    }
}
