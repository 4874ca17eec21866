namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>
/// Whom a kiosk may ask: the resolver, and hosts that the configuration names beside it. What a linkset or a redirect
/// points to is a stranger's word.
/// </summary>
internal sealed class AllowedHosts
{
    private readonly HashSet<string> _authorities = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="options">The resolver and the other hosts.</param>
    public AllowedHosts(CityOptions options)
    {
        if (options.Resolver is { } resolver)
            _authorities.Add(AuthorityOf(new Uri(resolver)));
        foreach (var host in options.Hosts)
            _authorities.Add(AuthorityOf(new Uri($"https://{host}/")));
    }

    /// <summary>Whether an address may be asked.</summary>
    public bool Allow(Uri address) => address is { IsAbsoluteUri: true, Scheme: "https", UserInfo: "" }
        && _authorities.Contains(AuthorityOf(address));

    // With its port, also where that is the usual one.
    private static string AuthorityOf(Uri address) => $"{address.IdnHost}:{address.Port}";
}
