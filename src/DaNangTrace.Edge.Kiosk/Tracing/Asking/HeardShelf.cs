using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using LiteDB;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>One file of what the city said; see <see cref="HeardStore"/>. Not safe for two threads.</summary>
internal sealed class HeardShelf : IDisposable
{
    private readonly string _file;
    private readonly LiteDatabase _database;
    private readonly ILiteCollection<BsonDocument> _answers;

    public HeardShelf(string file)
    {
        _file = file;
        _database = new LiteDatabase(new ConnectionString
        {
            Filename = file,
            Connection = ConnectionType.Direct,
            Collation = Collation.Binary,
        });
        try
        {
            _answers = _database.GetCollection("answers");
            Count = _answers.Count();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Count { get; private set; }

    public long Length => new FileInfo(_file).Length;

    public byte[]? Find(string code)
    {
        if (_answers.FindById(code) is not { } document)
            return null;
        var body = document["body"].AsBinary;
        return SumOf(code, body) == document["sum"].AsInt64
            ? body
            : throw new IOException($"{_file}: the answer for {code} has a wrong checksum");
    }

    public void Keep(string code, byte[] body)
    {
        if (_answers.Upsert(new BsonDocument
        {
            ["_id"] = code,
            ["body"] = body,
            ["sum"] = SumOf(code, body),
        }))
            Count++;
    }

    // Of its code as well: a bit in LiteDB's index leads to another one's document.
    private static long SumOf(string code, byte[] body) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(code), 0, .. body]));

    public void Dispose()
    {
        try
        {
            _database.Dispose();
        }
        catch (Exception e) when (CatalogException.IsBroken(e))
        {
            // It was broken already, which is why it is closed.
        }
    }
}
