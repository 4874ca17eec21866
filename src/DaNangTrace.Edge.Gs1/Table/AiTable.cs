namespace DaNangTrace.Edge.Gs1;

/// <summary>Finds application identifiers by their digits.</summary>
internal static class AiTable
{
    // Two, three and four digits share one index, each length behind the shorter ones: a look-up is one array access.
    private const int ThreeDigits = 100;
    private const int FourDigits = ThreeDigits + 1000;

    private static readonly ApplicationIdentifier[] Entries;
    private static readonly short[] Index;
    private static readonly byte[] LengthByPrefix;

    static AiTable()
    {
        Entries = Expand(out var specs);
        Index = MakeIndex();
        LengthByPrefix = MakeLengths();
        // Relations name other AIs: they need the whole table. What one line of the dictionary says is shared.
        var relations = new Dictionary<AiSpec, AiRelations>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < Entries.Length; i++)
        {
            if (!relations.TryGetValue(specs[i], out var known))
                relations[specs[i]] = known = AiRelations.Of(specs[i]);
            Entries[i].Relations = known;
        }
    }

    /// <summary>All AIs in the order of their codes' text.</summary>
    internal static ApplicationIdentifier[] All => Entries;

    /// <summary>The index of an AI that is in the table.</summary>
    internal static ushort IndexOf(string code) => (ushort)Find(code)!.Index;

    /// <summary>The AIs that a pattern such as <c>01</c>, <c>310n</c> or <c>35nn</c> names.</summary>
    internal static AiSet Matching(string pattern)
    {
        var matching = new AiSet();
        if (!pattern.Contains('n', StringComparison.Ordinal))
        {
            matching.Add(IndexOf(pattern));
            return matching;
        }
        foreach (var entry in Entries)
        {
            if (Matches(entry.Code, pattern))
                matching.Add(entry.Index);
        }
        return matching;
    }

    /// <summary>
    /// The AI that the text begins with; null if it begins with none. All AIs with the same two leading digits have
    /// one length, so there is never a choice.
    /// </summary>
    internal static ApplicationIdentifier? StartOf(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]))
            return null;
        var length = LengthByPrefix[(text[0] - '0') * 10 + text[1] - '0'];
        return length == 0 || length > text.Length ? null : Find(text[..length]);
    }

    /// <summary>The AI with exactly this code; null if there is none.</summary>
    internal static ApplicationIdentifier? Find(ReadOnlySpan<char> code)
    {
        if (code.Length is < 2 or > 4)
            return null;
        var number = 0;
        foreach (var digit in code)
        {
            if (!char.IsAsciiDigit(digit))
                return null;
            number = number * 10 + digit - '0';
        }
        var at = Index[Offset(code.Length) + number];
        return at == 0 ? null : Entries[at - 1];
    }

    private static int Offset(int length) => length switch { 2 => 0, 3 => ThreeDigits, _ => FourDigits };

    private static bool Matches(string code, string pattern)
    {
        if (pattern.Length != code.Length)
            return false;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != 'n' && pattern[i] != code[i])
                return false;
        }
        return true;
    }

    private static ApplicationIdentifier[] Expand(out List<AiSpec> specs)
    {
        var entries = new List<ApplicationIdentifier>(AiSet.Capacity);
        specs = new List<AiSpec>(AiSet.Capacity);
        foreach (var spec in (ReadOnlySpan<AiSpec>)[.. AiSpecsGoods.All, .. AiSpecsPlaces.All])
        {
            var cut = spec.Codes.IndexOf('-', StringComparison.Ordinal);
            if (cut < 0)
            {
                entries.Add(new ApplicationIdentifier(entries.Count, spec.Codes, spec));
                specs.Add(spec);
                continue;
            }
            // A range differs in its last digit only.
            for (var last = spec.Codes[cut - 1]; last <= spec.Codes[^1]; last++)
            {
                entries.Add(new ApplicationIdentifier(entries.Count, spec.Codes[..(cut - 1)] + last, spec));
                specs.Add(spec);
            }
        }
        return [.. entries];
    }

    private static short[] MakeIndex()
    {
        var index = new short[FourDigits + 10_000];
        for (var i = 0; i < Entries.Length; i++)
        {
            var code = Entries[i].Code;
            var number = 0;
            foreach (var digit in code)
                number = number * 10 + digit - '0';
            index[Offset(code.Length) + number] = (short)(i + 1);
        }
        return index;
    }

    private static byte[] MakeLengths()
    {
        var lengths = new byte[100];
        foreach (var entry in Entries)
            lengths[(entry.Code[0] - '0') * 10 + entry.Code[1] - '0'] = (byte)entry.Code.Length;
        return lengths;
    }
}
