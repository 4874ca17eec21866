using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Showing.Telling;

/// <summary>Products of the catalog, as they are said. The page's twins: known.js, expired.js, recalled.js, several.js.
/// </summary>
internal static class SpokenProduct
{
    public static void Say(Sentences said, Scene.Known known)
    {
        switch (known.Alert)
        {
            case "recalled":
                SayRecalled(said, known);
                break;
            case "expired":
                SayExpired(said, known);
                break;
            default:
                SayRegistered(said, known);
                break;
        }
    }

    public static void Say(Sentences said, Scene.Several several)
    {
        var cautions = SpokenCautions.Of(several);
        said.Part = FacePart.Word;
        said.Say("several.word");
        said.Part = FacePart.Action;
        // Whichever it is, it is past its date; only that it may be recalled weighs more.
        if (several.Expiry is { IsCertain: true } expiry && !cautions.Has("compareLot"))
            SayDays(said, "expired.action", expiry);
        else
            said.Add(cautions.Action(said.Words) ?? said.Words.Say("several.action"));
        said.Part = FacePart.More;
        said.Say("several.heading", "several.more");
        SayPast(said, several.Expiry);
        cautions.Say(said);
        said.Part = FacePart.Name;
        foreach (var product in several.Products)
        {
            var name = said.Heard(product.Name);
            var maker = said.Heard(product.Maker);
            said.Add(name is null ? maker : maker is null ? name : $"{name}, {maker}");
        }
        said.Part = FacePart.More;
        if (several.More > 0)
            said.Fill("several.rest", "n", several.More);
        SpokenCautions.SayAge(said, several, several.AsOf);
    }

    /// <summary>A day of use, on the code or in the records of all candidates, that has passed.</summary>
    public static void SayPast(Sentences said, SceneExpiry? expiry)
    {
        if (expiry is not { IsCertain: true })
            return;
        said.Part = FacePart.Caution;
        SayDays(said, "past", expiry);
        said.Fill(expiry.Source == "code" ? "past.code" : "past.record", "date", expiry.Date);
    }

    /// <summary>By how many days it is past; by at least so many where nobody knows which day it is.</summary>
    public static void SayDays(Sentences said, string key, SceneExpiry? expiry) => said.Fill(
        expiry is { IsDayKnown: false } ? $"{key}.least" : key, "n", Math.Max(0, expiry?.DaysPast ?? 0));

    private static void SayRegistered(Sentences said, Scene.Known known)
    {
        var (origin, cautions) = (known.Origin, SpokenCautions.Of(known));
        said.Part = FacePart.Word;
        // Neither "no warnings" nor "recalled" would be true.
        said.Say(cautions.Has("compareLot") ? $"{cautions.Numbers}.word" : "known.word");
        said.Part = FacePart.Action;
        said.Add(cautions.Action(said.Words) ?? said.Words.Say("known.action"));
        SayName(said, origin);
        cautions.Say(said);
        SayPlace(said, origin);
        if (origin.Place is not null)
            SayGrade(said, origin.Place.Evidence);
        said.Part = FacePart.Maker;
        said.Label("maker", ShownText.Clean(origin.Maker?.Name));
        if (origin.Maker is not null)
            SayGrade(said, origin.Maker.Evidence);
        said.Part = FacePart.Day;
        SayDay(said, "made", origin.Made);
        if (origin.Expires is null && said.Heard(origin.ShelfLife) is { } life)
            said.Fill("expires.life", "life", life);
        else
            SayDay(said, "expires", origin.Expires);
        SpokenCautions.SayAge(said, known, known.AsOf);
    }

    private static void SayExpired(Sentences said, Scene.Known known)
    {
        var (origin, expiry) = (known.Origin, known.Expiry);
        said.Part = FacePart.Word;
        said.Say("expired.word");
        said.Part = FacePart.Action;
        SayDays(said, "expired.action", expiry);
        SayName(said, origin);
        said.Part = FacePart.Day;
        if ((expiry?.Date ?? origin.Expires?.Date) is { } last)
            said.Fill("expires.on", "date", last);
        if ((expiry?.MadeDate ?? origin.Made?.Date) is { } made)
            said.Fill("made.on", "date", made);
        said.Part = FacePart.More;
        SayWhoStated(said, expiry?.Source, origin);
        SpokenCautions.Of(known).Say(said);
        SayPlace(said, origin);
        SpokenCautions.SayAge(said, known, known.AsOf);
    }

