using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Scripted;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Scripted;

public sealed class ScriptedScannerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<string> _codes = [];

    [Fact]
    public async Task A_script_pauses_by_the_clock_of_the_kiosk()
    {
        var time = Samples.Time();
        var scanner = Scanner(_folder.Write("codes", "A\n\\wait 500\nB\n\\wait 0\n  \\wait   3600000 \nC\n"), time);
        var running = scanner.RunAsync(TakeAsync, _stop.Token);

        await UntilAsync("A");
        time.Advance(TimeSpan.FromMilliseconds(499));
        await Task.Delay(50, TestContext.Current.CancellationToken);
        await UntilAsync("A");
        await AdvanceUntilAsync(time, TimeSpan.FromMilliseconds(1), 2);
        await AdvanceUntilAsync(time, TimeSpan.FromMinutes(1), 3);
        await running;

        Assert.Equal(["A", "B", "C"], _codes);
        Assert.InRange(time.GetUtcNow() - Samples.Noon, TimeSpan.FromHours(1), TimeSpan.FromHours(2));
    }

    [Theory]
    [InlineData(@"\wait")]
    [InlineData(@"\wait -1")]
    [InlineData(@"\wait 3600001")]
    [InlineData(@"\wait 1.5")]
    [InlineData(@"\wait 5 s")]
    [InlineData(@"\waits 5")]
    [InlineData(@"\WAIT 5")]
    [InlineData(@"wait 5")]
    public async Task What_is_no_pause_is_a_code(string line)
    {
        await Scanner(_folder.Write("codes", line)).RunAsync(TakeAsync, _stop.Token);

        Assert.Equal([line], _codes);
    }

    [Fact]
    public async Task A_stop_ends_a_pause()
    {
        var scanner = Scanner(_folder.Write("codes", "A\n\\wait 3600000\nB\n"));
        var running = scanner.RunAsync(TakeAsync, _stop.Token);
        await UntilAsync("A");

        await _stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(["A"], _codes);
    }

    [Fact]
    public async Task A_named_pipe_is_written_to_as_often_as_one_likes()
    {
        var pipe = NamedPipe.Make(_folder.File("pipe"));
        var scanner = Scanner(pipe);
        var running = scanner.RunAsync(TakeAsync, _stop.Token);
        await Wait.UntilAsync(() => scanner.Condition.Now.Wellness == Wellness.Ok, "open without a writer");
        Assert.Equal($"waiting for codes that are written to {pipe}", scanner.Condition.Now.Message);

        for (var writer = 0; writer < 50; writer++)
        {
            // The last line of a writer needs no end.
            await File.WriteAllTextAsync(pipe, $"{writer}a\n{writer}b", _stop.Token);
            await Wait.UntilAsync(() => Count == 2 * (writer + 1), $"both codes of writer {writer}");
        }
        await Wait.UntilAsync(
            () => scanner.Condition.Now.Message.StartsWith("waiting", StringComparison.Ordinal), "no writer is there");
        await _stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 50).SelectMany(at => new[] { $"{at}a", $"{at}b" }), _codes);
        Assert.Equal(Wellness.Ok, scanner.Condition.Now.Wellness);
    }

    [Fact]
    public async Task Writers_that_come_right_after_each_other_lose_nothing()
    {
        var pipe = NamedPipe.Make(_folder.File("pipe"));
        var running = Scanner(pipe).RunAsync(TakeAsync, _stop.Token);

        for (var writer = 0; writer < 200; writer++)
            await File.WriteAllTextAsync(pipe, $"{writer}\n", _stop.Token);

        await UntilAsync([.. Enumerable.Range(0, 200).Select(at => $"{at}")]);
        await _stop.CancelAsync();
        await running;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stop_ends_the_wait_for_a_named_pipe_and_leaves_no_reader(bool hasWriter)
    {
        var pipe = NamedPipe.Make(_folder.File("pipe"));
        using var writer = hasWriter ? new StreamWriter(NamedPipe.Hold(pipe)) : null;
        var scanner = Scanner(pipe);
        var running = scanner.RunAsync(TakeAsync, _stop.Token);
        await Wait.UntilAsync(() => scanner.Condition.Now.Wellness == Wellness.Ok, "open");

        await _stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        await Wait.UntilAsync(() => !IsOpen(pipe) || hasWriter, "closed");
    }

    [Fact]
    public async Task A_named_pipe_that_is_removed_is_told()
    {
        var pipe = NamedPipe.Make(_folder.File("pipe"));
        var scanner = Scanner(pipe);
        var running = scanner.RunAsync(TakeAsync, _stop.Token);
        await using (NamedPipe.Hold(pipe))
        {
            await Wait.UntilAsync(() => scanner.Condition.Now.Wellness == Wellness.Ok, "open");
            await File.AppendAllTextAsync(pipe, "A\n", _stop.Token);
            await UntilAsync("A");
            File.Delete(pipe);
        }
        await running;

        Assert.Equal(Wellness.Down, scanner.Condition.Now.Wellness);
        Assert.Contains("can't be read", scanner.Condition.Now.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _folder.Dispose();
    }

    private int Count
    {
        get
        {
            lock (_gate)
                return _codes.Count;
        }
    }

    private static ScriptedScanner Scanner(string source, TimeProvider? time = null) =>
        new("script", source, Samples.Clock(time ?? Samples.Time()), Samples.Tally());

    private static bool IsOpen(string path) => Directory.EnumerateFileSystemEntries("/proc/self/fd")
        .Any(link => new FileInfo(link).LinkTarget == path);

    private ValueTask TakeAsync(Scan scan, CancellationToken stop)
    {
        lock (_gate)
            _codes.Add(scan.Symbol.Text);
        return ValueTask.CompletedTask;
    }

    private Task UntilAsync(params string[] codes) => Wait.UntilAsync(
        () =>
        {
            lock (_gate)
                return _codes.SequenceEqual(codes);
        },
        string.Join(", ", codes));

    private Task AdvanceUntilAsync(Microsoft.Extensions.Time.Testing.FakeTimeProvider time, TimeSpan step, int count) =>
        Wait.UntilAsync(
            () =>
            {
                if (Count < count)
                    time.Advance(step);
                return Count >= count;
            },
            $"{count} codes");
}
