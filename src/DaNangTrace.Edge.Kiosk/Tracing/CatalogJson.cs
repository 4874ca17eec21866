using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>Catalog records as JSON: camel case, unknown keys refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Origin))]
internal sealed partial class CatalogJson : JsonSerializerContext
{
    /// <summary>
    /// For records read from a file and for those that are stored: Vietnamese letters stay as they are.
    /// </summary>
    public static readonly CatalogJson Records = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
