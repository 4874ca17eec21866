using System.Text.Json.Serialization;
using DaNangTrace.Edge.Kiosk.Identity;

namespace DaNangTrace.Edge.Kiosk.Showing.Web;

/// <summary>Scenes and greeting as the page gets them: strict escaping, since they end in a document.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Scene))]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(PagePress))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(Speaking))]
internal sealed partial class SceneJson : JsonSerializerContext;

/// <summary>What the page must know before the first scene.</summary>
/// <param name="Market">The market.</param>
/// <param name="Kiosk">Id of the kiosk.</param>
/// <param name="TimeZone">IANA name of the kiosk's time zone.</param>
/// <param name="Languages">The page's languages, the first one first.</param>
/// <param name="SceneSeconds">How long a scene stands.</param>
/// <param name="Version">Version of the program: a page of another one loads itself anew.</param>
/// <param name="Now">The kiosk's clock.</param>
/// <param name="Token">What the page sends with a key; empty where none of its keys is taken.</param>
/// <param name="Panel">The screen that it stands on.</param>
internal sealed record Hello(
    HelloMarket Market, string Kiosk, string TimeZone, IReadOnlyList<string> Languages, int SceneSeconds,
    string Version, DateTimeOffset Now, string Token, HelloPanel Panel)
{
    /// <summary>Languages that can be read aloud.</summary>
    public IReadOnlyList<string> Spoken { get; init; } = [];
}

/// <summary>What is read aloud now.</summary>
/// <param name="What"><c>scene</c> or <c>question</c>; null in silence.</param>
internal sealed record Speaking(string? What);

/// <summary>The market.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">By language.</param>
/// <param name="Contact">Whom to call; null where nobody was named.</param>
/// <param name="Colours">Its own colours; null for the house's.</param>
/// <param name="HasLogo">Whether <c>/market/logo</c> is there.</param>
internal sealed record HelloMarket(
    string Id, IReadOnlyDictionary<string, string> Name, MarketContact? Contact, MarketColours? Colours, bool HasLogo);

/// <summary>The screen.</summary>
/// <param name="Ppi">Pixels per inch.</param>
/// <param name="Touch">Whether it can be touched.</param>
/// <param name="ScannerAt">Where the scanner is, seen from it.</param>
internal sealed record HelloPanel(int Ppi, bool Touch, string ScannerAt);
