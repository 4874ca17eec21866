using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using Microsoft.Extensions.Hosting;

namespace DaNangTrace.Edge.Kiosk.Health;

/// <summary>Tells the city every 30 seconds how the kiosk is; what is not heard is not kept.</summary>
internal sealed class PulseService(
    Ledger ledger, IUplink link, CityOrders orders, KioskIdentity identity, KioskClock clock) : BackgroundService
{
    internal static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>How it stands with the city's packs.</summary>
    internal required PackReport Packs { get; init; }

    /// <summary>What was asked for and is known; null while that was not counted.</summary>
    internal Func<PulseCoverage?> Coverage { get; init; } = () => null;

    /// <summary>The pulse of this moment.</summary>
    internal Pulse Beat()
    {
        var (now, figures) = (clock.Now(), ledger.Figures);
        return new Pulse(
            1,
            now.At,
            now.IsSynchronised ? "sync" : "unsync",
            identity.Version,
            figures.Newest.Seq == 0
                ? null
                : new PulseHead(figures.Newest.Epoch, figures.Newest.Seq, figures.Sha256),
            figures.PendingFrom is { } from ? new PulsePlace(from.Epoch, from.Seq) : null,
            new PulseRecording(
                HealthSetup.Word(ledger.Now.Wellness),
                figures.Pending,
                figures.Refused,
                figures.Gone,
                ledger.NotRecorded,
                figures.UsedBytes,
                figures.MostBytes,
                ledger.HoursLeft,
                figures.PrunedUnacknowledged),
            new PulseSending(
                [.. figures.Acknowledged.Select(upTo => new Acknowledgement(upTo.Epoch, upTo.Seq))],
                orders.Taken,
                orders.Refused,
                link.Files.Expires),
            Coverage(),
            Packs.Pulse());
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.EveryAsync(clock.Time, Every, stop => link.BeatAsync(WireJson.ToBytes(Beat()), stop), stoppingToken);
}
