using DaNangTrace.Edge.Kiosk.Showing.Speaking;

namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>The section <c>showing</c>.</summary>
public sealed class ShowingOptions
{
    /// <summary>The displays.</summary>
    public IReadOnlyList<DisplayOptions> Displays { get; init; } = [new()];

    /// <summary>Whether the kiosk's page is one of them.</summary>
    internal bool HasPage => Displays.Any(display => display.Driver == DisplayMaker.Web);

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

    /// <summary>Lamps and buzzers.</summary>
    public IReadOnlyList<IndicatorOptions> Indicators { get; init; } = [];

    /// <summary>A button that goes on to the next language.</summary>
    public ButtonOptions LanguageButton { get; init; } = new();

    /// <summary>Number of the GPIO chip, <c>/dev/gpiochipN</c>; null for the board's own numbers of its pins.</summary>
    public int? GpioChip { get; init; }
}

/// <summary>The section <c>web</c>.</summary>
public sealed class WebOptions
{
    /// <summary>Address and port to listen on, <c>http://HOST:PORT</c>.</summary>
    public string Listen { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Host names, besides loopback's, under which the page may be asked for.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];
}
