using System.Globalization;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>Sizes as the configuration writes them: <c>512 MiB</c>, <c>4 GiB</c>.</summary>
internal static class ByteSize
{
    /// <summary>The bytes of a size that somebody typed, such as <c>4 GiB</c>; null where it is none.</summary>
    public static long? TryOf(string text) =>
        text.Split(' ') is [var number, "MiB" or "GiB"]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? Of(text)
            : null;

    /// <summary>The bytes of a size that keeps to the schema's pattern.</summary>
    public static long Of(string text)
    {
        var parts = text.Split(' ');
        return long.Parse(parts[0], CultureInfo.InvariantCulture) << (parts[1] == "GiB" ? 30 : 20);
    }
}
