using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Fetching;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Health;

/// <summary>What is told of the city's packs: those that count here, and those that were announced.</summary>
/// <param name="catalog">The catalog that answers.</param>
/// <param name="recalls">The recall list that counts.</param>
/// <param name="intake">What was announced.</param>
internal sealed class PackReport(Catalog catalog, RecallList recalls, PackIntake intake)
{
    /// <summary>As the pulse has it.</summary>
    public IReadOnlyList<PulsePack> Pulse() =>
    [
        Of(intake.Catalog, catalog.Facts is { Version: > 0 } facts ? (facts.Version, facts.AsOf) : null),
        Of(intake.Recalls, recalls.Data is { Version: > 0 and var version } list ? (version, list.AsOf) : null),
    ];

    /// <summary>As <c>/health</c> has it, behind what the catalog says of itself.</summary>
    public Condition.State Behind(Condition.State now) => Behind(now, intake.Catalog, intake.Recalls);

    /// <summary>Likewise, of these.</summary>
    internal static Condition.State Behind(Condition.State now, params ReadOnlySpan<PackStanding> standings)
    {
        foreach (var standing in standings)
        {
            if (WordsOf(standing) is not { } words)
                continue;
            var isTrouble = standing.Trouble is not null || standing.Refused is { IsTrouble: true };
            var at = isTrouble && now.Wellness == Wellness.Ok ? standing.Refused?.At ?? now.Since : now.Since;
            now = new Condition.State(
                isTrouble && now.Wellness == Wellness.Ok ? Wellness.Degraded : now.Wellness, at,
                $"{now.Message}; {words}");
        }
        return now;
    }

    private static string? WordsOf(PackStanding standing)
    {
        var name = standing.Kind == PackManifest.RecallList ? "recall list" : "pack";
        var waiting = standing.Waiting is { } version
            ? $"{name} {version} {standing.Stage}{(standing.Trouble is { } why ? $" ({why})" : "")}"
            : standing.Trouble;
        var refused = standing.Refused is { } one
            ? $"the announced {name}{(one.Version is { } number ? $" {number}" : "")} was refused: "
                + one.Refusal.Message
            : null;
        return (waiting, refused) is (null, null)
            ? null
            : string.Join("; ", ((string?[])[waiting, refused]).Where(words => words is not null));
    }

    private static PulsePack Of(PackStanding standing, (long Version, DateTimeOffset AsOf)? mine) => new(
        standing.Kind, mine?.Version, mine?.AsOf, standing.TakenAt, standing.Waiting,
        standing.Refused is { } refused
            ? new PulseRefusedPack(refused.Version, PackFaults.CodeOf(refused.Refusal.Reason), refused.At)
            : null);
}
