using System.Security.Cryptography;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>Of one kind of the city's packs the highest version that was taken.</summary>
/// <param name="Kind"><c>full</c> or <c>recall</c>.</param>
/// <param name="Version">Its version.</param>
/// <param name="ValidFrom">When its data was made.</param>
/// <param name="Sha256">Of its file.</param>
/// <param name="Body">The file itself, where it must not go with the catalog; else empty.</param>
public sealed record KeptPack(string Kind, long Version, DateTimeOffset ValidFrom, string Sha256, byte[] Body)
{
    /// <summary>Whether the file that is kept is the one that was signed; a disk may have changed it.</summary>
    public bool IsWhole => Convert.ToHexStringLower(SHA256.HashData(Body)) == Sha256;
}

/// <summary>
/// The table <c>pack</c> of a ledger's file. A kiosk's program and a command may use it at once: SQLite keeps their
/// writes apart.
/// </summary>
public static class KeptPacks
{
    // What version 3 of the file did not have. A pack must not go with the catalog, which may be deleted.
    internal const string Table = """
        CREATE TABLE pack (
            kind TEXT PRIMARY KEY, version INTEGER NOT NULL, validFrom INTEGER NOT NULL, sha256 TEXT NOT NULL,
            body BLOB NOT NULL) STRICT, WITHOUT ROWID;
        """;

    /// <summary>The highest that was taken of a kind; null where none was, or where there is no ledger yet.</summary>
    /// <exception cref="SqliteException">The file can't be read.</exception>
    /// <exception cref="NotSupportedException">The file holds no ledger, or a newer one.</exception>
    public static KeptPack? Read(string file, string kind)
    {
        if (!File.Exists(file))
            return null;
        using var connection = LedgerFile.OpenToRead(file);
        return Read(connection, kind);
    }

    /// <summary>Keeps a pack, if it is not older than the one of its kind; on return it survives a power cut.</summary>
    /// <param name="folder">The kiosk's data folder; it must exist.</param>
    /// <param name="pack">The pack.</param>
    /// <param name="newEpoch">The epoch of a ledger that has to be made for it.</param>
    /// <param name="also">
    /// What has to be done with it, and quickly: a kiosk's writing waits. Not done where the ledger can't be written,
    /// and what is kept is taken back where it fails.
    /// </param>
    /// <returns>Whether it is kept now.</returns>
    /// <exception cref="IOException">The file can't be written, or what was done also failed.</exception>
    /// <exception cref="NotSupportedException">The file holds no ledger, or one of another version.</exception>
    public static bool Keep(string folder, KeptPack pack, Guid newEpoch, Action? also = null)
    {
        var file = Path.Combine(folder, LedgerFile.Name);
        try
        {
            using var connection = OpenToKeep(folder, file, newEpoch);
            using var transaction = connection.BeginTransaction(deferred: false);
            var isKept = Keep(connection, pack);
            if (isKept)
                also?.Invoke();
            transaction.Commit();
            return isKept;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is LedgerFault.ReadOnly or LedgerFault.CantOpen)
        {
            throw LedgerFile.NotWritable(file, e);
        }
        catch (SqliteException e)
        {
            throw new IOException(
                $"{file} can't be written ({e.Message}): see dntrace ledger verify, and try again", e);
        }
    }

    /// <summary>What of them can be read of a damaged ledger, so that the one that begins anew knows it.</summary>
    internal static List<KeptPack> Salvage(string file)
    {
        var packs = new List<KeptPack>();
        try
        {
            using var connection = LedgerFile.Open(file, SqliteOpenMode.ReadOnly);
            foreach (var kind in (string[])[PackManifest.Full, PackManifest.RecallList])
            {
                if (Read(connection, kind) is { } pack && (pack.Body.Length == 0 || pack.IsWhole))
                    packs.Add(pack);
            }
        }
        catch (SqliteException)
        {
            // The damage is where they stand, or before it: the kiosk says that it has no list.
        }
        return packs;
    }

    /// <summary>The highest that was taken of a kind, without asking for its file.</summary>
    internal static long? Version(SqliteConnection connection, string kind) =>
        ReadRow(connection, kind, "version, 0, '', zeroblob(0)")?.Version;

    internal static KeptPack? Read(SqliteConnection connection, string kind) =>
        ReadRow(connection, kind, "version, validFrom, sha256, body");

    private static KeptPack? ReadRow(SqliteConnection connection, string kind, string columns)
    {
        // An older form has no such table, and no pack was taken.
        if (LedgerFile.Scalar(connection, "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'pack'") is not 1L)
            return null;
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {columns} FROM pack WHERE kind = $kind";
        command.Parameters.AddWithValue("$kind", kind);
        using var reader = command.ExecuteReader();
        try
        {
            return reader.Read()
                ? new KeptPack(
                    kind, reader.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)),
                    reader.GetString(2), reader.GetFieldValue<byte[]>(3))
                : null;
        }
        catch (Exception e) when (LedgerFault.IsNonsense(e))
        {
            // A bit of this row was changed: no pack is known to have been taken. The sightings are no worse for it.
            return null;
        }
    }

    internal static bool Keep(SqliteConnection connection, KeptPack pack)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO pack (kind, version, validFrom, sha256, body)
            VALUES ($kind, $version, $validFrom, $sha256, $body)
            ON CONFLICT (kind) DO UPDATE
            SET version = excluded.version, validFrom = excluded.validFrom, sha256 = excluded.sha256,
                body = excluded.body
            WHERE excluded.version > version
                OR (excluded.version = version AND excluded.sha256 = sha256);
            SELECT changes();
            """;
        command.Parameters.AddWithValue("$kind", pack.Kind);
        command.Parameters.AddWithValue("$version", pack.Version);
        command.Parameters.AddWithValue("$validFrom", pack.ValidFrom.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$sha256", pack.Sha256);
        command.Parameters.AddWithValue("$body", pack.Body);
        return command.ExecuteScalar() is 1L;
    }

    // Beside a kiosk that runs, the file is taken as it is; without one it may have to be made, or renewed.
    private static SqliteConnection OpenToKeep(string folder, string file, Guid newEpoch)
    {
        DataFolder? held = null;
        try
        {
            held = DataFolder.Take(folder);
        }
        catch (IOException) when (File.Exists(file))
        {
            // A kiosk runs with it.
        }
        using (held)
        {
            if (held is not null)
                LedgerFile.OpenToWrite(file, newEpoch, previousEpoch: null).Dispose();
        }
        var connection = LedgerFile.Open(file, SqliteOpenMode.ReadWrite);
        try
        {
            // Not the default of a connection: what is kept must survive a power cut.
            // The log is copied into the file by the kiosk, when nobody waits for it.
            LedgerFile.Execute(connection, "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0");
            return LedgerFile.Scalar(connection, "PRAGMA user_version") is (long)LedgerFile.Version
                ? connection
                : throw new NotSupportedException(
                    $"{file} is of another version: restart the kiosk with this version of dntrace first");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
