using System.Collections.Frozen;

namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>Texts by language.</summary>
internal static class Texts
{
    /// <summary>In no language.</summary>
    public static readonly FrozenDictionary<string, string> None = FrozenDictionary<string, string>.Empty;

    /// <summary>Whether a key has the form of a language of BCP 47, as far as it is of use here: <c>vi</c>,
    /// <c>zh-Hant</c>. Which languages there are is not asked: the list grows.</summary>
    public static bool IsLanguage(string key)
    {
        var parts = key.Split('-');
        return parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetterLower)
            && parts[1..].All(part => part.Length is > 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
    }
}
