using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// The ledger's file: SQLite, WAL, synchronous=FULL, since SQLite alone reports the truth of an fsync.
/// <para>Format 5: table <c>sighting</c>: seq (primary key, from 1 without gaps), bytes (exactly what is published);
/// each row's <c>prev</c> is the SHA-256 of the bytes of the row before it. Beside what is chained: <c>settled</c>, the
/// ranges of rows that are no longer pending, by epoch, and why refused ones were; <c>ack</c>, up to where the city has
/// committed, by epoch; <c>start</c>, a row for each stretch that was pruned: seq and
/// SHA-256 of its last row, so that what follows stays verifiable, and how many rows it had; <c>mark</c>, which row
/// was the first of a day, by a synchronised clock (Unix seconds); <c>command</c>, the ids of commands that were taken;
/// <c>retry</c>, which refused rows a technician wants to be sent again, until the ledger has taken that up;
/// <c>pack</c>, of each kind of the city's packs the highest version that was taken, and the recall list itself;
/// <c>recalled</c>, what the city is told of sightings that a later recall covers, and how far that has come;
/// <c>about</c>: epoch, previousEpoch, starts, prunedUnacknowledged, reopened, rescued, recounted (which recall list
/// was counted, and in which files). <c>user_version</c> is the version of this form.</para>
/// </summary>
internal static partial class LedgerFile
{
    /// <summary>Version of the form.</summary>
    public const int Version = 5;

    /// <summary>What the first row has for the hash of the row before it.</summary>
    public static readonly string NoPrevious = new('0', 64);

    /// <summary>The name of the file in the kiosk's data folder.</summary>
    public const string Name = "ledger.db";

    // A sighting has about 800 bytes, and each commit writes every page that it touches. Measured by the benchmarks'
    // --ledger: 2048 writes a fifth less a scan than 4096 and makes the file a quarter larger; 1024 gains no more.
    internal const int PageSize = 2048;

