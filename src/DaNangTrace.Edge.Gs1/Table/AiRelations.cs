namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// The relations of one AI to others, from the dictionary's notation turned into indexes and sets: asked at each scan.
/// </summary>
internal sealed class AiRelations
{
    internal static readonly AiRelations None = new();

    private readonly AiSet _excludes;
    private readonly AiSet _qualifiers;

    private AiRelations() { }

    private AiRelations(AiSet excludes, Requirement[] requires, ushort[][] orders)
    {
        _excludes = excludes;
        HasExcludes = true;
        Requires = requires;
        QualifierOrders = orders;
        foreach (var order in orders)
        {
            foreach (var ai in order)
                _qualifiers.Add(ai);
        }
    }

    internal bool HasExcludes { get; }

    internal ref readonly AiSet Excludes => ref _excludes;

    internal ref readonly AiSet Qualifiers => ref _qualifiers;

    /// <summary>Each must be met by the other AIs on the item.</summary>
    internal Requirement[] Requires { get; } = [];

    /// <summary>The allowed sequences of qualifiers after it in a Digital Link's path, by index.</summary>
    internal ushort[][] QualifierOrders { get; } = [];

    internal static AiRelations Of(AiSpec spec)
    {
        if (spec.Req is null && spec.Ex is null && string.IsNullOrEmpty(spec.Key))
            return None;
        var excludes = new AiSet();
        foreach (var pattern in (spec.Ex ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
            excludes.AddAll(AiTable.Matching(pattern));
        var requires = (spec.Req ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var orders = (spec.Key ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries);
        return new AiRelations(
            excludes,
            Array.ConvertAll(requires, x => new Requirement(x)),
            Array.ConvertAll(orders, x => Array.ConvertAll(x.Split(','), AiTable.IndexOf)));
    }

    /// <summary>One group of <c>req</c>: met by any one of its alternatives.</summary>
    internal sealed class Requirement
    {
        private readonly AiSet _anyOf;

        internal Requirement(string notation)
        {
            Notation = notation;
            var together = new List<AiSet[]>();
            foreach (var alternative in notation.Split(','))
            {
                if (alternative.Contains('+', StringComparison.Ordinal))
                    together.Add(Array.ConvertAll(alternative.Split('+'), AiTable.Matching));
                else
                    _anyOf.AddAll(AiTable.Matching(alternative));
            }
            Together = [.. together];
        }

        /// <summary>As the dictionary writes it.</summary>
        internal string Notation { get; }

        /// <summary><c>01,02,35nn</c>: met by any one of these.</summary>
        internal ref readonly AiSet AnyOf => ref _anyOf;

        /// <summary><c>01+21</c>: met if one of each stands there.</summary>
        internal AiSet[][] Together { get; }
    }
}
