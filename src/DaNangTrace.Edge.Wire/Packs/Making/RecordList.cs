namespace DaNangTrace.Edge.Wire.Packs.Making;

/// <summary>
/// All records of an input in the order of a pack.
/// <para>They are held in memory as the bytes of their lines, and not as objects, which would take several times as
/// much: a million of 1 kB fit into the memory of the office computer that makes a pack, and kiosks make none.</para>
/// </summary>
public sealed class RecordList
{
    private const int GtinLength = 14;

    private const int ToldEach = 1000;

    private readonly PackLimit _limit;
    private InputRecord[] _records = [];

    private RecordList(PackLimit limit) => _limit = limit;

    /// <summary>What is wrong with the input; where there is anything, the list is of no use.</summary>
    public FaultList Faults { get; private set; } = new();

    /// <summary>How many records there are.</summary>
    public int Count => _records.Length;

    /// <summary>Bytes of all lines.</summary>
    public long Size { get; private set; }

    /// <summary>Reads an input and sorts it.</summary>
    /// <param name="input">A file, NDJSON or CSV.</param>
    /// <param name="kind"><see cref="PackManifest.Full"/> or <see cref="PackManifest.RecallList"/>.</param>
    /// <param name="pictures">Finds the pictures that records name.</param>
    /// <param name="progress">Is told now and then how much was read.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static RecordList Read(
        string input, string kind, PictureLookup pictures, IProgress<PackProgress>? progress = null,
        CancellationToken stop = default)
    {
        var list = new RecordList(PackLimit.Of(kind));
        var reader = new RecordReader(kind, pictures);
        list.Faults = reader.Faults;
        list.Take(reader, input, progress, stop);
        // An export that failed leaves an empty file, which would empty the kiosks or lift every recall. A table of
        // recalls that has a header and no row is meant so.
        if (list.Count == 0 && list.Faults.IsEmpty && (reader.IsEmpty || kind != PackManifest.RecallList))
            list.Faults.Add(0, kind == PackManifest.RecallList
                ? "the input is empty: if no recall stands, give a CSV with its header alone"
                : "the input holds no record: a pack of nothing would empty the kiosks");
        // By key, and alike ones side by side, whatever the order of the input.
        Array.Sort(list._records, (one, other) =>
            string.CompareOrdinal(one.Key, other.Key) is not 0 and var byKey ? byKey
            : one.Json.AsSpan().SequenceCompareTo(other.Json) is not 0 and var byBytes ? byBytes
            : one.Line.CompareTo(other.Line));
        if (!reader.IsPartial)
        {
            list.Compare();
            list.CompareStamps();
        }
        // A product whose own line has a fault is not in the list, and its lots would be blamed for it.
        if (list.Faults.IsEmpty)
        {
            foreach (var fault in NamelessRecords.In(list._records).OrderBy(one => one.Line))
                list.Faults.Add(fault.Line, fault.Reason);
        }
        return list;
    }

    /// <summary>Writes the lines.</summary>
    public void WriteTo(Stream stream, IProgress<PackProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        for (var at = 0; at < _records.Length; at++)
        {
            if (at % ToldEach == 0)
            {
                stop.ThrowIfCancellationRequested();
                progress?.Report(new PackProgress(PackStep.Records, at, _records.Length));
            }
            stream.Write(_records[at].Json);
            stream.WriteByte((byte)'\n');
        }
        progress?.Report(new PackProgress(PackStep.Records, _records.Length, _records.Length));
    }

    private void Take(
        RecordReader reader, string input, IProgress<PackProgress>? progress, CancellationToken stop)
    {
        var records = new List<InputRecord>();
        foreach (var record in reader.Read(input))
        {
            if (records.Count == _limit.Count)
            {
                Faults.Add(record.Line, $"more than {_limit.Count} records");
                break;
            }
            records.Add(record);
            Size += record.Json.Length + 1;
            if (Size > _limit.ExpandedSize)
            {
                Faults.Add(record.Line, $"more than {_limit.ExpandedSize} bytes of records");
                break;
            }
            if (records.Count % ToldEach == 0)
            {
                stop.ThrowIfCancellationRequested();
                progress?.Report(new PackProgress(PackStep.Read, reader.BytesRead, reader.Bytes));
            }
        }
        progress?.Report(new PackProgress(PackStep.Read, reader.BytesRead, reader.Bytes));
        _records = [.. records];
    }

    private void CompareStamps()
    {
        foreach (var crowded in _records.Where(record => record.Stamp is not null)
            .GroupBy(record => record.Stamp!, StringComparer.Ordinal)
            .Where(group => group.Count() > PackLimit.MaxOfOneKey))
        {
            var records = crowded.DistinctBy(record => record.Key).OrderBy(record => record.Line).ToArray();
            if (records.Length > PackLimit.MaxOfOneKey)
                Faults.Add(records[PackLimit.MaxOfOneKey].Line, PackLimit.CrowdedStamp(crowded.Key));
        }
    }

    private void Compare()
    {
        var (first, products) = (0, 0);
        for (var at = 0; at < _records.Length; at++)
        {
            var (one, isProduct) = (_records[at], _records[at].Key.Length == GtinLength);
            if (at == 0 || !one.Key.AsSpan(0, GtinLength).SequenceEqual(_records[at - 1].Key.AsSpan(0, GtinLength)))
                products = 0;
            products += isProduct ? 1 : 0;
            if (at == 0 || one.Key != _records[first].Key)
                first = at;
            else if (one.Json.AsSpan().SequenceEqual(_records[at - 1].Json))
                Faults.Add(one.Line, $"the same as line {_records[at - 1].Line}");
            // Products may share a number, and then their lots too. Of one product there is one word about a lot.
            else if (!isProduct && products == 1)
                Faults.Add(
                    one.Line, $"{one.Key} stands in line {_records[first].Line} already, and says something else");
            else if (at - first == PackLimit.MaxOfOneKey)
                Faults.Add(one.Line, $"more than {PackLimit.MaxOfOneKey} records of {one.Key}");
        }
    }
}
