using System.Diagnostics.Metrics;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <summary>
/// The packs that the city announces. Catalogs and recall lists go ways of their own: a warning never waits behind a
/// catalog, however long that takes.
/// </summary>
public sealed class PackIntake
{
    private readonly PackErrand _catalog;
    private readonly PackErrand _recalls;

    internal PackIntake(PackErrand catalog, PackErrand recalls)
    {
        (_catalog, _recalls) = (catalog, recalls);
        Metering.Meter.CreateObservableGauge(
            "dntrace_pack_taken_seconds", Taken,
            description: "When a pack was last taken by itself, in seconds since 1970 (UTC); none since the start: no "
                + "series");
    }

    /// <summary>How it stands with catalogs.</summary>
    public PackStanding Catalog => _catalog.Standing;

    /// <summary>How it stands with recall lists.</summary>
    public PackStanding Recalls => _recalls.Standing;

    /// <summary>Takes what was announced; never waits.</summary>
    /// <param name="kind">What its topic is for.</param>
    /// <param name="notice">The notice, whoever it is from.</param>
    public void Offer(string kind, PackNotice notice) => Of(kind).Offer(notice);

    /// <summary>Notes that what was announced is no notice, until one comes.</summary>
    /// <param name="kind">What its topic is for.</param>
    /// <param name="fault">Why not.</param>
    public void Refuse(string kind, string fault) =>
        Of(kind).RefuseNotice(fault);

    /// <summary>Forgets that, since nothing is announced any more.</summary>
    /// <param name="kind">What its topic is for.</param>
    public void Clear(string kind) => Of(kind).RefuseNotice(null);

    /// <summary>Works off what is announced, until it is stopped. A fault of either way ends both: a kiosk that takes
    /// no warnings must not look as if it did.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var ways = new[] { _recalls.RunAsync(both.Token), _catalog.RunAsync(both.Token) };
        await Task.WhenAny(ways);
        await both.CancelAsync();
        await Task.WhenAll(ways);
    }

    private PackErrand Of(string kind) => kind == PackManifest.RecallList ? _recalls : _catalog;

    private IEnumerable<Measurement<long>> Taken() => ((PackStanding[])[Catalog, Recalls])
        .Where(one => one.Taken is not null)
        .Select(one => new Measurement<long>(
            one.Taken!.At.ToUnixTimeSeconds(), new KeyValuePair<string, object?>("kind", one.Kind)));
}
