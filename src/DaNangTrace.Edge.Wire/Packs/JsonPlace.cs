using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>Where a text stops being JSON, for somebody who has an editor and no parser.</summary>
internal static class JsonPlace
{
    private const int Shown = 16;

    /// <summary>A sentence: what stands there, and where that is.</summary>
    public static string Words(ReadOnlySpan<byte> json, JsonException fault)
    {
        var line = json;
        for (var number = fault.LineNumber ?? 0; number > 0; number--)
            line = line[(line.IndexOf((byte)'\n') + 1)..];
        var at = (int)(fault.BytePositionInLine ?? 0);
        if (at >= line.Length)
            return "it ends before all its brackets and quotes are closed";
        var character = Encoding.UTF8.GetCharCount(line[..at]) + 1;
        var lines = fault.LineNumber > 0 ? $"line {fault.LineNumber + 1}, " : "";
        return line[at] < ' '
            ? $"a tab, a line's end or the like stands at {lines}character {character}: a text of JSON has its escape"
            : $"is no JSON from {lines}character {character} on: {Shorten(line[at..])}";
    }

    /// <summary>The value at a path of the JSON library; null where it can't be found, as behind a key with a dot.
    /// </summary>
    public static JsonElement? ValueAt(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            var value = JsonElement.ParseValue(ref reader);
            foreach (var step in path.TrimStart('$').Replace("[", ".[", StringComparison.Ordinal)
                .Split('.', StringSplitOptions.RemoveEmptyEntries))
            {
                if (step is ['[', .. var index, ']'])
                {
                    if (value.ValueKind != JsonValueKind.Array
                        || !int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                        || at >= value.GetArrayLength())
                        return null;
                    value = value[at];
                }
                else if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(step, out value))
                    return null;
            }
            return value;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // It may be broken behind its first fault, and a name may hold half a letter.
            return null;
        }
    }

    private static string Shorten(ReadOnlySpan<byte> rest)
    {
        // Letters have up to four bytes: so none of those that are shown is cut.
        var text = Encoding.UTF8.GetString(rest[..Math.Min(rest.Length, (Shown + 1) * 4)]);
        var end = text.AsSpan().IndexOfAnyInRange('\0', '\u001F');
        text = end < 0 ? text : text[..end];
        return text.Length > Shown ? text[..Shown] + "…" : text;
    }
}
