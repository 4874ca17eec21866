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
        if (scene is Scene.Idle)
        {
            said.Say("idle.prompt");
            return;
        }
        var key = KeyOf(scene);
        said.Part = FacePart.Word;
        said.Say($"{key}.word");
        said.Part = FacePart.Action;
        said.Say($"{key}.action");
        said.Part = FacePart.More;
        switch (scene)
        {
            case Scene.Unreadable:
                if (said.IsForEye)
                    said.Say("unreadable.heading");
                said.Pair("unreadable.distance", "unreadable.still", "unreadable.smooth");
                said.Say("unreadable.fallback");
                break;
            case Scene.Payment or Scene.Personal when said.IsForEye:
                said.Say($"{key}.heading");
                said.Pair("product.right");
                said.Say($"{key}.more");
                break;
            case Scene.Payment or Scene.Personal:
                said.Say($"{key}.heading", $"{key}.more");
                said.Pair("product.right");
                break;
            case Scene.Reading:
                said.Say("reading.heading");
                break;
            default:
                said.Say($"{key}.heading", $"{key}.more");
                if (scene is Scene.InStore or Scene.OutOfReach)
                    said.Ask();
                break;
        }
    }

    private static string KeyOf(Scene scene) => scene switch
    {
        Scene.OutOfOrder => "order",
        Scene.Reading => "reading",
        Scene.InStore => "store",
        Scene.OutOfReach => "reach",
        Scene.Payment => "payment",
        Scene.Personal => "personal",
        Scene.Unreadable => "unreadable",
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
        said.Ask();
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
