using System.Text;

namespace DaNangTrace.Edge.Kiosk.Scanning;

/// <summary>
/// What people type for bytes that a keyboard lacks: <c>\xHH</c> is one byte, <c>\\</c> a backslash. Anything else
/// behind a backslash stays as it is, so that <c>(10)A\(1</c> needs no care. The inverse is <see cref="Gs1.Shown"/>.
/// </summary>
public static class Escapes
{
    /// <summary>The longest that a code of the greatest length can be when each of its bytes is escaped.</summary>
    public const int LongestTyped = 4 * Gs1.Symbol.MaxLength;

    /// <summary>The bytes that typed text means.</summary>
    public static byte[] ToBytes(string typed) => ToBytes(Encoding.UTF8.GetBytes(typed));

    /// <summary>The bytes that typed bytes mean; those outside escapes pass as they are, valid UTF-8 or not.</summary>
    public static byte[] ToBytes(ReadOnlySpan<byte> typed)
    {
        var bytes = new byte[typed.Length];
        var count = 0;
        for (var i = 0; i < typed.Length; i++)
        {
            var one = typed[i];
            if (one == '\\' && i + 1 < typed.Length)
            {
                if (typed[i + 1] == '\\')
                {
                    i++;
                }
                else if (typed[i + 1] == 'x' && i + 3 < typed.Length
                    && char.IsAsciiHexDigit((char)typed[i + 2]) && char.IsAsciiHexDigit((char)typed[i + 3]))
                {
                    one = (byte)(Hex(typed[i + 2]) * 16 + Hex(typed[i + 3]));
                    i += 3;
                }
            }
            bytes[count++] = one;
        }
        return bytes[..count];
    }

    private static int Hex(byte digit) => char.IsAsciiDigit((char)digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