    private static void SayWhoStated(Sentences said, string? source, Origin origin)
    {
        var maker = said.Heard(origin.Maker?.Name);
        if (source == "maker" && maker is not null)
            said.Fill("expired.byMaker", "maker", maker);
        else
            said.Say(source switch
            {
                "code" => "expired.byCode",
                "maker" => "expired.byMakerUnnamed",
                _ => "expired.byRecord",
            });
    }

    // Nothing else weighs as much: no cautions here.
    private static void SayRecalled(Sentences said, Scene.Known known)
    {
        said.Part = FacePart.Word;
        said.Say("recalled.word");
        said.Part = FacePart.Action;
        said.Say("recalled.action");
        SayName(said, known.Origin);
        said.Part = FacePart.Code;
        var (lots, serials) = (known.Recall?.Lots.Count > 0, known.Recall?.Serials.Count > 0);
        // The numbers by which the shopper, or whoever helps, knows this one again.
        if (!serials || lots)
            SaySpelled(said, "lot", known.Lot);
        if (serials)
            SaySpelled(said, "serial", known.Serial);
        said.Part = FacePart.Caution;
        said.Say(serials ? "recalled.thisItem" : lots ? "recalled.thisLot" : "recalled.allLots");
        if (said.Heard(known.Recall?.Reason) is { } reason)
            said.Fill("recalled.reason", "reason", reason);
        else
            said.Label("recalled.reasonNone", null);
        said.Part = FacePart.More;
        if (said.Heard(known.Recall?.Authority) is { } authority)
            said.Fill("speech.notice.by", "authority", authority);
        if (known.Recall?.Date is { } day)
            said.Fill("speech.notice.on", "date", day);
        said.Part = FacePart.Caution;
        said.Add(said.Heard(known.Recall?.Advice) ?? said.Words.Say("recalled.advice"));
        said.Part = FacePart.More;
        said.Add(said.Heard(known.Recall?.Contact) ?? said.Words.Say("recalled.contact"));
    }

    private static void SaySpelled(Sentences said, string key, string? number)
    {
        if (said.Spelled(number) is { } spelled)
            said.Label(key, spelled);
    }

    private static void SayName(Sentences said, Origin origin)
    {
        said.Part = FacePart.Name;
        if (said.IsForEye)
            ShowNames(said, origin);
        else if (said.Words.Pick(origin.Name) is { } name)
            said.Add(Speakable.Of(said.Words.Language, name.Text));
        else
            said.Label("name", null);
    }

    // The product's own name first, as it stands on the pack. Without one its number is what a shopper can compare.
    private static void ShowNames(Sentences shown, Origin origin)
    {
        var picked = shown.Words.Pick(origin.Name);
        var own = ShownText.Clean(origin.Name.GetValueOrDefault("vi")) ?? picked?.Text;
        if (own is null)
        {
            shown.Label("name", null);
            shown.Part = FacePart.Code;
            shown.Add(ShownText.Grouped(origin.Gtin));
            return;
        }
        shown.Add(own);
        shown.Part = FacePart.Translation;
        if (shown.Words.Language != "vi")
            shown.Add(picked?.Text);
    }

    private static void SayPlace(Sentences said, Origin origin)
    {
        said.Part = FacePart.Place;
        said.Label("place", said.Words.Pick(origin.Place?.Text)?.Text);
    }

    private static void SayDay(Sentences said, string key, DatedFact? day)
    {
        if (day is null)
            said.Label($"{key}.none", null);
        else
            said.Fill($"{key}.on", "date", day.Date);
    }

    /// <summary>Who stands behind a claim.</summary>
    private static void SayGrade(Sentences said, Evidence? evidence)
    {
        said.Part = FacePart.Grade;
        if (evidence?.Grade is not ("declared" or "matched" or "inspected"))
        {
            said.Label("source", null);
            return;
        }
        var by = said.Heard(evidence.By);
        var date = evidence.On is { } day ? said.Words.Date(day) : "";
        said.Add(said.Words.Say(
            $"grade.{evidence.Grade}{(by is null ? ".anyone" : "")}", ("by", by ?? ""), ("date", date)));
    }
}
