using System.Diagnostics.CodeAnalysis;
using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;

namespace DaNangTrace.Edge.Kiosk.Scanning.HidPos;

/// <summary>
/// Where a report of a HID POS scanner has what. The descriptor of most scanners tells; the named ones are for those
/// whose descriptor is wrong, and for recordings, which have none.
/// </summary>
internal sealed record ReportLayout
{
    /// <summary>Bytes of a report where nothing else is known: what a full-speed USB transfer carries.</summary>
    public const int UsualSize = 64;

    /// <summary>Its name in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>First byte of the reports that carry codes; null where reports have no id.</summary>
    public byte? ReportId { get; init; }

    /// <summary>Bytes of a report, its id included.</summary>
    public int Size { get; init; } = UsualSize;

    /// <summary>Where the count of data bytes is; null where the data is filled up with zeros instead.</summary>
    public int? LengthAt { get; init; }

    /// <summary>Bytes of that count, the lowest first.</summary>
    public int LengthSize { get; init; } = 1;

    /// <summary>Where the bytes of the AIM identifier are; empty for none.</summary>
    public IReadOnlyList<int> IdentifierAt { get; init; } = [];

    /// <summary>Where the data begins.</summary>
    public required int DataAt { get; init; }

    /// <summary>The most data bytes of a report.</summary>
    public required int DataLength { get; init; }

    /// <summary>The bit that says that the next report carries more of the same code; null where none does.</summary>
    public int? MoreAt { get; init; }

    /// <summary>How many bits say so.</summary>
    public int MoreBits { get; init; } = 1;

    /// <summary>Where the maker's own symbology id is; told to a technician only.</summary>
    public int? MakerIdAt { get; init; }

    /// <summary>Length, AIM identifier, data: what Honeywell and most others send.</summary>
    public static ReportLayout Aim { get; } = new()
    {
        Name = "aim",
        ReportId = 2,
        LengthAt = 1,
        IdentifierAt = [2, 3, 4],
        DataAt = 5,
        DataLength = 56,
        MoreAt = 63 * 8,
    };

    /// <summary>
    /// One byte of the maker's own stands between length and AIM identifier, so identifier and data are a byte later:
    /// [3–5] and [6–61]. The last byte says as ever whether more follows.
    /// </summary>
    public static ReportLayout AimShifted { get; } = Aim with
    {
        Name = "aimShifted",
        IdentifierAt = [3, 4, 5],
        DataAt = 6,
    };

    /// <summary>No AIM identifier; the maker's own id stands behind the data.</summary>
    public static ReportLayout MakerId { get; } = Aim with
    {
        Name = "makerId",
        IdentifierAt = [],
        DataAt = 2,
        MakerIdAt = 62,
    };

    /// <summary>
    /// Symbol's "simple COM port emulation": a count, then data. No bit tells whether more follows; a full report is
    /// followed by another.
    /// </summary>
    public static ReportLayout SimpleCom { get; } = new()
    {
        Name = "simpleCom",
        LengthAt = 0,
        DataAt = 1,
        DataLength = UsualSize - 1,
    };

    /// <summary>Whether a report that is full is taken for one that is followed by more.</summary>
    public bool FullIsFollowed => MoreAt is null;

    /// <summary>The layout with a name of the configuration; null for <c>auto</c>.</summary>
    public static ReportLayout? Named(string name) =>
        new[] { Aim, AimShifted, MakerId, SimpleCom }.FirstOrDefault(layout => layout.Name == name);

