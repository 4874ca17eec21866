namespace DaNangTrace.Edge.Kiosk.Identity;

/// <summary>The market where the kiosk stands, from <c>device-config/markets/{id}.json</c>.</summary>
public sealed record Market
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name by language; Vietnamese is always there.</summary>
    public IReadOnlyDictionary<string, string> Name { get; init; } = new Dictionary<string, string>();

    /// <summary>Its Global Location Number, 13 digits; null where it has none.</summary>
    public string? Gln { get; init; }

    /// <summary>Whom to call when the kiosk needs somebody; null where nobody was named.</summary>
    public MarketContact? Contact { get; init; }

    /// <summary>What it tells its visitors, in order.</summary>
    public IReadOnlyList<MarketAnnouncement> Announcements { get; init; } = [];

    /// <summary>Its own colours; null for the house's.</summary>
    public MarketColours? Colours { get; init; }

    /// <summary>Its logo; null where it has none.</summary>
    public MarketLogo? Logo { get; init; }
}

/// <summary>Whom to call.</summary>
/// <param name="Name">By language; Vietnamese is always there.</param>
/// <param name="Phone">As it is dialled; null where there is none.</param>
public sealed record MarketContact(IReadOnlyDictionary<string, string> Name, string? Phone);

/// <summary>What a market tells its visitors.</summary>
/// <param name="Text">By language; Vietnamese is always there.</param>
/// <param name="From">The first day on which it is shown; null for always.</param>
/// <param name="Until">The last day.</param>
/// <param name="IsLarge">Whether it also fills the screen from time to time while nobody scans.</param>
public sealed record MarketAnnouncement(
    IReadOnlyDictionary<string, string> Text, DateOnly? From, DateOnly? Until, bool IsLarge)
{
    // A bar of half a screen's width holds three lines of twenty letters; one of Korean or Chinese is two letters wide.
    private const int MostInBar = 60;
    private const char FirstWide = '\u1100';

    /// <summary>Whether one of its texts finds no room in the bar: then it fills the screen from time to time, too.
    /// </summary>
    public bool IsLong => Text.Values.Any(text => text.Sum(letter => letter < FirstWide ? 1 : 2) > MostInBar);

    /// <summary>Whether it is to be shown on a day.</summary>
    public bool IsOn(DateOnly day) => !(day < From) && !(day > Until);
}

/// <summary>A market's colours, each as <c>#RRGGBB</c>. The verdicts' are the same everywhere.</summary>
/// <param name="Ground">Behind the idle screen.</param>
/// <param name="Bar">Behind the keys.</param>
/// <param name="Key">Of a key.</param>
/// <param name="Accent">Of the bridge, the arrow and the time left.</param>
public sealed record MarketColours(string Ground, string Bar, string Key, string Accent);

/// <summary>A market's logo.</summary>
/// <param name="ContentType">Its media type, for example <c>image/png</c>.</param>
/// <param name="Bytes">The file's.</param>
public sealed record MarketLogo(string ContentType, byte[] Bytes);
