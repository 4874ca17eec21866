using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <summary>
/// SIGKILL to an import at any moment, and the power goes with it: a good catalog is there afterwards. First the
/// harness must find faults that were planted. The order of the calls tells surely what the kills tell by chance.
/// </summary>
public sealed class ImportKillTests
{
    private const int Seed = 20261128;

    [Theory]
    [InlineData(ImportChild.NamedFirst)]
    [InlineData(ImportChild.NamedBeforeKept)]
    public async Task The_harness_finds_a_generation_that_had_its_name_before_it_was_whole(string fault)
    {
        // What the kernel holds outlives a kill: without a power cut there is nothing to find.
        if (fault == ImportChild.NamedBeforeKept)
            RealParts.NeedMount();
        // Whether a kill meets the moment is chance.
        const int Runs = 4;
        var told = new List<string>();
        for (var seed = Seed; seed < Seed + Runs; seed++)
        {
            var run = new ImportKillRun(seed, kills: 12, records: 20_000);
            var broken = await run.BrokenAsync(fault);
            if (broken.Any(one => one.Contains("has its name and is not whole", StringComparison.Ordinal)))
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{fault}: {run}: {string.Join("; ", broken)}");
                return;
            }
            told.Add($"{run}: {string.Join("; ", broken)}");
        }
        Assert.Fail(string.Join('\n', told));
    }

    [Fact]
    public async Task The_harness_finds_nothing_behind_a_name_that_was_given_in_order()
    {
        // Whether a kill meets the moment is chance.
        const int Runs = 4;
        for (var seed = Seed; seed < Seed + Runs; seed++)
        {
            var run = new ImportKillRun(seed, kills: 6, records: 20_000);
            Assert.Empty(await run.BrokenAsync(ImportChild.Lingering));
            TestContext.Current.TestOutputHelper?.WriteLine($"{run}");
            if (run.Named > 0)
                return;
        }
        Assert.Fail("no kill came behind the name");
    }

    [Fact]
    public Task A_kill_leaves_a_good_catalog() => KillAsync(Seed, kills: 20, records: 20_000);

    [Fact]
    [Trait("Category", "Long")]
    public Task Two_hundred_kills_leave_a_good_catalog() => KillAsync(Seed + 1, kills: 200, records: 100_000);

    [Theory]
    [InlineData(ImportChild.NamedBeforeKept, false)]
    [InlineData(ImportChild.NamedFirst, false)]
    [InlineData(ImportChild.Nothing, true)]
    public async Task What_gets_its_name_is_on_the_disk(string fault, bool isInOrder)
    {
        using var office = await CatalogOffice.OpenAsync();
        using var folder = new TempFolder();
        using var trace = new TempFolder();
        Directory.CreateDirectory(folder.Path);
        var pack = await office.MakeAsync(
            "full", 1, """{"v":1,"gtin":"08936012345674","productName":{"vi":"Món mẫu"}}""");
        var command = ImportChild.CommandLine(fault, pack, folder.Path, office.PublicKey);
        string[] strace =
        [
            "-f", "-y", "-o", trace.File("calls"),
            "-e", "trace=write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat2",
        ];
        await using (var child = Child.Start(RealParts.NeedStrace(), [.. strace, "--", .. command]))
            Assert.True(await child.ExitAsync() == 0, child.Tail());

        var calls = await File.ReadAllLinesAsync(trace.File("calls"), TestContext.Current.CancellationToken);

        Assert.Equal(isInOrder, IsKeptBeforeNamed(calls));
    }

    // The last change of the file, then its fsync, then the name, then the fsync of the folder that has the name.
    private static bool IsKeptBeforeNamed(string[] calls)
    {
        var changed = Array.FindLastIndex(calls, line => IsOf(line, "write") && Names(line, "/origins.db>"));
        var kept = Array.FindLastIndex(calls, line => IsOf(line, "sync") && Names(line, "/origins.db>"));
        var named = Array.FindIndex(calls, line => IsOf(line, "rename") && Names(line, "/catalog/v1\""));
        var nameKept = Array.FindLastIndex(calls, line => IsOf(line, "sync") && Names(line, "/catalog>"));
        Assert.True(changed >= 0 && named >= 0, "neither a write nor a rename was seen");
        return changed < kept && kept < named && named < nameKept;

        static bool IsOf(string line, string call) =>
            line.AsSpan(0, Math.Max(0, line.IndexOf('(', StringComparison.Ordinal)))
                .Contains(call, StringComparison.Ordinal);
        static bool Names(string line, string path) => line.Contains(path, StringComparison.Ordinal);
    }

    private static async Task KillAsync(int seed, int kills, int records)
    {
        var run = new ImportKillRun(seed, kills, records);
        var broken = await run.BrokenAsync(ImportChild.Nothing);
        Assert.True(broken.Count == 0, $"{run}: {string.Join("; ", broken)}");
        // Else the kills came too early, or too late, to prove anything.
        Assert.True(run.Killed == kills && run.Writing >= kills / 4, $"{run}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{run}");
    }
}
