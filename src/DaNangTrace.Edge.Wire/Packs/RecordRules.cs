using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>What the JSON types can't say of a record; the schemas say it too, and a test compares them.</summary>
internal static class RecordRules
{
    /// <summary>The highest version of a pack: every JSON reader holds it exactly.</summary>
    public const long MostVersion = 9007199254740991;

    private const int MostListed = 64;
    private const int LongestNumber = 20;
    private const int LongestTraceCode = 64;

    /// <summary>What is wrong with a record; empty where nothing is.</summary>
    public static string FaultOf(Origin origin) => origin switch
    {
        { V: not 1 } => $"v: {origin.V}, expected 1",
        _ when NameOfHole(origin) is { } hole => $"{hole}: null is no entry",
        _ when NameOfEmpty(TextsOf(origin)) is { } empty => $"{empty}: an empty text: leave out what is not known",
        _ when GtinWords.FaultOf(origin.Gtin) is { Length: > 0 } fault => fault,
        _ when !IsNumber(origin.Lot) => "hasBatchLotNumber: expected 1 to 20 characters of GS1's set 82",
        _ when !IsNumber(origin.Serial) => "hasSerialNumber: expected 1 to 20 characters of GS1's set 82",
        _ when !IsTraceCode(origin.TraceCode) => "traceCode: expected 1 to 64 printable ASCII characters",
        { TraceCodeVendor: { } vendor } when !KioskAddress.IsId(vendor) =>
            "traceCodeVendor: expected the vendor's short name, 1 to 32 of a-z, 0-9 and -",
        { Lot: null, Serial: null } when !origin.Name.ContainsKey("vi") =>
            "productName: the Vietnamese name (vi) is missing",
        { Image: { } image } when !IsHash(image) => "image: expected the SHA-256 of the picture, 64 hexadecimal digits",
        _ when origin.Certificates.Any(one => one.Stars is < 1 or > 5) => "certification: expected 1 to 5 stars",
        _ when origin.Stages.Any(one => one.Kind is not ("source" or "make" or "sell")) =>
            "stages: kind is source, make or sell",
        _ when origin.Stages.Any(one => one.Gln is { } gln && (gln.Length != 13 || !CheckDigit.IsRight(gln))) =>
            "stages: globalLocationNumber: expected 13 digits with a right check digit",
        { Hint.Kind: not (Hint.SeenOften or Hint.SeenAtTwoMarkets) } when origin.Hint is not null =>
            $"hint: kind is {Hint.SeenOften} or {Hint.SeenAtTwoMarkets}",
        _ when Evidence.AllOf(origin).Select(one => FaultOf(one.Name, one.Evidence))
            .FirstOrDefault(fault => fault.Length > 0) is { } fault => fault,
        _ when Math.Max(origin.Certificates.Count, origin.Stages.Count) > MostListed
            || Math.Max(origin.Standards.Count, origin.Recalls.Count) > MostListed =>
            $"a list has more than {MostListed} entries",
        _ => origin.Recalls.Select(FaultOf).FirstOrDefault(fault => fault.Length > 0) ?? "",
    };

    /// <summary>What is wrong with a recall's line; empty where nothing is.</summary>
    public static string FaultOf(RecalledProduct recalled) => recalled switch
    {
        { V: not 1 } => $"v: {recalled.V}, expected 1",
        _ when GtinWords.FaultOf(recalled.Gtin) is { Length: > 0 } fault => fault,
        _ when NameOfEmpty([("productName", recalled.Name), .. TextsOf(recalled.Recall)]) is { } empty =>
            $"{empty}: an empty text: leave out what is not known",
        _ => FaultOf(recalled.Recall),
    };

    /// <summary>What is wrong with a manifest's values; empty where nothing is.</summary>
    public static string FaultOf(PackManifest manifest) => manifest switch
    {
        { V: not 1 } => $"v: {manifest.V}, expected 1",
        { Kind: not (PackManifest.Full or PackManifest.RecallList) } => "kind: expected full or recall",
        { Version: < 1 or > MostVersion } => "version: expected a whole number from 1 to 2^53-1",
        { Count: < 0 } or { Size: < 1 } or { ExpandedSize: < 0 } => "count, size or expandedSize: no file has so few",
        _ when !IsHash(manifest.Sha256) => "sha256: expected 64 hexadecimal digits in lower case",
        _ when !IsHash(manifest.KeyId) => "keyId: expected 64 hexadecimal digits in lower case",
        _ => "",
    };

