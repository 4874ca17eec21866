using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>What the JSON types can't say of a record; the schemas say it too, and a test compares them.</summary>
internal static class RecordRules
{
    /// <summary>The highest version of a pack: every JSON reader holds it exactly.</summary>
    public const long MostVersion = 9007199254740991;

    private const string OfSet82 = "expected 1 to 20 characters of GS1's set 82";

    private const int MostListed = 64;
    private const int LongestNumber = 20;
    private const int LongestTraceCode = 64;

    // Evidence of a whole record is copied beside each fact that is shown, nearly 200 of them: a name of an authority
    // fits in here, and a kiosk's screen is not sent megabytes.
    private const int LongestBy = 200;
    private const int MostLanguagesOfBy = 16;

    /// <summary>What is wrong with a record; empty where nothing is.</summary>
    public static string FaultOf(Origin origin) => origin switch
    {
        { V: not 1 } => $"v: {origin.V}, expected 1",
        _ when NameOfHole(origin) is { } hole => $"{hole}: null is no entry",
        _ when NameOfEmpty(TextsOf(origin)) is { } empty => $"{empty}: an empty text: leave out what is not known",
        _ when GtinWords.FaultOf(origin.Gtin) is { Length: > 0 } fault => fault,
        _ when !IsNumber(origin.Lot) => $"hasBatchLotNumber: {Told(origin.Lot)}: {OfSet82}",
        _ when !IsNumber(origin.Serial) => $"hasSerialNumber: {Told(origin.Serial)}: {OfSet82}",
        _ when !IsTraceCode(origin.TraceCode) =>
            $"traceCode: {Told(origin.TraceCode)}: expected 1 to 64 printable ASCII characters",
        { TraceCodeVendor: { } vendor } when !KioskAddress.IsId(vendor) =>
            $"traceCodeVendor: {Told(vendor)}: expected the vendor's short name, 1 to 32 of a-z, 0-9 and -",
        { Lot: null, Serial: null } when !origin.Name.ContainsKey("vi") =>
            "productName: the Vietnamese name (vi) is missing",
        { Image: { } image } when !IsHash(image) => "image: expected the SHA-256 of the picture, 64 hexadecimal digits",
        _ when FaultOf(origin.Certificates) is { Length: > 0 } fault => fault,
        _ when FaultOf(origin.Stages) is { Length: > 0 } fault => fault,
        { Hint: { Kind: not (Hint.SeenOften or Hint.SeenAtTwoMarkets) } hint } =>
            $"hint.kind: {Told(hint.Kind)}: expected {Hint.SeenOften} or {Hint.SeenAtTwoMarkets}",
        _ when FaultOfEvidence(origin) is { Length: > 0 } fault => fault,
        _ when Math.Max(origin.Certificates.Count, origin.Stages.Count) > MostListed
            || Math.Max(origin.Standards.Count, origin.Recalls.Count) > MostListed =>
            $"a list has more than {MostListed} entries",
        _ => FaultOf(origin.Recalls),
    };