    /// <summary>The hash that the next row holds of these bytes.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Opens the file for the one writer; makes it if there is none, and renews an older form.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="newEpoch">The epoch of a new file.</param>
    /// <param name="previousEpoch">The epoch before that; null where there was none.</param>
    /// <exception cref="SqliteException">It can't be opened, or is no ledger.</exception>
    /// <exception cref="NotSupportedException">It was written by a newer program.</exception>
    public static SqliteConnection OpenToWrite(string file, Guid newEpoch, Guid? previousEpoch)
    {
        var connection = Open(file, SqliteOpenMode.ReadWriteCreate);
        try
        {
            // Checkpoints are made when nobody waits for an answer, and the log is cut to a size after each.
            Execute(connection, $"""
                PRAGMA page_size={PageSize}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
                PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit={Checkpoint.LogBytes};
                """);
            switch (RefuseNewer(connection, file))
            {
                case 0 when Scalar(connection, "SELECT COUNT(*) FROM sqlite_schema") is not 0L:
                    throw new SqliteException("it is a database without a version", LedgerFault.Damaged);
                case 0:
                    Create(connection, newEpoch, previousEpoch);
                    break;
                case var version and < Version:
                    Renew(connection, version);
                    break;
            }
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens an existing file beside its writer, to read; one of an older form as it is.</summary>
    /// <exception cref="SqliteException">It can't be opened, or is no ledger.</exception>
    /// <exception cref="NotSupportedException">It was written by a newer program, or holds no ledger.</exception>
    public static SqliteConnection OpenToRead(string file)
    {
        try
        {
            return OpenToReadFrom(file, file);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is LedgerFault.ReadOnly or LedgerFault.CantOpen
            && !File.Exists(file + "-wal"))
        {
            // This user may not write beside it, as SQLite would. But without a log nobody writes it.
            return OpenToReadFrom($"file:{Uri.EscapeDataString(file)}?immutable=1", file);
        }
        catch (SqliteException e)
        {
            throw new SqliteException($"{file} can't be read: {e.Message}", e.SqliteErrorCode);
        }
    }

    /// <summary>Reads rows in their order: all of them, or those of one state.</summary>
    /// <param name="connection">The file.</param>
    /// <param name="ranges">How far its rows have come.</param>
    /// <param name="state">Which; null for all.</param>
    /// <param name="after">The rows behind this one.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="upTo">The last of them.</param>
    public static List<LedgerRow> Read(
        SqliteConnection connection, SettledRanges ranges, LedgerState? state, long after, int most,
        long upTo = long.MaxValue)
    {
        var rows = new List<LedgerRow>();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT seq, bytes FROM sighting WHERE seq >= $first AND seq <= $last ORDER BY seq LIMIT $most";
        var first = command.Parameters.Add("$first", SqliteType.Integer);
        var last = command.Parameters.Add("$last", SqliteType.Integer);
        var limit = command.Parameters.Add("$most", SqliteType.Integer);
        LedgerState[] states = state is { } one ? [one] : Enum.GetValues<LedgerState>();
        var newest = Math.Min(NewestRow(connection), upTo);
        // A range that was settled is as long as a ledger's life; its rows are read by their key.
        foreach (var (wanted, range) in states
            .SelectMany(wanted => ranges.Ranges(wanted, Math.Max(after, 0) + 1, newest)
                .Select(range => (wanted, range)))
            .OrderBy(pair => pair.range.First))
        {
            (first.Value, last.Value, limit.Value) = (range.First, range.Last, most - rows.Count);
            using var reader = command.ExecuteReader();
            while (reader.Read())
                rows.Add(new LedgerRow(
                    ranges.Epoch, reader.GetInt64(0), BytesOf(reader), wanted));
            if (rows.Count >= most)
                break;
        }
        return rows;
    }

    /// <summary>The bytes of a row, its second column.</summary>
    /// <exception cref="SqliteException">They are none: the page is damaged in a way that SQLite does not
    /// notice.</exception>
    public static byte[] BytesOf(SqliteDataReader reader) =>
        reader.GetValue(1) as byte[]
        ?? throw new SqliteException($"row {reader.GetInt64(0)} holds no bytes", LedgerFault.Damaged);

    /// <summary>Place of the newest row that stands in the file; 0 = none.</summary>
    public static long NewestRow(SqliteConnection connection) =>
        (long?)Scalar(connection, "SELECT MAX(seq) FROM sighting") ?? 0;

    /// <summary>The epoch that the file names.</summary>
    /// <exception cref="SqliteException">It names none: it is damaged.</exception>
    public static Guid EpochOf(SqliteConnection connection) =>
        Guid.TryParse(About(connection, "epoch"), out var epoch)
            ? epoch
            : throw new SqliteException("it names no epoch", LedgerFault.Damaged);

    /// <summary>A value of the table <c>about</c>; null where there is none.</summary>
    public static string? About(SqliteConnection connection, string name) =>
        Scalar(connection, $"SELECT value FROM about WHERE name = '{name}'") as string;

    /// <summary>One number or text; null where there is no row.</summary>
    public static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is var value and not DBNull ? value : null;
    }

    /// <summary>Runs statements without parameters.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Opens a file without asking what is in it.</summary>
    public static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        // No pool: a closed ledger's file must be free at once. Five seconds outlast a reader's checkpoint.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>What a command says of a file that belongs to another user.</summary>
    public static SqliteException NotWritable(string file, SqliteException e) => new(
        $"{file} can't be written by this user: try it as the one that the kiosk runs as, "
        + "for example with sudo -u dntrace",
        e.SqliteErrorCode);

    private static SqliteConnection OpenToReadFrom(string source, string file)
    {
        var connection = Open(source, SqliteOpenMode.ReadOnly);
        try
        {
            switch (RefuseNewer(connection, file))
            {
                case 0:
                    throw new NotSupportedException($"{file} holds no ledger");
                case 1:
                    Execute(connection, $"""
                        CREATE TEMP TABLE settled AS SELECT *, '' AS reason FROM ({RangesOfVersion1});
                        CREATE TEMP TABLE start (seq INTEGER PRIMARY KEY, sha256 TEXT, rows INTEGER);
                        """);
                    break;
                case 2:
                    Execute(connection, "CREATE TEMP TABLE settled AS SELECT *, '' AS reason FROM main.settled");
                    break;
            }
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static long RefuseNewer(SqliteConnection connection, string file)
    {
        var version = (long)Scalar(connection, "PRAGMA user_version")!;
        return version <= Version
            ? version
            : throw new NotSupportedException(
                $"{file} has version {version}; this program reads up to {Version}: install a newer dntrace");
    }
}
