using System.Runtime.InteropServices;

namespace DaNangTrace.Edge.Kiosk.Scanning.Wedge;

/// <summary>One <c>struct input_event</c> of the kernel (linux/input.h): time, type, code, value.</summary>
/// <param name="Type">What it tells of; <see cref="KeyType"/> is a key.</param>
/// <param name="Code">Which key.</param>
/// <param name="Value">1 down, 0 up, 2 repeated by being held.</param>
internal readonly record struct InputEvent(ushort Type, ushort Code, int Value)
{
    /// <summary>The type that ends a group of events, and tells of lost ones.</summary>
    public const ushort SynchronisationType = 0;

    /// <summary>The type of keys.</summary>
    public const ushort KeyType = 1;

    /// <summary>The code by which the kernel tells that its buffer ran over and events were lost.</summary>
    public const ushort Dropped = 3;

    // The time is two machine words.
    private const int PlaceOfType = 16;

    /// <summary>Its bytes, on a machine of 64 bits.</summary>
    public const int Size = PlaceOfType + sizeof(ushort) + sizeof(ushort) + sizeof(int);

    /// <summary>Reads one.</summary>
    /// <param name="bytes"><see cref="Size"/> bytes.</param>
    public static InputEvent Of(ReadOnlySpan<byte> bytes) => new(
        MemoryMarshal.Read<ushort>(bytes[PlaceOfType..]),
        MemoryMarshal.Read<ushort>(bytes[(PlaceOfType + 2)..]),
        MemoryMarshal.Read<int>(bytes[(PlaceOfType + 4)..]));
}
