namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>What displays, lamps and buzzers are called in messages.</summary>
internal static class DisplayNames
{
    /// <summary>Each one's own name; else its driver's, with a number from the second of a kind on.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<(string Driver, string? Name)> all)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. all.Select(one => one.Name ?? Counted(one.Driver))];

        string Counted(string driver)
        {
            var count = counts[driver] = counts.GetValueOrDefault(driver) + 1;
            return count == 1 ? driver : $"{driver} {count}";
        }
    }

    /// <summary>Those of displays; the page is always called so.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<DisplayOptions> displays) => Of(displays.Select(
        display => (display.Driver, display.Driver == DisplayMaker.Web ? DisplayMaker.Web : display.Name)));
}
