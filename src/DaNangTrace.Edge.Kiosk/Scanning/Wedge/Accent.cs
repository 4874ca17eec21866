namespace DaNangTrace.Edge.Kiosk.Scanning.Wedge;

/// <summary>
/// Dead keys: an accent that waits for the next character. With a blank it stands for itself, with a letter that takes
/// it both become one, and before any other it is typed in front.
/// </summary>
internal static class Accent
{
    private readonly record struct Composition(char Dead, char Alone, string Letters, string Composed);

    // What Windows-1252 has: a dead key's layouts are those of Western Europe.
    private static readonly Composition[] Compositions =
    [
        new('\u0300', '`', "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
        new('\u0301', '´', "aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ"),
        new('\u0302', '^', "aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
        new('\u0303', '~', "anoANO", "ãñõÃÑÕ"),
        new('\u0308', '¨', "aeiouyAEIOUY", "äëïöüÿÄËÏÖÜŸ"),
    ];

    /// <summary>Whether a character of a layout stands for a dead key.</summary>
    public static bool IsDead(char character) => character is >= '\u0300' and <= '\u0308';

    /// <summary>The accent by itself.</summary>
    public static char Alone(char dead) => Of(dead).Alone;

    /// <summary>What a dead key and the character behind it come to.</summary>
    public static string With(char dead, string next)
    {
        var accent = Of(dead);
        if (next == " ")
            return accent.Alone.ToString();
        var at = next.Length == 1 ? accent.Letters.IndexOf(next[0], StringComparison.Ordinal) : -1;
        return at >= 0 ? accent.Composed[at].ToString() : accent.Alone + next;
    }

    private static Composition Of(char dead) => Array.Find(Compositions, one => one.Dead == dead);
}
