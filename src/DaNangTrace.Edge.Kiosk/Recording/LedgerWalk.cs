using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// Reads a ledger's rows beside its writer, the newest first, a page at a time: who records waits for none of it, and
/// between two pages nobody keeps the writer from beginning its log anew. Not safe for two threads.
/// </summary>
public sealed class LedgerWalk : IDisposable
{
    // A quarter of a megabyte: some milliseconds of an SD card.
    private const int Page = 250;

    private readonly SqliteConnection _connection;
    private readonly string _file;
    private long _before = long.MaxValue;

    private LedgerWalk(SqliteConnection connection, string file) => (_connection, _file) = (connection, file);

    /// <summary>The epoch of its rows.</summary>
    public Guid Epoch { get; private init; }

    /// <summary>Opens a file beside its writer.</summary>
    /// <exception cref="SqliteException">It can't be read.</exception>
    /// <exception cref="NotSupportedException">It holds no ledger, or a newer one.</exception>
    public static LedgerWalk Open(string file)
    {
        var connection = LedgerFile.OpenToRead(file);
        try
        {
            return new LedgerWalk(connection, file) { Epoch = LedgerFile.EpochOf(connection) };
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The ledger's file and what was rescued of those before it, the newest rows first; of any other file it
    /// alone.</summary>
    public static IReadOnlyList<string> FilesOf(string file)
    {
        var path = Path.GetFullPath(file);
        return Path.GetFileName(path) == LedgerFile.Name ? [path, .. LedgerStore.RescuedOf(path).Reverse()] : [path];
    }

    /// <summary>Damaged ledgers before it of which nothing is rescued yet.</summary>
    public static IReadOnlyList<string> NotRescued(string file)
    {
        var path = Path.GetFullPath(file);
        return Path.GetFileName(path) == LedgerFile.Name ? [.. LedgerStore.NotRescuedOf(path)] : [];
    }

    /// <summary>The next rows; none at the end. How far they have come is not asked.</summary>
    /// <exception cref="SqliteException">They can't be read.</exception>
    public IReadOnlyList<LedgerRow> Next()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT seq, bytes FROM sighting WHERE seq < $before ORDER BY seq DESC LIMIT $most";
        command.Parameters.AddWithValue("$before", _before);
        command.Parameters.AddWithValue("$most", Page);
        var rows = new List<LedgerRow>(Page);
        try
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
                rows.Add(new LedgerRow(Epoch, reader.GetInt64(0), LedgerFile.BytesOf(reader), LedgerState.Pending));
        }
        catch (SqliteException e)
        {
            throw new SqliteException($"{_file} is damaged before row {_before} ({e.Message})", e.SqliteErrorCode);
        }
        if (rows.Count > 0)
            _before = rows[^1].Seq;
        return rows;
    }

    /// <summary>Gives the next rows to a taker, until it has enough or there are none.</summary>
    /// <param name="take">Takes a row, and says whether it wants an older one.</param>
    /// <param name="time">By it half of the card's time and of the processor's is left to others; null where nobody
    /// else is to be spared.</param>
    /// <param name="stop">Ends the wait between two pages.</param>
    /// <returns>Whether it wants more; and how many rows were read.</returns>
    /// <exception cref="SqliteException">They can't be read.</exception>
    public async Task<(bool WantsMore, long Rows)> GiveAsync(
        Func<LedgerRow, bool> take, TimeProvider? time, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(take);
        for (var rows = 0L; ;)
        {
            var began = time?.GetTimestamp() ?? 0;
            var page = Next();
            rows += page.Count;
            if (!page.All(take))
                return (false, rows);
            if (page.Count == 0)
                return (true, rows);
            if (time is not null)
                await Task.Delay(time.GetElapsedTime(began), time, stop);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
