using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Tests.Contracts;

/// <summary>What every scanner keeps to that is plugged in and pulled out.</summary>
[Collection(Alone.Name)]
public abstract class PluggedScannerContract : ScannerContract
{
    // Files and threads that the runtime itself may come to have meanwhile: its pool grows and shrinks.
    private const int OfTheRuntime = 20;

    private protected PluggedScannerContract(ScannerRig rig)
        : base(rig)
    {
    }

    [Fact]
    public async Task Half_a_code_before_an_unplug_is_dropped_and_counted()
    {
        var whole = TestRig.Encode("8936012345674");
        var reads = Reads;
        TestRig.Send(whole.AsSpan(0, whole.Length / 2));
        await Wait.UntilAsync(() => Reads > reads, "the half is read");

        await ReplugAsync();
        TestRig.SendCode("B2");

        await CodesAsync(["B2"]);
        await Wait.UntilAsync(() => Scanner.Tally.Of(ScanFault.Incomplete) > 0, "the half is counted");
        Assert.Equal(
            (1, UnplugsOf(1)), (Scanner.Tally.Of(ScanFault.Incomplete), Scanner.Tally.Of(ScanFault.Unplugged)));
    }

    [Fact]
    public Task It_comes_back_a_hundred_times_and_leaves_nothing_open() => ReplugManyTimesAsync(100);

    [Fact]
    [Trait("Category", "Long")]
    public Task It_comes_back_a_thousand_times_and_leaves_nothing_open() => ReplugManyTimesAsync(1000);

    private async Task ReplugManyTimesAsync(int cycles)
    {
        await ReplugAsync();
        var (files, threads) = (CountOf("fd"), CountOf("task"));
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            await ReplugAsync();
            TestRig.SendCode($"A{cycle}");
            await Wait.UntilAsync(() => Codes.Count > cycle, $"a scan after plug-in {cycle}");
        }

        Assert.Equal(Enumerable.Range(0, cycles).Select(n => $"A{n}"), Codes);
        Assert.Equal(UnplugsOf(cycles + 1), Scanner.Tally.Of(ScanFault.Unplugged));
        // What is left open once a cycle would be far more, and of a thousand cycles once in fifty.
        await Wait.UntilAsync(
            () => CountOf("fd") <= files + OfTheRuntime && CountOf("task") <= threads + OfTheRuntime,
            () => $"{CountOf("fd")} files, {CountOf("task")} threads; {files} and {threads} before");
    }

    private async Task ReplugAsync()
    {
        TestRig.Unplug();
        if (TestRig.TellsUnplug)
            await StateAsync(Wellness.Down);
        TestRig.PlugIn();
        await StateAsync(Wellness.Ok);
    }

    private int UnplugsOf(int cycles) => TestRig.TellsUnplug ? cycles : 0;

    private static int CountOf(string what) => Directory.EnumerateFileSystemEntries("/proc/self/" + what).Count();
}
