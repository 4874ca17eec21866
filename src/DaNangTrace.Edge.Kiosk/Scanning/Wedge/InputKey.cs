using System.Collections.Frozen;
using System.Globalization;

namespace DaNangTrace.Edge.Kiosk.Scanning.Wedge;

/// <summary>The kernel's numbers of keys (linux/input-event-codes.h), and what people call them.</summary>
internal static class InputKey
{
    public const int Escape = 1;
    public const int One = 2;
    public const int Nine = 10;
    public const int Zero = 11;
    public const int Backspace = 14;
    public const int Tab = 15;
    public const int Enter = 28;
    public const int LeftControl = 29;
    public const int LeftShift = 42;
    public const int RightShift = 54;
    public const int LeftAlt = 56;
    public const int Space = 57;
    public const int CapsLock = 58;
    public const int NumLock = 69;
    public const int ScrollLock = 70;
    public const int KeypadPoint = 83;
    public const int KeypadEnter = 96;
    public const int RightControl = 97;
    public const int RightAlt = 100;
    public const int Delete = 111;
    public const int LeftMeta = 125;
    public const int RightMeta = 126;

    // In the order of the kernel's numbers from 71 on: 7 8 9 - 4 5 6 + 1 2 3 0 .
    private const string Keypad = "789-456+1230.";
    private const int FirstOfKeypad = 71;

    // The keys of the middle block, F1 to F12 and those that a technician may watch.
    private static readonly FrozenDictionary<int, string> Names = new Dictionary<int, string>
    {
        [Escape] = "ESC",
        [Backspace] = "BACKSPACE",
        [Tab] = "TAB",
        [Enter] = "ENTER",
        [LeftControl] = "LEFTCTRL",
        [LeftShift] = "LEFTSHIFT",
        [RightShift] = "RIGHTSHIFT",
        [LeftAlt] = "LEFTALT",
        [Space] = "SPACE",
        [CapsLock] = "CAPSLOCK",
        [59] = "F1",
        [60] = "F2",
        [61] = "F3",
        [62] = "F4",
        [63] = "F5",
        [64] = "F6",
        [65] = "F7",
        [66] = "F8",
        [67] = "F9",
        [68] = "F10",
        [87] = "F11",
        [88] = "F12",
        [NumLock] = "NUMLOCK",
        [ScrollLock] = "SCROLLLOCK",
        [KeypadEnter] = "KPENTER",
        [RightControl] = "RIGHTCTRL",
        [RightAlt] = "RIGHTALT",
        [102] = "HOME",
        [103] = "UP",
        [104] = "PAGEUP",
        [105] = "LEFT",
        [106] = "RIGHT",
        [107] = "END",
        [108] = "DOWN",
        [109] = "PAGEDOWN",
        [110] = "INSERT",
        [Delete] = "DELETE",
        [LeftMeta] = "LEFTMETA",
        [RightMeta] = "RIGHTMETA",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, int> Numbers =
        Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The number of a named key, as the settings name it.</summary>
    public static int Of(string name) => Numbers[name];

    /// <summary>What a key is called: what is printed on it in the US, its name, or its number.</summary>
    public static string NameOf(int key)
    {
        if (Names.TryGetValue(key, out var name))
            return name;
        if (KeypadCharacterOf(key) is var keypad and not '\0')
            return $"KP{keypad}";
        var printed = char.ToUpperInvariant(KeyLayout.Us.CharacterOf(key, KeyLevel.Plain));
        return printed == '\0' ? "#" + key.ToString(CultureInfo.InvariantCulture) : printed.ToString();
    }

    /// <summary>What a key of the keypad types, with or without NumLock; NUL for any other key.</summary>
    public static char KeypadCharacterOf(int key) => key switch
    {
        >= FirstOfKeypad and < FirstOfKeypad + 13 => Keypad[key - FirstOfKeypad],
        55 => '*',
        98 => '/',
        117 => '=',
        121 => ',',
        _ => '\0',
    };

    /// <summary>The digit of a key in the top row or on the keypad, whatever the layout; null for no digit.</summary>
    public static int? DigitOf(int key) => key switch
    {
        >= One and <= Nine => key - One + 1,
        Zero => 0,
        _ => KeypadCharacterOf(key) is >= '0' and <= '9' and var digit ? digit - '0' : null,
    };

    /// <summary>Whether a key types nothing by itself and is no fault: it changes what others type.</summary>
    public static bool IsModifier(int key) => key is LeftControl or RightControl or LeftShift or RightShift
        or LeftAlt or RightAlt or LeftMeta or RightMeta or CapsLock or NumLock or ScrollLock;
}
