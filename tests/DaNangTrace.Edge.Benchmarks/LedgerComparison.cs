using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// Times the ledger's durable append beside a C program that only appends the same bytes to a file and waits for the
/// disk (<c>file_appender.c</c>, compiled here), turn by turn, so that both meet the same machine; then what a scan and
/// an hour of rest write, and how long a ledger of a million rows takes. Prints; never judges.
/// </summary>
internal static class LedgerComparison
{
    private const int Lone = 2_000;
    private const int WarmUp = 200;

    // Appends of each appender in a turn, and turns.
    private const int InTurn = 20;
    private const int Turns = 200;

    // A scan that nobody waits for: the machine is as idle as between two shoppers.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    internal static async Task<int> RunAsync(string[] args)
    {
        if (!LedgerQuestion.TryParse(args, 1_000_000, out var question))
        {
            Console.Error.WriteLine("use: --ledger [FOLDER] [--program PATH] [--rows NUMBER] [--idle SECONDS]");
            return 2;
        }
        var name = $"dntrace-bench-{Environment.ProcessId}";
        var folder = Path.Combine(question.Folder ?? Path.GetTempPath(), name);
        Directory.CreateDirectory(folder);
        try
        {
            if (await FileAppender.CompileAsync(folder) is not { } appender)
                return 2;
            var record = LedgerKit.Record();
            LedgerKit.Tell($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}");
            LedgerKit.Tell($"A sighting of {record.Length} bytes; files in {folder}.");
            await AppendAsync(folder, appender, record);
            await LedgerBytes.RunAsync(folder, appender, record, question);
            if (question.Rows > 0)
                await LedgerMillion.RunAsync(folder, question);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AppendAsync(string folder, string appender, byte[] record)
    {
        LedgerKit.Tell($"""

            Append: to the ledger until it would survive a power cut; the C program's write and fdatasync, its threads
            without a lock between them, so that the kernel may merge their syncs. Turn by turn. After a pause the
            ledger's time has the waking of its own thread in it; the C program begins to count when it is awake.

            | appenders           |     | ledger, µs | C program, µs | ratio | difference, µs |
            |---------------------|-----|-----------:|--------------:|------:|---------------:|
            """);
        var rates = new List<Outcome> { await MeasureAsync(1, 1, Lone) };
        foreach (var appenders in (int[])[1, 4, 16])
            rates.Add(await MeasureAsync(appenders, InTurn, Turns));
        LedgerKit.Tell($"""

            | appenders           | ledger, appends/s | C program, appends/s | ledger's commits per append |
            |---------------------|------------------:|---------------------:|----------------------------:|
            """);
        foreach (var one in rates)
            LedgerKit.Tell($"| {one.Name,-19} | {one.Ours,17:0} | {one.Theirs,20:0} | {one.Commits,27:0.000} |");

        async Task<Outcome> MeasureAsync(int appenders, int inTurn, int turns)
        {
            var place = Path.Combine(folder, $"append-{appenders}-{inTurn}");
            using var theirs = new FileAppender(appender, place, record, appenders);
            await using var ours = LedgerKit.Open(place);
            return await CompareAsync(ours, theirs, appenders, inTurn, turns);
        }
    }

    private static async Task<Outcome> CompareAsync(
        CountingLedger ours, FileAppender theirs, int appenders, int inTurn, int turns)
    {
        var (our, their) = (new List<double>(), new List<double>());
        var (ourTime, theirTime, commits) = (0.0, 0.0, 0);
        for (var i = -WarmUp / inTurn; i < turns; i++)
        {
            var before = ours.Commits;
            var (each, seconds) = await TakeTurnAsync(ours, appenders, inTurn);
            if (i >= 0)
            {
                our.AddRange(each);
                (ourTime, commits) = (ourTime + seconds, commits + ours.Commits - before);
            }
            // As the uplink does, so that the next append carries it.
            await LedgerKit.DeliverAsync(ours);
            await Task.Delay(Pause);
            (each, seconds) = await theirs.AppendAsync(inTurn);
            if (i >= 0)
            {
                their.AddRange(each);
                theirTime += seconds;
            }
            await Task.Delay(Pause);
        }
        our.Sort();
        their.Sort();
        var name = inTurn == 1 ? "1, after a pause" : appenders.ToString(CultureInfo.InvariantCulture);
        foreach (var share in (double[])[0.5, 0.99])
        {
            var (one, other) = (LedgerKit.At([.. our], share), LedgerKit.At([.. their], share));
            var (ratio, more) = (one / other, one - other);
            LedgerKit.Tell(
                $"| {name,-19} | p{share * 100:0} | {one,10:0} | {other,13:0} | {ratio,5:0.00} | {more,14:0} |");
        }
        return new Outcome(name, our.Count / ourTime, their.Count / theirTime, (double)commits / our.Count);
    }

    private static async Task<(double[] Each, double Seconds)> TakeTurnAsync(
        CountingLedger ledger, int appenders, int inTurn)
    {
        var each = new double[appenders * inTurn];
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, appenders).Select(one => Task.Run(() => AppendAsync(one))));
        return (each, Stopwatch.GetElapsedTime(begun).TotalSeconds);

        async Task AppendAsync(int appender)
        {
            for (var i = 0; i < inTurn; i++)
            {
                var from = Stopwatch.GetTimestamp();
                await LedgerKit.KeepAsync(ledger);
                each[(appender * inTurn) + i] = Stopwatch.GetElapsedTime(from).TotalMicroseconds;
            }
        }
    }

    private sealed record Outcome(string Name, double Ours, double Theirs, double Commits);
}

/// <summary>What is measured, and where.</summary>
/// <param name="Folder">Where the files are put; null for the folder of temporary files.</param>
/// <param name="Program">The published program; null where there is none.</param>
/// <param name="Rows">Rows of the large ledger; 0 for none.</param>
/// <param name="Idle">How long an idle process is watched.</param>
internal sealed record LedgerQuestion(string? Folder, string? Program, int Rows, TimeSpan Idle)
{
    /// <summary>Reads the arguments.</summary>
    /// <param name="args">As they were given.</param>
    /// <param name="rows">Where none are given.</param>
    /// <param name="question">What they say.</param>
    public static bool TryParse(string[] args, int rows, out LedgerQuestion question)
    {
        var published = Path.Combine("artifacts", "dntrace", "dntrace");
        question = new LedgerQuestion(
            null, File.Exists(published) ? Path.GetFullPath(published) : null, rows, TimeSpan.FromMinutes(1));
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--program" when File.Exists(value):
                    question = question with { Program = Path.GetFullPath(value) };
                    i++;
                    break;
                case "--rows" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted):
                    question = question with { Rows = wanted };
                    i++;
                    break;
                case "--idle" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var idle):
                    question = question with { Idle = TimeSpan.FromSeconds(idle) };
                    i++;
                    break;
                case var folder when question.Folder is null && !folder.StartsWith('-'):
                    question = question with { Folder = Path.GetFullPath(folder) };
                    break;
                default:
                    return false;
            }
        }
        return true;
    }
}
