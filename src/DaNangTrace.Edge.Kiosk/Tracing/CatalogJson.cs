using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>Catalog records as JSON: camel case, unknown keys refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Origin))]
internal sealed partial class CatalogJson : JsonSerializerContext
{
    private static readonly Lazy<CatalogJson> Relaxed = new(
        () => new CatalogJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

    /// <summary>For what is stored: Vietnamese letters unescaped, half the size.</summary>
    public static CatalogJson Stored => Relaxed.Value;
}
