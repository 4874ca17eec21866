using System.Diagnostics;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// Sightings that nobody has sent: a ledger as the kiosk writes it, and the same payloads as lines of a text. Made in
/// large transactions, since nobody is promised anything yet; then checked as <c>dntrace ledger verify</c> does.
/// </summary>
internal sealed class SendingBacklog
{
    private const int Together = 10_000;

    private readonly string _file;

    private SendingBacklog(string folder, int rows)
    {
        (_file, Lines, Rows) = (Path.Combine(folder, LedgerFile.Name), Path.Combine(folder, "lines"), rows);
    }

    /// <summary>The text.</summary>
    public string Lines { get; }

    /// <summary>How many.</summary>
    public int Rows { get; }

    /// <summary>All payloads together.</summary>
    public long Bytes { get; private set; }

    /// <summary>Makes it in a folder of its own.</summary>
    public static SendingBacklog Make(string folder, int rows)
    {
        Directory.CreateDirectory(folder);
        var backlog = new SendingBacklog(folder, rows);
        var watch = Stopwatch.StartNew();
        backlog.Write();
        var made = watch.Elapsed.TotalSeconds;
        var verified = LedgerCheck.Verify(backlog._file);
        if (verified.Fault is not null || verified.Rows != rows)
            throw new InvalidOperationException($"the ledger is not what was meant: {verified}");
        var each = (double)backlog.Bytes / rows;
        LedgerKit.Tell(
            $"{rows} sightings of {each:0} bytes wait: made in {made:0.0} s, chain checked; files in {folder}.");
        return backlog;
    }

    /// <summary>A ledger of its own for whoever sends it.</summary>
    public void CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        File.Copy(_file, Path.Combine(folder, LedgerFile.Name));
    }

    private void Write()
    {
        var epoch = Guid.CreateVersion7(LedgerKit.Clock.Now().At);
        using var lines = File.Create(Lines);
        using var connection = LedgerFile.OpenToWrite(_file, epoch, null);
        LedgerFile.Execute(connection, "PRAGMA synchronous=OFF");
        var prev = LedgerFile.NoPrevious;
        for (var seq = 1L; seq <= Rows;)
        {
            using var transaction = connection.BeginTransaction();
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO sighting (seq, bytes) VALUES ($seq, $bytes)";
            var place = insert.Parameters.Add("$seq", SqliteType.Integer);
            var content = insert.Parameters.Add("$bytes", SqliteType.Blob);
            for (var i = 0; i < Together && seq <= Rows; i++, seq++)
            {
                var bytes = WireJson.ToBytes(LedgerKit.Sighting() with { Epoch = epoch, Seq = seq, Prev = prev });
                (place.Value, content.Value, prev) = (seq, bytes, LedgerFile.HashOf(bytes));
                insert.ExecuteNonQuery();
                lines.Write(bytes);
                lines.WriteByte((byte)'\n');
                Bytes += bytes.Length;
            }
            transaction.Commit();
            LedgerFile.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }
}
