using System.Diagnostics;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>The page stands for months; what grows in a day fills the machine in a year.</summary>
public sealed class IdleDayTests
{
    private const int Hours = 8;
    private const int HoursBefore = 2;
    private const int MinutesBetweenScans = 5;

    // What a browser keeps of its own: 0.3 MB in the first half day, and no more in forty hours.
    private const double MostHeapBytes = 512 * 1024;
    private const double MostNodes = 50;

    [Fact]
    public async Task Eight_hours_with_a_scan_now_and_then_leave_nothing_behind()
    {
        await using var page = await StagedPage.StartAsync();
        await page.Browser.AskAsync("Performance.enable");
        await page.Browser.AskAsync("HeapProfiler.enable");
        var scenes = new JsonArray([.. SampleScenes.All.Where(sample => (int)sample.Scene["seconds"]! > 0)
            .Select(sample => sample.Scene.DeepClone())]).ToJsonString();
        await page.Browser.EvaluateAsync($"globalThis.scenes = {scenes}; undefined");

        // In the first two hours each scene came: what is made once has been made.
        for (var hour = 0; hour < HoursBefore; hour++)
            await HourAsync(page);
        var before = await CountAsync(page);
        for (var hour = HoursBefore; hour < Hours; hour++)
            await HourAsync(page);
        var after = await CountAsync(page);
        // The last scene's picture may still be on its way.
        for (var watch = Stopwatch.StartNew(); IsMore() && watch.Elapsed < Until.Deadline;)
            after = await CountAsync(page);

        Assert.Equal("idle", await page.Browser.TextAsync("document.documentElement.dataset.scene"));
        Assert.True(after.Listeners <= before.Listeners, $"listeners: {before.Listeners}, then {after.Listeners}");
        Assert.True(after.Nodes <= before.Nodes + MostNodes, $"nodes: {before.Nodes}, then {after.Nodes}");
        Assert.True(after.HeapBytes <= before.HeapBytes + MostHeapBytes, $"heap {before.HeapBytes}, {after.HeapBytes}");
        Assert.Empty(page.Browser.Complaints);

        bool IsMore() => after.Listeners > before.Listeners || after.Nodes > before.Nodes + MostNodes;
    }

    private static async Task HourAsync(StagedPage page) => await page.Browser.EvaluateAsync($$"""
        (async () => {
          for (let minutes = 0; minutes < 60; minutes += {{MinutesBetweenScans}}) {
            // Twelve an hour; the next hour goes on with the next.
            const scene = scenes.shift();
            scenes.push(scene);
            stage.scan(scene);
            await new Promise((done) => requestAnimationFrame(done));
            stage.pass({{MinutesBetweenScans}} * 60_000);
            await new Promise((done) => requestAnimationFrame(done));
          }
        })()
        """);

    private static async Task<(double Nodes, double Listeners, double HeapBytes)> CountAsync(StagedPage page)
    {
        // Something may be under way still: the least of a few counts is what stays.
        var counts = new List<(double Nodes, double Listeners, double HeapBytes)>();
        for (var i = 0; i < 5; i++)
        {
            await page.Browser.EvaluateAsync("new Promise((done) => requestAnimationFrame(() => done(0)))");
            await page.Browser.AskAsync("HeapProfiler.collectGarbage");
            var told = await page.Browser.AskAsync("Performance.getMetrics");
            var metrics = told.GetProperty("metrics").EnumerateArray().ToDictionary(
                one => one.GetProperty("name").GetString()!, one => one.GetProperty("value").GetDouble());
            counts.Add((metrics["Nodes"], metrics["JSEventListeners"], metrics["JSHeapUsedSize"]));
        }
        return (counts.Min(one => one.Nodes), counts.Min(one => one.Listeners), counts.Min(one => one.HeapBytes));
    }
}
