using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>
/// Power cuts at every call of a ledger's life: unsynced writes are dropped, reordered, torn at 512 bytes. First the
/// harness must find faults that were planted, then the ledger has none.
/// </summary>
public sealed class CrashImageTests
{
    private const int Seed = 20261128;

    [Theory]
    [InlineData(LedgerChild.NotSynchronous)]
    [InlineData(LedgerChild.AnsweredBeforeCommit)]
    [InlineData(LedgerChild.OneRowDropped)]
    public async Task The_harness_finds_a_planted_fault(string fault)
    {
        NeedParts();
        // Where the next life has begun already, another sighting stands in the place of the one that was lost.
        await FindAsync(
            fault,
            seed => new CrashRun(seed, images: 40),
            broken => broken.Contains("was confirmed and is not in the file", StringComparison.Ordinal)
                || broken.Contains("was confirmed as another one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_harness_finds_a_file_that_is_not_synced_before_its_log_goes()
    {
        NeedParts();
        await FindAsync(
            LedgerChild.Nothing,
            seed => new CrashRun(seed, images: 40) { Disk = WithoutCheckpointSyncs },
            broken => broken.Contains("is not in the file", StringComparison.Ordinal)
                || broken.Contains("malformed", StringComparison.Ordinal));
    }

    [Fact]
    public Task No_confirmed_sighting_is_lost_in_any_image() => CutAsync(Seed, images: 200);

    // One failure is met when the rows are committed; those that follow it, while the file is closed and opened again.
    [Theory]
    [InlineData("fsync,fdatasync:error=EIO:when=40")]
    [InlineData("fsync,fdatasync:error=EIO:when=40..41")]
    [InlineData("fsync,fdatasync:error=EIO:when=40..42")]
    // Killed before it lets the kernel forget what it believes of the disk.
    [InlineData("fsync,fdatasync:error=EIO:when=40..41", "fadvise64:signal=KILL:when=1")]
    public async Task No_confirmed_sighting_is_lost_though_syncs_fail_for_a_while(params string[] faults)
    {
        NeedParts();
        var script = new LedgerScript(new Random(Seed));
        var run = new CrashRun(Seed, images: 60);
        var broken = await run.BrokenAsync(
            LedgerChild.Nothing,
            new Life([.. script.Commands(60).Where(IsAppend), "die"], faults),
            new Life([.. script.Commands(10), "stop"]));
        Assert.True(broken.Count == 0, $"{run}: {string.Join("; ", broken)}");
    }

    [Fact]
    [Trait("Category", "Long")]
    public Task No_confirmed_sighting_is_lost_in_2000_images() => CutAsync(Seed + 1, images: 2000);

    private static async Task CutAsync(int seed, int images)
    {
        NeedParts();
        var script = new LedgerScript(new Random(seed));
        var run = new CrashRun(seed, images);
        // Long enough for a checkpoint on the way. Who dies leaves its log of changes to the next life; who is killed
        // at a sync leaves rows in it that nobody was told of.
        var broken = await run.BrokenAsync(
            LedgerChild.Nothing,
            new Life([.. script.Commands(400), "die"]),
            new Life([.. script.Commands(120), "die"], "fsync,fdatasync:signal=KILL:when=80"),
            new Life([.. script.Commands(20), "stop"]),
            new Life([.. script.Commands(10), "stop"]));
        Assert.True(broken.Count == 0, $"{run}: {string.Join("; ", broken)}");
        Assert.True(run.Opened == images, $"{run}");
        // Else the lives were too short to prove that a checkpoint loses nothing.
        Assert.True(run.CheckpointsOnTheWay > 0, $"{run}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{run}");
    }

    // The first of the file's syncs make it, and would be found alone.
    private static IEnumerable<FileCall> WithoutCheckpointSyncs(IReadOnlyList<FileCall> calls)
    {
        var firstTold = calls.First(call => call is FileCall.Told).At;
        return calls.Where(call => !(call is FileCall.Synced { Name: "ledger.db" } && call.At > firstTold));
    }

    /// <summary>Whether an image meets the moment of the fault is chance: a few seeds may try.</summary>
    private static async Task FindAsync(string fault, Func<int, CrashRun> make, Func<string, bool> isFound)
    {
        const int Runs = 3;
        var told = new List<string>();
        for (var seed = Seed; seed < Seed + Runs; seed++)
        {
            var script = new LedgerScript(new Random(seed));
            var run = make(seed);
            var broken = await run.BrokenAsync(
                fault, new Life([.. script.Commands(12), "stop"]), new Life([.. script.Commands(6), "stop"]));
            if (broken.Any(isFound))
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{fault}: found in {broken[0]}");
                return;
            }
            told.Add($"{run}: it was not found, but: {string.Join("; ", broken)}");
        }
        Assert.Fail(string.Join('\n', told));
    }

    // A row that can't be settled is told to the uplink, not to this child.
    private static bool IsAppend(string command) => command.StartsWith("append", StringComparison.Ordinal);

    private static void NeedParts()
    {
        RealParts.NeedStrace();
        RealParts.NeedSqlite3();
    }
}
