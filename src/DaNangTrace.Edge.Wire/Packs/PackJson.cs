using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>The one way in which packs become bytes and are read: camel case, Vietnamese letters unescaped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Origin))]
[JsonSerializable(typeof(RecalledProduct))]
[JsonSerializable(typeof(PackManifest))]
public sealed partial class PackJson : JsonSerializerContext
{
    // A kiosk reads packs of newer cities: what it does not know it passes over, and v says what breaks.
    private static readonly PackJson Lenient = new(OptionsFor(JsonUnmappedMemberHandling.Skip));

    // Who makes a pack wants to hear of a slip.
    private static readonly PackJson Strict = new(OptionsFor(JsonUnmappedMemberHandling.Disallow));

    /// <summary>Reads a line of a full pack.</summary>
    /// <param name="line">One JSON object.</param>
    /// <param name="origin">The record; null when the line is none.</param>
    /// <param name="fault">What is wrong, in a sentence.</param>
    /// <param name="isStrict">Whether a key that nobody knows is a fault.</param>
    public static bool TryReadOrigin(
        ReadOnlySpan<byte> line, [NotNullWhen(true)] out Origin? origin, out string fault, bool isStrict = false)
    {
        origin = null;
        try
        {
            var read = JsonSerializer.Deserialize(line, (isStrict ? Strict : Lenient).Origin);
            fault = read is null ? "null is no record" : RecordRules.FaultOf(read);
            origin = fault.Length == 0 ? read : null;
        }
        catch (JsonException e)
        {
            fault = Sentence(e);
        }
        return origin is not null;
    }

    /// <summary>Reads a line of a recall pack; the parameters are as those of <see cref="TryReadOrigin"/>.</summary>
    public static bool TryReadRecall(
        ReadOnlySpan<byte> line, [NotNullWhen(true)] out RecalledProduct? recalled, out string fault,
        bool isStrict = false)
    {
        recalled = null;
        try
        {
            var read = JsonSerializer.Deserialize(line, (isStrict ? Strict : Lenient).RecalledProduct);
            fault = read is null ? "null is no record" : RecordRules.FaultOf(read);
            recalled = fault.Length == 0 ? read : null;
        }
        catch (JsonException e)
        {
            fault = Sentence(e);
        }
        return recalled is not null;
    }

    /// <summary>Reads a manifest; whether its values may stand is the reader's to judge.</summary>
    public static bool TryReadManifest(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PackManifest? manifest, out string fault)
    {
        manifest = null;
        try
        {
            manifest = JsonSerializer.Deserialize(bytes, Lenient.PackManifest);
            fault = manifest is null ? "null is no manifest" : RecordRules.FaultOf(manifest);
            manifest = fault.Length == 0 ? manifest : null;
        }
        catch (JsonException e)
        {
            fault = Sentence(e);
        }
        return manifest is not null;
    }

    /// <summary>The bytes of a record: one line without its end.</summary>
    public static byte[] ToBytes(Origin origin) => JsonSerializer.SerializeToUtf8Bytes(origin, Strict.Origin);

    /// <summary>The bytes of a recall: one line without its end.</summary>
    public static byte[] ToBytes(RecalledProduct recalled) =>
        JsonSerializer.SerializeToUtf8Bytes(recalled, Strict.RecalledProduct);

    /// <summary>The bytes of a manifest.</summary>
    public static byte[] ToBytes(PackManifest manifest) =>
        JsonSerializer.SerializeToUtf8Bytes(manifest, Strict.PackManifest);

    private static JsonSerializerOptions OptionsFor(JsonUnmappedMemberHandling unknown) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = unknown,
        AllowDuplicateProperties = unknown == JsonUnmappedMemberHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // The library's own speak of C# types by their full names, and of a line number that is always 0.
    private static string Sentence(JsonException e)
    {
        var end = e.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        var words = end < 0 ? e.Message : e.Message[..end];
        words = words switch
        {
            _ when words.Contains("missing required", StringComparison.Ordinal) =>
                $"missing is {words[(words.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.')}",
            _ when words.Contains("could not be mapped", StringComparison.Ordinal) => "no such field is known",
            _ when words.Contains("doesn't allow null", StringComparison.Ordinal) => "null, but a value is required",
            _ when words.Contains("could not be converted", StringComparison.Ordinal) =>
                e.InnerException?.Message.Contains(nameof(DateOnly), StringComparison.Ordinal) == true
                    ? "expected a day such as 2026-01-31"
                    : "a value of another kind is expected",
            _ => words,
        };
        return e.Path is { Length: > 1 } path ? $"{path.TrimStart('$', '.')}: {words}" : words;
    }
}
