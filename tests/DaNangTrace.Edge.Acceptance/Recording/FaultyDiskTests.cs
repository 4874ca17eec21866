using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>
/// Each system call by which the ledger writes fails once. First the harness must find faults that were planted, then
/// the ledger has none.
/// </summary>
public sealed class FaultyDiskTests
{
    private const string Title = "A call fails";

    // Only a copy of the log into the file makes more calls of a kind, a page each.
    private const int MostOfAKind = 40;

    [Theory]
    [InlineData(LedgerChild.AnsweredBeforeCommit, Moment.PlugPulled, "pwrite64", "ledger.db-wal")]
    [InlineData(LedgerChild.OneRowDropped, Moment.Opening, "fsync", "ledger.db")]
    internal async Task The_harness_finds_a_planted_fault(string planted, Moment when, string call, string on)
    {
        using var prepared = new TempFolder();
        await FaultyDisk.PrepareAsync(prepared.Path);
        var outcome = await new FaultyDisk(prepared.Path, planted).RunAsync(new DiskFault(when, call, on, 1, "EIO"));
        Assert.Contains(outcome!.Broken, broken => broken.EndsWith(
            "was told as kept and is not in the file", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_harness_finds_a_ledger_that_does_not_wait_for_its_disk()
    {
        using var prepared = new TempFolder();
        await FaultyDisk.PrepareAsync(prepared.Path);
        var calls = await new FaultyDisk(prepared.Path, LedgerChild.NotSynchronous).CallsAsync(Moment.RecordingOne);
        // The table has a row for it, and a missing row is a difference.
        Assert.DoesNotContain(calls, call => call.Call == "fsync");
    }

    [Fact]
    public Task Nothing_told_is_lost_whichever_call_fails() => CompareAsync(new FaultRun(mostOfAKind: 2));

    [Fact]
    [Trait("Category", "Long")]
    public Task Nothing_told_is_lost_whichever_call_of_all_fails() => CompareAsync(new FaultRun(MostOfAKind));

    private static async Task CompareAsync(FaultRun run)
    {
        RealParts.NeedStrace();
        RealParts.NeedSqlite3();
        var rows = await run.RowsAsync();
        var broken = rows.SelectMany(row => row.Outcome.Broken).ToList();
        Assert.True(broken.Count == 0, string.Join('\n', broken));
        FaultTable.Compare(
            Title,
            $"""
            `strace` lets exactly one call fail, a case each: the first and the last of each kind, in the long run
            (almost) every one. The call is not carried out. Not made at all, so not in the table:
            {string.Join(", ", run.NeverMade)}.
            """,
            FaultRun.Columns,
            rows);
    }
}
