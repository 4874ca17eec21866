namespace DaNangTrace.Edge.Kiosk.Scanning.Wedge;

/// <summary>What a key typed.</summary>
/// <param name="Text">Its characters; empty for none.</param>
/// <param name="Fault">What is wrong with it; null for nothing.</param>
internal readonly record struct Stroke(string Text, ScanFault? Fault = null)
{
    /// <summary>Nothing, and rightly so.</summary>
    public static Stroke Nothing { get; } = new("");

    /// <summary>It should have typed something, and the layout does not say what.</summary>
    public static Stroke Unknown { get; } = new("", ScanFault.Key);

    /// <summary>What a shell or a window would obey.</summary>
    public static Stroke Command { get; } = new("", ScanFault.Command);
}

/// <summary>
/// Makes characters of keys that go down and up: which keys are held, CapsLock, a number that is being typed with Alt,
/// an accent that waits for its letter. A character is made when its key goes down.
/// </summary>
/// <param name="layout">What the keys type.</param>
/// <param name="separators">Keys that type GS, whatever is held.</param>
internal sealed class Keyboard(KeyLayout layout, IReadOnlySet<int> separators)
{
    private readonly HashSet<int> _held = [];
    private readonly AltCode _altCode = new();
    private bool _isCapsLocked;
    private char _dead;

    /// <summary>Whether half a character has been typed.</summary>
    public bool IsComposing => _altCode.HasBegun || _dead != '\0';

    /// <summary>Whether nothing is held, locked or half typed.</summary>
    public bool IsAtRest => _held.Count == 0 && !_isCapsLocked && !IsComposing;

    private bool IsShifted => Holds(InputKey.LeftShift) || Holds(InputKey.RightShift);

    private bool IsControlled => Holds(InputKey.LeftControl) || Holds(InputKey.RightControl);

    // Some send Ctrl+Alt for AltGr, which is the same on Windows.
    private bool IsAltGr => layout.HasAltGr
        && (Holds(InputKey.RightAlt) || (IsControlled && Holds(InputKey.LeftAlt)));

    private bool IsCommanding => IsControlled && !IsAltGr;

    private bool IsMeta => Holds(InputKey.LeftMeta) || Holds(InputKey.RightMeta);

    private bool IsAlt => !IsAltGr && (Holds(InputKey.LeftAlt) || Holds(InputKey.RightAlt));

    /// <summary>Whether a key is down.</summary>
    public bool Holds(int key) => _held.Contains(key);

    /// <summary>A key went down.</summary>
    public Stroke Press(int key)
    {
        var stroke = StrokeOf(key);
        _held.Add(key);
        return stroke;
    }

    /// <summary>A key went up.</summary>
    public Stroke Release(int key)
    {
        var wasAlt = IsAlt;
        _held.Remove(key);
        if (!wasAlt || IsAlt || !_altCode.HasBegun)
            return Stroke.Nothing;
        return _altCode.End() is { } character ? Typed(character) : Stroke.Unknown;
    }

    /// <summary>What a key would have typed whose going down was lost.</summary>
    public Stroke Missed(int key) => InputKey.IsModifier(key) ? Stroke.Nothing : StrokeOf(key);

    /// <summary>An accent for which no letter came.</summary>
    public string TakeAccent()
    {
        var accent = _dead == '\0' ? "" : Accent.Alone(_dead).ToString();
        _dead = '\0';
        return accent;
    }

    /// <summary>Lets everything go.</summary>
    public void Forget()
    {
        _held.Clear();
        _altCode.Clear();
        _isCapsLocked = false;
        _dead = '\0';
    }

    private Stroke StrokeOf(int key)
    {
        if (key == InputKey.CapsLock)
            _isCapsLocked = !_isCapsLocked;
        if (InputKey.IsModifier(key))
            return Stroke.Nothing;
        if (separators.Contains(key))
            return Typed("\u001D");
        if (IsAlt && InputKey.DigitOf(key) is { } digit)
        {
            _altCode.Add(digit);
            return Stroke.Nothing;
        }
        switch (CharacterOf(key))
        {
            case null:
                return IsAlt || IsMeta || IsCommanding ? Stroke.Command : Stroke.Unknown;
            case { } dead when Accent.IsDead(dead):
                // A second accent is no letter: both are typed.
                if (_dead != '\0')
                    return Typed(Accent.Alone(dead).ToString());
                _dead = dead;
                return Stroke.Nothing;
            case { } character:
                return Typed(character.ToString());
        }
    }

    private Stroke Typed(string text)
    {
        if (_dead == '\0')
            return new Stroke(text);
        var composed = Accent.With(_dead, text);
        _dead = '\0';
        return new Stroke(composed);
    }

    private char? CharacterOf(int key)
    {
        switch (key)
        {
            case InputKey.Enter or InputKey.KeypadEnter:
                return '\r';
            case InputKey.Tab:
                return '\t';
            case var _ when IsAlt || IsMeta:
                return null;
            // So a scanner types ESC, BS and DEL of a code; what they may be meant for is told then.
            case InputKey.Escape:
                return '\u001B';
            case InputKey.Backspace:
                return '\b';
            case InputKey.Delete:
                return '\u007F';
            case InputKey.KeypadPoint:
                return layout.KeypadPoint;
        }
        if (InputKey.KeypadCharacterOf(key) is var keypad and not '\0')
            return keypad;
        if (IsCommanding)
            return ControlOf(key);
        var isCapital = IsShifted != (_isCapsLocked && layout.IsLetter(key));
        var level = IsAltGr ? KeyLevel.AltGr : isCapital ? KeyLevel.Shift : KeyLevel.Plain;
        return layout.CharacterOf(key, level) is var character and not '\0' ? character : null;
    }

    // Ctrl with @, a letter or [ \ ] ^ _ is the control character 64 below. In countries where those take AltGr the
    // keys in their American place do, as on Windows.
    private char? ControlOf(int key) => new[]
        {
            layout.CharacterOf(key, IsShifted ? KeyLevel.Shift : KeyLevel.Plain),
            layout.CharacterOf(key, KeyLevel.Plain),
            layout.CharacterOf(key, KeyLevel.Shift),
            KeyLayout.Us.CharacterOf(key, KeyLevel.Plain),
        }
        .Select(char.ToUpperInvariant)
        .Where(character => character is >= '@' and <= '_')
        .Select(character => (char?)(character & 0x1F))
        .FirstOrDefault();
}
