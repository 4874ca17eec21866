using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Scanning.HidPos;
using DaNangTrace.Edge.Kiosk.Scanning.Scripted;
using DaNangTrace.Edge.Kiosk.Scanning.Serial;
using DaNangTrace.Edge.Kiosk.Scanning.Tcp;
using DaNangTrace.Edge.Kiosk.Scanning.Wedge;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Scanning;

/// <summary>Puts the room together. A new driver is one line here.</summary>
public static class ScanningSetup
{
    /// <summary>Adds the scanners and what runs them; a <see cref="ScanTaker"/> must be there.</summary>
    public static IServiceCollection AddScanning(this IServiceCollection services, ScanningOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        var claims = new DeviceClaims();
        foreach (var scanner in options.Scanners)
            services.AddSingleton(provider => Make(
                scanner, provider.GetRequiredService<KioskClock>(),
                provider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(IScanner).FullName!),
                claims));
        services.AddSingleton<IReadOnlyList<IScanner>>(provider => [.. provider.GetServices<IScanner>()]);
        return services.AddHostedService<ScanningService>();
    }

    /// <summary>Makes one scanner.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="clock">The kiosk's clock.</param>
    /// <param name="log">Tells of its life.</param>
    /// <param name="claims">Which devices the scanners beside it have.</param>
    /// <param name="tap">What watches it; null for none.</param>
    public static IScanner Make(
        ScannerOptions options, KioskClock clock, ILogger log, DeviceClaims claims, ScanTap? tap = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Make(options, clock, log, new AttachedScannerOptions(options.Name) { Claims = claims, Tap = tap });
    }

    /// <summary>The same, as often and as far ahead as a test wants.</summary>
    internal static IScanner Make(
        ScannerOptions options, KioskClock clock, ILogger log, AttachedScannerOptions attached)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var tally = new ScannerTally(options.Name, clock.Time, log);
        if (DriverOf(options, tally, log) is { } driver)
            return new AttachedScanner(tally, driver, clock, log, attached);
        return options.Driver switch
        {
            "tcp" => new TcpScanner(options, tally, clock, log) { Tap = attached.Tap, Ahead = attached.Ahead },
            "scripted" => new ScriptedScanner(options.Name, options.Port!, clock, tally),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Driver, "no such driver"),
        };
    }

    /// <summary>The driver of a scanner that is plugged in, for who only looks at it.</summary>
    internal static ScannerDriver? DriverOf(ScannerOptions options) =>
        DriverOf(
            options, new ScannerTally(options.Name, TimeProvider.System, NullLogger.Instance), NullLogger.Instance);

    private static ScannerDriver? DriverOf(ScannerOptions options, ScannerTally tally, ILogger log) =>
        options.Driver switch
        {
            "serial" => new SerialDriver(options, tally, PluggedDevices.OnThisMachine, log),
            "wedge" => new WedgeDriver(options, tally, PluggedDevices.OnThisMachine),
            "hidPos" => new HidPosDriver(options, tally, PluggedDevices.OnThisMachine, log),
            _ => null,
        };
}
