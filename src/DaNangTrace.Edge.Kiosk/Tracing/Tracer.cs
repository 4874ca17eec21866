using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>Finds what can be said of a code's origin: by the catalog at once, and by the city on a miss.</summary>
public sealed class Tracer
{
    private readonly Catalog _catalog;
    private readonly RecallList _recalls;
    private readonly KioskClock _clock;
    private readonly City? _city;

    /// <summary>Makes a tracer that asks nobody.</summary>
    /// <param name="catalog">Answers at once, with or without a network.</param>
    /// <param name="recalls">The recalls that stand.</param>
    /// <param name="clock">Tells the day by which an item counts as expired.</param>
    public Tracer(Catalog catalog, RecallList recalls, KioskClock clock)
        : this(catalog, recalls, clock, null)
    {
    }

    /// <summary>Makes a tracer that asks the city about what the catalog does not hold.</summary>
    internal Tracer(Catalog catalog, RecallList recalls, KioskClock clock, City? city) =>
        (_catalog, _recalls, _clock, _city) = (catalog, recalls, clock, city);

    /// <summary>
    /// Traces what was read: what can be said at once, and what is still to be heard of the city. A miss of the catalog
    /// is answered by what the city said before, however old, and asked anew beside it.
    /// </summary>
    /// <param name="reading">What was read.</param>
    /// <param name="mayAsk">Whether the city may be asked; else only what it said before is told.</param>
    public Trace Begin(Reading reading, bool mayAsk = true)
    {
        var answer = Trace(reading);
        if (_city is null || answer is not (Answer.NotRegistered or Answer.OutOfReach)
            || reading is not Reading.Item { Gtin: { } gtin } item)
            return new Trace.Told(answer, null);
        var question = new Question(gtin.Digits, item.Lot, item.Serial);
        var before = _city.Find(question);
        var age = before?.AgeBy(_clock);
        if (before is not null && before.IsFresh(age!))
            return new Trace.Told(Of(item, before, age!), null);
        var asked = mayAsk ? _city.Ask(question) : null;
        if (before is not null)
            return new Trace.Told(
                Of(item, before, age!), asked is null ? null : AnewAsync(item, before, age!, asked));
        // Not in the catalog, and the city could not be asked: that is no word about what is registered.
        // A recall that the kiosk knows of itself waits for nobody.
        if (asked is null || answer.Recall is { Match: RecallMatch.ThisItem })
            return new Trace.Told(Without(), asked is null ? null : FirstAsync(item, asked));
        return new Trace.Asked(item, FirstAsync(item, asked), Without, OutOfReach);

        Answer Without() => OfProductBefore(question, item) ?? OutOfReach();

        Answer OutOfReach() => Judged(new LookUp.Failed(), null, CodeOf(item));
    }

