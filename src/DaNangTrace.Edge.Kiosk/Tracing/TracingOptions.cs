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
}

/// <summary>The section <c>tracing.city</c>.</summary>
public sealed class CityOptions
{
    /// <summary>Address of the resolver; null: only the catalog is asked.</summary>
    public string? Resolver { get; init; }

    /// <summary>How long a shopper waits for the city.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(2);
}
