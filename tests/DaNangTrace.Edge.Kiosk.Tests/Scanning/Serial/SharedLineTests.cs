using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;
using TempFolder = DaNangTrace.Edge.Kiosk.Tests.Kit.TempFolder;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Serial;

/// <summary>A line that two scanners are set to, and a name that leads to another line.</summary>
public sealed class SharedLineTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly PtyPair _line;
    private readonly DeviceClaims _claims = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public SharedLineTests() => _line = new PtyPair(_folder.File("one"));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _line.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_second_scanner_on_one_line_is_told_whose_it_is_and_gets_it_when_the_first_ends()
    {
        File.CreateSymbolicLink(_folder.File("two"), _line.Device!);
        using var stopFirst = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var first = ScannerOf("front", "one");
        var runningFirst = RunAsync(first, stopFirst.Token);
        await IsAsync(first, Wellness.Ok, "listening on");

        var second = ScannerOf("back", "two");
        _running = RunAsync(second, _stop.Token);

        await IsAsync(second, Wellness.Down, "is the device that scanner front reads already");
        await stopFirst.CancelAsync();
        await runningFirst;
        await IsAsync(second, Wellness.Ok, "listening on");
    }

    [Fact]
    public async Task A_link_that_leads_elsewhere_is_followed_though_the_device_before_is_still_there()
    {
        using var second = new PtyPair(_folder.File("elsewhere"));
        var scanner = ScannerOf("front", "one");
        _running = RunAsync(scanner, _stop.Token);
        await IsAsync(scanner, Wellness.Ok, _line.Device!);

        File.CreateSymbolicLink(_folder.File("new"), second.Device!);
        File.Move(_folder.File("new"), _folder.File("one"), overwrite: true);

        await IsAsync(scanner, Wellness.Ok, second.Device!);
        Assert.Equal(1, scanner.Tally.Of(ScanFault.Unplugged));
    }

    private static Task RunAsync(IScanner scanner, CancellationToken stop) =>
        Task.Run(() => scanner.RunAsync((_, _) => ValueTask.CompletedTask, stop), CancellationToken.None);

    private static Task IsAsync(IScanner scanner, Wellness wellness, string words) => Wait.UntilAsync(
        () => scanner.Condition.Now.Wellness == wellness
            && scanner.Condition.Now.Message.Contains(words, StringComparison.Ordinal),
        $"{scanner.Name} is {wellness}: {words}");

    private IScanner ScannerOf(string name, string link) => ScanningSetup.Make(
        new ScannerOptions { Name = name, Driver = "serial", Port = _folder.File(link) },
        Samples.Clock(TimeProvider.System), NullLogger.Instance,
        new AttachedScannerOptions(name) { WatchInterval = TimeSpan.FromMilliseconds(10), Claims = _claims });
}
