using DaNangTrace.Edge.Kiosk.Showing.Speaking;

namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>The section <c>showing</c>.</summary>
public sealed class ShowingOptions
{
    /// <summary>The displays.</summary>
    public IReadOnlyList<DisplayOptions> Displays { get; init; } = [new()];

    /// <summary>Languages of the page, the first one first: <c>vi</c>, <c>en</c>, <c>ko</c>, <c>zh</c>.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["vi", "en", "ko", "zh"];

    /// <summary>Seconds after which a scene gives way to the idle one; an alert stands twice as long.</summary>
    public int SceneSeconds { get; init; } = 30;

    /// <summary>
    /// Template of the address under which everybody finds a product (<see cref="Showing.PublicPage"/>); null for none.
    /// </summary>
    public string? PublicPage { get; init; }

    /// <summary>Reading aloud.</summary>
    public SpeechOptions Speech { get; init; } = new();
}

/// <summary>One display.</summary>
public sealed class DisplayOptions
{
    /// <summary>Name of a file in <c>device-config/displays/</c>; null for none.</summary>
    public string? Profile { get; init; }

    /// <summary><c>web</c>: the page that the kiosk serves.</summary>
    public string Driver { get; init; } = "web";

    /// <summary>Pixels per inch of the panel: so that keys are as wide as a finger, and words as high as eyes need.
    /// </summary>
    public int Ppi { get; init; } = 170;

    /// <summary>Whether it can be touched; else it has no keys.</summary>
    public bool Touch { get; init; } = true;

    /// <summary>Where the scanner is, seen from the screen: <c>below</c>, <c>above</c>, <c>left</c>, <c>right</c>.
    /// </summary>
    public string ScannerAt { get; init; } = "below";
}

/// <summary>The section <c>web</c>.</summary>
public sealed class WebOptions
{
    /// <summary>Address and port to listen on, <c>http://HOST:PORT</c>.</summary>
    public string Listen { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Host names, besides loopback's, under which the page may be asked for.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];
}
