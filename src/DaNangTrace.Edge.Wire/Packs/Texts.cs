using System.Collections.Frozen;

namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>Texts by language.</summary>
internal static class Texts
{
    /// <summary>In no language.</summary>
    public static readonly FrozenDictionary<string, string> None = FrozenDictionary<string, string>.Empty;
}
