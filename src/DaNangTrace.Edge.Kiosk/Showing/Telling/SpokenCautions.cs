namespace DaNangTrace.Edge.Kiosk.Showing.Telling;

/// <summary>What is to be said beside the verdict. The page's twin: scenes/cautions.js.</summary>
internal sealed class SpokenCautions
{
    internal static readonly TimeSpan Old = TimeSpan.FromDays(1);

    // Clocks that are both set may differ by so much; data of a later time was dated by a wrong clock, or is read by
    // one.
    internal static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(10);

    private readonly Scene _scene;
    private readonly bool _isSeveral;
    private readonly DateTimeOffset? _list;
    private readonly SceneExpiry? _expiry;
    private readonly SceneRecall? _recall;
    private readonly List<string> _cautions;

    private SpokenCautions(
        Scene scene, IReadOnlyList<string> cautions, (DateTimeOffset? AsOf, bool IsStale) list, SceneExpiry? expiry,
        SceneRecall? recall)
    {
        (_scene, _isSeveral) = (scene, scene is Scene.Several);
        (_list, _expiry, _recall) = (list.AsOf, expiry, recall);
        IsStale = list.IsStale || !IsListAgeKnown || scene.At - _list > Old;
        _cautions = [.. cautions];
        if (IsStale && !_cautions.Contains("newerWarnings"))
            _cautions.Add("newerWarnings");
    }

    /// <summary>"No warnings" is as old as the list of warnings, and means nothing where there is none.</summary>
    public bool IsStale { get; }

    /// <summary>Which numbers are to be compared; <c>some</c> where no number tells which are recalled.</summary>
    public string Numbers => (_recall?.Lots.Count > 0, _recall?.Serials.Count > 0) switch
    {
        (true, true) => "numbers",
        (true, false) => "lots",
        (false, true) => "serials",
        _ => "some",
    };

    private bool IsListAgeKnown => _list is { } list && _scene.IsWarningsAgeKnown && list - _scene.At <= MostAhead;

    public static SpokenCautions Of(Scene.Known known) =>
        new(known, known.Cautions, (known.WarningsAsOf, known.Stale), known.Expiry, known.Recall);

    public static SpokenCautions Of(Scene.Several several) =>
        new(several, several.Cautions, (several.WarningsAsOf, several.Stale), several.Expiry, several.Recall);

    /// <summary>Whether one of them speaks on the sign.</summary>
    public bool HasAction => _cautions.Exists(caution => caution != "noLotData");

    public bool Has(string caution) => _cautions.Contains(caution);

    /// <summary>What the weightiest says on the sign; null where none speaks there.</summary>
    public string? Action(SceneWords words)
    {
        foreach (var caution in _cautions)
        {
            var action = caution switch
            {
                "compareLot" => words.Say(_isSeveral ? "several.some" : $"{Numbers}.action"),
                "checkDate" or "someExpired" => words.Say("date.action"),
                "seenOften" or "seenAtTwoMarkets" => words.Say("not.action"),
                // The sign of several products claims nothing about warnings.
                "newerWarnings" => _isSeveral ? null : ListAction(words),
                _ => null,
            };
            if (action is not null)
                return action;
        }
        return null;
    }

    /// <summary>A sentence for each, the weightiest first.</summary>
    public void Say(Sentences said)
    {
        said.Part = FacePart.Caution;
        foreach (var caution in _cautions)
        {
            switch (caution)
            {
                case "compareLot":
                    SayNumbers(said);
                    break;
                case "checkDate" when _expiry is not null:
                    said.Fill("date.caution", "date", _expiry.Date);
                    break;
                case "someExpired":
                    said.Say("several.expired");
                    break;
                case "seenOften":
                    said.Say("often.caution");
                    break;
                case "seenAtTwoMarkets":
                    said.Say("markets.caution");
                    break;
                case "noLotData":
                    said.Label("general", null);
                    break;
                case "newerWarnings":
                    said.Say(ListCaution);
                    break;
            }
        }
    }

    /// <summary>Tells how old the data is, where it is old or nobody knows.</summary>
    public static void SayAge(Sentences said, Scene scene, DateTimeOffset? asOf)
    {
        said.Part = FacePart.Age;
        if (scene.Source is { } source)
        {
            said.Say($"fresh.{source}");
            return;
        }
        if (asOf is not { } instant)
            return;
        var day = DateOnly.FromDateTime(instant.ToOffset(scene.At.Offset).DateTime);
        if (!scene.IsAgeKnown || instant - scene.At > MostAhead)
            said.Fill("fresh.unknown", "date", day);
        else if (scene.At - instant > Old)
            said.Fill("stale.badge", "date", day);
    }

    private string ListCaution => _list is null ? "list.none.caution"
        : _scene.AreWarningsUnheard ? "unheard.caution"
        : "stale.caution";

    private string ListAction(SceneWords words)
    {
        if (_list is not { } list)
            return words.Say("list.none.action");
        if (_scene.AreWarningsUnheard)
            return words.Say("unheard.action");
        return IsListAgeKnown && _scene.IsTimeKnown
            ? words.Say("stale.action", ("n", Math.Max(1, (int)(_scene.At - list).TotalDays)))
            : words.Say("list.unknown.action");
    }

    private void SayNumbers(Sentences said)
    {
        var (lots, serials) = (said.Numbers(_recall?.Lots), said.Numbers(_recall?.Serials));
        if (lots is not null)
            said.Fill("lots.caution", "lots", lots);
        if (serials is not null)
            said.Fill("serials.caution", "serials", serials);
        if (lots is null && serials is null)
            said.Say(_isSeveral ? "several.recalled" : "some.caution");
    }
}
