using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
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

    private const int RowsTogether = 5_000;

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
    public static void Import(string pack, string key, string folder)
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
            Fill(connection, lines, manifest);
        }
        if (!DiskTruth.TryKeep(file))
            throw new IOException($"the disk does not take {file}");
        File.Move(file, Path.Combine(folder, FileName), overwrite: true);
        if (!DiskTruth.TryKeep(folder))
            throw new IOException($"the disk does not take the name in {folder}");
    }

    /// <summary>Opens what was imported.</summary>
    public static CatalogPeer Open(string folder) => new(Connect(Path.Combine(folder, FileName)));

    /// <summary>A product's record, its checksum compared and read as ours is.</summary>
    public Origin? Find(string gtin)
    {
        _find.Parameters[0].Value = gtin;
        using var reader = _find.ExecuteReader();
        if (!reader.Read())
            return null;
        var record = reader.GetFieldValue<byte[]>(0);
        if (SumOf(record) != reader.GetInt64(1) || !PackJson.TryReadOrigin(record, out var origin, out _))
            throw new InvalidOperationException($"the record of {gtin} is damaged");
        return origin;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _connection.Dispose();
    }

    private static void Fill(SqliteConnection connection, PackLines lines, PackManifest manifest)
    {
        using var origin = Insert(connection, "INSERT INTO origin VALUES ($a, $b, $c)", "$a", "$b", "$c");
        using var code = Insert(connection, "INSERT INTO code VALUES ($a, $b)", "$a", "$b");
        var order = new LineOrder(manifest);
        var transaction = connection.BeginTransaction();
        lines.Read((line, number) =>
        {
            var (key, record) = order.Take(line, number);
            var bytes = line.ToArray();
            origin.Parameters[0].Value = key;
            origin.Parameters[1].Value = bytes;
            origin.Parameters[2].Value = SumOf(bytes);
            origin.Transaction = transaction;
            origin.ExecuteNonQuery();
            if (record!.TraceCode is { } traceCode)
            {
                code.Parameters[0].Value = traceCode;
                code.Parameters[1].Value = key;
                code.Transaction = transaction;
                code.ExecuteNonQuery();
            }
            if (number % RowsTogether != 0)
                return;
            transaction.Commit();
            transaction.Dispose();
            transaction = connection.BeginTransaction();
        }, CancellationToken.None);
        transaction.Commit();
        transaction.Dispose();
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

    private static SqliteCommand Insert(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter(name, DBNull.Value));
        return command;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
