using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Tracing.Storing;

/// <summary>
/// Puts trace codes, which come in the order of the records, into their own order, and remembers each picture once: in
/// a file, since a city's codes would not fit beside a kiosk that serves. What is in it need not survive anything.
/// </summary>
internal sealed class CodeSorter : IDisposable
{
    // In pages of 4 KiB: 16 MiB.
    private const int CachedPages = 4096;
    private const int MostTogether = 10_000;

    private readonly string _file;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _addCode;
    private readonly SqliteCommand _addPicture;
    private SqliteTransaction _transaction;
    private int _added;

    public CodeSorter(string file)
    {
        _file = file;
        // Of an import that was killed.
        File.Delete(file);
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        _connection.Open();
        Execute($"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size={CachedPages}");
        Execute("CREATE TABLE code (code TEXT, key TEXT, PRIMARY KEY (code, key)) WITHOUT ROWID");
        Execute("CREATE TABLE picture (hash TEXT PRIMARY KEY) WITHOUT ROWID");
        _transaction = _connection.BeginTransaction();
        _addCode = Insert("INSERT OR IGNORE INTO code VALUES ($a, $b)", "$a", "$b");
        _addPicture = Insert("INSERT OR IGNORE INTO picture VALUES ($a)", "$a");
    }

    /// <summary>Notes that a record has a stamp's trace code.</summary>
    /// <param name="stamp">What the stamp is found by.</param>
    /// <param name="key">The record's key.</param>
    public void AddStamp(string stamp, string key)
    {
        _addCode.Parameters[0].Value = stamp;
        _addCode.Parameters[1].Value = key;
        Run(_addCode);
    }

    /// <summary>Notes that a record has a picture.</summary>
    public void AddPicture(string hash)
    {
        _addPicture.Parameters[0].Value = hash;
        Run(_addPicture);
    }

    /// <summary>A stamp that more records have than one code may name; null where none does.</summary>
    public string? Crowded()
    {
        using var command = _connection.CreateCommand();
        command.CommandText =
            $"SELECT code FROM code GROUP BY code HAVING COUNT(*) > {PackLimit.MaxOfOneKey} LIMIT 1";
        return command.ExecuteScalar() as string;
    }

    /// <summary>Stamps and keys, in their order.</summary>
    public IEnumerable<(string Code, string Key)> Codes()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT code, key FROM code ORDER BY code, key";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return (reader.GetString(0), reader.GetString(1));
    }

    /// <summary>How many pictures there are.</summary>
    public int CountPictures()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM picture";
        return (int)(long)command.ExecuteScalar()!;
    }

    /// <summary>Each picture once.</summary>
    public IEnumerable<string> Pictures()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT hash FROM picture ORDER BY hash";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader.GetString(0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _addCode.Dispose();
        _addPicture.Dispose();
        _transaction.Dispose();
        _connection.Dispose();
        File.Delete(_file);
    }

    private void Run(SqliteCommand command)
    {
        command.ExecuteNonQuery();
        if (++_added % MostTogether != 0)
            return;
        _transaction.Commit();
        _transaction.Dispose();
        _transaction = _connection.BeginTransaction();
        (_addCode.Transaction, _addPicture.Transaction) = (_transaction, _transaction);
    }

    private SqliteCommand Insert(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
            command.Parameters.Add(name, SqliteType.Text);
        return command;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
