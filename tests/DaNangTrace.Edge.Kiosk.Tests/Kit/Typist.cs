using System.Buffers.Binary;
using System.Globalization;
using DaNangTrace.Edge.Kiosk.Scanning.Wedge;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>
/// Types as a scanner does, and gives what the kernel would: a struct input_event for each key that moves.
/// </summary>
internal sealed class Typist(KeyLayout layout)
{
    public const int RightBrace = 27;

    private static readonly string Dead = "\u0300`\u0301´\u0302^\u0303~\u0308¨";

    private readonly List<byte> _bytes = [];

    public byte[] Bytes => [.. _bytes];

    /// <summary>What the kernel adds around a key: its code on the wire before, the end of the group behind.</summary>
    public bool HasCompany { get; init; } = true;

    public static Typist Us => new(KeyLayout.Us);

    public Typist Event(ushort type, ushort code, int value)
    {
        Span<byte> one = stackalloc byte[24];
        // A time, which nobody may rely on.
        BinaryPrimitives.WriteInt64LittleEndian(one, 1_764_000_000 + _bytes.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(one[16..], type);
        BinaryPrimitives.WriteUInt16LittleEndian(one[18..], code);
        BinaryPrimitives.WriteInt32LittleEndian(one[20..], value);
        _bytes.AddRange(one);
        return this;
    }

    public Typist Down(int key) => Key(key, 1);

    public Typist Up(int key) => Key(key, 0);

    public Typist Repeat(int key) => Key(key, 2);

    public Typist Lost() => Event(0, 3, 0);

    public Typist Tap(params int[] keys)
    {
        foreach (var key in keys)
            Down(key);
        foreach (var key in keys.Reverse())
            Up(key);
        return this;
    }

    public Typist Enter() => Tap(InputKey.Enter);

    /// <summary>A number on the keypad while Alt is held.</summary>
    public Typist Alt(string number)
    {
        int[] keypad = [82, 79, 80, 81, 75, 76, 77, 71, 72, 73];
        Down(InputKey.LeftAlt);
        foreach (var digit in number)
            Tap(keypad[digit - '0']);
        return Up(InputKey.LeftAlt);
    }

    /// <summary>A text by its keys; what the layout lacks by its number, GS as Ctrl+].</summary>
    public Typist Text(string text, bool isCapsLocked = false)
    {
        if (isCapsLocked)
            Tap(InputKey.CapsLock);
        foreach (var rune in text.EnumerateRunes())
            Rune(rune.Value, isCapsLocked);
        return isCapsLocked ? Tap(InputKey.CapsLock) : this;
    }

    private void Rune(int value, bool isCapsLocked)
    {
        if (value == 0x1D)
        {
            Tap(InputKey.LeftControl, RightBrace);
            return;
        }
        if (value is '\r' or '\t')
        {
            Tap(value == '\r' ? InputKey.Enter : InputKey.Tab);
            return;
        }
        var at = Dead.IndexOf((char)value, StringComparison.Ordinal);
        if (value <= 0xFFFF && Find((char)value) is var (key, level))
            Tap([.. Held(key, level, isCapsLocked), key]);
        else if (at > 0 && Find(Dead[at - 1]) is var (deadKey, deadLevel))
            Tap([.. Held(deadKey, deadLevel, isCapsLocked), deadKey]).Tap(InputKey.Space);
        else
            Alt((value <= 0xFF ? "0" : "") + value.ToString(CultureInfo.InvariantCulture));
    }

    private int[] Held(int key, KeyLevel level, bool isCapsLocked)
    {
        if (level == KeyLevel.AltGr)
            return [InputKey.RightAlt];
        return (level == KeyLevel.Shift) != (isCapsLocked && layout.IsLetter(key)) ? [InputKey.LeftShift] : [];
    }

    private (int Key, KeyLevel Level)? Find(char character)
    {
        foreach (var level in layout.HasAltGr ? Enum.GetValues<KeyLevel>() : [KeyLevel.Plain, KeyLevel.Shift])
        {
            for (var key = 1; key < 100; key++)
            {
                if (layout.CharacterOf(key, level) == character)
                    return (key, level);
            }
        }
        return null;
    }

    private Typist Key(int key, int value)
    {
        // EV_MSC, MSC_SCAN and EV_SYN, SYN_REPORT.
        if (HasCompany)
            Event(4, 4, 0x70000 + key);
        Event(1, (ushort)key, value);
        return HasCompany ? Event(0, 0, 0) : this;
    }
}
