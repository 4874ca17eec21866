using System.IO.Compression;
using System.Text;
using LiteDB;

namespace DaNangTrace.Edge.Kiosk.Tracing.Storing;

/// <summary>Reads what <see cref="BlockWriter"/> wrote. Its user holds the engine's lock.</summary>
internal sealed class BlockReader(LiteDatabase database, string name)
{
    // Lines of one key stay together: eight of the longest, and what was before them.
    private const int MaxBlock = 1024 * 1024;

    private readonly ILiteCollection<BsonDocument> _collection = database.GetCollection(name);
    private byte[] _lines = [];
    private int _length;
    private string? _id;
    private string _next = "";

    /// <summary>The values of a key, in the order of writing; none where nothing has it.</summary>
    /// <exception cref="LiteException">The document that would hold it is damaged.</exception>
    public List<byte[]> Find(string key)
    {
        var found = new List<byte[]>();
        UnpackBlockOf(key);
        var wanted = Encoding.ASCII.GetBytes(key + "\t");
        foreach (var line in new Lines(_lines.AsSpan(0, _length)))
        {
            if (line.StartsWith(wanted))
                found.Add(line[wanted.Length..].ToArray());
            else if (found.Count > 0)
                break;
        }
        return found;
    }

    /// <summary>All lines in the order of their keys; a reader of its own goes from block to block.</summary>
    /// <exception cref="LiteException">A document is damaged.</exception>
    public IEnumerable<(string Key, byte[] Value)> All()
    {
        for (var key = BlockWriter.Floor; ; key = _next)
        {
            Unpack(_collection.FindById(key));
            // A copy of each: what is yielded outlives the buffer.
            foreach (var pair in Split())
                yield return pair;
            if (_next.Length == 0)
                yield break;
        }
    }

    private List<(string Key, byte[] Value)> Split()
    {
        var pairs = new List<(string, byte[])>();
        foreach (var line in new Lines(_lines.AsSpan(0, _length)))
        {
            var tab = line.IndexOf((byte)'\t');
            pairs.Add((Encoding.ASCII.GetString(line[..tab]), line[(tab + 1)..].ToArray()));
        }
        return pairs;
    }

    private void UnpackBlockOf(string key)
    {
        // A product, its lot and its item mostly stand in one document.
        if (_id is not null && string.CompareOrdinal(_id, key) <= 0 && IsBefore(key, _next))
            return;
        // By value, never by text: a crafted code would else become a part of the question.
        var query = Query.All("_id", Query.Descending);
        query.Where.Add(BsonExpression.Create("_id <= @0", key));
        Unpack(_collection.Find(query, 0, 1).FirstOrDefault());
        if (string.CompareOrdinal(_id, key) > 0 || !IsBefore(key, _next))
            throw new LiteException(0, $"the index led to the block of {_id} for {key}");
    }

    private static bool IsBefore(string key, string next) => next.Length == 0 || string.CompareOrdinal(key, next) < 0;

    private void Unpack(BsonDocument? document)
    {
        _id = null;
        if (document is null)
            throw new LiteException(0, $"the collection {name} has lost blocks");
        var id = document["_id"].AsString;
        var (data, size) = (document["data"].AsBinary, document["size"].AsInt32);
        if (size is < 0 or > MaxBlock || document["sum"].AsInt64 != BlockWriter.SumOf(document))
            throw new LiteException(0, $"the block of {id} has a wrong checksum");
        if (_lines.Length < size)
            _lines = new byte[Math.Max(size, BlockWriter.MostLength)];
        if (!BrotliDecoder.TryDecompress(data, _lines, out _length) || _length != size)
            throw new LiteException(0, $"the block of {id} does not unpack");
        (_id, _next) = (id, document["next"].AsString);
    }

    // The lines of a block, without their ends.
    private ref struct Lines(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public ReadOnlySpan<byte> Current { get; private set; }

        public readonly Lines GetEnumerator() => this;

        public bool MoveNext()
        {
            var end = _rest.IndexOf((byte)'\n');
            if (end < 0)
                return false;
            Current = _rest[..end];
            _rest = _rest[(end + 1)..];
            return true;
        }
    }
}
