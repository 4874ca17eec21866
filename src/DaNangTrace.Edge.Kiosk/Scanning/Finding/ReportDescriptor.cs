using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace DaNangTrace.Edge.Kiosk.Scanning.Finding;

/// <summary>
/// What a HID device says of its reports (USB HID 1.11, 6.2.2): its application collections and the fields of its
/// input reports.
/// <para>Constraints: it comes from a device that anyone may plug in, so nothing in it is believed: each number has a
/// limit, and what is not well formed is refused whole.</para>
/// </summary>
internal sealed class ReportDescriptor
{
    /// <summary>The most bytes; the kernel takes no more either.</summary>
    public const int MaxBytes = 4096;

    private readonly Dictionary<byte, int> _bits;

    private ReportDescriptor(
        IReadOnlyList<HidUsage> applications, IReadOnlyList<ReportField> fields, Dictionary<byte, int> bits)
    {
        (Applications, Fields, _bits) = (applications, fields, bits);
    }

    /// <summary>What the device is, one usage for each top-level application collection.</summary>
    public IReadOnlyList<HidUsage> Applications { get; }

    /// <summary>The fields of its input reports, in order.</summary>
    public IReadOnlyList<ReportField> Fields { get; }

    /// <summary>Bytes of an input report, its id included; 0 where there is no such report.</summary>
    public int SizeOf(byte reportId) => (_bits.GetValueOrDefault(reportId) + 7) / 8;

    /// <summary>Reads one; false where it is not well formed or exceeds a limit.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out ReportDescriptor? descriptor)
    {
        descriptor = null;
        if (bytes.Length > MaxBytes)
            return false;
        var reader = new Reader();
        while (!bytes.IsEmpty)
        {
            if (!TryTakeItem(ref bytes, out var tag, out var value, out var size) || !reader.TryTake(tag, value, size))
                return false;
        }
        descriptor = reader.End();
        return descriptor is not null;
    }

    // A short item is a byte with tag, type and size, then up to four bytes; a long one has a size of its own, and no
    // meaning that anyone has given it.
    private static bool TryTakeItem(ref ReadOnlySpan<byte> bytes, out int tag, out uint value, out int size)
    {
        const byte Long = 0xFE;
        const int LongHeader = 3;
        (tag, value) = (Long, 0);
        var prefix = bytes[0];
        if (prefix == Long)
        {
            size = bytes.Length < LongHeader ? 0 : bytes[1];
            if (bytes.Length < LongHeader + size)
                return false;
            bytes = bytes[(LongHeader + size)..];
            return true;
        }
        size = (prefix & 3) == 3 ? 4 : prefix & 3;
        if (bytes.Length < 1 + size)
            return false;
        Span<byte> whole = stackalloc byte[sizeof(uint)];
        whole.Clear();
        bytes.Slice(1, size).CopyTo(whole);
        value = BinaryPrimitives.ReadUInt32LittleEndian(whole);
        tag = prefix & 0xFC;
        bytes = bytes[(1 + size)..];
        return true;
    }

    /// <summary>The state between the items: global, local, and what was found.</summary>
    private sealed class Reader
    {
        // The kernel's own limits, or above them: what it took passes here too.
        private const int MaxDepth = 64;
        private const int MaxPushed = 16;
        private const int MaxUsages = 1024;
        private const int MaxElementBits = 256;
        private const int MaxElements = 12_288;
        private const int MaxReportBits = 16_384 * 8;

        private const int Input = 0x80;
        private const int Output = 0x90;
        private const int Feature = 0xB0;
        private const int Collection = 0xA0;
        private const int EndCollection = 0xC0;
        private const int UsagePage = 0x04;
        private const int ReportSize = 0x74;
        private const int ReportId = 0x84;
        private const int ReportCount = 0x94;
        private const int Push = 0xA4;
        private const int Pop = 0xB4;
        private const int Usage = 0x08;
        private const int UsageMinimum = 0x18;
        private const int UsageMaximum = 0x28;
        private const uint Application = 0x01;

