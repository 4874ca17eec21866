using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>Finds the origin of a trade item.</summary>
/// <param name="catalog">Answers at once, with or without a network.</param>
/// <param name="clock">Tells the day on which an item counts as expired.</param>
public sealed class Tracer(Catalog catalog, KioskClock clock)
{
    /// <summary>Traces one item.</summary>
    public Answer Trace(Reading.Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.Gtin is { IsRestricted: true })
            return new Answer.InStore();
        // A kiosk without any data has no right to say that something is not registered.
        if (catalog.Products == 0)
        {
            catalog.KeepFilled();
            return new Answer.OutOfReach();
        }
        // An SSCC, a location …: no trade item, so there is nothing to look up.
        if (item.Gtin is null)
            return new Answer.NotRegistered(null);
        if (!catalog.TryFind(item.Gtin.Digits, out var origin))
            return new Answer.OutOfReach();
        return origin is null
            ? new Answer.NotRegistered(catalog.Data)
            : Judgement.Of(origin, catalog.Data, item, clock.Today);
    }
}
