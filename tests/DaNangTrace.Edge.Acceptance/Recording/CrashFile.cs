namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>One file of a <see cref="CrashDisk"/>: what is synced, and what was written since.</summary>
internal sealed class CrashFile
{
    private const int Sector = 512;

    private const int Page = 4096;
    private const int Synced = -1;

    private readonly List<FileCall> _synced = [];
    private readonly List<FileCall> _late = [];
    private readonly HashSet<FileCall> _givenUp = [];

    /// <summary>A write or a cut.</summary>
    public void Change(FileCall call) => _late.Add(call);

    /// <summary>Everything before this moment is on the disk.</summary>
    public void Sync(long begun)
    {
        var due = _late.TakeWhile(call => call.At < begun).ToArray();
        var dirty = due.Where(call => !_givenUp.Contains(call)).SelectMany(PagesOf).ToHashSet();
        bool IsWritten(FileCall call) => call.At < begun && (!_givenUp.Contains(call) || dirty.Overlaps(PagesOf(call)));
        _synced.AddRange(_late.Where(IsWritten));
        _late.RemoveAll(IsWritten);
    }

    /// <summary>Nobody tries again to write what was written before this moment.</summary>
    public void FailSync(long begun)
    {
        var due = _late.TakeWhile(call => call.At < begun).ToArray();
        _late.RemoveRange(0, due.Length);
        // Page by page: each has its own fate from now on.
        var pages = due.SelectMany(call => call is FileCall.Written write ? Paged(write) : [call]).ToArray();
        _late.InsertRange(0, pages);
        _givenUp.UnionWith(pages.OfType<FileCall.Written>());
    }

    /// <summary>What nobody writes any more is read from the disk, where it is found.</summary>
    public void Forget()
    {
        _synced.AddRange(_late.Where(_givenUp.Contains));
        _late.RemoveAll(_givenUp.Contains);
    }

    /// <summary>The bytes that could be found after a power cut now.</summary>
    public byte[] Image(Arrival arrival, Random chance)
    {
        using var image = new MemoryStream();
        var newest = Draw(arrival, chance);
        foreach (var (call, i) in _synced.Select(call => (call, Synced)).Concat(_late.Select((call, i) => (call, i)))
            .OrderBy(one => one.call.At))
        {
            if (i == Synced || call is FileCall.Written || IsCut(i, newest, arrival, chance))
                Apply(image, call, sector => i == Synced || newest.GetValueOrDefault(sector, -1) >= i);
        }
        // The length may be on the disk before the bytes are.
        if (arrival == Arrival.Torn && chance.Next(2) == 0 && !_late.Any(call => call is FileCall.Cut))
            image.SetLength(_late.OfType<FileCall.Written>().Select(write => write.End).Append(image.Length).Max());
        return image.ToArray();
    }

    /// <summary>For each sector the newest write that arrives.</summary>
    private Dictionary<long, int> Draw(Arrival arrival, Random chance)
    {
        var newest = new Dictionary<long, int>();
        var share = chance.NextDouble();
        var order = Enumerable.Range(0, _late.Count).ToArray();
        chance.Shuffle(order);
        var arrived = chance.Next(_late.Count + 1);
        for (var i = 0; i < _late.Count; i++)
        {
            var part = arrival switch
            {
                Arrival.Nothing => 0,
                Arrival.Everything => 1,
                Arrival.Dropped => chance.NextDouble() < share ? 1 : 0,
                Arrival.Reordered => order[i] < arrived ? 1 : order[i] == arrived ? share : 0,
                _ => share,
            };
            if (_late[i] is not FileCall.Written { Bytes.Length: > 0 } write)
                continue;
            for (var sector = write.Offset / Sector; sector * Sector < write.End; sector++)
            {
                if (chance.NextDouble() < part)
                    newest[sector] = i;
            }
        }
        return newest;
    }

    // What was written behind the new end comes to the disk only after the cut.
    private bool IsCut(int i, Dictionary<long, int> newest, Arrival arrival, Random chance) =>
        arrival == Arrival.Everything
        || newest.Any(sector => sector.Value > i && (sector.Key + 1) * Sector > ((FileCall.Cut)_late[i]).Length)
        || (arrival != Arrival.Nothing && chance.Next(2) == 0);

    private static IEnumerable<long> PagesOf(FileCall call)
    {
        if (call is FileCall.Written write)
        {
            for (var page = write.Offset / Page; page * Page < write.End; page++)
                yield return page;
        }
    }

    private static IEnumerable<FileCall> Paged(FileCall.Written write)
    {
        foreach (var page in PagesOf(write))
        {
            var from = (int)Math.Max(0, (page * Page) - write.Offset);
            var to = (int)Math.Min(write.Bytes.Length, ((page + 1) * Page) - write.Offset);
            yield return write with { Offset = write.Offset + from, Bytes = write.Bytes[from..to] };
        }
    }

    private static void Apply(MemoryStream bytes, FileCall call, Func<long, bool> arrives)
    {
        if (call is FileCall.Cut cut)
        {
            bytes.SetLength(cut.Length);
            return;
        }
        var (_, _, offset, written) = (FileCall.Written)call;
        for (var from = 0; from < written.Length;)
        {
            var sector = (offset + from) / Sector;
            var to = (int)Math.Min(written.Length, ((sector + 1) * Sector) - offset);
            if (arrives(sector))
            {
                // A gap before it is zeros.
                bytes.Position = offset + from;
                bytes.Write(written, from, to - from);
            }
            from = to;
        }
    }
}
