using System.Buffers.Binary;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// Reads rows out of the pages of a SQLite file one by one, without the tree that joins them: a page that is damaged
/// then costs its own rows only, even if it is the first.
/// <para>Format (SQLite file format, 1.5 and 1.6, 2.1, 4): a leaf page of a table begins with 0x0D and has the places
/// of its
/// cells; a cell is the record's length, the row's number, and the record, whose end may stand on overflow pages. A
/// page's newest form may stand in the log, up to its last commit.</para>
/// </summary>
internal sealed class PageScan : IDisposable
{
    private const byte LeafOfTable = 0x0D;
    private const int LogHeader = 32;
    private const int FrameHeader = 24;

    // A sighting has at most 64 KiB, so longer chains of overflow pages are damage.
    private const int MostBytes = 1 << 20;

    private static readonly int[] Sizes = [512, 1024, 2048, 4096, 8192, 16384, 32768, 65536];

    private readonly FileStream _file;
    private readonly FileStream? _log;
    private readonly Dictionary<long, long> _inLog = [];
    private readonly int _size;
    private readonly int _usable;

    /// <summary>Opens a file and its log.</summary>
    /// <exception cref="IOException">It can't be read at all.</exception>
    public PageScan(string file)
    {
        _file = File.OpenRead(file);
        _log = File.Exists(file + "-wal") ? File.OpenRead(file + "-wal") : null;
        var header = new byte[100];
        TryRead(_file, 0, header);
        var isHeader = header.AsSpan().StartsWith("SQLite format 3\0"u8);
        _size = SizeOf(isHeader ? header : new byte[header.Length]);
        _usable = isHeader && header[20] < 32 ? _size - header[20] : _size;
        ReadLog();
    }

    /// <summary>Every row of every leaf page: its number and its second column, if that is a blob.</summary>
    public IEnumerable<(long Row, byte[] Blob)> Rows()
    {
        var pages = Math.Max((_file.Length + _size - 1) / _size, _inLog.Keys.DefaultIfEmpty(0).Max());
        for (var number = 1L; number <= pages; number++)
        {
            foreach (var row in RowsOf(Page(number), number == 1 ? 100 : 0))
                yield return row;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _log?.Dispose();
    }

    private int SizeOf(byte[] header)
    {
        var told = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(16)) is var size && size == 1 ? 65536 : size;
        if (Sizes.Contains(told))
            return told;
        // The log says it too; else it is the size that this program gives.
        var log = new byte[LogHeader];
        var inLog = _log is not null && TryRead(_log, 0, log)
            ? (int)BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan(8))
            : 0;
        return Sizes.Contains(inLog) ? inLog : LedgerFile.PageSize;
    }

    private void ReadLog()
    {
        if (_log is null)
            return;
        var header = new byte[LogHeader];
        if (!TryRead(_log, 0, header))
            return;
        var salt = header.AsSpan(16, 8).ToArray();
        var frames = new List<(long Page, long At)>();
        var frame = new byte[FrameHeader];
        for (var at = (long)LogHeader; at + FrameHeader + _size <= _log.Length; at += FrameHeader + _size)
        {
            if (!TryRead(_log, at, frame) || !frame.AsSpan(8, 8).SequenceEqual(salt))
                break;
            // A page's number that no file of this size has is damage, and would be searched for up to there.
            var number = BinaryPrimitives.ReadUInt32BigEndian(frame);
            if (number <= ((_file.Length + _log.Length) / _size) + 1)
                frames.Add((number, at + FrameHeader));
            if (BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) == 0)
                continue;
            // A commit: what stands before it counts.
            foreach (var (page, place) in frames)
                _inLog[page] = place;
            frames.Clear();
        }
    }

    private byte[] Page(long number)
    {
        var page = new byte[_size];
        var (stream, at) = _inLog.TryGetValue(number, out var place) ? (_log!, place) : (_file, (number - 1) * _size);
        TryRead(stream, at, page);
        return page;
    }

    // A place of the card that can't be read: its rows are lost, the others are not.
    private static bool TryRead(FileStream stream, long at, byte[] bytes)
    {
        try
        {
            stream.Position = at;
            return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
        }
        catch (IOException)
        {
            Array.Clear(bytes);
            return false;
        }
    }

    private IEnumerable<(long Row, byte[] Blob)> RowsOf(byte[] page, int start)
    {
        if (page[start] != LeafOfTable)
            yield break;
        var cells = BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(start + 3));
        for (var i = 0; i < cells && start + 8 + (2 * i) + 2 <= page.Length; i++)
        {
            var at = BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(start + 8 + (2 * i)));
            if (TryReadCell(page, at, out var row, out var record) && TryReadBlob(record, out var blob))
                yield return (row, blob);
        }
    }

    private bool TryReadCell(byte[] page, int at, out long row, out byte[] record)
    {
        (row, record) = (0, []);
        if (!TryReadNumber(page, ref at, out var length) || !TryReadNumber(page, ref at, out row)
            || length is < 2 or > MostBytes)
            return false;
        record = new byte[length];
        var local = LocalOf((int)length);
        if (at + local > _usable)
            return false;
        page.AsSpan(at, local).CopyTo(record);
        if (local == length)
            return true;
        if (at + local + 4 > _usable)
            return false;
        var next = BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(at + local));
        for (var filled = local; filled < length;)
        {
            if (next == 0)
                return false;
            var overflow = Page(next);
            var part = Math.Min((int)length - filled, _usable - 4);
            overflow.AsSpan(4, part).CopyTo(record.AsSpan(filled));
            filled += part;
            next = BinaryPrimitives.ReadUInt32BigEndian(overflow);
        }
        return true;
    }

    // How much of a record stands on the leaf page itself (SQLite file format, 1.6).
    private int LocalOf(int length)
    {
        var most = _usable - 35;
        if (length <= most)
            return length;
        var least = ((_usable - 12) * 32 / 255) - 23;
        var fitting = least + ((length - least) % (_usable - 4));
        return fitting <= most ? fitting : least;
    }

    // The columns are: the row's number (null, since it is the key), a blob, and whatever an older form had behind it.
    private static bool TryReadBlob(byte[] record, out byte[] blob)
    {
        blob = [];
        var at = 0;
        if (!TryReadNumber(record, ref at, out var header) || !TryReadNumber(record, ref at, out var first)
            || !TryReadNumber(record, ref at, out var second) || first != 0 || second < 12 || second % 2 != 0
            || header < at || header > record.Length)
            return false;
        var length = (second - 12) / 2;
        if (header + length > record.Length)
            return false;
        blob = record.AsSpan((int)header, (int)length).ToArray();
        return true;
    }

    // A variable-length integer, big-endian, seven bits a byte, the ninth whole.
    private static bool TryReadNumber(byte[] bytes, ref int at, out long number)
    {
        number = 0;
        for (var i = 0; i < 9 && at < bytes.Length; i++)
        {
            var one = bytes[at++];
            number = i == 8 ? (number << 8) | one : (number << 7) | (uint)(one & 0x7F);
            if (i == 8 || (one & 0x80) == 0)
                return true;
        }
        return false;
    }
}
