using LiteDB;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>What the catalog says of itself: written last, so that a load which broke off counts as none.</summary>
internal sealed record CatalogAbout(long Version, DateTimeOffset AsOf, int Products)
{
    public static readonly CatalogAbout Empty = new(0, DateTimeOffset.UnixEpoch, 0);

    public static CatalogAbout Of(BsonDocument? document) => document is null
        ? Empty
        : new CatalogAbout(
            document["version"].AsInt64,
            DateTimeOffset.FromUnixTimeMilliseconds(document["asOf"].AsInt64),
            document["products"].AsInt32);

    public BsonDocument ToDocument() => new()
    {
        ["_id"] = "catalog",
        ["version"] = Version,
        ["asOf"] = AsOf.ToUnixTimeMilliseconds(),
        ["products"] = Products,
    };
}
