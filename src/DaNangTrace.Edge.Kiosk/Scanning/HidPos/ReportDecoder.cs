using System.Globalization;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;

namespace DaNangTrace.Edge.Kiosk.Scanning.HidPos;

/// <summary>
/// Makes codes of the reports of a HID POS scanner.
/// <para>Constraints: a code is whole or dropped; what is wrong with one code costs no other.</para>
/// <para>Format: reports of <see cref="ReportLayout.Size"/> bytes. The kernel gives one a read, a recording gives them
/// in any pieces.</para>
/// <para>Operation: reports are joined while they say that more follows. A code in which a report is wrong is dropped
/// up to the report that says that it is the last.</para>
/// </summary>
internal sealed class ReportDecoder(ReportLayout layout, FrameFormat format, ScannerTally tally) : CodeDecoder
{
    /// <summary>The reports of a code come within milliseconds; what is not there by then won't come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    // So many reports that the layout does not know, and none that it does.
    private const int TellingReports = 3;

    // What stands around a code comes on top of the longest: preamble, suffix, terminator, STX and ETX.
    private readonly byte[] _code = new byte[
        Symbol.MaxLength + format.Preamble.Length + format.Suffix.Length + Math.Max(2, format.Terminator.Length) + 2];
    private readonly byte[] _report = new byte[layout.Size];
    private string? _identifier;
    private int _filled;
    private int _length;
    private int _joined;
    private bool _isDropped;
    private bool _isKnown;
    private int _unknown;

    /// <inheritdoc/>
    public override TimeSpan IdleDue =>
        _filled == 0 && _joined == 0 && !_isDropped ? Timeout.InfiniteTimeSpan
        : Patience;

    // A full report was the code's last after all.
    private bool EndsBySilence => layout.FullIsFollowed && _filled == 0 && _joined > 0;

    /// <inheritdoc/>
    public override Code? Next(ref ReadOnlyMemory<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            var piece = rest.Span[..Math.Min(rest.Length, _report.Length - _filled)];
            piece.CopyTo(_report.AsSpan(_filled));
            _filled += piece.Length;
            rest = rest[piece.Length..];
            if (_filled < _report.Length)
                return null;
            _filled = 0;
            if (TakeReport() is { } code)
                return code;
        }
        return null;
    }

    /// <inheritdoc/>
    public override Code? EndBySilence()
    {
        if (EndsBySilence)
            return End(Habit.Told(Patience));
        Reset();
        return null;
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        if (_filled > 0 || _joined > 0)
            tally.Count(ScanFault.Incomplete);
        _filled = 0;
        Clear();
    }

    /// <inheritdoc/>
    public override string Describe(ReadOnlySpan<byte> bytes)
    {
        if (_filled > 0 || bytes.Length % layout.Size != 0)
            return Hex(bytes);
        var reports = new List<string>();
        for (var rest = bytes; !rest.IsEmpty; rest = rest[layout.Size..])
            reports.Add(DescribeReport(rest[..layout.Size]));
        return string.Join("; ", reports);
    }

    private Code? TakeReport()
    {
        // Status, trigger and battery reports have ids of their own: they are no noise, and of no use here. But where
        // nothing else comes the layout is another.
        if (layout.ReportId is { } id && _report[0] != id)
        {
            if (!_isKnown && ++_unknown >= TellingReports)
                tally.Count(ScanFault.Report);
            return null;
        }
        _isKnown = true;
        var hasMore = layout.HasMore(_report);
        if (_isDropped)
        {
            _isDropped = hasMore;
            return null;
        }
        // Only behind others may a report be empty: a code may end right at the end of one.
        if (!layout.TryGetData(_report, out var data) || (data.IsEmpty && _joined == 0))
            return Drop(ScanFault.Length, hasMore);
        var identifier = layout.IdentifierOf(_report);
        // Another identifier begins another code: the end of the one before was lost.
        if (_identifier is not null && identifier is not null && identifier != _identifier)
            Drop(ScanFault.Incomplete, hasMore: false);
        if (data.Length > _code.Length - _length)
            return Drop(ScanFault.Overlong, hasMore);
        data.CopyTo(_code.AsSpan(_length));
        _length += data.Length;
        _identifier ??= identifier;
        _joined++;
        if (hasMore && !(layout.FullIsFollowed && WithoutTerminator(data).Length < data.Length))
            return null;
        return End(_joined == 1 ? "report" : string.Create(CultureInfo.InvariantCulture, $"{_joined} reports"));
    }

    private Code? Drop(ScanFault fault, bool hasMore)
    {
        tally.Count(fault);
        Clear();
        _isDropped = hasMore;
        return null;
    }

    private Code? End(string endedBy)
    {
        var frame = WithoutTerminator(_code.AsSpan(0, _length));
        if (format.Enveloped != false)
        {
            if (frame is [Bytes.StartOfText, ..])
                frame = frame[1..];
            if (frame is [.., Bytes.EndOfText])
                frame = frame[..^1];
        }
        var symbol = frame.IsEmpty ? null : format.Unwrap(frame, tally);
        var code = Code.Of(symbol, endedBy);
        if (code is { } one)
            code = one with { Symbol = WithIdentifier(one.Symbol) };
        Clear();
        return code;
    }

    private ReadOnlySpan<byte> WithoutTerminator(ReadOnlySpan<byte> frame) =>
        format.AnyLineEnd ? frame.TrimEnd("\r\n"u8)
        : format.Terminator.Length > 0 && frame.EndsWith(format.Terminator) ? frame[..^format.Terminator.Length]
        : frame;

    // Some firmware writes the identifier in front of the data as well. Another one there is data that looks like one.
    private Symbol WithIdentifier(Symbol symbol) =>
        _identifier is null || symbol.Identifier == _identifier ? symbol
        : symbol.Identifier is null ? symbol with { Identifier = _identifier }
        : new Symbol(_identifier, $"]{symbol.Identifier}{symbol.Text}");

    private void Clear()
    {
        _identifier = null;
        _length = 0;
        _joined = 0;
        _isDropped = false;
    }

    private string DescribeReport(ReadOnlySpan<byte> report)
    {
        if (layout.ReportId is { } id && report[0] != id)
            return string.Create(CultureInfo.InvariantCulture, $"{Hex(report)} (report {report[0]}, not of a code)");
        var facts = new List<string>();
        if (layout.LengthAt is not null)
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"length {layout.LengthOf(report)}"));
        if (layout.IdentifierOf(report) is { } identifier)
            facts.Add($"AIM ]{identifier}");
        if (layout.MakerIdAt is { } at)
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"maker's id {report[at]:X2}"));
        facts.Add(layout.TryGetData(report, out var data) ? $"data {Bytes.Shown(data)}" : "which does not fit");
        if (layout.HasMore(report))
            facts.Add("more follows");
        return $"{Hex(report)} ({string.Join(", ", facts)})";
    }

    // Most of a report is zeros.
    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        var told = bytes.TrimEnd((byte)0);
        var zeros = bytes.Length - told.Length;
        var hex = string.Join(' ', told.ToArray().Select(one => one.ToString("X2", CultureInfo.InvariantCulture)));
        return zeros == 0 ? hex : string.Create(CultureInfo.InvariantCulture, $"{hex} 00×{zeros}").TrimStart();
    }
}
