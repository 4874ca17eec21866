using System.Runtime.CompilerServices;

namespace DaNangTrace.Edge.Gs1;

/// <summary>A set of application identifiers, a bit each by its index in the table.</summary>
[InlineArray(Words)]
internal struct AiSet
{
    // 541 AIs are in the table; its maker would say if there were more than this holds.
    private const int Words = 9;

    private ulong _first;

    internal static int Capacity => Words * 64;

    internal readonly bool Contains(int ai) => (this[ai >> 6] >> (ai & 63) & 1) != 0;

    internal void Add(int ai) => this[ai >> 6] |= 1UL << (ai & 63);

    internal void AddAll(in AiSet other)
    {
        for (var i = 0; i < Words; i++)
            this[i] |= other[i];
    }
}