    /// <summary>The recall of an origin's own that concerns an item, or may; null where none does.</summary>
    public static RecallFinding? RecallOf(Origin origin, Reading.Item item)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(item);
        return Judgement.RecallOf(
            origin.Recalls, Named(item.Lot, origin.Lot), Named(item.Serial, origin.Serial), origin.Name);
    }

    /// <summary>The same answer by the recalls that stand now.</summary>
    public Answer Again(Reading reading, Answer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var code = reading is Reading.Item { Gtin: not null } item ? CodeOf(item) : default;
        Origin[] candidates = answer switch
        {
            Answer.Known known => [known.Origin],
            Answer.Several several => [.. several.Origins],
            _ => [],
        };
        // Of a shop's own number, or what is no trade item, nothing is recalled.
        if (candidates.Length == 0 && (code.Gtin is null || answer is Answer.InStore))
            return answer;
        return answer with
        {
            Recall = RecallOfOneAmong(candidates, code),
            Warnings = _recalls.Data,
        };
    }

    /// <summary>Traces what was read by the catalog alone; null for what is never looked up.</summary>
    public Answer? Trace(Reading reading) => reading switch
    {
        Reading.Item item => Trace(item),
        Reading.Web { Stamp: { } stamp } => Trace(stamp),
        _ => null,
    };

    /// <summary>Traces a trade item by the catalog alone.</summary>
    public Answer Trace(Reading.Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.Gtin is { IsRestricted: true })
            return new Answer.InStore();
        // An SSCC, a location …: no trade item, so there is nothing to look up.
        if (item.Gtin is null)
            return _catalog.Facts is null ? new Answer.OutOfReach() : new Answer.NotRegistered(null, null);
        var found = _catalog.Find(item.Gtin.Digits, item.Lot, item.Serial);
        return WithCode(Judged(found, AgeOf(found), CodeOf(item)), item);
    }

    private Answer Trace(Stamp stamp)
    {
        var found = _catalog.Find(stamp);
        return Judged(found, AgeOf(found), default);
    }

    private async Task<Answer?> AnewAsync(Reading.Item item, Heard before, DataAge age, Task<Heard?> asked)
    {
        if (await asked is not { } now)
            return null;
        var newAge = now.AgeBy(_clock);
        // The same, and as new to the shopper as before: nothing on the screen need move.
        return age.IsOld == newAge.IsOld && !now.Differs(before) ? null : Of(item, now, newAge);
    }

    private async Task<Answer?> FirstAsync(Reading.Item item, Task<Heard?> asked) =>
        await asked is { } heard ? Of(item, heard, heard.AgeBy(_clock)) : null;

    // Of a lot or an item that nothing was heard of: what was heard of its product, with its age. Of the lot's recalls
    // that says nothing.
    private Answer? OfProductBefore(Question question, Reading.Item item)
    {
        if (question.IsOfProduct || _city!.FindOfProduct(question) is not { Known: { } known } before)
            return null;
        var told = known with
        {
            Origin = OfAnyLot.In(known.Origin),
            IsOfProduct = true,
            Unheard = known.Unheard | CityParts.Recalls,
        };
        return Of(item, before with { Known = told }, before.AgeBy(_clock));
    }

    private Answer Of(Reading.Item item, Heard heard, DataAge age)
    {
        LookUp found = heard.Known is { } known
            ? new LookUp.Found(known.Origin, known.IsOfProduct)
            : new LookUp.Missing();
        var answer = WithCode(Judged(found, age, CodeOf(item)), item);
        return answer with
        {
            // An old word of the city's says nothing of today.
            AreWarningsUnheard = heard.Known is { } said && (age.IsOld || !said.AreRecallsHeard),
        };
    }

    private Answer WithCode(Answer answer, Reading.Item item) =>
        answer is Answer.NotRegistered none ? none with { OnCode = OnCode.Of(item, _clock.Today) } : answer;

    // Not the catalog's now: another generation may answer since.
    private DataAge? AgeOf(LookUp found) => found.Facts is { } facts ? DataAge.Of(facts, _clock) : null;

    private Code CodeOf(Reading.Item item) => new(
        item.Gtin!.Digits, item.Lot, item.Serial, item.Expires, OnCode.Of(item, _clock.Today));

    private Answer Judged(LookUp found, DataAge? data, Code code)
    {
        Origin[] candidates = found switch
        {
            LookUp.Found one => [AboutIt(one.Origin, code)],
            LookUp.Several several => [.. several.Origins.Select(one => AboutIt(one, code))],
            _ => [],
        };
        // Candidates that differ in their recalls alone are one product to the shopper.
        var products = candidates.Length < 2
            ? candidates : [.. candidates.DistinctBy(one => one with { Recalls = [] })];
        var lacksLot = found is LookUp.Found { IsOfProduct: true } && (code.Lot is not null || code.Serial is not null);
        Answer answer = (products, found) switch
        {
            ([var one], _) => new Answer.Known(one, data!, lacksLot),
            ([_, ..], _) => new Answer.Several(products, data!),
            (_, LookUp.Missing) => new Answer.NotRegistered(data, null),
            // A kiosk without any data has no right to say that something is not registered.
            _ => new Answer.OutOfReach(),
        };
        var days = products.Length == 0 ? [null] : products.Select(one => one.Expires?.Date);
        return answer with
        {
            Recall = RecallOfOneAmong(candidates, code),
            // Where nobody could be asked no date is shown, so none is told.
            Expiry = answer is Answer.OutOfReach ? null : Judgement.ExpiryOfOneAmong(
                [.. days.Select(day => Judgement.ExpiryOf(code.Expires, day, _clock.Day))]),
            Warnings = _recalls.Data,
        };
    }

    // A code that has a day of its own may be of another lot than the product's record has in mind, unless that has the
    // same day. Of one that names its lot the catalog has seen to it.
    private static Origin AboutIt(Origin origin, Code code) =>
        origin is { Lot: null, Serial: null } && code is { Lot: null, Serial: null, Said: { HasDay: true } said }
            && !said.IsOf(origin)
            ? OfAnyLot.In(origin)
            : origin;

    private RecallFinding? RecallOfOneAmong(Origin[] candidates, Code code) => Judgement.RecallOfOneAmong(
        candidates.Length == 0 ? [RecallOf(null, code)] : [.. candidates.Select(one => RecallOf(one, code))]);

    // What the code leaves open, its record may name: a stamp has no number of its own.
    private RecallFinding? RecallOf(Origin? origin, Code code)
    {
        var listed = (code.Gtin ?? origin?.Gtin) is { } gtin ? _recalls.Of(gtin) : [];
        var names = listed.Select(one => one.Name).Concat(origin is null ? [] : [origin.Name]);
        // Where code and record name two lots, either may be the right one: a label is soon put over another.
        return Judgement.RecallOf(
            [.. listed.Select(one => one.Recall), .. origin?.Recalls ?? []],
            Named(code.Lot, origin?.Lot), Named(code.Serial, origin?.Serial),
            names.FirstOrDefault(name => name.Count > 0) ?? new Dictionary<string, string>());
    }

    private static string[] Named(string? onCode, string? onRecord) =>
        [.. new[] { onCode, onRecord }.OfType<string>().Distinct()];

    private readonly record struct Code(string? Gtin, string? Lot, string? Serial, DateOnly? Expires, OnCode? Said);
}
