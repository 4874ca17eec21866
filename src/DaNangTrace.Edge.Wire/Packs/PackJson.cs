using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>The one way in which packs become bytes and are read: camel case, Vietnamese letters unescaped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Origin))]
[JsonSerializable(typeof(RecalledProduct))]
[JsonSerializable(typeof(PackManifest))]
public sealed partial class PackJson : JsonSerializerContext
{
    /// <summary>Characters of a fault: it quotes values and keys, which may be of any length.</summary>
    internal const int MostFault = 300;

    // A kiosk reads packs of newer cities: what it does not know it passes over, and v says what breaks.
    private static readonly PackJson Lenient = new(OptionsFor(JsonUnmappedMemberHandling.Skip));

    // Who makes a pack wants to hear of a slip.
    private static readonly PackJson Strict = new(OptionsFor(JsonUnmappedMemberHandling.Disallow));

    /// <summary>Reads a line of a full pack.</summary>
    /// <param name="line">One JSON object.</param>
    /// <param name="origin">The record; null when the line is none.</param>
    /// <param name="fault">What is wrong, in a sentence that is fit for a terminal and a log.</param>
    /// <param name="isStrict">Whether a key that nobody knows is a fault.</param>
    public static bool TryReadOrigin(
        ReadOnlySpan<byte> line, [NotNullWhen(true)] out Origin? origin, out string fault, bool isStrict = false)
    {
        (origin, fault) = Read(line, (isStrict ? Strict : Lenient).Origin, RecordRules.FaultOf);
        return origin is not null;
    }

    /// <summary>Reads a line of a recall pack; the parameters are as those of <see cref="TryReadOrigin"/>.</summary>
    public static bool TryReadRecall(
        ReadOnlySpan<byte> line, [NotNullWhen(true)] out RecalledProduct? recalled, out string fault,
        bool isStrict = false)
    {
        (recalled, fault) = Read(line, (isStrict ? Strict : Lenient).RecalledProduct, RecordRules.FaultOf);
        return recalled is not null;
    }

    /// <summary>Reads a manifest; whether its values may stand is the reader's to judge.</summary>
    public static bool TryReadManifest(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PackManifest? manifest, out string fault)
    {
        (manifest, fault) = Read(bytes, Lenient.PackManifest, RecordRules.FaultOf);
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

    private static (T? Read, string Fault) Read<T>(
        ReadOnlySpan<byte> bytes, JsonTypeInfo<T> form, Func<T, string> faultOf)
        where T : class
    {
        try
        {
            var read = JsonSerializer.Deserialize(bytes, form);
            var fault = read is null ? "null, but an object is required" : faultOf(read);
            return (fault.Length == 0 ? read : null, Shown.Of(fault, MostFault));
        }
        catch (JsonException e)
        {
            return (null, Shown.Of(Sentence(e, bytes), MostFault));
        }
    }

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

    // The library's own speak of C# types by their full names, of readers' modes, and of a line that is always 0.
    private static string Sentence(JsonException e, ReadOnlySpan<byte> bytes)
    {
        var words = e.Message;
        var told = words switch
        {
            // Of the library's reader: it is no JSON at all.
            _ when e.InnerException is JsonException => JsonPlace.Words(bytes, e),
            _ when words.Contains("missing required", StringComparison.Ordinal) =>
                OfMissing(words[(words.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.'), e, bytes),
            _ when words.Contains("Duplicate propert", StringComparison.Ordinal) => "comes twice",
            _ when words.Contains("could not be mapped", StringComparison.Ordinal) => "no such field is known",
            _ when words.Contains("doesn't allow null", StringComparison.Ordinal) => "null, but a value is required",
            _ when words.Contains("could not be converted", StringComparison.Ordinal) =>
                e.InnerException?.Message.Contains(nameof(DateOnly), StringComparison.Ordinal) == true
                    ? DayWords.FaultOf(TextAt(bytes, e.Path))
                    : "a value of another kind is expected",
            _ => "is not as expected",
        };
        return e.Path is { Length: > 1 } path ? $"{path.TrimStart('$', '.')}: {told}" : told;
    }

    // In a table it is the columns of the evidence that are filled, and the one beside them that is not.
    private static string OfMissing(string names, JsonException e, ReadOnlySpan<byte> bytes) =>
        e.Path is { Length: > 1 } path
        && JsonPlace.ValueAt(bytes, path) is { ValueKind: JsonValueKind.Object } value
        && value.EnumerateObject().All(one => one.NameEquals("evidence") || one.Value.ValueKind == JsonValueKind.Null)
        && value.EnumerateObject().Any(one => one.NameEquals("evidence"))
            ? $"evidence without its fact: {names.Replace("'", "", StringComparison.Ordinal)} is missing"
            : $"missing is {names}";

    private static string? TextAt(ReadOnlySpan<byte> bytes, string? path)
    {
        try
        {
            return path is not null && JsonPlace.ValueAt(bytes, path) is { ValueKind: JsonValueKind.String } text
                ? text.GetString()
                : null;
        }
        catch (InvalidOperationException)
        {
            // Half a letter, or bytes that are none.
            return null;
        }
    }
}