    /// <summary>The layout that a device's descriptor tells; false where it has no field for decoded data.</summary>
    public static bool TryRead(ReportDescriptor descriptor, [NotNullWhen(true)] out ReportLayout? layout)
    {
        layout = null;
        foreach (var field in descriptor.Fields)
        {
            if (field.Of(HidUsage.DecodedData) is not { IsBytes: true, ByteCount: > 0 } data)
                continue;
            var size = descriptor.SizeOf(data.ReportId);
            if (size > OpenDevice.LongestRead)
                continue;
            var length = Find(descriptor, data.ReportId, HidUsage.ByteCount) is { IsBytes: true, BitSize: <= 16 } count
                ? count
                : (FieldPlace?)null;
            var more = Find(descriptor, data.ReportId, HidUsage.DecodeDataContinued);
            layout = new ReportLayout
            {
                Name = "auto",
                ReportId = data.ReportId == 0 ? null : data.ReportId,
                Size = size,
                LengthAt = length?.ByteOffset,
                LengthSize = length?.BitSize / 8 ?? 1,
                IdentifierAt = PlacesOfIdentifier(descriptor, data.ReportId),
                DataAt = data.ByteOffset,
                DataLength = data.ByteCount,
                MoreAt = more?.BitOffset,
                // Of several elements the first counts: makers let the usage run on over the padding behind it.
                MoreBits = more?.BitSize ?? 1,
            };
            return true;
        }
        return false;
    }

    /// <summary>
    /// The data of a report; false where its length does not fit. Without a length the zeros at the end are none.
    /// </summary>
    public bool TryGetData(ReadOnlySpan<byte> report, out ReadOnlySpan<byte> data)
    {
        data = report.Slice(DataAt, DataLength);
        if (LengthAt is null)
        {
            data = data.TrimEnd((byte)0);
            return true;
        }
        var length = LengthOf(report);
        if (length > DataLength)
            return false;
        data = data[..length];
        return true;
    }

    /// <summary>The count of data bytes as the report says it; 0 where the layout has none.</summary>
    public int LengthOf(ReadOnlySpan<byte> report) =>
        LengthAt is not { } at ? 0
        : LengthSize == 2 ? report[at] | (report[at + 1] << 8)
        : report[at];

    /// <summary>Whether the report says that more of the same code follows.</summary>
    public bool HasMore(ReadOnlySpan<byte> report)
    {
        if (MoreAt is not { } at)
            return TryGetData(report, out var data) && data.Length == DataLength;
        for (var bit = at; bit < at + MoreBits; bit++)
        {
            if ((report[bit / 8] & (1 << (bit % 8))) != 0)
                return true;
        }
        return false;
    }

    /// <summary>
    /// The AIM identifier without its <c>]</c>; null where the report has none. Some firmware leaves the <c>]</c> out,
    /// some fills up with zeros or blanks.
    /// </summary>
    public string? IdentifierOf(ReadOnlySpan<byte> report)
    {
        Span<char> characters = stackalloc char[IdentifierAt.Count];
        var count = 0;
        foreach (var at in IdentifierAt)
        {
            if (report[at] is not (0 or (byte)' ') && (count > 0 || report[at] != ']'))
                characters[count++] = (char)report[at];
        }
        return count == 2 && char.IsAsciiLetter(characters[0]) && char.IsAsciiLetterOrDigit(characters[1])
            ? new string(characters[..count])
            : null;
    }

    private static FieldPlace? Find(ReportDescriptor descriptor, byte reportId, HidUsage usage) => descriptor.Fields
        .Where(field => field.ReportId == reportId)
        .Select(field => field.Of(usage))
        .FirstOrDefault(place => place is { BitSize: > 0 });

    private static List<int> PlacesOfIdentifier(ReportDescriptor descriptor, byte reportId)
    {
        const int MostBytes = 3;
        var places = new List<int>();
        HidUsage[] usages =
            [HidUsage.SymbologyIdentifier1, HidUsage.SymbologyIdentifier2, HidUsage.SymbologyIdentifier3];
        foreach (var usage in usages)
        {
            if (Find(descriptor, reportId, usage) is { IsBytes: true } place)
                places.AddRange(Enumerable.Range(place.ByteOffset, place.ByteCount));
        }
        return [.. places.Distinct().Take(MostBytes)];
    }
}
