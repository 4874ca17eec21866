namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>One file of a <see cref="CrashDisk"/>: what is synced, and what was written since.</summary>
internal sealed class CrashFile
{
    private const int Sector = 512;

    private readonly List<FileCall> _synced = [];
    private readonly List<FileCall> _late = [];

    /// <summary>A write or a cut.</summary>
    public void Change(FileCall call) => _late.Add(call);

    /// <summary>Everything before this moment is on the disk.</summary>
    public void Sync(long begun)
    {
        var count = _late.TakeWhile(call => call.At < begun).Count();
        _synced.AddRange(_late.Take(count));
        _late.RemoveRange(0, count);
    }

    /// <summary>The bytes that could be found after a power cut now.</summary>
    public byte[] Image(Arrival arrival, Random chance)
    {
        using var image = new MemoryStream();
        foreach (var call in _synced)
            Apply(image, call, _ => true);
        var newest = Draw(arrival, chance);
        for (var i = 0; i < _late.Count; i++)
        {
            if (_late[i] is FileCall.Written || IsCut(i, newest, arrival, chance))
                Apply(image, _late[i], sector => newest.GetValueOrDefault(sector, -1) >= i);
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
