using System.Runtime.InteropServices;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// The same work on SQLite: the same pack, checked and read by the same code, kept a row a record in a new file, which
/// is brought to the disk and renamed. Without a journal, since the file is thrown away if it does not become whole.
/// </summary>
internal sealed class CatalogPeer : IDisposable
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "peer.db";

    /// <summary>Rows a transaction.</summary>
    public const int RowsTogether = 5_000;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _find;

    private CatalogPeer(SqliteConnection connection)
    {
        _connection = connection;
        _find = connection.CreateCommand();
        _find.CommandText = "SELECT record, sum FROM origin WHERE key = $key";
        _find.Parameters.Add("$key", SqliteType.Text);
    }

    /// <summary>Imports a pack.</summary>
    /// <param name="pack">Its folder.</param>
    /// <param name="key">The file of the key that signed it.</param>
    /// <param name="folder">Where the new file is put.</param>
    /// <param name="isAhead">
    /// Whether a thread of its own stores, while another one reads and checks: as the kiosk's import does.
    /// </param>
    public static void Import(string pack, string key, string folder, bool isAhead)
    {
        using var trust = TrustedKeys.Load([key]);
        var source = new PackFolder(pack);
        var manifest = new PackCheck(trust, LedgerKit.Clock).ManifestOf(source);
        var file = Path.Combine(folder, FileName + ".new");
        File.Delete(file);
        using (var records = source.OpenRecords(manifest))
        using (var connection = Connect(file))
        {
            var lines = new PackLines(records, manifest, _ => { }, CancellationToken.None);
            Execute(connection, """
                PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
                CREATE TABLE origin (key TEXT NOT NULL, record BLOB NOT NULL, sum INTEGER NOT NULL);
                CREATE INDEX origin_key ON origin (key);
                CREATE TABLE code (code TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (code, key)) WITHOUT ROWID;
                """);
            using var rows = new Rows(connection);
            Fill(rows, lines, new LineOrder(manifest), isAhead);
        }
        if (!DiskTruth.TryKeep(file))
            throw new IOException($"the disk does not take {file}");
        File.Move(file, Path.Combine(folder, FileName), overwrite: true);
        if (!DiskTruth.TryKeep(folder))
            throw new IOException($"the disk does not take the name in {folder}");
    }

    /// <summary>Opens what was imported.</summary>
    public static CatalogPeer Open(string folder) => new(Connect(Path.Combine(folder, FileName)));

    /// <summary>
    /// What the kiosk asks for too, an item's record, its lot's and its product's: each one's checksum compared, and
    /// read as the kiosk reads it.
    /// </summary>
    public int Find(string gtin, string? lot, string? serial)
    {
        var found = serial is null ? 0 : Find(RecordKey.Of(gtin, null, serial));
        found += lot is null ? 0 : Find(RecordKey.Of(gtin, lot, null));
        return found + Find(gtin);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _connection.Dispose();
    }

    private int Find(string key)
    {
        _find.Parameters[0].Value = key;
        using var reader = _find.ExecuteReader();
        var found = 0;
        for (; reader.Read(); found++)
        {
            var record = reader.GetFieldValue<byte[]>(0);
            if (SumOf(record) != reader.GetInt64(1) || !PackJson.TryReadOrigin(record, out _, out _))
                throw new InvalidOperationException($"the record of {key} is damaged");
        }
        return found;
    }

    private static void Fill(Rows rows, PackLines lines, LineOrder order, bool isAhead)
    {
        if (!isAhead)
        {
            lines.Read((line, number) =>
            {
                var (key, record) = order.Take(line, number);
                rows.Add(key, line.ToArray(), RecordKey.OfStamp(record!));
            }, CancellationToken.None);
            rows.End();
            return;
        }
        using var queue = new RecordQueue(
            entry => rows.Add(
                entry.Key,
                MemoryMarshal.TryGetArray(entry.Line, out var line) && line.Array is { } bytes
                    && bytes.Length == line.Count ? bytes : entry.Line.ToArray(),
                entry.Stamp));
        lines.Read((line, number) =>
        {
            var (key, record) = order.Take(line, number);
            queue.Add(key, line, RecordKey.OfStamp(record!), image: null);
        }, CancellationToken.None);
        queue.End();
        rows.End();
    }

    private static long SumOf(byte[] record) =>
        System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(
            System.Security.Cryptography.SHA256.HashData(record));

    private static SqliteConnection Connect(string file)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Stores rows, many in a transaction.</summary>
    private sealed class Rows : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _origin;
        private readonly SqliteCommand _code;
        private SqliteTransaction _transaction;
        private int _added;

        public Rows(SqliteConnection connection)
        {
            _connection = connection;
            _transaction = connection.BeginTransaction();
            _origin = Insert("INSERT INTO origin VALUES ($a, $b, $c)", "$a", "$b", "$c");
            _code = Insert("INSERT INTO code VALUES ($a, $b)", "$a", "$b");
        }

        public void Add(string key, byte[] record, string? traceCode)
        {
            Run(_origin, key, record, SumOf(record));
            if (traceCode is not null)
                Run(_code, traceCode, key);
            if (++_added % RowsTogether != 0)
                return;
            End();
            _transaction = _connection.BeginTransaction();
        }

        public void End()
        {
            _transaction.Commit();
            _transaction.Dispose();
        }

        public void Dispose()
        {
            _origin.Dispose();
            _code.Dispose();
            _transaction.Dispose();
        }

        private void Run(SqliteCommand command, params ReadOnlySpan<object> values)
        {
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = values[i];
            command.Transaction = _transaction;
            command.ExecuteNonQuery();
        }

        private SqliteCommand Insert(string sql, params string[] parameters)
        {
            var command = _connection.CreateCommand();
            command.CommandText = sql;
            foreach (var name in parameters)
                command.Parameters.Add(new SqliteParameter(name, DBNull.Value));
            return command;
        }
    }
}
