using System.Buffers.Binary;
using System.Security.Cryptography;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using LiteDB;
using Microsoft.Extensions.Logging;
using JsonException = System.Text.Json.JsonException;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>
/// What the city said, in LiteDB: it may be deleted at any time, since it can be asked again.
/// <para>Constraints: LiteDB 5 is corrupted by two threads and stays unusable after a fault, so one lock guards it, and
/// one that failed is thrown away. A shopper waits for no write. It is bounded.</para>
/// <para>Format: two files of a few thousand answers each, <c>answers.db</c> and <c>answers-before.db</c>; when the
/// first is full it takes the place of the second. A document: <c>_id</c> = the code as the end of a Digital Link,
/// <c>body</c> = JSON, <c>sum</c> = its checksum, since LiteDB keeps none of its pages.</para>
/// </summary>
internal sealed partial class HeardStore : IDisposable
{
    private const string FileName = "answers.db";
    private const string FormerName = "answers-before.db";

    // A market has some thousand products; 32 MiB a file are room for as many of 8 kB.
    private const int MostAnswers = 4000;
    private const long MostBytes = 32 << 20;

    // A write takes an SD card some milliseconds. Who waits longer asks the city.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly Lock _frontGate = new();
    private readonly AnswerCache<string, Heard> _front = new();
    private readonly string _folder;
    private readonly ILogger _log;
    private Shelf? _young;
    private Shelf? _old;
    private string? _told;
    private bool _isDisposed;

    /// <param name="folder">Its own folder; it need not exist.</param>
    /// <param name="log">Tells of a file that had to go.</param>
    public HeardStore(string folder, ILogger log) => (_folder, _log) = (folder, log);

    /// <summary>What was heard of a code; null where nothing was.</summary>
    public Heard? Find(string code)
    {
        lock (_frontGate)
        {
            if (_front.Find(code) is { } known)
                return known;
        }
        if (!_gate.TryEnter(LongestWait))
            return null;
        try
        {
            var (heard, bytes) = Guarded(() => Read(code));
            if (heard is not null)
                Remember(code, heard, bytes);
            return heard;
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Keeps what was heard; where the disk does not take it, in memory.</summary>
    public void Keep(string code, Heard heard)
    {
        var body = HeardJson.BytesOf(heard);
        Remember(code, heard, body.Length);
        lock (_gate)
        {
            Guarded<object?>(() =>
            {
                Open();
                if (_young!.Count >= MostAnswers || _young.Length >= MostBytes)
                    Turn();
                _young!.Keep(code, body);
                return null;
            });
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Close();
        }
    }

    private void Remember(string code, Heard heard, int bytes)
    {
        lock (_frontGate)
            _front.Add(code, heard, bytes);
    }

    private (Heard? Heard, int Bytes) Read(string code)
    {
        // Nothing is made before the city has said something.
        if (_young is null && !File.Exists(Path.Combine(_folder, FileName)))
            return (null, 0);
        Open();
        return (_young!.Find(code) ?? _old?.Find(code)) is { } body
            ? (HeardJson.Read(body), body.Length)
            : (null, 0);
    }

    private void Open()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_young is not null)
            return;
        Directory.CreateDirectory(_folder);
        _young = new Shelf(Path.Combine(_folder, FileName));
        if (File.Exists(Path.Combine(_folder, FormerName)))
            _old = new Shelf(Path.Combine(_folder, FormerName));
    }

    private void Turn()
    {
        Close();
        Delete(FormerName);
        File.Move(Path.Combine(_folder, FileName), Path.Combine(_folder, FormerName));
        Open();
    }

    // What can be asked again is not worth a repair.
    private T? Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is not ObjectDisposedException
            && (e is JsonException || CatalogException.IsBroken(e)))
        {
            if (_told != e.Message)
                LogThrownAway(_folder, e.Message);
            _told = e.Message;
            ThrowAway();
            return default;
        }
    }

    private void ThrowAway()
    {
        try
        {
            Close();
            Delete(FileName);
            Delete(FormerName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was told; what is heard from now on stays in memory.
        }
    }

    private void Delete(string name)
    {
        var file = Path.Combine(_folder, name);
        File.Delete(file);
        // LiteDB's log beside it, where it was not closed well.
        File.Delete(Path.Combine(_folder, $"{Path.GetFileNameWithoutExtension(name)}-log.db"));
    }

    private void Close()
    {
        _young?.Dispose();
        _old?.Dispose();
        (_young, _old) = (null, null);
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "What the city said before was thrown away, since {Folder} could not be used ({Reason}): it is asked "
            + "again")]
    private partial void LogThrownAway(string folder, string reason);

    /// <summary>One file.</summary>
    private sealed class Shelf : IDisposable
    {
        private readonly string _file;
        private readonly LiteDatabase _database;
        private readonly ILiteCollection<BsonDocument> _answers;

        public Shelf(string file)
        {
            _file = file;
            _database = new LiteDatabase(new ConnectionString
            {
                Filename = file,
                Connection = ConnectionType.Direct,
                Collation = Collation.Binary,
            });
            _answers = _database.GetCollection("answers");
            Count = _answers.Count();
        }

        public int Count { get; private set; }

        public long Length => new FileInfo(_file).Length;

        public byte[]? Find(string code)
        {
            if (_answers.FindById(code) is not { } document)
                return null;
            var body = document["body"].AsBinary;
            return SumOf(body) == document["sum"].AsInt64
                ? body
                : throw new IOException($"{_file}: the answer for {code} has a wrong checksum");
        }

        public void Keep(string code, byte[] body)
        {
            if (_answers.Upsert(new BsonDocument
            {
                ["_id"] = code,
                ["body"] = body,
                ["sum"] = SumOf(body),
            }))
                Count++;
        }

        private static long SumOf(byte[] body) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(body));

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
}
