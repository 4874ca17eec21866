using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Recording;

/// <summary>What becomes of a ledger whose file the card has damaged.</summary>
public sealed class DamagedLedgerTests : IDisposable
{
    private const int Rows = 600;
    private const int Delivered = 200;

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly List<LedgerRow> _before = [];

    public static TheoryData<string, int> Harms => new()
    {
        // Which damage, and the most rows that it may cost.
        { "first page", 0 },
        { "a leaf", 40 },
        { "cut in the middle", 400 },
        { "root of the sightings", 0 },
        { "header only", 0 },
        { "a leaf that makes no sense", 40 },
    };

    [Theory]
    [MemberData(nameof(Harms))]
    public async Task It_is_set_aside_a_new_one_begins_and_what_can_be_read_is_delivered_first(string damage, int most)
    {
        var old = await MakeAsync();
        Damage(damage);

        await using var ledger = Open();
        await Wait.UntilAsync(() => ReadsOn(ledger), "what could be read is there");

        Assert.NotEqual(old, ledger.Epoch);
        Assert.Equal(old, ledger.Figures.PreviousEpoch);
        Assert.Equal(new Recorded.Kept(1), await ledger.AppendAsync(Samples.Sighting()));
        Assert.Equal(Wellness.Degraded, ledger.Now.Wellness);
        var taken = await DrainAsync(ledger, old);
        Assert.InRange(taken.Count, Rows - Delivered - most, Rows);
        foreach (var row in taken)
            Assert.Equal(_before[(int)row.Seq - 1].Bytes, row.Bytes);
        Assert.Equal(taken.Select(row => row.Seq).Order(), taken.Select(row => row.Seq));
        Assert.Equal(1, ledger.Pending);
        var next = Assert.Single(await ledger.TakeUndeliveredAsync(9));
        Assert.Equal((ledger.Epoch, 1), (next.Epoch, next.Seq));
        Assert.Equal(Wellness.Degraded, ledger.Now.Wellness);
        Assert.Contains("replace the card", ledger.Now.Message, StringComparison.Ordinal);
        var rescued = LedgerCheck.Verify(_folder.File("ledger-1.rescued.db"));
        Assert.Null(rescued.Fault);
        Assert.InRange(rescued.Rows, Rows - most, Rows);
    }

    [Fact]
    public async Task What_was_delivered_of_it_is_remembered_by_the_ledger_after_it()
    {
        var old = await MakeAsync();
        Damage("first page");
        await using (var ledger = Open())
        {
            await Wait.UntilAsync(() => ReadsOn(ledger), "what could be read is there");
            await DrainAsync(ledger, old);
        }

        await using var again = Open();
        Assert.Empty(await again.TakeUndeliveredAsync(9));
        Assert.Equal((0, old), (again.Pending, again.Figures.PreviousEpoch));
        Assert.All(
            LedgerCheck.Rows(_folder.File("ledger-1.rescued.db")),
            row => Assert.Equal(LedgerState.Delivered, row.State));
    }

    [Fact]
    public async Task A_file_of_which_nothing_can_be_read_costs_what_was_in_it_and_nothing_else()
    {
        await MakeAsync();
        File.WriteAllBytes(LedgerPath, new byte[300_000]);
        File.Delete(LedgerPath + "-wal");

        await using var ledger = Open();
        Assert.Equal(new Recorded.Kept(1), await ledger.AppendAsync(Samples.Sighting()));
        await Wait.UntilAsync(() => File.Exists(_folder.File("ledger-1.rescued.db")), "the rescue has ended");
        await Wait.UntilAsync(() => ReadsOn(ledger), "sending goes on");
        Assert.Equal(300_000, new FileInfo(_folder.File("ledger-1.corrupt")).Length);
    }

    [Fact]
    public async Task One_that_breaks_while_it_is_in_use_is_set_aside_without_a_restart()
    {
        var old = await MakeAsync();
        // Its leaves are read only when they are sent.
        Damage("every tenth page");
        await using var ledger = Open();
        Assert.Equal(old, ledger.Epoch);
        await Assert.ThrowsAsync<SqliteException>(async () =>
        {
            while ((await ledger.TakeUndeliveredAsync(50)) is { Count: > 0 } rows && rows[0].Epoch == old)
                await ledger.SettleAsync(SettledRange.Of(rows, LedgerState.Delivered));
        });

        Assert.IsType<Recorded.Kept>(await ledger.AppendAsync(Samples.Sighting()));
        Assert.Equal(1, ledger.LastSeq);
        await Wait.UntilAsync(() => ReadsOn(ledger), "what could be read is there");
        Assert.NotEmpty(await DrainAsync(ledger, old));
    }

