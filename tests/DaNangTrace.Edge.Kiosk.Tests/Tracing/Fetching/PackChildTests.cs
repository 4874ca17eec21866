using System.Diagnostics;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing.Fetching;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Fetching;

/// <summary>What is made of what a child process says.</summary>
public sealed class PackChildTests
{
    [Fact]
    public async Task A_child_that_took_it_is_believed() =>
        Assert.IsType<PackTaking.Taken>(await RunAsync("echo taken"));

    [Fact]
    public async Task A_refusal_comes_with_its_reason_and_its_words()
    {
        var taking = await RunAsync("""
            echo 'refused noRoom'
            echo 'dntrace: the pack was refused, and nothing has changed: the disk is full' >&2
            exit 1
            """);

        Assert.Equal(
            new PackTaking.Refused(new PackRefusal(PackFault.NoRoom, "the disk is full")), taking);
    }

    [Theory]
    [InlineData("echo 'dntrace: the server is away' >&2; exit 1", "the server is away")]
    [InlineData("echo taken; exit 1", "the program ended with code 1")]
    [InlineData("echo 'refused nothing'; exit 1", "the program ended with code 1")]
    [InlineData("exit 130", "the program ended with code 130")]
    [InlineData("printf 'dntrace: \\033[31mred' >&2; exit 1", @"\x1B[31mred")]
    public async Task All_else_is_a_failure_that_may_pass(string script, string words) =>
        Assert.Equal(new PackTaking.Failed(words), await RunAsync(script));

    [Fact]
    public async Task Of_a_child_that_says_too_much_only_the_end_is_kept()
    {
        var taking = await RunAsync("yes noise | head -c 3000000 >&2; echo 'dntrace: the end' >&2; exit 1");

        Assert.Equal(new PackTaking.Failed("the end"), taking);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_a_failure()
    {
        var taking = await new PackChild(_ => Piped(new ProcessStartInfo("/nowhere/dntrace")))
            .TakeAsync(Address, Notice, TestContext.Current.CancellationToken);

        Assert.StartsWith(
            "the program can't be started", Assert.IsType<PackTaking.Failed>(taking).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_ends_the_child()
    {
        using var folder = new TempFolder();
        var (begun, ended) = (folder.File("begun"), folder.File("ended"));
        using var stop = new CancellationTokenSource();
        var taking = RunAsync(
            $"trap 'touch {ended}; exit 130' TERM; touch {begun}; while :; do sleep 0.01; done", stop.Token);
        await Wait.UntilAsync(() => File.Exists(begun), "the child");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);
        await Wait.UntilAsync(() => File.Exists(ended), "its end");
    }

    [Fact]
    public async Task A_child_that_does_not_hear_is_killed()
    {
        using var folder = new TempFolder();
        var id = folder.File("id");
        using var stop = new CancellationTokenSource();
        var child = new PackChild(_ => Piped(new ProcessStartInfo("sh",
            ["-c", $"trap '' TERM; echo $$ > {id}.new; mv {id}.new {id}; while :; do sleep 0.05; done"])))
        {
            UntilItEnds = TimeSpan.FromSeconds(0.3),
        };
        var taking = child.TakeAsync(Address, Notice, stop.Token);
        await Wait.UntilAsync(() => File.Exists(id), "the child");
        var process = (await File.ReadAllTextAsync(id, TestContext.Current.CancellationToken)).Trim();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => taking.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists($"/proc/{process}"));
    }

    private static Uri Address => new("https://packs.example/17/");

    private static PackNotice Notice => new(1, Address.AbsoluteUri, [1], [1]);

    private static Task<PackTaking> RunAsync(string script, CancellationToken? stop = null) =>
        new PackChild(_ => Piped(new ProcessStartInfo("sh", ["-c", script])))
            .TakeAsync(Address, Notice, stop ?? TestContext.Current.CancellationToken);

    private static ProcessStartInfo Piped(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        return start;
    }
}
