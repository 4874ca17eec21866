using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using LiteDB;

namespace DaNangTrace.Edge.Kiosk.Tracing.Storing;

/// <summary>
/// Writes lines that come in the order of their keys into a collection, many in one document.
/// <para>Why: LiteDB's cost is by document, an index entry and a page slot each, and neighbours of a catalog repeat
/// each other. Measured with a million records of 1 kB: a quarter of the file, and three times the rate, of a document
/// a record.</para>
/// <para>Format: <c>_id</c> = the first key, of the first document <see cref="Floor"/>; <c>next</c> = the next
/// document's <c>_id</c>, empty in the last one; <c>data</c> = Brotli of lines <c>key TAB value LF</c>; <c>size</c> =
/// their bytes unpacked; <c>sum</c> = checksum of all that. Lines of one key stand in one document. So every key that
/// could be asked for belongs to one document that says so itself: what is not there is known not to be, also where
/// LiteDB's own index is damaged, of which it keeps no checksum.</para>
/// </summary>
internal sealed class BlockWriter(LiteDatabase database, string name)
{
    /// <summary>The least and the most bytes of lines after which a document ends at the next key.</summary>
    public const int LeastLength = 4 * 1024;

    /// <inheritdoc cref="LeastLength"/>
    public const int MostLength = 64 * 1024;

    // With its keys about a page of LiteDB, which has room for 8,150 bytes of a document. It can't be half a page:
    // LiteDB puts a second document of 2,448 to 4,895 bytes only where at least 4,896 are free, so a page held one of
    // those and was half empty. What is longer than a page goes on in another one, which many such ends share.
    private const int WantedData = 7_650;

    /// <summary>Before every key.</summary>
    public const string Floor = " ";

    // Documents a transaction: what they hold stays in memory until it is committed.
    private const int MostTogether = 256;

    // The first level: the second one packs a tenth smaller, and needs nearly twice the time for it.
    private const int Quality = 1;
    private const int Window = 18;

    private readonly ILiteCollection<BsonDocument> _collection = database.GetCollection(name);
    private readonly List<BsonDocument> _documents = [];
    private byte[] _lines = new byte[MostLength];
    private byte[] _packed = [];
    private int _length;
    private int _limit = LeastLength;
    private string _first = Floor;
    private string _last = "";

    /// <summary>Adds a line; its key is not before the last one's.</summary>
    public void Add(string key, ReadOnlySpan<byte> value)
    {
        if (_length >= _limit && key != _last)
            EndBlock(key);
        _last = key;
        // Keys are ASCII: digits and GS1's set 82, or a trace code.
        var needed = _length + key.Length + value.Length + 2;
        if (needed > _lines.Length)
            Array.Resize(ref _lines, Math.Max(needed, _lines.Length * 2));
        _length += Encoding.ASCII.GetBytes(key, _lines.AsSpan(_length));
        _lines[_length++] = (byte)'\t';
        value.CopyTo(_lines.AsSpan(_length));
        _length += value.Length;
        _lines[_length++] = (byte)'\n';
    }

    /// <summary>Writes what is left.</summary>
    public void End()
    {
        EndBlock("");
        Write();
    }

    /// <summary>The checksum of a document.</summary>
    public static long SumOf(BsonDocument document)
    {
        Span<byte> hashes = stackalloc byte[SHA256.HashSizeInBytes * 2];
        SHA256.HashData(document["data"].AsBinary, hashes);
        // Both keys are short, and a line break is in neither.
        var keys = Encoding.UTF8.GetBytes(
            $"{document["_id"].AsString}\n{document["next"].AsString}\n{document["size"].AsInt32}");
        SHA256.HashData(keys, hashes[SHA256.HashSizeInBytes..]);
        return BinaryPrimitives.ReadInt64LittleEndian(hashes)
            ^ BinaryPrimitives.ReadInt64LittleEndian(hashes[SHA256.HashSizeInBytes..]);
    }

    private void EndBlock(string next)
    {
        var most = BrotliEncoder.GetMaxCompressedLength(_length);
        if (_packed.Length < most)
            _packed = new byte[most];
        if (!BrotliEncoder.TryCompress(_lines.AsSpan(0, _length), _packed, out var written, Quality, Window))
            throw new InvalidOperationException($"{_length} bytes did not pack into {most}");
        var document = new BsonDocument
        {
            ["_id"] = _first,
            ["next"] = next,
            ["data"] = _packed.AsSpan(0, written).ToArray(),
            ["size"] = _length,
        };
        document["sum"] = SumOf(document);
        _documents.Add(document);
        // The next one will pack as this one did.
        _limit = (int)Math.Clamp((long)_length * WantedData / written, LeastLength, MostLength);
        (_length, _first) = (0, next);
        if (_documents.Count == MostTogether)
            Write();
    }

    private void Write()
    {
        if (_documents.Count == 0)
            return;
        database.BeginTrans();
        _collection.Insert(_documents);
        database.Commit();
        _documents.Clear();
    }
}