    [Fact]
    public async Task Pages_that_nobody_reads_are_looked_at_after_the_start()
    {
        var old = await MakeAsync();
        Damage("every tenth page");
        await using var ledger = Open();
        await Wait.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return ledger.Epoch != old && ledger.Condition.Now.Wellness == Wellness.Ok;
            },
            "it was set aside");
        await Wait.UntilAsync(() => ReadsOn(ledger), "what could be read is there");
        Assert.InRange((await DrainAsync(ledger, old)).Count, 250, Rows);
    }

    [Theory]
    [InlineData("PRAGMA user_version = 0")]
    [InlineData("ALTER TABLE sighting RENAME TO sightinh")]
    [InlineData("ALTER TABLE sighting RENAME COLUMN bytes TO bytez")]
    [InlineData("UPDATE about SET value = 'x' WHERE name = 'epoch'")]
    [InlineData("UPDATE settled SET state = 77")]
    public async Task A_database_that_is_no_ledger_any_more_is_set_aside(string damage)
    {
        await MakeAsync();
        using (var connection = LedgerFile.Open(LedgerPath, SqliteOpenMode.ReadWrite))
            LedgerFile.Execute(connection, damage);
        await using var ledger = Open();
        await Wait.UntilAsync(() => ReadsOn(ledger), "the rescue has ended");

        Assert.Equal(new Recorded.Kept(1), await ledger.AppendAsync(Samples.Sighting()));
        Assert.True(ledger.Pending > Rows - Delivered, $"{ledger.Pending}");
    }

    [Fact]
    public async Task What_was_settled_beyond_the_newest_row_is_not_believed()
    {
        await MakeAsync();
        using (var connection = LedgerFile.Open(LedgerPath, SqliteOpenMode.ReadWrite))
            LedgerFile.Execute(connection, "UPDATE settled SET first = -5, last = 10000");
        await using var ledger = Open();

        Assert.Equal(0, ledger.Pending);
        await ledger.AppendAsync(Samples.Sighting());
        Assert.Equal(1, ledger.Pending);
        Assert.Equal(Rows + 1, Assert.Single(await ledger.TakeUndeliveredAsync(9)).Seq);
    }

    [Fact]
    public async Task A_byte_that_changed_is_told_and_nothing_is_set_aside()
    {
        var old = await MakeAsync();
        using (var connection = LedgerFile.Open(LedgerPath, SqliteOpenMode.ReadWrite))
            LedgerFile.Execute(
                connection,
                "UPDATE sighting SET bytes = CAST(replace(CAST(bytes AS TEXT), 'front', 'frone') AS BLOB) "
                + "WHERE seq = 9");
        await using var ledger = Open();
        await Wait.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return ledger.Now.Message.Contains("row 9 is not what it was", StringComparison.Ordinal);
            },
            "the row is told");
        Assert.Equal((old, Wellness.Degraded), (ledger.Epoch, ledger.Now.Wellness));
    }

    [Fact]
    public async Task A_rescue_that_a_power_cut_broke_off_is_made_at_the_next_start()
    {
        var old = await MakeAsync();
        File.Move(LedgerPath, _folder.File("ledger-1.corrupt"));
        File.WriteAllText(_folder.File("ledger-1.rescuing"), "half a file");

        await using var ledger = Open();
        await Wait.UntilAsync(() => ReadsOn(ledger), "what could be read is there");
        Assert.Equal(Rows - Delivered, (await DrainAsync(ledger, old)).Count);
    }

    [Fact]
    public async Task A_card_that_breaks_again_and_again_does_not_fill_itself()
    {
        for (var i = 0; i < 6; i++)
        {
            await using (var ledger = Open())
            {
                await ledger.AppendAsync(Samples.Sighting());
                await Wait.UntilAsync(() => ReadsOn(ledger), "the rescue has ended");
                while (await ledger.TakeUndeliveredAsync(50) is { Count: > 0 } rows)
                    await ledger.SettleAsync(SettledRange.Of(rows, LedgerState.Delivered));
            }
            Damage("header only");
        }
        await using var last = Open();
        await Wait.UntilAsync(() => ReadsOn(last), "the rescue has ended");

        Assert.InRange(Directory.GetFiles(_folder.Path, "ledger-*").Length, 1, 12);
    }

    public void Dispose() => _folder.Dispose();

    private string LedgerPath => _folder.File(LedgerFile.Name);

    private Ledger Open() => new(_folder.Path, new RecordingOptions(), Samples.Clock(_time), NullLogger.Instance);

    // While a rescue is under way nothing is taken, so that the earlier ledger is delivered first.
    private bool ReadsOn(Ledger ledger) => !Directory.EnumerateFiles(_folder.Path, "ledger-*.corrupt").Any(
        aside => !File.Exists(LedgerStore.RescuedNameOf(aside))) && ledger.IsRescued;

    private async Task<Guid> MakeAsync()
    {
        await using var ledger = Open();
        for (var i = 0; i < Rows; i += 100)
        {
            foreach (var one in await Task.WhenAll(
                Enumerable.Range(0, 100).Select(_ => ledger.AppendAsync(Samples.Sighting()))))
                Assert.IsType<Recorded.Kept>(one);
        }
        await ledger.SettleAsync([new(ledger.Epoch, 1, Delivered, LedgerState.Delivered)]);
        var epoch = ledger.Epoch;
        await ledger.DisposeAsync();
        _before.AddRange(LedgerCheck.Rows(LedgerPath));
        return epoch;
    }

    private static async Task<List<LedgerRow>> DrainAsync(Ledger ledger, Guid epoch)
    {
        var taken = new List<LedgerRow>();
        while (await ledger.TakeUndeliveredAsync(50) is { Count: > 0 } rows && rows[0].Epoch == epoch)
        {
            taken.AddRange(rows);
            await ledger.SettleAsync(SettledRange.Of(rows, LedgerState.Delivered));
        }
        return taken;
    }

    private void Damage(string how) => Damages.Make(LedgerPath, how);
}
