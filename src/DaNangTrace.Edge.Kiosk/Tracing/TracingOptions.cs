using DaNangTrace.Edge.Kiosk.Recording;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>The section <c>tracing</c>.</summary>
public sealed class TracingOptions
{
    /// <summary>The catalog.</summary>
    public CatalogOptions Catalog { get; init; } = new();

    /// <summary>The city's resolver.</summary>
    public CityOptions City { get; init; } = new();
}

/// <summary>The section <c>tracing.catalog</c>.</summary>
public sealed class CatalogOptions
{
    /// <summary>An NDJSON file, or <c>sample</c>, loaded while the catalog is empty; null for none.</summary>
    public string? Seed { get; init; }

    /// <summary>Files of public keys (PEM) whose packs are taken; with none, no pack is.</summary>
    public IReadOnlyList<string> Trust { get; init; } = [];

    /// <summary>
    /// Addresses of folders below which announced packs are fetched by themselves; with none, nothing is.
    /// </summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The largest that old and new catalog together grow, pictures included: <c>4 GiB</c>.</summary>
    public string Quota { get; init; } = "4 GiB";

    /// <summary><see cref="Quota"/> in bytes.</summary>
    internal long QuotaBytes => ByteSize.Of(Quota);

    /// <summary>Whether a text is a quota, as the settings' schema has it: 16 MiB to 64 GiB.</summary>
    public static bool IsQuota(string text) => ByteSize.TryOf(text) is >= 16L << 20 and <= 64L << 30;
}

/// <summary>The section <c>tracing.city</c>.</summary>
public sealed class CityOptions
{
    /// <summary>Address of the resolver, <c>https</c>; null: only the catalog is asked.</summary>
    public string? Resolver { get; init; }

    /// <summary>Hosts, <c>HOST</c> or <c>HOST:PORT</c>, that are asked besides where the resolver points to them.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>PEM file of the certificate authority of resolver and hosts; null: those that this machine trusts.
    /// </summary>
    public string? Ca { get; init; }

    /// <summary>How long a shopper waits for the city.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(2);
}
