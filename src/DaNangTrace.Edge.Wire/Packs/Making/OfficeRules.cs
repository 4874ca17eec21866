using System.Text;

namespace DaNangTrace.Edge.Wire.Packs.Making;

/// <summary>
/// What only the office that makes a pack is told: a kiosk can show such a record, and must not go without a whole pack
/// for it. So these are no rules of the form, and may grow.
/// </summary>
internal static class OfficeRules
{
    // What people write where they know nothing, and what Excel writes into a cell whose formula failed.
    private static readonly HashSet<string> Nothings = new(StringComparer.OrdinalIgnoreCase)
    {
        "N/A", "n.a.", "null", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!",
    };

    /// <summary>What is wrong with a record that is right by its form; empty where nothing is.</summary>
    public static string FaultOf(Origin origin)
    {
        var fault = FaultOf(
            [
                .. RecordRules.TextsOf(origin),
                .. Evidence.AllOf(origin).Select(one => ($"{one.Name}.by", one.Evidence?.By)),
            ]);
        return fault.Length > 0 ? fault
            : origin.Name.Count > 0 && !origin.Name.ContainsKey("vi")
                ? "productName: the Vietnamese name (vi) is missing"
            : origin.Maker is { Name: var maker } && SaysNothing(maker)
                ? Nothing("manufacturer.organizationName", maker)
            // Which markets there are says device-config/markets of the kiosks, and that grows.
            : origin.Stall?.Market is { } market && !KioskAddress.IsId(market)
                ? $"stall.market: {market} is no market's id, which has 1 to 32 of a-z, 0-9 and -"
            : origin is { Hint: not null, Lot: null, Serial: null }
                ? "hint: it is about the number of a lot or an item, and this record is the product's"
            : origin is { TraceCode: not null, TraceCodeVendor: null }
                ? "traceCodeVendor: missing: name the vendor whose stamp carries this code, as in the kiosks' "
                    + "recognisers.json"
            : origin is { TraceCode: null, TraceCodeVendor: not null }
                ? "traceCodeVendor: a vendor without a traceCode: leave it out, or name the code of its stamp"
            : Evidence.AllOf(origin).FirstOrDefault(one => IsNobodys(one.Evidence)).Name is { } nobodys
                ? $"{nobodys}: who matched or inspected it is missing (by)"
            : TextEvidence.AllOf(origin).FirstOrDefault(one => one is { Evidence: not null, IsTold: false }).Name
                is { } untold
                ? $"{untold}: this record has no {untold[(untold.IndexOf('.') + 1)..]}: give evidence only of what it "
                    + "states"
            : origin.Recalls.Select(FaultOf).FirstOrDefault(one => one.Length > 0) ?? "";
    }

    /// <summary>The same of a recall's line.</summary>
    public static string FaultOf(RecalledProduct recalled) =>
        FaultOf([("productName", recalled.Name), .. RecordRules.TextsOf(recalled.Recall)]) is { Length: > 0 } fault
            ? fault
            : FaultOf(recalled.Recall);

    private static bool IsNobodys(Evidence? evidence) =>
        evidence is { Grade: "matched" or "inspected", By: null or { Count: 0 } };

    private static string FaultOf(Recall recall) =>
        !recall.Authority.ContainsKey("vi") ? "recall.authority: who recalled it is missing in Vietnamese (vi)"
        : !recall.Reason.ContainsKey("vi") ? "recall.reason: why is missing in Vietnamese (vi)"
        : "";

    private static string FaultOf(IEnumerable<(string Name, IReadOnlyDictionary<string, string>? Texts)> all)
    {
        foreach (var (name, texts) in all)
        {
            foreach (var (language, text) in texts ?? Texts.None)
            {
                if (!Texts.IsLanguage(language))
                    return $"{name}: {language} is no language: expected a key such as vi, en, ko or zh";
                if (SaysNothing(text))
                    return Nothing($"{name}.{language}", text);
            }
        }
        return "";
    }

    private static bool SaysNothing(string text) =>
        !text.EnumerateRunes().Any(Rune.IsLetterOrDigit) || Nothings.Contains(text.Trim());

    private static string Nothing(string name, string text) =>
        $"{name}: \"{text}\" says nothing: leave out what is not known";
}
