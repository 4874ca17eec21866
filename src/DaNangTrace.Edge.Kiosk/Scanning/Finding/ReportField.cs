namespace DaNangTrace.Edge.Kiosk.Scanning.Finding;

/// <summary>Usages with following numbers, both ends included.</summary>
internal readonly record struct UsageRange(ushort Page, ushort First, ushort Last)
{
    /// <summary>How many they are.</summary>
    public int Count => Last - First + 1;
}

/// <summary>One input item of a report descriptor: so many elements of one size, side by side.</summary>
/// <param name="ReportId">The report that it is in; 0 where reports have no id.</param>
/// <param name="BitOffset">Where it begins within the report, the id's byte counted.</param>
/// <param name="BitSize">Bits of one element.</param>
/// <param name="Count">How many elements there are.</param>
/// <param name="Usages">What the elements mean, one after the other; the last usage holds for all that remain.</param>
/// <param name="IsConstant">Whether it is padding.</param>
/// <param name="IsArray">Whether its elements name usages in place of being one each.</param>
internal sealed record ReportField(
    byte ReportId,
    int BitOffset,
    int BitSize,
    int Count,
    IReadOnlyList<UsageRange> Usages,
    bool IsConstant,
    bool IsArray)
{
    /// <summary>Where the elements of one usage are; null where it is not in here.</summary>
    public FieldPlace? Of(HidUsage usage)
    {
        if (IsConstant)
            return null;
        var before = 0;
        foreach (var range in Usages)
        {
            if (range.Page == usage.Page && usage.Id >= range.First && usage.Id <= range.Last)
            {
                // An array of one usage is a buffer that its maker declared carelessly.
                var at = IsArray ? 0 : before + usage.Id - range.First;
                return at >= Count ? null : Place(at, IsLast(range, usage) || IsArray);
            }
            before += range.Count;
        }
        return null;
    }

    private bool IsLast(UsageRange range, HidUsage usage) => range == Usages[^1] && usage.Id == range.Last;

    private FieldPlace Place(int at, bool takesRest) =>
        new(ReportId, BitOffset + (at * BitSize), BitSize, takesRest ? Count - at : 1);
}

/// <summary>Where a value stands in a report.</summary>
/// <param name="ReportId">The report; 0 where reports have no id.</param>
/// <param name="BitOffset">Where it begins, the id's byte counted.</param>
/// <param name="BitSize">Bits of one element.</param>
/// <param name="Count">How many elements there are.</param>
internal readonly record struct FieldPlace(byte ReportId, int BitOffset, int BitSize, int Count)
{
    /// <summary>Whether it is made of whole bytes.</summary>
    public bool IsBytes => BitOffset % 8 == 0 && BitSize % 8 == 0 && BitSize > 0;

    /// <summary>Its first byte.</summary>
    public int ByteOffset => BitOffset / 8;

    /// <summary>How many bytes it has.</summary>
    public int ByteCount => BitSize * Count / 8;
}
