using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Recording;

/// <summary>Files of other versions of the program.</summary>
public sealed class LedgerVersionTests : IDisposable
{
    private static readonly Guid Epoch = new("019ab2ef-0a34-7d20-8a11-6d7c0e1b2a33");

    // Delivered 1 to 4, refused 5, delivered 6, pending 7 and 9, refused 8.
    private static readonly int[] States = [1, 1, 1, 1, 2, 1, 0, 2, 0];

    private readonly TempFolder _folder = new();
    private readonly List<byte[]> _bytes = [];

    [Fact]
    public async Task One_of_version_1_is_renewed_and_its_chained_bytes_stay()
    {
        MakeVersion1();

        await using (var ledger = Open())
        {
            Assert.Equal((Epoch, 9, 2, 2), (ledger.Epoch, ledger.LastSeq, ledger.Pending, ledger.Figures.Refused));
            Assert.Equal([7, 9], (await ledger.TakeUndeliveredAsync(9)).Select(row => row.Seq));
            Assert.Equal(4, await ledger.CountStartAsync());
            Assert.Equal(new Recorded.Kept(10), await ledger.AppendAsync(Samples.Sighting()));
        }

        Assert.Equal(_bytes, LedgerCheck.Rows(File).Take(9).Select(row => row.Bytes));
        Assert.Equal([1, 2, 3, 4, 6], Places(LedgerState.Delivered));
        Assert.Equal([5, 8], Places(LedgerState.Refused));
        Assert.Null(LedgerCheck.Verify(File).Fault);
        Assert.Equal(4L, Scalar("SELECT COUNT(*) FROM settled"));
    }

