using System.Text;

namespace DaNangTrace.Edge.Kiosk.Scanning.Wedge;

/// <summary>
/// A character that is typed as a number while Alt is held. To 255 the number is one of Windows-1252, above it is
/// Unicode's.
/// <para>Windows takes a number without a leading zero from an older table, which differs by country; a scanner can't
/// know which, so makers mean Windows-1252 even where they leave the zero out. Alt+29 and Alt+029 are GS.</para>
/// </summary>
internal sealed class AltCode
{
    // 0x10FFFF, the highest, is 1114111.
    private const int MostDigits = 7;
    private const char None = '\0';

    // 0x80 to 0x9F; elsewhere Windows-1252 is Latin-1, whose numbers are Unicode's.
    private const string Upper =
        "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

    private int _number;
    private int _digits;

    /// <summary>Whether a number has begun.</summary>
    public bool HasBegun => _digits > 0;

    /// <summary>Adds a digit.</summary>
    public void Add(int digit)
    {
        // Beyond the most it is no character any more, however many follow.
        if (++_digits <= MostDigits)
            _number = (_number * 10) + digit;
    }

    /// <summary>Alt was let go: the character; null where the number is none's.</summary>
    public string? End()
    {
        var (number, digits) = (_number, _digits);
        Clear();
        if (digits > MostDigits)
            return null;
        if (number is >= 0x80 and <= 0x9F)
            return Upper[number - 0x80] is var character and not None ? character.ToString() : null;
        return Rune.TryCreate(number, out var rune) ? rune.ToString() : null;
    }

    /// <summary>Forgets the number.</summary>
    public void Clear() => (_number, _digits) = (0, 0);
}
