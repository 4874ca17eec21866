using System.Security.Cryptography;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Recording;

public sealed class LedgerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = Samples.Time();

    [Fact]
    public async Task Each_row_is_chained_to_the_one_before_and_the_chain_goes_on_after_a_restart()
    {
        await using (var first = Open())
        {
            Assert.Equal(new Recorded.Kept(1), await first.AppendAsync(Samples.Sighting()));
            Assert.Equal(new Recorded.Kept(2), await first.AppendAsync(Samples.Sighting()));
        }
        await using (var second = Open())
            Assert.Equal(new Recorded.Kept(3), await second.AppendAsync(Samples.Sighting()));

        var previous = new string('0', 64);
        var seq = 0L;
        foreach (var row in LedgerCheck.Rows(File))
        {
            var sighting = WireJson.ToSighting(row.Bytes);
            Assert.Equal((++seq, previous), (sighting.Seq, sighting.Prev));
            previous = Convert.ToHexStringLower(SHA256.HashData(row.Bytes));
        }
        Assert.Equal(3, seq);
        Assert.Equal(
            (3, previous, null),
            (LedgerCheck.Verify(File).Rows, LedgerCheck.Verify(File).Head, LedgerCheck.Verify(File).Fault));
    }

    [Fact]
    public async Task Many_at_once_are_all_kept_in_the_order_of_the_calls()
    {
        await using var ledger = Open();

        var kept = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => ledger.AppendAsync(Samples.Sighting())));

        Assert.Equal(Enumerable.Range(1, 500).Select(seq => (Recorded)new Recorded.Kept(seq)), kept);
        Assert.Equal((500, 500), (ledger.LastSeq, ledger.Pending));
    }

    [Fact]
    public async Task What_was_answered_as_kept_stands_in_the_file()
    {
        await using var ledger = Open();
        for (var i = 1; i <= 20; i++)
        {
            await ledger.AppendAsync(Samples.Sighting());
            Assert.Equal(i, LedgerCheck.Rows(File).Count());
        }
    }

    [Fact]
    public async Task Undelivered_rows_are_taken_oldest_first_and_settled_by_their_verdicts()
    {
        await using var ledger = Open();
        for (var i = 0; i < 5; i++)
            await ledger.AppendAsync(Samples.Sighting());

        Assert.Equal([1, 2, 3], (await ledger.TakeUndeliveredAsync(3)).Select(row => row.Seq));
        await ledger.SettleAsync(
        [
            new(ledger.Epoch, 1, 1, LedgerState.Delivered),
            new(ledger.Epoch, 2, 2, LedgerState.Refused),
            new(ledger.Epoch, 4, 4, LedgerState.Delivered),
        ]);

        Assert.Equal([3, 5], (await ledger.TakeUndeliveredAsync(10)).Select(row => row.Seq));
        Assert.Equal((2, 1), (ledger.Pending, ledger.Figures.Refused));
        // What was delivered stays so; what was refused and arrived all the same is delivered.
        await ledger.SettleAsync(
        [
            new(ledger.Epoch, 1, 1, LedgerState.Refused), new(ledger.Epoch, 2, 2, LedgerState.Delivered),
        ]);
        // In some seconds it goes to the disk with the next sighting.
        _time.Advance(TimeSpan.FromSeconds(5));
        await ledger.AppendAsync(Samples.Sighting());
        Assert.Empty(LedgerCheck.Rows(File, LedgerState.Refused));
        Assert.Equal([1, 2, 4], LedgerCheck.Rows(File, LedgerState.Delivered).Select(row => row.Seq));
        Assert.Equal([3, 5, 6], LedgerCheck.Rows(File, LedgerState.Pending).Select(row => row.Seq));
    }

    [Fact]
    public async Task While_it_cannot_write_it_says_so_and_what_waits_is_kept_once_it_can()
    {
        await using var ledger = Open();
        await ledger.AppendAsync(Samples.Sighting());
        Task<Recorded> waiting;
        using (var other = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            command.ExecuteNonQuery();

            waiting = ledger.AppendAsync(Samples.Sighting());
            await Wait.UntilAsync(() => ledger.Condition.Now.Wellness == Wellness.Down, "the lock is told");
            Assert.False(waiting.IsCompleted);
        }

        await AdvanceUntilAsync(waiting);
        Assert.Equal(new Recorded.Kept(2), await waiting);
        Assert.Equal(Wellness.Ok, ledger.Condition.Now.Wellness);
        Assert.Equal(0, ledger.NotRecorded);
        Assert.Null(LedgerCheck.Verify(File).Fault);
    }

    [Theory]
    [InlineData(
        "UPDATE sighting SET bytes = CAST(replace(CAST(bytes AS TEXT), 'front', 'other') AS BLOB) WHERE seq = 2",
        2, "its bytes hash to")]
    [InlineData(
        "UPDATE sighting SET bytes = CAST(replace(CAST(bytes AS TEXT), '000000', '000001') AS BLOB) WHERE seq = 1",
        1, "its prev is not 64 zeros")]
    [InlineData(
        "UPDATE sighting SET bytes = CAST(replace(CAST(bytes AS TEXT), 'front', 'other') AS BLOB) WHERE seq = 3",
        3, "one of the two was changed")]
    [InlineData("UPDATE about SET value = 'none' WHERE name = 'epoch'", 0, "no epoch")]
    [InlineData("DELETE FROM sighting WHERE seq = 2", 3, "row 2 is missing")]
    [InlineData("DELETE FROM sighting WHERE seq = 1", 2, "row 1 is missing")]
    [InlineData("UPDATE sighting SET bytes = x'7B' WHERE seq = 3", 3, "no sighting")]
    [InlineData("UPDATE about SET value = '01a20d64-f3cc-7909-b46d-4774e368293b' WHERE name = 'epoch'", 1, "epoch")]
    public async Task A_bad_row_is_named(string tampering, long seq, string fault)
    {
        await using (var ledger = Open())
        {
            for (var i = 0; i < 4; i++)
                await ledger.AppendAsync(Samples.Sighting());
        }
        Run(tampering);

        var verified = LedgerCheck.Verify(File);

        Assert.Equal(seq, verified.BadSeq);
        Assert.Contains(fault, verified.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_is_gone_is_told_and_recording_begins_by_itself_when_it_can()
    {
        // A folder where the file should stand can't be opened as a database, like a card that is gone.
        Directory.CreateDirectory(File);
        await using var ledger = Open();
        Assert.Equal(Wellness.Down, ledger.Condition.Now.Wellness);
        var waiting = ledger.AppendAsync(Samples.Sighting());

        Directory.Delete(File);
        await AdvanceUntilAsync(waiting);

        Assert.Equal(new Recorded.Kept(1), await waiting);
        Assert.Equal(Wellness.Ok, ledger.Condition.Now.Wellness);
    }

    [Fact]
    public async Task It_is_well_again_though_nobody_scans()
    {
        Directory.CreateDirectory(File);
        await using var ledger = Open();
        Directory.Delete(File);

        await Wait.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return ledger.Condition.Now.Wellness == Wellness.Ok;
        }, "it is well");
    }

    [Fact]
    public async Task What_finds_no_place_while_the_disk_fails_is_refused_and_counted()
    {
        Directory.CreateDirectory(File);
        await using (var ledger = Open())
        {
            var appends = new List<Task<Recorded>>();
            for (var i = 0; i < 1100; i++)
                appends.Add(await ledger.EnqueueAsync(Samples.Sighting()));

            var refused = appends.Skip(1000).Select(append => append);
            foreach (var one in await Task.WhenAll(refused))
            {
                var failed = Assert.IsType<Recorded.Failed>(one);
                Assert.Contains("wait for the disk", failed.Reason, StringComparison.Ordinal);
            }
            Assert.Equal(100, ledger.NotRecorded);

            Directory.Delete(File);
            var waiting = Task.WhenAll(appends.Take(1000));
            await AdvanceUntilAsync(waiting);
            Assert.All(await waiting, one => Assert.IsType<Recorded.Kept>(one));
        }
        Assert.Equal(1000, LedgerCheck.Verify(File).Rows);
    }

    [Fact]
    public async Task A_file_that_is_no_ledger_is_set_aside()
    {
        const string Text = "no database at all, but long enough to look at";
        System.IO.File.WriteAllText(File, Text);

        await using var ledger = Open();

        Assert.Equal(new Recorded.Kept(1), await ledger.AppendAsync(Samples.Sighting()));
        Assert.Equal(Text, System.IO.File.ReadAllText(_folder.File("ledger-1.corrupt")));
    }

    [Fact]
    public async Task Starts_are_counted_across_restarts()
    {
        await using (var first = Open())
            Assert.Equal(1, await first.CountStartAsync());
        await using var second = Open();
        Assert.Equal(2, await second.CountStartAsync());
    }

    [Fact]
    public async Task One_folder_belongs_to_one_program()
    {
        using var folder = new TempFolder();
        using (DataFolder.Take(folder.Path))
        {
            var refusal = Assert.Throws<IOException>(() => DataFolder.Take(folder.Path));
            Assert.Contains("in use by another dntrace", refusal.Message, StringComparison.Ordinal);
        }
        DataFolder.Take(folder.Path).Dispose();
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_kiosk_that_starts_waits_for_an_import_that_makes_the_ledger()
    {
        using var folder = new TempFolder();
        var time = Samples.Time();
        var held = DataFolder.Take(folder.Path);

        var taking = DataFolder.TakeAsync(folder.Path, time, TestContext.Current.CancellationToken);
        Assert.False(taking.IsCompleted);
        held.Dispose();
        time.Advance(TimeSpan.FromMilliseconds(100));

        (await taking).Dispose();
    }

    [Fact]
    public async Task It_does_not_wait_for_another_kiosk_for_ever()
    {
        using var folder = new TempFolder();
        var time = Samples.Time();
        using var held = DataFolder.Take(folder.Path);

        var taking = DataFolder.TakeAsync(folder.Path, time, TestContext.Current.CancellationToken);
        for (var n = 0; n < 1000 && !taking.IsCompleted; n++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        var refusal = await Assert.ThrowsAsync<IOException>(() => taking);
        Assert.Contains("in use by another dntrace", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string File => _folder.File(LedgerFile.Name);

    // The writer tries again each second, and may be about to begin its wait.
    private Task AdvanceUntilAsync(Task done) => Wait.UntilAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return done.IsCompleted;
        },
        "it is kept");

    private Ledger Open() => new(_folder.Path, new RecordingOptions(), Samples.Clock(_time), NullLogger.Instance);

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
