using System.Text.Json.Serialization;

namespace DaNangTrace.Edge.Kiosk.Showing.Web;

/// <summary>Scenes and greeting as the page gets them: strict escaping, since they end in a document.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Scene))]
[JsonSerializable(typeof(Hello))]
internal sealed partial class SceneJson : JsonSerializerContext;

/// <summary>What the page must know before the first scene.</summary>
/// <param name="Market">Id and name of the market.</param>
/// <param name="Kiosk">Id of the kiosk.</param>
/// <param name="TimeZone">IANA name of the kiosk's time zone.</param>
/// <param name="Languages">The page's languages, the first one first.</param>
/// <param name="SceneSeconds">How long a scene stands.</param>
/// <param name="Version">Version of the program: a page of another one loads itself anew.</param>
/// <param name="Products">Products that the catalog holds; null when it can't be asked.</param>
/// <param name="Now">The kiosk's clock.</param>
internal sealed record Hello(
    HelloMarket Market, string Kiosk, string TimeZone, IReadOnlyList<string> Languages, int SceneSeconds,
    string Version, int? Products, DateTimeOffset Now);

/// <summary>Id and name, by language, of the market.</summary>
internal sealed record HelloMarket(string Id, IReadOnlyDictionary<string, string> Name);
