namespace DaNangTrace.Edge.Kiosk.Showing.Telling;

/// <summary>How old what is told about the product is. The page's twin: scenes/parts.js.</summary>
internal static class Freshness
{
    /// <summary>In words; null for scenes that tell nothing of a product.</summary>
    /// <param name="words">The language's words, as they are shown.</param>
    /// <param name="scene">A scene that was shown: its time is the present.</param>
    /// <param name="isAged">Whether it is a reason for care.</param>
    public static string? Of(SceneWords words, Scene scene, out bool isAged)
    {
        isAged = false;
        (DateTimeOffset? AsOf, DateTimeOffset? List)? dates = scene switch
        {
            Scene.Known known => (known.AsOf, known.WarningsAsOf),
            Scene.Several several => (several.AsOf, several.WarningsAsOf),
            // Nothing was looked up for an address or a text.
            Scene.NotRegistered { What: "item" or "stamp" } none => (none.AsOf, null),
            _ => null,
        };
        if (dates is not { AsOf: var asOf, List: var list })
            return null;
        isAged = scene.IsOffline || scene.Source is not null;
        if (scene.Source is { } source)
            return words.Say($"{(scene.IsOffline ? "offline" : "fresh")}.{source}");
        // Where nothing is registered, all that is told of it stands in the list of warnings.
        var (instant, key, isKnown) = asOf is not null
            ? (asOf, "fresh", scene.IsAgeKnown)
            : (list, "fresh.list", scene.IsWarningsAgeKnown);
        if (instant is not { } when)
        {
            isAged = true;
            return words.Say("fresh.none");
        }
        var (age, day) = (scene.At - when, DateOnly.FromDateTime(when.ToOffset(scene.At.Offset).DateTime));
        isAged |= !isKnown || -age > SpokenCautions.MostAhead || age > SpokenCautions.Old;
        if (!isKnown || -age > SpokenCautions.MostAhead)
            return words.Say("fresh.unknown", ("date", day));
        if (age > SpokenCautions.Old)
            return words.Say(scene.IsOffline ? "offline.date" : "stale.badge", ("date", day));
        return (scene.IsOffline, Ago(words, age)) switch
        {
            (true, null) => words.Say("offline.now"),
            (true, { } ago) => words.Say("offline.ago", ("ago", ago)),
            (false, null) => words.Say($"{key}.now"),
            (false, { } ago) => words.Say($"{key}.ago", ("ago", ago)),
        };
    }

    // None within the last minute.
    private static string? Ago(SceneWords words, TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => null,
        { TotalHours: < 1 } => words.Say("ago.minutes", ("n", (int)age.TotalMinutes)),
        { TotalDays: < 1 } => words.Say("ago.hours", ("n", (int)age.TotalHours)),
        _ => words.Say("ago.days", ("n", (int)age.TotalDays)),
    };
}
