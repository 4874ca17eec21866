namespace DaNangTrace.Edge.Kiosk.Scanning.Wedge;

/// <summary>Which of a key's characters is meant.</summary>
internal enum KeyLevel
{
    /// <summary>The key alone.</summary>
    Plain,

    /// <summary>With Shift.</summary>
    Shift,

    /// <summary>With AltGr.</summary>
    AltGr,
}

/// <summary>
/// What the keys of a country's keyboard type. Where Windows and Linux differ it is as on Windows, because that is
/// what the makers of scanners aim at.
/// <para>Format: a string for each row of keys, a character for each key; a blank where the key types nothing.
/// Characters that combine (U+0300 to U+0308) are dead keys: see <see cref="Accent"/>.</para>
/// </summary>
internal sealed class KeyLayout
{
    // The key left of 1; 1 to =; Q to ]; A to '; the key at Enter; the one between Shift and Z; Z to /.
    private static readonly int[] Keys =
        [41, .. Enumerable.Range(2, 12), .. Enumerable.Range(16, 12), .. Enumerable.Range(30, 11), 43, 86,
            .. Enumerable.Range(44, 10)];

    private readonly char[][] _characters;

    private KeyLayout(char keypadPoint, string[] plain, string[] shift, string[]? altGr = null)
    {
        KeypadPoint = keypadPoint;
        HasAltGr = altGr is not null;
        _characters = [ByKey(plain), ByKey(shift), altGr is null ? [] : ByKey(altGr)];
    }

    /// <summary>United States.</summary>
    public static KeyLayout Us { get; } = new(
        '.',
        ["`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", @"\", @"\", "zxcvbnm,./"],
        ["~!@#$%^&*()_+", "QWERTYUIOP{}", "ASDFGHJKL:\"", "|", "|", "ZXCVBNM<>?"]);

    /// <summary>United Kingdom.</summary>
    public static KeyLayout Gb { get; } = new(
        '.',
        ["`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "#", @"\", "zxcvbnm,./"],
        ["¬!\"£$%^&*()_+", "QWERTYUIOP{}", "ASDFGHJKL:@", "~", "|", "ZXCVBNM<>?"],
        ["¦   €        ", "  é   úíó   ", "á          ", " ", " ", "          "]);

    /// <summary>Germany.</summary>
    public static KeyLayout De { get; } = new(
        ',',
        ["\u03021234567890ß\u0301", "qwertzuiopü+", "asdfghjklöä", "#", "<", "yxcvbnm,.-"],
        ["°!\"§$%&/()=?\u0300", "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ", "'", ">", "YXCVBNM;:_"],
        [@"  ²³   {[]}\ ", "@ €        ~", "           ", " ", "|", "      µ   "]);

    /// <summary>France.</summary>
    public static KeyLayout Fr { get; } = new(
        '.',
        ["²&é\"'(-è_çà)=", "azertyuiop\u0302$", "qsdfghjklmù", "*", "<", "wxcvbn,;:!"],
        [" 1234567890°+", "AZERTYUIOP\u0308£", "QSDFGHJKLM%", "µ", ">", "WXCVBN?./§"],
        ["  \u0303#{[|\u0300\\^@]}", "  €        ¤", "           ", " ", " ", "          "]);

    /// <summary>What the keypad's point types.</summary>
    public char KeypadPoint { get; }

    /// <summary>Whether the right Alt key is AltGr.</summary>
    public bool HasAltGr { get; }

    /// <summary>The layout that the settings name.</summary>
    public static KeyLayout Of(string name) => name switch
    {
        "us" => Us,
        "gb" => Gb,
        "de" => De,
        "fr" => Fr,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such layout"),
    };

    /// <summary>What a key types; NUL for nothing.</summary>
    public char CharacterOf(int key, KeyLevel level)
    {
        if (key == InputKey.Space)
            return ' ';
        var characters = _characters[(int)level];
        return key < characters.Length ? characters[key] : '\0';
    }

    /// <summary>Whether CapsLock has a say: a key with a small letter and its capital.</summary>
    public bool IsLetter(int key) => CharacterOf(key, KeyLevel.Plain) is var small && char.IsLetter(small)
        && CharacterOf(key, KeyLevel.Shift) is var capital && capital != small
        && char.ToUpperInvariant(small) == capital;

    private static char[] ByKey(string[] rows)
    {
        var row = string.Concat(rows);
        var characters = new char[Keys.Max() + 1];
        foreach (var (key, character) in Keys.Zip(row, (key, character) => (key, character)))
            characters[key] = character == ' ' ? '\0' : character;
        return characters;
    }
}
