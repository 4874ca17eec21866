using System.Text.Json;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>
/// What a resolver knows of a code: links by their type (RFC 9264, 4.2; GS1-Conformant Resolver Standard 1.2). Of all
/// link types these are of use to a kiosk.
/// </summary>
internal sealed class Linkset
{
    /// <summary>Data of the product, in the words of the GS1 Web Vocabulary.</summary>
    public const string MasterData = "masterData";

    /// <summary>A page about the product; some have it as data, too.</summary>
    public const string Product = "pip";

    /// <summary>Whether it is recalled.</summary>
    public const string RecallStatus = "recallStatus";

    /// <summary>Its certificates.</summary>
    public const string Certification = "certificationInfo";

    /// <summary>Its way, as EPCIS events.</summary>
    public const string Traceability = "traceability";

    /// <inheritdoc cref="Traceability"/>
    public const string Epcis = "epcis";

    // A product with more links is none.
    private const int MostLinks = 200;

    // All forms that resolvers are known to write link types in.
    private static readonly string[] Vocabularies =
    [
        "https://ref.gs1.org/voc/", "http://ref.gs1.org/voc/", "https://gs1.org/voc/", "http://gs1.org/voc/",
        "https://www.gs1.org/voc/", "http://www.gs1.org/voc/", "gs1:",
    ];

    private readonly List<(string Type, Link Link)> _links = [];

    private Linkset() { }

    /// <summary>Whether it names anything at all.</summary>
    public bool IsEmpty => _links.Count == 0;

    /// <summary>Reads a linkset.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="address">Its own address: links may be relative to it.</param>
    /// <param name="gtin">About which product it has to be.</param>
    /// <exception cref="DocumentException">It is none, or about another product.</exception>
    public static Linkset Read(byte[] bytes, Uri address, string gtin) =>
        Documents.Read(bytes, root => Read(root, address, gtin));

    private static Linkset Read(JsonElement root, Uri address, string gtin)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("linkset", out var contexts)
            || contexts.ValueKind != JsonValueKind.Array)
            throw new DocumentException("it holds no linkset (RFC 9264): a list called linkset is expected");
        var linkset = new Linkset();
        var others = 0;
        foreach (var context in contexts.EnumerateArray())
        {
            if (context.ValueKind != JsonValueKind.Object)
                throw new DocumentException("an entry of its linkset is no object");
            if (IsAbout(context, address, gtin))
                linkset.Take(context, address);
            else
                others++;
        }
        return linkset.IsEmpty && others > 0
            ? throw new DocumentException("its links are about another product")
            : linkset;
    }

    /// <summary>The link of a type that a kiosk can read: JSON-LD before JSON, and one that does not say before none.
    /// </summary>
    public Uri? Find(string type) => _links.Where(one => one.Type == type && one.Link.Rank > 0)
        .OrderByDescending(one => one.Link.Rank).ThenByDescending(one => one.Link.IsVietnamese)
        .Select(one => one.Link.Address).FirstOrDefault();

    /// <summary>Whether there is a link of a type, also one that a kiosk can't read.</summary>
    public bool Has(string type) => _links.Exists(one => one.Type == type);

    // The context of a lot may name the product's links as well, in an entry of its own.
    private static bool IsAbout(JsonElement context, Uri address, string gtin)
    {
        if (!context.TryGetProperty("anchor", out var anchor) || anchor.ValueKind != JsonValueKind.String)
            return true;
        if (!Uri.TryCreate(address, anchor.GetString(), out var about))
            return false;
        var parts = about.AbsolutePath.Split('/');
        var at = Array.LastIndexOf(parts, "01");
        // An anchor that is no Digital Link says nothing about what it is of.
        return at < 0 || at + 1 >= parts.Length || parts[at + 1].PadLeft(gtin.Length, '0') == gtin;
    }

    private void Take(JsonElement context, Uri address)
    {
        foreach (var property in context.EnumerateObject())
        {
            if (TypeOf(property.Name) is not { } type || property.Value.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var target in property.Value.EnumerateArray())
            {
                if (_links.Count == MostLinks)
                    throw new DocumentException($"it has more than {MostLinks} links");
                if (target.ValueKind == JsonValueKind.Object && LinkOf(target, address) is { } link)
                    _links.Add((type, link));
            }
        }
    }

    private static string? TypeOf(string name)
    {
        foreach (var vocabulary in Vocabularies)
        {
            if (name.StartsWith(vocabulary, StringComparison.OrdinalIgnoreCase))
                return name[vocabulary.Length..];
        }
        return null;
    }

    private static Link? LinkOf(JsonElement target, Uri address)
    {
        if (!target.TryGetProperty("href", out var href) || href.ValueKind != JsonValueKind.String
            || !Uri.TryCreate(address, href.GetString(), out var to))
            return null;
        var type = target.TryGetProperty("type", out var given) && given.ValueKind == JsonValueKind.String
            ? given.GetString()
            : null;
        var rank = type switch
        {
            null => 1,
            _ when type.StartsWith("application/ld+json", StringComparison.OrdinalIgnoreCase) => 3,
            _ when type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) => 2,
            _ => 0,
        };
        var isVietnamese = target.TryGetProperty("hreflang", out var languages)
            && languages.ValueKind == JsonValueKind.Array
            && languages.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.ValueEquals("vi"));
        return new Link(to, rank, isVietnamese);
    }

    /// <param name="Address">Where it leads.</param>
    /// <param name="Rank">How well a kiosk can read what is there; 0 = not at all, a page for people for example.
    /// </param>
    /// <param name="IsVietnamese">Whether it says that it is in Vietnamese.</param>
    private sealed record Link(Uri Address, int Rank, bool IsVietnamese);
}