    /// <summary>Whether a text is a SHA-256 as packs write it; it may then be a file's name.</summary>
    public static bool IsHash(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);

    /// <summary>All texts of a record, but those of its evidence, by the names of their fields.</summary>
    public static IEnumerable<(string Name, IReadOnlyDictionary<string, string>? Texts)> TextsOf(Origin origin)
    {
        yield return ("productName", origin.Name);
        yield return ("productDescription", origin.Description);
        yield return ("shelfLife", origin.ShelfLife);
        yield return ("provenanceStatement.text", origin.Place?.Text);
        yield return ("manufacturer.address", origin.Maker?.Address);
        yield return ("stall.name", origin.Stall?.Name);
        foreach (var stage in origin.Stages)
        {
            yield return ("stages.label", stage.Label);
            yield return ("stages.place", stage.Place);
        }
        foreach (var text in origin.Recalls.SelectMany(TextsOf))
            yield return text;
    }

    /// <summary>The same of a recall.</summary>
    public static IEnumerable<(string Name, IReadOnlyDictionary<string, string>? Texts)> TextsOf(Recall recall) =>
    [
        ("recall.authority", recall.Authority), ("recall.reason", recall.Reason), ("recall.advice", recall.Advice),
        ("recall.contact", recall.Contact),
    ];

    private static string FaultOf(Recall recall)
    {
        if (recall.Lots.Count + recall.Serials.Count > 1000)
            return "recall: more than 1000 lots and serials: name them as ranges";
        foreach (var range in recall.Lots.Concat(recall.Serials))
        {
            if (range is null)
                return "recall: null is no lot or serial";
            if (!IsNumber(range.From) || !IsNumber(range.To))
                return "recall: a lot or serial has 1 to 20 characters of GS1's set 82";
            if (range.To is { } to
                && (to.Length != range.From.Length || string.CompareOrdinal(range.From, to) > 0))
                return $"recall: {range.From} to {to} is no range: expected two numbers of one length in their order";
        }
        return "";
    }

    // The types know of no null in lists and texts, and the JSON library lets it through there.
    private static string? NameOfHole(Origin origin) =>
        origin.Certificates.Contains(null!) ? "certification"
        : origin.Stages.Contains(null!) ? "stages"
        : origin.Standards.Contains(null!) ? "standards"
        : origin.Recalls.Contains(null!) ? "recalls"
        : null;

    private static string? NameOfEmpty(IEnumerable<(string Name, IReadOnlyDictionary<string, string>? Texts)> all)
    {
        foreach (var (name, texts) in all)
        {
            if (LanguageOfEmpty(texts) is { } language)
                return $"{name}.{language}";
        }
        return null;
    }

    private static string? LanguageOfEmpty(IReadOnlyDictionary<string, string>? texts)
    {
        // As JSON is read: by this type a million records are looked through without an enumerator for each text.
        if (texts is not Dictionary<string, string> read)
            return texts?.FirstOrDefault(one => string.IsNullOrEmpty(one.Value)).Key;
        foreach (var (language, text) in read)
        {
            if (string.IsNullOrEmpty(text))
                return language;
        }
        return null;
    }

    private static string FaultOf(string name, Evidence? evidence) =>
        evidence is null ? ""
        : evidence.Grade is not ("declared" or "matched" or "inspected")
            ? $"{name}: grade is declared, matched or inspected"
        : LanguageOfEmpty(evidence.By) is { } empty
            ? $"{name}.by.{empty}: an empty text: leave out what is not known"
        : "";

    private static bool IsNumber(string? text) =>
        text is null || (text.Length is > 0 and <= LongestNumber && text.All(IsOfSet82));

    // GS1 General Specifications, figure 7.11-1.
    private static bool IsOfSet82(char c) => c is '!' or '"' or (>= '%' and <= '?') or (>= 'A' and <= 'Z') or '_'
        or (>= 'a' and <= 'z');

    private static bool IsTraceCode(string? text) =>
        text is null || (text.Length is > 0 and <= LongestTraceCode && text.All(c => c is > ' ' and <= '~'));
}
