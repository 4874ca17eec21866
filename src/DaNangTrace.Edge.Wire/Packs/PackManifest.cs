using System.Text.Json.Serialization;

namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>
/// <c>manifest.json</c> of a pack (<c>pack-manifest.schema.json</c>). Beside it stand <c>manifest.json.sig</c>, the
/// ECDSA signature of its bytes (P-256, SHA-256, DER, as <c>openssl dgst -sha256 -sign</c> writes it), the file that it
/// names, and the pictures in <c>images/</c>, each named by its SHA-256.
/// </summary>
/// <param name="V">Version of this form: 1.</param>
/// <param name="Kind"><see cref="Full"/> or <see cref="RecallList"/>.</param>
/// <param name="Version">From 1; of each kind it only goes up.</param>
/// <param name="Count">Lines of the file.</param>
/// <param name="Sha256">Of the file, 64 hexadecimal digits.</param>
/// <param name="Size">Of the file, in bytes.</param>
/// <param name="ExpandedSize">Of what it unpacks to, in bytes.</param>
/// <param name="ValidFrom">When its data was made.</param>
/// <param name="KeyId">SHA-256 of the signer's public key (SubjectPublicKeyInfo, DER), 64 hexadecimal digits.</param>
public sealed record PackManifest(
    int V, string Kind, long Version, int Count, string Sha256, long Size, long ExpandedSize, DateTimeOffset ValidFrom,
    string KeyId)
{
    /// <summary>A pack of all products.</summary>
    public const string Full = "full";

    /// <summary>A pack of all recalls that stand.</summary>
    public const string RecallList = "recall";

    /// <summary>Its own name.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The name of its signature.</summary>
    public const string SignatureName = "manifest.json.sig";

    /// <summary>The folder of the pictures.</summary>
    public const string ImageFolder = "images";

    /// <summary>The name of the file of its lines: gzip of NDJSON.</summary>
    [JsonIgnore]
    public string RecordsName => RecordsNameOf(Version);

    /// <summary>Whether a text is a SHA-256 as packs write it; it may then be a file's name.</summary>
    public static bool IsHash(string? text) => RecordRules.IsHash(text);

    /// <summary>The name of a version's file.</summary>
    public static string RecordsNameOf(long version) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"catalog-{version}.ndjson.gz");
}

/// <summary>How large a pack of one kind may be: more is no pack, but somebody's attempt to fill a card.</summary>
/// <param name="Count">Lines.</param>
/// <param name="Size">Bytes of its file.</param>
/// <param name="ExpandedSize">Bytes that it unpacks to.</param>
public sealed record PackLimit(int Count, long Size, long ExpandedSize)
{
    /// <summary>Of a manifest, in bytes.</summary>
    public const int MaxManifest = 16 * 1024;

    /// <summary>Of a signature, in bytes: one of P-256 has 72 at most.</summary>
    public const int MaxSignature = 256;

    /// <summary>Of one line, in bytes. A record with all its texts in four languages has about 4 kB.</summary>
    public const int MaxLine = 64 * 1024;

    /// <summary>Of one picture, in bytes.</summary>
    public const int MaxImage = 200_000;

    /// <summary>Records that may have one key, or one trace code: more products do not share a number.</summary>
    public const int MaxOfOneKey = 8;

    /// <summary>What is wrong with a stamp that more records have.</summary>
    /// <param name="stamp">What it is found by, as <see cref="RecordKey.OfStamp(string, string)"/> has it.</param>
    public static string CrowdedStamp(string stamp)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        var at = stamp.IndexOf('/', StringComparison.Ordinal);
        return $"the trace code {stamp[(at + 1)..]} of the vendor {stamp[..at]} stands on more than {MaxOfOneKey} "
            + "records: one code can't belong to so many";
    }

    /// <summary>A city's products: two million, of 4 kB at most in the mean.</summary>
    public static readonly PackLimit Full = new(2_000_000, 2L << 30, 8L << 30);

    /// <summary>Recalls that stand; they are kept in memory, and with the ledger.</summary>
    public static readonly PackLimit RecallList = new(10_000, 4 << 20, 16 << 20);

    /// <summary>The limit of a kind.</summary>
    public static PackLimit Of(string kind) => kind == PackManifest.RecallList ? RecallList : Full;
}
