namespace DaNangTrace.Edge.Gs1;

/// <summary>A byte that stands for a sequence of AIs.</summary>
/// <param name="Code">Its two hexadecimal digits, one of them a letter.</param>
/// <param name="Ais">Indices in <see cref="AiTable.All"/>, in the order in which the values follow.</param>
/// <param name="Weight">How many digits the AIs have together: the more, the better it compresses.</param>
internal sealed record OptimisationCode(byte Code, ushort[] Ais, int Weight)
{
    // Ascending, as the encoder takes the first of equal ones.
    private static readonly OptimisationCode[] Codes =
    [
        Of(0x0A, "01", "22"), Of(0x0B, "01", "10"), Of(0x0C, "01", "21"), Of(0x0D, "01", "17"),
        Of(0x0E, "01", "7003"), Of(0x0F, "01", "30"), Of(0x1A, "01", "10", "21", "17"), Of(0x1B, "01", "15"),
        Of(0x1C, "01", "11"), Of(0x1D, "01", "16"), Of(0x1E, "01", "91"), Of(0x1F, "01", "10", "15"),
        .. Row(0x2A, "01", "310", 6), .. Row(0x3A, "01", "320", 6),
        Of(0x9A, "8010", "8011"), Of(0x9B, "8017", "8019"), Of(0x9C, "8018", "8019"), Of(0x9D, "414", "254"),
        .. Row(0xA0, "01", "392", 10), .. Row(0xC0, "255", "390", 10), .. Row(0xCA, "255", "394", 4),
    ];

    private static readonly OptimisationCode?[] ByCode = MakeIndex();

    /// <summary>All in the order of their codes.</summary>
    internal static ReadOnlySpan<OptimisationCode> All => Codes;

    /// <summary>The same AIs in the order of their codes: what GS1's toolkit writes, against the standard.</summary>
    internal ushort[] Sorted { get; } = [.. Ais.Order()];

    /// <summary>Whether both orders are met in the field.</summary>
    internal bool HasTwoOrders { get; } = !Ais.SequenceEqual(Ais.Order());

    /// <summary>Null if there is none.</summary>
    internal static OptimisationCode? Find(int code) => ByCode[code];

    private static OptimisationCode Of(int code, params string[] ais) => new(
        (byte)code, Array.ConvertAll(ais, x => (ushort)ValueFormat.IndexOf(x)), ais.Sum(x => x.Length));

    /// <summary>A row of codes whose second AIs differ in the last digit.</summary>
    private static IEnumerable<OptimisationCode> Row(int code, string first, string second, int count) =>
        Enumerable.Range(0, count).Select(x => Of(code + x, first, $"{second}{x}"));

    private static OptimisationCode?[] MakeIndex()
    {
        var index = new OptimisationCode?[256];
        foreach (var code in Codes)
            index[code.Code] = code;
        return index;
    }
}
