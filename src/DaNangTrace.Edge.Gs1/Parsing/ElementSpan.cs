namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// One element where it stands, without a string of its own:
/// <see cref="SymbolReader.ValueOf(in ElementSpan)"/> gives its value.
/// </summary>
public readonly record struct ElementSpan
{
    /// <summary>Which application identifier it has.</summary>
    public ApplicationIdentifier Ai => AiTable.All[Index];

    /// <summary>0-based offset of the value in the text after the symbology identifier, as it was sent.</summary>
    public int At { get; internal init; }

    /// <summary>How many characters the decoded value has.</summary>
    public int Length { get; internal init; }

    /// <summary>How many characters were sent for it, before escapes were decoded or zeros added.</summary>
    public int SentLength { get; internal init; }

    /// <summary>The index of the application identifier in the table.</summary>
    internal ushort Index { get; init; }

    internal ValuePlace Place { get; init; }

    /// <summary>Where the decoded value begins, in the text or in the scratch.</summary>
    internal int Start { get; init; }

    /// <summary>An element whose value is in the text as it was sent.</summary>
    internal static ElementSpan InText(ApplicationIdentifier ai, Stretch value) => new()
    {
        Index = (ushort)ai.Index,
        At = value.Start,
        SentLength = value.Length,
        Start = value.Start,
        Length = value.Length,
    };
}

/// <summary>Where an element's value stands, and what its characters have to do with those that were sent.</summary>
internal enum ValuePlace : byte
{
    /// <summary>In the text, as sent.</summary>
    Text,

    /// <summary>In the scratch, zeros in front of the digits that were sent, or a check digit behind them.</summary>
    Padded,

    /// <summary>In the scratch, decoded from percent escapes.</summary>
    Escaped,

    /// <summary>In the scratch, without the backslashes before opening brackets.</summary>
    Backslashed,

    /// <summary>In the scratch, unpacked: one place for all characters.</summary>
    Unpacked,
}
