using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// What the ledger gives to the disk: per scan and at rest. Cards wear out by writes. The kernel counts it
/// (<c>/proc/PID/io</c>, <c>write_bytes</c>), without what the file system adds in its own journal.
/// </summary>
internal static class LedgerBytes
{
    // Several times the log's limit: its checkpoints are in the figure.
    private const int Scans = 1_200;

    // What a Node-RED flow wrote that keeps its outbox in a file; measured once, not here.
    private const double OutboxKilobytes = 20.6;

    private static readonly TimeSpan RecordPause = TimeSpan.FromMilliseconds(5);

    // After its start a kiosk fills its catalog and looks around.
    private static readonly TimeSpan UntilAtRest = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(string folder, string appender, byte[] record, LedgerQuestion question)
    {
        // All at once: they wait most of the time, and what is counted is not time.
        var seconds = (int)question.Idle.TotalSeconds;
        var alone = LedgerChild.AskAsync(LedgerChild.Alone, Path.Combine(folder, "alone"), Scans);
        var steady = LedgerChild.AskAsync(LedgerChild.Steady, Path.Combine(folder, "steady"), Scans);
        var idle = LedgerChild.AskAsync(LedgerChild.Idle, Path.Combine(folder, "idle"), seconds);
        var kiosk = question.Program is { } program ? RestAsync(program, folder, question.Idle) : null;
        var theirs = await AppendAsync(folder, appender, record);
        LedgerKit.Tell($"""

            Bytes given to the disk per scan, {Scans} scans each, checkpoints and what is settled included:

            |                                         | kB per scan |
            |-----------------------------------------|------------:|
            | ledger, scans alone, six seconds apart  | {(await alone)[0] / 1000,11:0.0} |
            | ledger, 20 scans a second               | {(await steady)[0] / 1000,11:0.0} |
            | C program, write and fdatasync          | {theirs / 1000,11:0.0} |
            | Node-RED's outbox (given, not measured) | {OutboxKilobytes,11:0.0} |

            Bytes given to the disk when nothing happens, in {seconds} s and from that for an hour:

            |                                         | bytes       | kB per hour |
            |-----------------------------------------|------------:|------------:|
            """);
        TellRest("ledger", (await idle)[0], question.Idle);
        if (kiosk is not null)
            TellRest("published kiosk, no scanner, no broker", await kiosk, question.Idle);
        else
            LedgerKit.Tell($"\nNo published program was found for the whole kiosk's figure: --program PATH");
        if (theirs == 0)
            LedgerKit.Tell($"\nAll are 0: the kernel counts block devices only, and {folder} is on none.");
    }

    private static void TellRest(string name, double bytes, TimeSpan time) => LedgerKit.Tell(
        $"| {name,-39} | {bytes,11:0} | {bytes / time.TotalHours / 1000,11:0.0} |");

    private static async Task<double> AppendAsync(string folder, string program, byte[] record)
    {
        using var appender = new FileAppender(program, Path.Combine(folder, "records"), record, 1);
        await appender.AppendAsync(1);
        var before = LedgerKit.BytesWritten(appender.Id);
        for (var i = 0; i < Scans; i++)
        {
            await appender.AppendAsync(1);
            await Task.Delay(RecordPause);
        }
        return (double)(LedgerKit.BytesWritten(appender.Id) - before) / Scans;
    }

    private static async Task<double> RestAsync(string program, string folder, TimeSpan time)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, "kiosk")).FullName;
        var page = $"http://127.0.0.1:{FreePort.Take()}";
        var configuration = Path.Combine(place, "kiosk.json");
        await File.WriteAllTextAsync(configuration, new JsonObject
        {
            ["kiosk"] = new JsonObject { ["id"] = "k-bench-001", ["market"] = "han", ["dataFolder"] = place },
            ["scanning"] = new JsonObject { ["scanners"] = new JsonArray() },
            ["tracing"] = new JsonObject { ["catalog"] = new JsonObject { ["seed"] = "sample" } },
            ["web"] = new JsonObject { ["listen"] = page },
            ["sending"] = new JsonObject { ["servers"] = new JsonArray($"mqtt://127.0.0.1:{FreePort.Take()}") },
        }.ToJsonString());
        await using var kiosk = Child.Start(program, ["kiosk", "--config", configuration]);
        await kiosk.LineAsync(page);
        await Task.Delay(UntilAtRest);
        var before = LedgerKit.BytesWritten(kiosk.Id);
        await Task.Delay(time);
        var written = LedgerKit.BytesWritten(kiosk.Id) - before;
        kiosk.Signal(Unix.Terminate);
        await kiosk.ExitAsync();
        return written;
    }
}
