using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <content>Beside what else goes on at a kiosk.</content>
public sealed partial class CatalogFetchTests
{
    [Fact]
    public async Task A_recall_list_that_is_fetched_meanwhile_costs_nothing_of_what_came_of_a_catalog()
    {
        var part = await BrokenOffAsync();
        var came = new FileInfo(part).Length;
        var recalls = await _office!.MakeAsync("recall", 1, """
            {"v":1,"gtin":"08936012345674","recall":{"authority":{"vi":"x"},"reason":{"vi":"y"}}}
            """);
        await using var other = await PackServer.StartAsync(recalls);
        Directory.CreateDirectory(_data.File("catalog"));

        // Also while a catalog is fetched, and another is imported.
        await using (Held("incoming.lock"))
        await using (Held("import.lock"))
        {
            var answer = await Cli.RunAsync(
                ["catalog", "fetch", other.Address, "--data", _data.Path, "--trust", _office.PublicKey]);
            Assert.True(answer.ExitCode == 0, $"{answer}");
            Assert.StartsWith("Taken: recall pack 1", answer.Output, StringComparison.Ordinal);
        }

        Assert.Equal(came, new FileInfo(part).Length);
        Assert.False(Directory.Exists(_data.File("catalog/incoming-recalls")));
        await IsTakenAsync(await FetchAsync());
        Assert.Contains($"{Records} bytes={came}-", _server!.Asked);

        FileStream Held(string name) =>
            new(_data.File($"catalog/{name}"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
    }

    [Fact]
    public async Task By_itself_it_tells_a_machine_what_became_of_the_pack()
    {
        string[] arguments = [.. Arguments(""), "--unattended", "--quota", "64 MiB"];
        _server!.Refusal = (403, 1);

        var refused = await Cli.RunAsync(arguments);
        var taken = await Cli.RunAsync(arguments);
        var again = await Cli.RunAsync(arguments);
        var noRoom = await Cli.RunAsync([.. Arguments(""), "--quota", "1 MiB"]);

        Assert.Equal((1, "refused missing\n"), (refused.ExitCode, refused.Output));
        Assert.StartsWith("dntrace: the pack was refused", refused.Error, StringComparison.Ordinal);
        Assert.Equal((0, "taken\n", ""), (taken.ExitCode, taken.Output, taken.Error));
        Assert.Equal((0, "taken\n", ""), (again.ExitCode, again.Output, again.Error));
        Assert.Equal(2, noRoom.ExitCode);
        Assert.Contains("--quota takes a size", noRoom.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_itself_it_is_the_one_that_goes_when_memory_runs_out()
    {
        _server!.Refusal = (503, int.MaxValue);

        await using var child = Child.Start(RealParts.NeedProgram(), [.. Arguments(""), "--unattended"]);

        await Until.TrueAsync(
            () => int.Parse(File.ReadAllText($"/proc/{child.Id}/oom_score_adj"), null) == 500, "its place");
    }
}
