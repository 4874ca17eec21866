using DaNangTrace.Edge.Kiosk.Tracing;

namespace DaNangTrace.Edge.Kiosk.Showing.Telling;

/// <summary>
/// What is read aloud of a scene: what the page shows, in its order of weight, in short sentences. Names of Vietnamese
/// makers are said without their marks by other languages' voices, which would spell them out.
/// </summary>
public static class SpokenScene
{
    /// <summary>The scene in words.</summary>
    /// <param name="scene">A scene that was shown: by its time it is told how old the data is.</param>
    /// <param name="language"><c>vi</c>, <c>en</c>, <c>ko</c> or <c>zh</c>.</param>
    public static Utterance Of(Scene scene, string language)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return new Utterance(language, In(SceneWords.Spoken(language), scene).ToString());
    }

    /// <summary>The question that is put to the seller, who speaks Vietnamese whatever the shopper does.</summary>
    public static Utterance Question() => new("vi", SceneWords.Spoken("vi").Say("ask.vi"));

    /// <summary>Its sentences; in the words as they are shown they can be compared with the page.</summary>
    internal static Sentences In(SceneWords words, Scene scene, bool isForEye = false)
    {
        var said = new Sentences(words, isForEye);
        switch (scene)
        {
            case Scene.Known known:
                SpokenProduct.Say(said, known);
                break;
            case Scene.Several several:
                SpokenProduct.Say(said, several);
                break;
            case Scene.NotRegistered none:
                SayNotRegistered(said, none);
                break;
            case Scene.Announcement told:
                said.Add(said.Heard(told.Text));
                break;
            default:
                SayWithoutValues(said, scene);
                break;
        }
        return said;
    }

    // Nothing from outside is said here: of a payment or a person's code there is nothing, and the number of a shop's
    // own code, or of one that was not looked up, tells a listener nothing.
    private static void SayWithoutValues(Sentences said, Scene scene)
    {
        var (verdict, more) = WordsOf(scene);
        (string, FacePart)[] signed = [("word", FacePart.Word), ("action", FacePart.Action)];
        foreach (var (key, part) in signed.Where(one => said.Words.Has($"{verdict}.{one.Item1}")))
        {
            said.Part = part;
            said.Say($"{verdict}.{key}");
        }
        said.Part = FacePart.More;
        said.Say(more);
    }

    private static (string Sign, string[] More) WordsOf(Scene scene) => scene switch
    {
        Scene.Idle => ("idle", ["idle.prompt"]),
        Scene.OutOfOrder => ("order", ["order.heading", "order.more"]),
        Scene.Reading => ("reading", ["reading.heading"]),
        Scene.InStore => ("store", ["store.heading", "store.more", "ask"]),
        Scene.OutOfReach => ("reach", ["reach.heading", "reach.more", "ask"]),
        Scene.Payment => ("payment", ["payment.heading", "payment.more", "product.right", "product.right.more"]),
        Scene.Personal => ("personal", ["personal.heading", "personal.more", "product.right", "product.right.more"]),
        Scene.Unreadable =>
            ("unreadable",
            [
                "unreadable.distance", "unreadable.distance.more", "unreadable.still", "unreadable.still.more",
                "unreadable.smooth", "unreadable.smooth.more", "unreadable.fallback",
            ]),
        _ => throw new ArgumentOutOfRangeException(nameof(scene), scene.GetType().Name, "no words for such a scene"),
    };

    private static void SayNotRegistered(Sentences said, Scene.NotRegistered none)
    {
        var key = none.What is "web" or "text" ? $"not.{none.What}" : "not.item";
        said.Part = FacePart.Word;
        said.Say("not.word");
        said.Part = FacePart.Action;
        if (none.Expiry is { IsCertain: true })
            SpokenProduct.SayDays(said, "expired.action", none.Expiry);
        else
            said.Say("not.action");
        said.Part = FacePart.More;
        said.Say(key, $"{key}.more");
        SpokenProduct.SayPast(said, none.Expiry);
        said.Part = FacePart.Caution;
        if (none.Expiry is { IsCertain: false } or { IsDayKnown: false })
            said.Fill("date.caution", "date", none.Expiry.Date);
        if (none.OnCode is { } onCode)
            SayCode(said, onCode, none.Expiry is not null);
        said.Part = FacePart.More;
        // What the question means; it is put to the seller in Vietnamese, by a key of its own.
        said.Say("ask");
        if (none.What is "item" or "stamp")
            SpokenCautions.SayAge(said, none, none.AsOf);
    }

    // Whoever printed it says so, and nobody confirmed it.
    private static void SayCode(Sentences said, OnCode onCode, bool isExpirySaid)
    {
        (string Key, string? Text)[] facts =
        [
            ("lot", said.Spelled(onCode.Lot)),
            ("serial", said.Spelled(onCode.Serial)),
            ("expired.made", Day(onCode.Made)),
            ("packed", Day(onCode.Packed)),
            ("bestBefore", Day(onCode.BestBefore)),
            ("expired.date", isExpirySaid ? null : Day(onCode.Expires)),
        ];
        said.Part = FacePart.Code;
        var told = facts.Where(fact => fact.Text is not null).ToList();
        if (told.Count > 0)
            said.Say("code.says");
        foreach (var (key, text) in told)
            said.Label(key, text);

        string? Day(DateOnly? day) => day is { } date ? said.Words.Date(date) : null;
    }
}
