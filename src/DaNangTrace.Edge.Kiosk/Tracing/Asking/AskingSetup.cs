using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Reaching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>Puts together what asks the city.</summary>
public static class AskingSetup
{
    /// <summary>The folder of what it said, in the kiosk's data folder; it may be deleted.</summary>
    public const string FolderName = "city";

    // So that a resolver that moved is found again.
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);
    private const int MostHeaderKilobytes = 16;

    /// <summary>Adds the resolver as a source of origins; it must be configured.</summary>
    public static IServiceCollection AddResolver(this IServiceCollection services, CityOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(provider => new CityPatience(options, provider.GetRequiredService<KioskClock>().Time));
        services.AddKeyedSingleton(typeof(CityLink), (_, _) => Connections(options));
        AddClient(services, CityLink.ResolverClient, isResolver: true, options);
        AddClient(services, CityLink.DocumentClient, isResolver: false, options);
        services.AddSingleton<CityLink>();
        return services.AddSingleton<IOriginSource>(provider => new CityResolver(
            provider.GetRequiredService<CityLink>(), options, provider.GetRequiredService<CityPatience>(),
            provider.GetRequiredService<KioskClock>().Time));
    }

    /// <summary>Adds the city, with what it said before.</summary>
    internal static IServiceCollection AddCity(this IServiceCollection services, CityOptions options, string folder)
    {
        services.AddResolver(options);
        services.AddSingleton(provider => new HeardStore(
            Path.Combine(folder, FolderName), provider.GetRequiredService<ILogger<HeardStore>>()));
        return services.AddSingleton(provider =>
        {
            // Made first, so that it goes last.
            provider.GetRequiredKeyedService<SocketsHttpHandler>(typeof(CityLink));
            var city = new City(
                provider.GetRequiredService<IOriginSource>(), provider.GetRequiredService<HeardStore>(),
                provider.GetRequiredService<KioskClock>(), provider.GetRequiredService<ILogger<City>>());
            // Each question would fail by it: somebody should know before a shopper asks.
            if (options.Ca is { } ca && CityTrust.FaultOf(ca) is { } fault)
                city.Condition.Set(Wellness.Degraded, $"{fault}: correct tracing.city.ca; what is not in the catalog "
                    + "is out of reach");
            return city;
        });
    }

    private static void AddClient(
        IServiceCollection services, string name, bool isResolver, CityOptions options)
    {
        var client = services.AddHttpClient(name, http =>
        {
            // The resolver's own limit counts, and each strategy has its own.
            http.Timeout = Timeout.InfiniteTimeSpan;
            http.MaxResponseContentBufferSize = WholeBodies.MostBytes;
        });
        client.RemoveAllLoggers();
        client.SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        // The same for both: a resolver that has its documents itself is asked over the connection that is there.
        client.ConfigurePrimaryHttpMessageHandler(
            provider => provider.GetRequiredKeyedService<SocketsHttpHandler>(typeof(CityLink)));
        var pipeline = client.AddResilienceHandler(name, (strategies, context) =>
            context.ServiceProvider.GetRequiredService<CityPatience>().Build(strategies, isResolver));
        // One host that is away must not keep another one from being asked.
        if (!isResolver)
            pipeline.SelectPipelineByAuthority();
        client.AddHttpMessageHandler(() => new WholeBodies());
    }

    private static SocketsHttpHandler Connections(CityOptions options) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = PublicAddresses.ConnectAsync,
        ConnectTimeout = options.TimeLimit,
        MaxResponseHeadersLength = MostHeaderKilobytes,
        PooledConnectionLifetime = ConnectionLife,
        UseCookies = false,
        UseProxy = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = new CityTrust(options.Ca).Validate,
            // A certificate may name where to get its issuer's: an address of a stranger's, before it is trusted.
            CertificateChainPolicy = new X509ChainPolicy
            {
                DisableCertificateDownloads = true,
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };
}
