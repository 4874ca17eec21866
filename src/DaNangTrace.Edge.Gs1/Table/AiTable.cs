namespace DaNangTrace.Edge.Gs1;

/// <summary>Finds application identifiers by their digits.</summary>
internal static class AiTable
{
    // Two, three and four digits share one index, each length behind the shorter ones: a look-up is one array access.
    private const int ThreeDigits = 100;
    private const int FourDigits = ThreeDigits + 1000;

    private static readonly ApplicationIdentifier[] Entries = Expand();
    private static readonly short[] Index = MakeIndex();
    private static readonly byte[] LengthByPrefix = MakeLengths();

    /// <summary>All AIs in the order of their codes' text.</summary>
    internal static ReadOnlySpan<ApplicationIdentifier> All => Entries;

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

    private static ApplicationIdentifier[] Expand()
    {
        var entries = new List<ApplicationIdentifier>(560);
        foreach (var spec in (ReadOnlySpan<AiSpec>)[.. AiSpecsGoods.All, .. AiSpecsPlaces.All])
        {
            var cut = spec.Codes.IndexOf('-', StringComparison.Ordinal);
            if (cut < 0)
            {
                entries.Add(new ApplicationIdentifier(spec.Codes, spec));
                continue;
            }
            // A range differs in its last digit only.
            for (var last = spec.Codes[cut - 1]; last <= spec.Codes[^1]; last++)
                entries.Add(new ApplicationIdentifier(spec.Codes[..(cut - 1)] + last, spec));
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
