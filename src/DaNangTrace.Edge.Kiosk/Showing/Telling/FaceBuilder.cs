namespace DaNangTrace.Edge.Kiosk.Showing.Telling;

/// <summary>Makes the face of a scene, of the sentences that are read aloud of it.</summary>
internal static class FaceBuilder
{
    /// <summary>The face.</summary>
    /// <param name="scene">A scene that was shown: by its time it is told how old the data is.</param>
    /// <param name="language">The language to write it in.</param>
    public static SceneFace Of(Scene scene, string language)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var words = SceneWords.Shown(language);
        var (word, action, lines) = scene switch
        {
            Scene.Idle idle => (words.Say("idle.prompt"), "", AtRest(words, idle)),
            Scene.Announcement told => (words.Say("notice"), "", Told(words, told.Text)),
            // Of what is recalled it weighs more what to do with it than who says so.
            Scene.Known { Alert: "recalled" } => Sorted([.. Lines().OrderBy(line => line.Part == FacePart.More)]),
            _ => Sorted(Lines()),
        };
        var fresh = Freshness.Of(words, scene, out var isAged);
        return new SceneFace(
            SignOf(scene), language, word, action, fresh, isAged, [.. lines, .. CodeOf(words, scene)]);

        IReadOnlyList<FaceLine> Lines() => SpokenScene.In(words, scene, isForEye: true).Lines;
    }

    /// <summary>What fills the sign. The page's twins: the signs of scenes/*.js.</summary>
    public static Sign SignOf(Scene scene) => scene switch
    {
        Scene.Idle => Sign.Idle,
        Scene.Announcement => Sign.Announcement,
        Scene.OutOfOrder => Sign.OutOfOrder,
        Scene.Known { Alert: "recalled" } => Sign.Recalled,
        Scene.Known { Alert: "expired" } => Sign.Expired,
        Scene.Known known when SpokenCautions.Of(known).Has("compareLot") => Sign.Compare,
        Scene.Known known when SpokenCautions.Of(known).IsStale => Sign.Stale,
        Scene.Known => Sign.Known,
        Scene.Several => Sign.Several,
        Scene.NotRegistered => Sign.NotRegistered,
        Scene.InStore => Sign.InStore,
        Scene.Reading => Sign.Reading,
        Scene.OutOfReach => Sign.OutOfReach,
        Scene.Payment => Sign.Payment,
        Scene.Personal => Sign.Personal,
        Scene.Unreadable => Sign.Unreadable,
        _ => throw new ArgumentOutOfRangeException(nameof(scene), scene.GetType().Name, "no sign for such a scene"),
    };

    // How old the data is has a place of its own.
    private static (string Word, string Action, IReadOnlyList<FaceLine> Lines) Sorted(IReadOnlyList<FaceLine> all) => (
        TextOf(all, FacePart.Word), TextOf(all, FacePart.Action),
        [.. all.Where(line => line.Part is not (FacePart.Word or FacePart.Action or FacePart.Age))]);

    private static string TextOf(IReadOnlyList<FaceLine> lines, FacePart part) =>
        lines.FirstOrDefault(line => line.Part == part)?.Text ?? "";

    private static IReadOnlyList<FaceLine> AtRest(SceneWords words, Scene.Idle idle)
    {
        var counted = (idle.Coverage, idle.Products) switch
        {
            ({ } coverage, _) => words.Say(
                "idle.coverage", ("known", (int)coverage.Known), ("codes", (int)coverage.Codes)),
            (null, { } products) => words.Say("idle.products", ("n", products)),
            _ => null,
        };
        return counted is null
            ? Told(words, idle.Notice)
            : [.. Told(words, idle.Notice), new FaceLine(FacePart.Grade, null, counted)];
    }

    private static IReadOnlyList<FaceLine> Told(SceneWords words, IReadOnlyDictionary<string, string>? texts) =>
        words.Pick(texts) is { } told ? [new FaceLine(FacePart.More, null, told.Text)] : [];

    // By it whoever helps finds the item; a listener could do nothing with it.
    private static IEnumerable<FaceLine> CodeOf(SceneWords words, Scene scene)
    {
        var (key, text) = scene switch
        {
            Scene.NotRegistered { What: "web" } web => ("code.web", web.Host),
            Scene.NotRegistered { What: "text" } plain =>
                ("code.read", words.Say("code.text", ("n", plain.Length ?? 0))),
            Scene.NotRegistered none => ("code.read", none.Code),
            Scene.InStore store => ("code.read", store.Code),
            Scene.Reading reading => ("code.read", reading.Code),
            Scene.OutOfReach reach => ("code.read", reach.Code),
            Scene.Several several => ("code.read", several.Code),
            _ => ("", null),
        };
        if (ShownText.Grouped(text) is { } code)
            yield return new FaceLine(FacePart.Code, words.Say(key), code);
    }
}
