using System.Globalization;
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
                .. Evidence.AllOf(origin)
                    .Select(one => (one.Name with { Path = $"{one.Name.Path}.by" }, one.Evidence?.By)),
            ]);
        return fault.Length > 0 ? fault
            : origin.Name.Count > 0 && !origin.Name.ContainsKey("vi")
                ? "productName: the Vietnamese name (vi) is missing"
            : FaultOf(PlainTextsOf(origin)) is { Length: > 0 } nothing ? nothing
            // Which markets there are says device-config/markets of the kiosks, and that grows.
            : origin.Stall?.Market is { } market && !KioskAddress.IsId(market)
                ? $"stall.market: {market} is no market's id, which has 1 to 32 of a-z, 0-9 and -"
            : origin is { Made.Date: var made, Expires.Date: var expires } && made > expires
                ? $"productionDate.date: made on {Day(made)}, after its last day of use, {Day(expires)} "
                    + "(expirationDate.date)"
            : origin is { Hint: not null, Lot: null, Serial: null }
                ? "hint: it is about the number of a lot or an item, and this record is the product's"
            : origin is { TraceCode: not null, TraceCodeVendor: null }
                ? "traceCodeVendor: missing: name the vendor whose stamp carries this code, as in the kiosks' "
                    + "recognisers.json"
            : origin is { TraceCode: null, TraceCodeVendor: not null }
                ? "traceCodeVendor: a vendor without a traceCode: leave it out, or name the code of its stamp"
            : FaultOfEvidence(origin) is { Length: > 0 } evidence ? evidence
            : origin.Recalls.Select((one, at) => FaultOf(one, new FieldName("recalls", at)))
                .FirstOrDefault(one => one.Length > 0) ?? "";
    }

    /// <summary>The same of a recall's line.</summary>
    public static string FaultOf(RecalledProduct recalled) =>
        FaultOf([(new FieldName("productName"), recalled.Name), .. RecordRules.TextsOf(recalled.Recall)])
            is { Length: > 0 } fault ? fault
        : FaultOf([(new FieldName("recall.notice"), recalled.Recall.Notice)]) is { Length: > 0 } notice ? notice
        : FaultOf(recalled.Recall, new FieldName("recall"));

    // What a shopper or a technician reads and is the same in each language. Numbers of lots and items are none of
    // them: they are what stands on the thing.
    private static IEnumerable<(FieldName Name, string? Text)> PlainTextsOf(Origin origin)
    {
        yield return (new FieldName("brandName"), origin.Brand);
        yield return (new FieldName("model"), origin.Model);
        yield return (new FieldName("traceCode"), origin.TraceCode);
        yield return (new FieldName("manufacturer.organizationName"), origin.Maker?.Name);
        yield return (new FieldName("stall.number"), origin.Stall?.Number);
        foreach (var (at, certificate) in origin.Certificates.Index())
        {
            yield return (new FieldName("certification.certificationStandard", at), certificate.Scheme);
            yield return (new FieldName("certification.certificationAgency", at), certificate.Agency);
            yield return (new FieldName("certification.certificationIdentification", at), certificate.Number);
        }
        foreach (var (at, stage) in origin.Stages.Index())
            yield return (new FieldName("stages.traceCode", at), stage.TraceCode);
        foreach (var (at, standard) in origin.Standards.Index())
            yield return (new FieldName("standards.name", at), standard.Name);
        foreach (var (at, recall) in origin.Recalls.Index())
            yield return (new FieldName("recalls.notice", at), recall.Notice);
    }

    private static string FaultOfEvidence(Origin origin)
    {
        foreach (var (name, evidence) in Evidence.AllOf(origin))
        {
            if (evidence is { Grade: "matched" or "inspected", By: null or { Count: 0 } })
                return $"{name}: who matched or inspected it is missing (by)";
            if (evidence?.By is { Count: > 0 } by && !by.ContainsKey("vi"))
                return $"{name}.by: who says so is missing in Vietnamese (vi)";
        }
        return TextEvidence.AllOf(origin).FirstOrDefault(one => one is { Evidence: not null, IsTold: false }).Name
            is { } untold
            ? $"{untold}: this record has no {untold[(untold.IndexOf('.') + 1)..]}: give evidence only of what it "
                + "states"
            : "";
    }

    private static string FaultOf(Recall recall, FieldName name) =>
        !recall.Authority.ContainsKey("vi") ? $"{name}.authority: who recalled it is missing in Vietnamese (vi)"
        : !recall.Reason.ContainsKey("vi") ? $"{name}.reason: why is missing in Vietnamese (vi)"
        : "";

    private static string FaultOf(IEnumerable<(FieldName Name, string? Text)> all)
    {
        foreach (var (name, text) in all)
        {
            if (text is not null && SaysNothing(text))
                return Nothing($"{name}", text);
        }
        return "";
    }

    private static string FaultOf(IEnumerable<(FieldName Name, IReadOnlyDictionary<string, string>? Texts)> all)
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

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static bool SaysNothing(string text) =>
        !text.EnumerateRunes().Any(Rune.IsLetterOrDigit) || Nothings.Contains(text.Trim());

    private static string Nothing(string name, string text) =>
        $"{name}: \"{text}\" says nothing: leave out what is not known";
}