    /// <summary>What is wrong with a recall's line; empty where nothing is.</summary>
    public static string FaultOf(RecalledProduct recalled) => recalled switch
    {
        { V: not 1 } => $"v: {recalled.V}, expected 1",
        _ when GtinWords.FaultOf(recalled.Gtin) is { Length: > 0 } fault => fault,
        _ when NameOfEmpty([(new FieldName("productName"), recalled.Name), .. TextsOf(recalled.Recall)]) is { } empty =>
            $"{empty}: an empty text: leave out what is not known",
        _ => FaultOf(recalled.Recall, new FieldName("recall")),
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
    public static IEnumerable<(FieldName Name, IReadOnlyDictionary<string, string>? Texts)> TextsOf(Origin origin)
    {
        yield return (new FieldName("productName"), origin.Name);
        yield return (new FieldName("productDescription"), origin.Description);
        yield return (new FieldName("shelfLife"), origin.ShelfLife);
        yield return (new FieldName("provenanceStatement.text"), origin.Place?.Text);
        yield return (new FieldName("manufacturer.address"), origin.Maker?.Address);
        yield return (new FieldName("stall.name"), origin.Stall?.Name);
        for (var at = 0; at < origin.Stages.Count; at++)
        {
            yield return (new FieldName("stages.label", at), origin.Stages[at].Label);
            yield return (new FieldName("stages.place", at), origin.Stages[at].Place);
        }
        for (var at = 0; at < origin.Recalls.Count; at++)
        {
            var recall = origin.Recalls[at];
            yield return (new FieldName("recalls.authority", at), recall.Authority);
            yield return (new FieldName("recalls.reason", at), recall.Reason);
            yield return (new FieldName("recalls.advice", at), recall.Advice);
            yield return (new FieldName("recalls.contact", at), recall.Contact);
        }
    }

    /// <summary>The same of a recall pack's recall.</summary>
    public static IEnumerable<(FieldName Name, IReadOnlyDictionary<string, string>? Texts)> TextsOf(Recall recall) =>
    [
        (new FieldName("recall.authority"), recall.Authority), (new FieldName("recall.reason"), recall.Reason),
        (new FieldName("recall.advice"), recall.Advice), (new FieldName("recall.contact"), recall.Contact),
    ];

    private static string FaultOf(IReadOnlyList<Certificate> certificates)
    {
        for (var at = 0; at < certificates.Count; at++)
        {
            if (certificates[at].Stars is (< 1 or > 5) and var stars)
                return $"{new FieldName("certification.certificationValue", at)}: {stars}: expected 1 to 5 stars";
        }
        return "";
    }

    private static string FaultOf(IReadOnlyList<Stage> stages)
    {
        for (var at = 0; at < stages.Count; at++)
        {
            if (stages[at].Kind is not ("source" or "make" or "sell") and var kind)
                return $"{new FieldName("stages.kind", at)}: {Told(kind)}: expected source, make or sell";
            if (stages[at].Gln is { } gln && (gln.Length != 13 || !CheckDigit.IsRight(gln)))
                return $"{new FieldName("stages.globalLocationNumber", at)}: {Told(gln)}: expected 13 digits with a "
                    + "right check digit";
        }
        return "";
    }

    private static string FaultOf(IReadOnlyList<Recall> recalls)
    {
        for (var at = 0; at < recalls.Count; at++)
        {
            if (FaultOf(recalls[at], new FieldName("recalls", at)) is { Length: > 0 } fault)
                return fault;
        }
        return "";
    }

    private static string FaultOf(Recall recall, FieldName name)
    {
        if (recall.Lots.Count + recall.Serials.Count > 1000)
            return $"{name}: more than 1000 lots and serials: name them as ranges";
        foreach (var range in recall.Lots.Concat(recall.Serials))
        {
            if (range is null)
                return $"{name}: null is no lot or serial";
            if (!IsNumber(range.From) || !IsNumber(range.To))
                return $"{name}: {Told(IsNumber(range.From) ? range.To : range.From)}: a lot or serial has 1 to 20 "
                    + "characters of GS1's set 82";
            if (range.To is { } to
                && (to.Length != range.From.Length || string.CompareOrdinal(range.From, to) > 0))
                return $"{name}: {range.From} to {to} is no range: expected two numbers of one length in their order";
        }
        return "";
    }

    // The types know of no null in lists and texts, and the JSON library lets it through there.
    private static FieldName? NameOfHole(Origin origin) =>
        HoleIn(origin.Certificates) is >= 0 and var certificate ? new FieldName("certification", certificate)
        : HoleIn(origin.Stages) is >= 0 and var stage ? new FieldName("stages", stage)
        : HoleIn(origin.Standards) is >= 0 and var standard ? new FieldName("standards", standard)
        : HoleIn(origin.Recalls) is >= 0 and var recall ? new FieldName("recalls", recall)
        : null;

    private static int HoleIn<T>(IReadOnlyList<T> list)
        where T : class
    {
        for (var at = 0; at < list.Count; at++)
        {
            if (list[at] is null)
                return at;
        }
        return -1;
    }

    private static string? NameOfEmpty(IEnumerable<(FieldName Name, IReadOnlyDictionary<string, string>? Texts)> all)
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

    private static string FaultOfEvidence(Origin origin)
    {
        foreach (var (name, evidence) in Evidence.AllOf(origin))
        {
            if (evidence is null)
                continue;
            if (evidence.Grade is not ("declared" or "matched" or "inspected"))
                return $"{name}.grade: {Told(evidence.Grade)}: expected declared, matched or inspected";
            if (LanguageOfEmpty(evidence.By) is { } empty)
                return $"{name}.by.{empty}: an empty text: leave out what is not known";
            if (evidence.By?.Count > MostLanguagesOfBy)
                return $"{name}.by: {evidence.By.Count} languages, at most {MostLanguagesOfBy}";
            if (LanguageOfLong(evidence.By) is { } tooLong)
                return $"{name}.by.{tooLong}: a text of more than {LongestBy} characters: name only who says so";
        }
        return "";
    }

    private static string? LanguageOfLong(IReadOnlyDictionary<string, string>? by)
    {
        if (by is not Dictionary<string, string> read)
            return by?.FirstOrDefault(one => IsLong(one.Value)).Key;
        foreach (var (language, text) in read)
        {
            if (IsLong(text))
                return language;
        }
        return null;
    }

    // Counted as JSON Schema does, which takes a character beyond 16 bits for one.
    private static bool IsLong(string text) => text.Length > LongestBy && text.EnumerateRunes().Count() > LongestBy;

    private static string Told(string? value) => FieldName.Quoted(value ?? "");

    private static bool IsNumber(string? text) =>
        text is null || (text.Length is > 0 and <= LongestNumber && text.All(IsOfSet82));

    // GS1 General Specifications, figure 7.11-1.
    private static bool IsOfSet82(char c) => c is '!' or '"' or (>= '%' and <= '?') or (>= 'A' and <= 'Z') or '_'
        or (>= 'a' and <= 'z');

    private static bool IsTraceCode(string? text) =>
        text is null || (text.Length is > 0 and <= LongestTraceCode && text.All(c => c is > ' ' and <= '~'));
}
