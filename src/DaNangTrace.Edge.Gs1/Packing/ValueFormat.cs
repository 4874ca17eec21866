namespace DaNangTrace.Edge.Gs1;

/// <summary>What a part of a compressed value is.</summary>
[Flags]
internal enum PartShape : byte
{
    None = 0,

    /// <summary>Three bits before it name the alphabet; else it is one number.</summary>
    Text = 1,

    /// <summary>Its length stands before it.</summary>
    Variable = 2,

    /// <summary>The value may end before it: its length may be 0.</summary>
    MayBeEmpty = 4,
}

/// <summary>One part of a compressed value.</summary>
/// <param name="Max">The most characters; all that it has if it is not variable. 0: there is no such part.</param>
/// <param name="Shape">What it is and what stands before it.</param>
internal readonly record struct ValuePart(byte Max, PartShape Shape)
{
    internal bool IsText => (Shape & PartShape.Text) != 0;

    internal bool IsVariable => (Shape & PartShape.Variable) != 0;

    internal bool MayBeEmpty => (Shape & PartShape.MayBeEmpty) != 0;

    /// <summary>How many bits its length takes: as many as the largest one has.</summary>
    internal int LengthBits => 32 - int.LeadingZeroCount(Max);

    /// <summary>
    /// How many bits a number of so many digits takes: <c>ceil(digits * log2(10) + 0.01)</c> in whole numbers, the
    /// same for all lengths up to 127. The hundredth gives 59 digits a bit more than they need, and no digits one.
    /// </summary>
    internal static int NumberBits(int digits) => (digits * 332_193 + 1_000 + 99_999) / 100_000;
}

/// <summary>How the value of an AI is compressed: a first part and at most a second (4 bytes each).</summary>
/// <remarks>
/// The parts follow from the AI's components. Neighbours of one kind are one part: kinds are number and text, each of
/// fixed or variable length. Fixed text before variable text is one part with it (AIs 7230 to 7239).
/// </remarks>
internal readonly record struct ValueFormat(ValuePart First, ValuePart Second)
{
    // The toolkit, and so every code in the field, gives the IBAN a length of five bits: it said 24 characters, the
    // dictionary now says 34. What is longer than 31 can't be compressed.
    private const string IbanCode = "8007";
    private const int MostOfIban = 31;

    private static readonly ValueFormat[] Formats = MakeFormats();

    // In the order of the table, which is the order of the codes' text: 01 stands as 0100, 235 as 2350.
    private static readonly ushort[] Codes = MakeCodes();

    private static readonly byte[] CodeLengths = MakeCodeLengths();

    /// <summary>The formats in the order of <see cref="AiTable.All"/>.</summary>
    internal static ReadOnlySpan<ValueFormat> All => Formats;

    /// <summary>The index of an AI in <see cref="AiTable.All"/>; negative if there is none.</summary>
    /// <param name="code">Its digits as a number, filled up with zeros on the right to four.</param>
    internal static int IndexOf(int code) => Codes.AsSpan().BinarySearch((ushort)code);

    /// <inheritdoc cref="IndexOf(int)"/>
    internal static int IndexOf(ReadOnlySpan<char> code)
    {
        var number = 0;
        for (var i = 0; i < 4; i++)
            number = number * 10 + (i < code.Length ? code[i] - '0' : 0);
        return IndexOf(number);
    }

    /// <summary>How many digits the AIs with these two leading digits have; 0 if there are none.</summary>
    internal static int CodeLength(int prefix) => CodeLengths[prefix];

    private static ushort[] MakeCodes()
    {
        var codes = new ushort[AiTable.All.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            foreach (var digit in AiTable.All[i].Code.PadRight(4, '0'))
                codes[i] = (ushort)(codes[i] * 10 + digit - '0');
        }
        return codes;
    }

    private static byte[] MakeCodeLengths()
    {
        var lengths = new byte[100];
        foreach (var ai in AiTable.All)
            lengths[(ai.Code[0] - '0') * 10 + ai.Code[1] - '0'] = (byte)ai.Code.Length;
        return lengths;
    }

    private static ValueFormat[] MakeFormats()
    {
        var formats = new ValueFormat[AiTable.All.Length];
        for (var i = 0; i < formats.Length; i++)
            formats[i] = Of(AiTable.All[i]);
        return formats;
    }

    private static ValueFormat Of(ApplicationIdentifier ai)
    {
        if (ai.Code == IbanCode)
            return new ValueFormat(new ValuePart(MostOfIban, PartShape.Text | PartShape.Variable), default);
        var parts = new List<ValuePart>();
        foreach (var component in ai.Components)
        {
            var next = PartOf(component);
            if (parts.Count > 0 && Join(parts[^1], next) is { } joined)
                parts[^1] = joined;
            else
                parts.Add(next);
        }
        return parts.Count switch
        {
            1 => new ValueFormat(parts[0], default),
            2 => new ValueFormat(parts[0], parts[1]),
            _ => throw new InvalidOperationException($"AI {ai.Code} has {parts.Count} parts."),
        };
    }

    private static ValuePart PartOf(Component component)
    {
        var shape = component.Set == CharacterSet.Numeric ? PartShape.None : PartShape.Text;
        if (component.IsOptional)
            shape |= PartShape.Variable | PartShape.MayBeEmpty;
        else if (component.Min < component.Max)
            shape |= PartShape.Variable;
        return new ValuePart((byte)component.Max, shape);
    }

    /// <summary>Null if they stay two parts.</summary>
    private static ValuePart? Join(ValuePart one, ValuePart next)
    {
        var isOneKind = one.IsText == next.IsText && one.IsVariable == next.IsVariable;
        var isText = one is { IsText: true, IsVariable: false } && next is { IsText: true, IsVariable: true };
        if (!isOneKind && !isText)
            return null;
        var shape = (one.Shape | next.Shape) & ~PartShape.MayBeEmpty;
        // What joins is empty only if each of them may be.
        return new ValuePart((byte)(one.Max + next.Max), shape | (one.Shape & next.Shape & PartShape.MayBeEmpty));
    }
}
