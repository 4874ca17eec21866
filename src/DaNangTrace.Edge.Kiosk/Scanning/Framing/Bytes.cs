using System.Globalization;
using System.Text;

namespace DaNangTrace.Edge.Kiosk.Scanning.Framing;

/// <summary>Bytes as people read and type them.</summary>
internal static class Bytes
{
    public const byte StartOfText = 0x02;
    public const byte EndOfText = 0x03;
    public const byte Substitute = 0x1A;
    public const byte GroupSeparator = 0x1D;

    /// <summary>Bytes as <see cref="Escapes"/> takes them: none is left that a terminal could obey.</summary>
    public static string Shown(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length + 16);
        foreach (var one in bytes)
        {
            if (one == '\\')
                text.Append(@"\\");
            else if (one is >= 0x20 and < 0x7F)
                text.Append((char)one);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\x{one:X2}");
        }
        return text.ToString();
    }
}
