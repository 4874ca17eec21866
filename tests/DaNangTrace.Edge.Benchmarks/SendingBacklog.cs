using System.Diagnostics;
using System.Globalization;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// Sightings that nobody has sent: a ledger as the kiosk writes it, and the same payloads as lines of texts. Made in
/// large transactions, since nobody is promised anything yet; then checked as <c>dntrace ledger verify</c> does.
/// </summary>
internal sealed class SendingBacklog
{
    // A transaction, and a text: behind 65,535 lines mosquitto_pub takes the acknowledgement of an earlier message for
    // its last one's, since packet identifiers come again, and ends with the rest unsent.
    private const int Together = 50_000;

    private readonly string _file;
    private readonly string _folder;
    private readonly List<string> _lines = [];

    private SendingBacklog(string folder, int rows)
    {
        (_file, _folder, Rows) = (Path.Combine(folder, LedgerFile.Name), folder, rows);
    }

    /// <summary>The texts.</summary>
    public IReadOnlyList<string> Lines => _lines;

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
        using var connection = LedgerFile.OpenToWrite(_file, epoch, null);
        LedgerFile.Execute(connection, "PRAGMA synchronous=OFF");
        var prev = LedgerFile.NoPrevious;
        for (var seq = 1L; seq <= Rows;)
        {
            _lines.Add(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"lines-{_lines.Count}")));
            using var lines = File.Create(_lines[^1]);
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
