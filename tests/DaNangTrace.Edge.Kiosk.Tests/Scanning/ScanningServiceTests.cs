using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Scripted;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning;

public sealed class ScanningServiceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_burst_of_five_seconds_passes_and_what_exceeds_it_does_not()
    {
        var time = Samples.Time();
        var rate = new ScanRate(time, 2);

        Assert.Equal(10, Enumerable.Range(0, 100).Count(_ => rate.Allows(time.GetTimestamp())));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Enumerable.Range(0, 100).Count(_ => rate.Allows(time.GetTimestamp())));
    }

    [Fact]
    public void What_waited_for_a_stuck_desk_counts_by_when_it_was_read()
    {
        var time = Samples.Time();
        var rate = new ScanRate(time, 2);
        var read = new List<long>();
        for (var second = 0; second < 60; second++)
        {
            read.AddRange([time.GetTimestamp(), time.GetTimestamp()]);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(read.TrueForAll(rate.Allows));
    }

    [Fact]
    public void Without_a_limit_everything_passes()
    {
        var rate = new ScanRate(Samples.Time(), 0);

        Assert.True(Enumerable.Range(0, 10_000).All(_ => rate.Allows(0)));
    }

    [Fact]
    public async Task A_script_is_scanned_line_by_line_with_its_escapes()
    {
        var script = _folder.Write("codes", "8936012345674\r\n\r\n]d201\\x1D10A\\\\1\nlast \\xZZ");
        var scanner = new ScriptedScanner("script", script, Samples.Clock(), Samples.Tally());
        var scans = new List<Scan>();

        await scanner.RunAsync(Into(scans), TestContext.Current.CancellationToken);

        Assert.Equal(["8936012345674", "01\u001D10A\\1", "last \\xZZ"], scans.Select(scan => scan.Symbol.Text));
        Assert.Equal(Wellness.Down, scanner.Condition.Now.Wellness);
    }

    [Fact]
    public async Task A_script_that_is_not_there_is_told_and_nothing_is_thrown()
    {
        var scanner = new ScriptedScanner("script", _folder.File("none"), Samples.Clock(), Samples.Tally());

        await scanner.RunAsync(Into([]), TestContext.Current.CancellationToken);

        Assert.Contains("can't be read", scanner.Condition.Now.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_exceeds_the_rate_is_not_taken()
    {
        var codes = _folder.Write("codes", string.Concat(Enumerable.Repeat("A\n", 40)));
        var scanner = new ScriptedScanner("script", codes, Samples.Clock(), Samples.Tally());
        var scans = new List<Scan>();
        using var service = new ScanningService(
            [scanner], new ScanningOptions { ScansPerSecond = 2 }, Into(scans), Samples.Time());

        await service.StartAsync(TestContext.Current.CancellationToken);
        await service.ExecuteTask!;

        Assert.Equal(10, scans.Count);
        Assert.Equal((10, 30), (scanner.Tally.Scans, scanner.Tally.Of(ScanFault.OverRate)));
    }

    public void Dispose() => _folder.Dispose();

    private static ScanTaker Into(List<Scan> scans) => (scan, _) =>
    {
        scans.Add(scan);
        return ValueTask.CompletedTask;
    };
}
