using System.Globalization;
using DaNangTrace.Edge.Kiosk.Identity;

namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>Whether a market's colours leave every text readable (WCAG 2.2, 1.4.3 and 1.4.11).</summary>
internal static class MarketPalette
{
    // What is written on them is the page's own.
    private const string White = "#FFFFFF";
    private const string IdleText = "#BFE0E2";
    private const string LanguageText = "#CFE3E5";
    private const double Text = 4.5;
    private const double Mark = 3;

    /// <summary>The colours of a kiosk whose market has none of its own.</summary>
    public static MarketColours House { get; } = new("#093540", "#05232B", "#0E4A58", "#FFC83D");

    /// <summary>What is expected of which colour; empty where all is readable.</summary>
    public static IReadOnlyList<(string Key, string Expected)> FaultsOf(MarketColours colours)
    {
        ArgumentNullException.ThrowIfNull(colours);
        var faults = new List<(string, string)>();
        Need("ground", colours.Ground, White, Text, "white text");
        Need("ground", colours.Ground, IdleText, Text, $"text of {IdleText}");
        Need("bar", colours.Bar, White, Text, "white text");
        Need("bar", colours.Bar, LanguageText, Text, $"text of {LanguageText}");
        Need("key", colours.Key, White, Text, "white text");
        // Easy reading's black bar and keys need no line: what is so far from a bar that carries light text is light.
        Need("accent", colours.Accent, colours.Bar, Text, $"the bar {colours.Bar}");
        Need("accent", colours.Accent, colours.Key, Text, $"the key {colours.Key}");
        Need("accent", colours.Accent, colours.Ground, Mark, $"the ground {colours.Ground}");
        return faults;

        void Need(string key, string one, string other, double least, string against)
        {
            var ratio = Contrast(one, other);
            if (ratio < least)
                faults.Add((key, string.Create(CultureInfo.InvariantCulture,
                    // Never rounded up: 4.497 as "4.5" would contradict what is asked for.
                    $"a contrast of at least {least} to {against}, "
                    + $"but {one} has {Math.Floor(ratio * 100) / 100:0.00}")));
        }
    }

    /// <summary>The contrast ratio of two colours (WCAG 2.2, definition of contrast ratio): 1 to 21.</summary>
    public static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        return (0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5));

        double Part(int at)
        {
            var share = byte.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
        }
    }
}
