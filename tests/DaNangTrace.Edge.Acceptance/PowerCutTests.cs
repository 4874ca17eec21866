using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Acceptance.Planted;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>
/// SIGKILL at any moment. First the harness must find faults that were planted, then the program has none.
/// </summary>
public sealed class PowerCutTests
{
    private const int Seed = 20261123;

    [Theory]
    [InlineData(PlantedKiosk.AnsweredBeforeCommit, "was told as recorded and is not in the file")]
    [InlineData(PlantedKiosk.SettledBeforePuback, "was recorded and never arrived (state 1)")]
    [InlineData(PlantedKiosk.OneRowDropped, "was recorded and never arrived (state 1)")]
    public async Task The_harness_finds_a_planted_fault(string fault, string expected)
    {
        // Whether a kill meets the moment of the fault is chance, and on a busy machine few scans come between kills.
        const int Runs = 5;
        var told = new List<string>();
        for (var seed = Seed; seed < Seed + Runs; seed++)
        {
            var run = new KillRun(seed, kills: 3, scans: 80);
            var broken = await run.BrokenAsync(PlantedKiosk.With(fault));
            if (broken.Any(one => one.EndsWith(expected, StringComparison.Ordinal)))
                return;
            told.Add($"{run}: {fault} was not found, but: {string.Join("; ", broken)}");
        }
        Assert.Fail(string.Join('\n', told));
    }

    [Fact]
    public async Task The_harness_finds_nothing_where_nothing_was_planted()
    {
        var run = new KillRun(Seed, kills: 1, scans: 40);
        Assert.Empty(await run.BrokenAsync(PlantedKiosk.With(PlantedKiosk.Nothing)));
        Assert.True(run.Recorded >= 10, $"{run}");
    }

    [Fact]
    public Task No_sighting_is_lost_whatever_the_power_does() => KillAsync(Seed);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public Task No_sighting_is_lost_with_other_seeds_either(int seed) => KillAsync(seed);

    private static async Task KillAsync(int seed)
    {
        // With fewer the kills came too early to prove anything: on a busy machine they may in one run, not in all.
        const int Enough = 60;
        const int MostRuns = 4;
        KillRun run;
        var runs = 0;
        do
            run = await RunAsync(seed + (1000 * runs++));
        while (run.Recorded < Enough && runs < MostRuns);
        Assert.True(run.Recorded >= Enough, $"{run}");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{run}, {run.KillsOnTheWay} kills found sightings on their way");
    }

    private static async Task<KillRun> RunAsync(int seed)
    {
        RealParts.NeedProgram();
        var run = new KillRun(seed, kills: 10, scans: 200);
        var broken = await run.BrokenAsync(KioskProcess.StartProgram, async place =>
        {
            var verified = await Cli.RunAsync(["ledger", "verify", "--data", place.Data]);
            Assert.True(verified.ExitCode == 0, $"{run}: {verified}");
        });
        Assert.True(broken.Count == 0, $"{run}: {string.Join("; ", broken)}");
        return run;
    }
}
