using System.Globalization;
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
        DateTimeOffset? since = null;
        var message = now.Message;
        foreach (var standing in standings)
        {
            foreach (var words in WordsOf(standing))
                message += $"; {words}";
            DateTimeOffset?[] begins =
            [
                since, standing.Trouble?.Since, standing.Refused is { IsTrouble: true } refused ? refused.At : null,
            ];
            since = begins.Min();
        }
        // What is worse began by itself.
        return now.Wellness == Wellness.Ok && since is { } began
            ? new Condition.State(Wellness.Degraded, began, message)
            : now with { Message = message };
    }

    private static IEnumerable<string> WordsOf(PackStanding standing)
    {
        var name = standing.Kind == PackManifest.RecallList ? "recall list" : "pack";
        if (standing.Taken is { } taken)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{name} {taken.Version} came by itself at {taken.At:yyyy-MM-dd HH:mm}");
        if (standing.Waiting is { } version)
            yield return $"{name} {version} {standing.Stage}"
                + (standing.Trouble is { } why ? $" ({why.Words})" : "");
        else if (standing.Trouble is { } trouble)
            yield return trouble.Words;
        // Of one that is tried again it was just said.
        if (standing.Refused is { } one && one.Refusal.Message != standing.Trouble?.Words)
            yield return one.Refusal.Reason == PackFault.NoNotice
                ? $"what is announced as a {name} is no announcement: {one.Refusal.Message}"
                : $"the announced {name}{(one.Version is { } number ? $" {number}" : "")} was refused: "
                    + one.Refusal.Message;
    }

    private static PulsePack Of(PackStanding standing, (long Version, DateTimeOffset AsOf)? mine) => new(
        standing.Kind, mine?.Version, mine?.AsOf, standing.Taken?.At, standing.Waiting,
        standing.Refused is { } refused
            ? new PulseRefusedPack(refused.Version, PackFaults.CodeOf(refused.Refusal.Reason), refused.At)
            : null,
        standing.Trouble?.Code);
}
