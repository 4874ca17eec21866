using System.Diagnostics;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Recording;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>How long a ledger of years takes to open and to check, and how much memory.</summary>
internal static class LedgerMillion
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    public static async Task RunAsync(string folder, LedgerQuestion question)
    {
        var place = Path.Combine(folder, "large");
        var build = (await LedgerChild.AskAsync(LedgerChild.Build, place, question.Rows))[0];
        var size = new FileInfo(Path.Combine(place, LedgerFile.Name)).Length / 1048576.0;
        LedgerKit.Tell($"""

            A ledger of {question.Rows} rows: {size:0} MiB, built in {build:0.0} s. Each in a process of its
            own; the seconds of dntrace have its start in them. Memory is the most that the process held (VmHWM).

            |                          | rows      | seconds | MiB    |
            |--------------------------|----------:|--------:|-------:|
            """);
        Tell("open", await LedgerChild.AskAsync(LedgerChild.Open, place));
        Tell("verify", await LedgerChild.AskAsync(LedgerChild.Verify, place));
        if (question.Program is { } program)
            Tell("dntrace ledger verify", await VerifyAsync(program, place, question.Rows));
        else
            LedgerKit.Tell($"\nNo published program was found for its own figure: --program PATH");
    }

    private static void Tell(string name, double[] figures) =>
        LedgerKit.Tell($"| {name,-24} | {figures[2],9:0} | {figures[0],7:0.00} | {figures[1],6:0} |");

    private static async Task<double[]> VerifyAsync(string program, string place, int rows)
    {
        var watch = Stopwatch.StartNew();
        await using var child = Child.Start(program, ["ledger", "verify", "--data", place]);
        var most = 0.0;
        while (!child.HasEnded && watch.Elapsed < Longest)
        {
            try
            {
                most = Math.Max(most, LedgerKit.MostMemory(child.Id));
            }
            catch (Exception e) when (e is IOException or InvalidOperationException)
            {
                // It ended just now, and its memory is gone.
            }
            await Task.Delay(Glance);
        }
        var taken = watch.Elapsed.TotalSeconds;
        return await child.ExitAsync() == 0
            ? [taken, most, rows]
            : throw new InvalidOperationException($"ledger verify said:\n{child.Tail()}");
    }
}