    [Fact]
    public async Task One_of_version_3_gets_the_place_for_packs_and_keeps_its_rows()
    {
        await using (var ledger = Open())
            Assert.Equal(new Recorded.Kept(1), await ledger.AppendAsync(Samples.Sighting()));
        var before = LedgerCheck.Rows(File).Select(row => row.Bytes).ToList();
        Execute("DROP TABLE pack; DROP TABLE recalled; PRAGMA user_version = 3");
        Assert.Null(KeptPacks.Read(File, PackManifest.Full));

        await using (var ledger = Open())
        {
            Assert.Equal(1, ledger.LastSeq);
            await ledger.KeepPackAsync(
                new KeptPack(PackManifest.Full, 7, DateTimeOffset.UnixEpoch, new string('a', 64), []));
        }

        Assert.Equal(7, KeptPacks.Read(File, PackManifest.Full)!.Version);
        Assert.Equal(before, LedgerCheck.Rows(File).Select(row => row.Bytes));
        Assert.Equal(5L, Scalar("PRAGMA user_version"));
        Assert.Null(LedgerCheck.Verify(File).Fault);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task One_of_any_older_version_gets_the_place_for_counts_of_recalled_goods(int version)
    {
        if (version == 1)
            MakeVersion1();
        else
            await Open().DisposeAsync();
        Execute(version switch
        {
            1 => "",
            2 => """
                DROP TABLE recalled; DROP TABLE pack; DROP TABLE ack; DROP TABLE command; DROP TABLE retry;
                ALTER TABLE settled DROP COLUMN reason; PRAGMA user_version = 2;
                """,
            3 => "DROP TABLE recalled; DROP TABLE pack; PRAGMA user_version = 3",
            _ => "DROP TABLE recalled; PRAGMA user_version = 4",
        });
        Assert.Equal(0, RefusedRows.CountsOf(File).Refused);

        await using (var ledger = Open())
        {
            Assert.Null(await ledger.RecountedAsync());
            Assert.Equal(1, await ledger.KeepCountsAsync(ledger.Epoch, [Samples.RecallCount()], "7 ledger.db"));
            var place = KeptCounts.PlaceOf(ledger.Epoch);
            await ledger.SettleAsync([new(place, 1, 1, LedgerState.Refused, "NotAuthorized")]);
        }

        Assert.Equal(5L, Scalar("PRAGMA user_version"));
        Assert.Equal(new CountFigures(0, 1, "NotAuthorized"), RefusedRows.CountsOf(File));
        await using var again = Open();
        Assert.Equal("7 ledger.db", await again.RecountedAsync());
        Assert.Equal(0, await again.KeepCountsAsync(again.Epoch, [Samples.RecallCount()], "8 ledger.db"));
    }

    [Fact]
    public void One_of_version_1_is_read_as_it_is()
    {
        MakeVersion1();

        Assert.Equal(_bytes, LedgerCheck.Rows(File).Select(row => row.Bytes));
        Assert.Equal([7, 9], Places(LedgerState.Pending));
        Assert.Equal([5, 8], Places(LedgerState.Refused));
        Assert.Equal((9, null), (LedgerCheck.Verify(File).Rows, LedgerCheck.Verify(File).Fault));
        Assert.Equal(1L, Scalar("PRAGMA user_version"));
    }

    [Fact]
    public async Task A_renewal_that_breaks_off_leaves_the_old_form_and_is_made_later()
    {
        MakeVersion1();
        // The last statement of the renewal fails: the row that it adds is there already.
        Execute("INSERT INTO about (name, value) VALUES ('previousEpoch', 'in the way')");

        await using (var ledger = Open())
            Assert.Contains("UNIQUE", ledger.Condition.Now.Message, StringComparison.Ordinal);
        Assert.Equal(1L, Scalar("PRAGMA user_version"));
        Assert.Equal(0L, Scalar("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'settled'"));
        Assert.Equal(_bytes, LedgerCheck.Rows(File).Select(row => row.Bytes));

        Execute("DELETE FROM about WHERE name = 'previousEpoch'");
        await using var again = Open();
        Assert.Equal(2, again.Pending);
    }

    [Fact]
    public async Task One_of_a_newer_program_is_refused_and_left_alone()
    {
        await Open().DisposeAsync();
        Execute("PRAGMA user_version = 99");
        var before = System.IO.File.ReadAllBytes(File);

        Assert.Contains("99", Assert.Throws<NotSupportedException>(Open).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => LedgerCheck.Verify(File));
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    public void Dispose() => _folder.Dispose();

    private string File => _folder.File(LedgerFile.Name);

    private Ledger Open() => new(_folder.Path, new RecordingOptions(), Samples.Clock(), NullLogger.Instance);

    private IEnumerable<long> Places(LedgerState state) => LedgerCheck.Rows(File, state).Select(row => row.Seq);

    // As the first version of this program made it.
    private void MakeVersion1()
    {
        Execute("""
            PRAGMA journal_mode=WAL;
            CREATE TABLE sighting (
                seq INTEGER PRIMARY KEY,
                bytes BLOB NOT NULL,
                state INTEGER NOT NULL DEFAULT 0) STRICT;
            CREATE INDEX sighting_open ON sighting (state, seq) WHERE state <> 1;
            CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
            PRAGMA user_version = 1;
            """);
        Execute($"INSERT INTO about (name, value) VALUES ('epoch', '{Epoch}'), ('starts', '3')");
        var hash = LedgerFile.NoPrevious;
        for (var seq = 1; seq <= States.Length; seq++)
        {
            var bytes = WireJson.ToBytes(Samples.Sighting() with { Epoch = Epoch, Seq = seq, Prev = hash });
            Execute($"INSERT INTO sighting VALUES ({seq}, x'{Convert.ToHexString(bytes)}', {States[seq - 1]})");
            hash = LedgerFile.HashOf(bytes);
            _bytes.Add(bytes);
        }
    }

    private void Execute(string sql)
    {
        using var connection = LedgerFile.Open(File, SqliteOpenMode.ReadWriteCreate);
        LedgerFile.Execute(connection, sql);
    }

    private object? Scalar(string sql)
    {
        using var connection = LedgerFile.Open(File, SqliteOpenMode.ReadOnly);
        return LedgerFile.Scalar(connection, sql);
    }
}
