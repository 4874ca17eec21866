using System.Buffers;

namespace DaNangTrace.Edge.Kiosk.Scanning;

/// <summary>
/// Control characters that no product's code has. GS separates elements; RS and EOT are part of ISO/IEC 15434. Any
/// other may be meant for whatever reads keystrokes or shows text: a code that operates a computer ("BadBarcode").
/// To a terminal U+009B is the same as ESC [.
/// </summary>
public static class ControlCharacters
{
    private static readonly SearchValues<char> Alarming = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(value => (char)value).Where(char.IsControl)
            .Except(['\u001D', '\u001E', '\u0004'])]);

    /// <summary>Whether a code has such a character.</summary>
    public static bool AreIn(string text) => text.AsSpan().ContainsAny(Alarming);
}