        private readonly List<HidUsage> _applications = [];
        private readonly List<ReportField> _fields = [];
        private readonly Dictionary<byte, int> _bits = [];
        private readonly Stack<Globals> _pushed = new();
        private readonly List<LocalUsage> _usages = [];
        private (uint Value, int Size)? _minimum;
        private Globals _globals;
        private bool _hasIds;
        private int _depth;

        /// <summary>Takes one item; false where it can't stand there.</summary>
        public bool TryTake(int tag, uint value, int size)
        {
            switch (tag)
            {
                case UsagePage:
                    _globals = _globals with { Page = (ushort)value };
                    return value <= ushort.MaxValue;
                case ReportSize:
                    _globals = _globals with { BitSize = (int)value };
                    return value <= MaxElementBits;
                case ReportCount:
                    _globals = _globals with { Count = (int)value };
                    return value <= MaxElements;
                case ReportId:
                    _globals = _globals with { ReportId = (byte)value };
                    _hasIds = true;
                    return value is > 0 and <= byte.MaxValue;
                case Push:
                    _pushed.Push(_globals);
                    return _pushed.Count <= MaxPushed;
                case Pop:
                    return _pushed.TryPop(out _globals);
                case Usage:
                    return TryAddUsages(value, value, size);
                case UsageMinimum:
                    _minimum = (value, size);
                    return true;
                case UsageMaximum:
                    return TryEndRange(value, size);
                default:
                    return TryTakeMain(tag, value);
            }
        }

        /// <summary>What was found; null where a collection is still open.</summary>
        public ReportDescriptor? End()
        {
            if (_depth != 0)
                return null;
            // Where reports have ids, each begins with its own.
            var idBits = _hasIds ? 8 : 0;
            var bits = _bits.ToDictionary(one => one.Key, one => one.Value + idBits);
            var fields = _fields.Select(field => field with { BitOffset = field.BitOffset + idBits });
            return new ReportDescriptor(_applications, [.. fields], bits);
        }

        private bool TryTakeMain(int tag, uint value)
        {
            switch (tag)
            {
                case Collection:
                    if (_depth == 0 && value == Application && Ranges() is [var usage, ..])
                        _applications.Add(new HidUsage(usage.Page, usage.First));
                    ClearLocals();
                    return ++_depth <= MaxDepth;
                case EndCollection:
                    ClearLocals();
                    return --_depth >= 0;
                case Input:
                    var isFine = TryAddField(value);
                    ClearLocals();
                    return isFine;
                case Output or Feature:
                    ClearLocals();
                    return true;
                default:
                    // Limits, units, strings: nothing that says where a field is.
                    return true;
            }
        }

        private bool TryAddField(uint flags)
        {
            var before = _bits.GetValueOrDefault(_globals.ReportId);
            var after = before + (_globals.BitSize * _globals.Count);
            if (after > MaxReportBits)
                return false;
            _bits[_globals.ReportId] = after;
            if (_globals.Count > 0)
            {
                _fields.Add(new ReportField(
                    _globals.ReportId, before, _globals.BitSize, _globals.Count, Ranges(),
                    IsConstant: (flags & 1) != 0, IsArray: (flags & 2) == 0));
            }
            return true;
        }

        private bool TryEndRange(uint maximum, int size)
        {
            if (_minimum is not { } minimum)
                return false;
            _minimum = null;
            return TryAddUsages(minimum.Value, maximum, Math.Max(size, minimum.Size));
        }

        private bool TryAddUsages(uint first, uint last, int size)
        {
            // A usage of four bytes names its page too.
            ushort? page = size == 4 ? (ushort)(last >> 16) : null;
            _usages.Add(new LocalUsage(page, (ushort)first, (ushort)last));
            return (ushort)first <= (ushort)last && _usages.Count <= MaxUsages;
        }

        // A page that stands behind the usages holds for them as well: what counts is the last before the main item.
        private List<UsageRange> Ranges() =>
            [.. _usages.Select(one => new UsageRange(one.Page ?? _globals.Page, one.First, one.Last))];

        private void ClearLocals()
        {
            _usages.Clear();
            _minimum = null;
        }

        private readonly record struct Globals(ushort Page, int BitSize, int Count, byte ReportId);

        private readonly record struct LocalUsage(ushort? Page, ushort First, ushort Last);
    }
}
