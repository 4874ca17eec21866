using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>
/// SIGKILL to a ledger at any moment. First the harness must find faults that were planted, then the ledger has none.
/// What the kernel holds outlives a kill: a missing fsync is found by <see cref="CrashImageTests"/> only.
/// </summary>
public sealed class LedgerKillTests
{
    private const int Seed = 20261128;

    [Theory]
    [InlineData(LedgerChild.AnsweredBeforeCommit, "was confirmed and is not in the file")]
    [InlineData(LedgerChild.OneRowDropped, "was confirmed and is not in the file")]
    public async Task The_harness_finds_a_planted_fault(string fault, string expected)
    {
        RealParts.NeedSqlite3();
        // Whether a kill meets the moment of the fault is chance.
        const int Runs = 3;
        var told = new List<string>();
        for (var seed = Seed; seed < Seed + Runs; seed++)
        {
            var run = new LedgerKillRun(seed, kills: 8);
            var broken = await run.BrokenAsync(fault);
            if (broken.Any(one => one.EndsWith(expected, StringComparison.Ordinal)))
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{fault}: found {broken[0]}");
                return;
            }
            told.Add($"{run}: {fault} was not found, but: {string.Join("; ", broken)}");
        }
        Assert.Fail(string.Join('\n', told));
    }

    [Fact]
    public Task No_confirmed_sighting_is_lost_by_a_kill() => KillAsync(Seed, kills: 50);

    [Fact]
    [Trait("Category", "Long")]
    public Task No_confirmed_sighting_is_lost_by_500_kills() => KillAsync(Seed + 1, kills: 500);

    private static async Task KillAsync(int seed, int kills)
    {
        RealParts.NeedSqlite3();
        var run = new LedgerKillRun(seed, kills);
        var broken = await run.BrokenAsync(LedgerChild.Nothing);
        Assert.True(broken.Count == 0, $"{run}: {string.Join("; ", broken)}");
        // Else the kills came too early, or too late, to prove anything.
        Assert.True(run.Told >= kills / 2, $"{run}");
        Assert.True(run.WhileOpening < kills / 2, $"{run}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{run}");
    }
}
