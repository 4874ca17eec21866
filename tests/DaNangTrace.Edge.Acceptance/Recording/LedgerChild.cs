using System.Globalization;
using System.Text;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>
/// A ledger in a process of its own, that can be killed and whose system calls can be watched or made to fail. It takes
/// one command a line and answers with one line each, unbuffered:
/// <code>
///   append N [K]     N sightings, K at a time (default 1)   kept SEQ ID | failed REASON   for each, then: done
///   begin N [K]      the same, and takes more commands meanwhile
///   settle FROM TO   marks rows as delivered                done | unsettled REASON, then: done
///   condition        how the ledger is                      condition Ok|Degraded|Down MESSAGE
///   stand            ends the write that it is at           stands
///   stop             closes it and ends                     stopped
///   die              ends as by SIGKILL, nothing is closed  no answer
/// </code>
/// It begins with <c>ready SEQ</c>, the place of the newest row. What the ledger logs as a warning or an error comes as
/// <c>log LEVEL MESSAGE</c>, whenever it comes.
/// </summary>
internal static class LedgerChild
{
    /// <summary>First argument of the test program as such a child; then the fault, then the data folder.</summary>
    public const string Word = "ledger";

    public const string Nothing = "nothing";
    public const string NotSynchronous = "not-synchronous";
    public const string AnsweredBeforeCommit = "answered-before-commit";
    public const string OneRowDropped = "one-row-dropped";

    private static readonly RecordingOptions Options = new();
    private static readonly KioskClock Clock = new(TimeProvider.System, TimeZoneInfo.Utc, () => true);

    /// <summary>Program and arguments that start one on a folder; under strace they stand behind it.</summary>
    public static string[] CommandLine(string fault, string folder)
    {
        // Under `dotnet exec` this process is dotnet, else the test program itself.
        var self = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(self) == "dotnet";
        string[] before = isHost ? ["exec", typeof(LedgerChild).Assembly.Location] : [];
        return [self, .. before, Word, fault, folder];
    }

    public static async Task<int> RunAsync(string fault, string folder)
    {
        await using var output = Console.OpenStandardOutput();
        using var input = new StreamReader(Console.OpenStandardInput());
        await using var ledger = Open(fault, folder, new TellingLog(output));
        var begun = new List<Task>();
        Tell(output, $"ready {ledger.LastSeq}");
        while (await input.ReadLineAsync() is { } line)
        {
            switch (line.Split(' '))
            {
                case ["append", var count]:
                    await AppendAsync(ledger, Number(count), 1, fault, folder, output);
                    break;
                case ["append", var count, var together]:
                    await AppendAsync(ledger, Number(count), Number(together), fault, folder, output);
                    break;
                case ["begin", var count]:
                    begun.Add(OrEndAsync(AppendAsync(ledger, Number(count), 1, fault, folder, output)));
                    break;
                case ["begin", var count, var together]:
                    begun.Add(OrEndAsync(
                        AppendAsync(ledger, Number(count), Number(together), fault, folder, output)));
                    break;
                case ["settle", var from, var to]:
                    await SettleAsync(ledger, Number(from), Number(to), output);
                    Tell(output, "done");
                    break;
                case ["condition"]:
                    Tell(output, $"condition {ledger.Now.Wellness} {ledger.Now.Message}");
                    break;
                case ["stand"]:
                    await ledger.WhileItStandsAsync(() => { });
                    Tell(output, "stands");
                    break;
                case ["stop"]:
                    await ledger.DisposeAsync();
                    await Task.WhenAll(begun);
                    Tell(output, "stopped");
                    return 0;
                case ["die"]:
                    _ = Unix.Signal(Environment.ProcessId, Unix.Kill);
                    await Task.Delay(Timeout.Infinite);
                    break;
                default:
                    throw new ArgumentException($"no such command: {line}");
            }
        }
        return 0;
    }

    /// <summary>Opens a ledger with a fault in it, or with none.</summary>
    public static Ledger Open(string fault, string folder, ILogger? log = null) => fault switch
    {
        Nothing or OneRowDropped => new Ledger(folder, Options, Clock, log ?? NullLogger.Instance),
        NotSynchronous => new CarelessLedger(folder, log ?? NullLogger.Instance),
        AnsweredBeforeCommit => new EagerLedger(folder, log ?? NullLogger.Instance),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "no such fault"),
    };

    // Nobody waits for it here, so nobody would hear of what it throws.
    private static async Task OrEndAsync(Task append)
    {
        try
        {
            await append;
        }
        catch (Exception e)
        {
            Environment.FailFast(e.Message, e);
        }
    }

    private static async Task SettleAsync(Ledger ledger, int from, int to, Stream output)
    {
        try
        {
            await ledger.SettleAsync([new SettledRange(ledger.Epoch, from, to, LedgerState.Delivered)]);
        }
        catch (SqliteException e)
        {
            Tell(output, $"unsettled {e.Message}");
        }
    }

    private static async Task AppendAsync(
        Ledger ledger, int count, int together, string fault, string folder, Stream output)
    {
        for (var left = count; left > 0; left -= together)
            await Task.WhenAll(Enumerable.Range(0, Math.Min(left, together)).Select(_ => AppendOneAsync()));
        Tell(output, "done");

        async Task AppendOneAsync()
        {
            var sighting = Sample();
            switch (await ledger.AppendAsync(sighting))
            {
                case Recorded.Kept kept:
                    if (fault == OneRowDropped && kept.Seq % 5 == 0)
                        LedgerRows.Tamper(folder, $"DELETE FROM sighting WHERE seq = {kept.Seq}");
                    Tell(output, $"kept {kept.Seq} {sighting.Id}");
                    break;
                case Recorded.Failed failed:
                    Tell(output, $"failed {failed.Reason}");
                    break;
            }
        }
    }

    internal static Sighting Sample() => new()
    {
        Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
        Market = "han",
        Kiosk = "k-test-001",
        Scanner = "front",
        At = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.FromHours(7)),
        Time = new SightingTime("sync", "8b66b35d-30f1-4e52-bf80-355bf88a594a", 2929949740091),
        Reading = new SightingReading
        {
            Kind = "item",
            Symbology = "Q3",
            Gtin = "08936012345674",
            Lot = "A1",
            Elements = new Dictionary<string, string> { ["01"] = "08936012345674", ["10"] = "A1" },
        },
        Answer = new SightingAnswer("known", 7, 0, []),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static void Tell(Stream output, string line)
    {
        lock (output)
            output.Write(Encoding.UTF8.GetBytes(line.ReplaceLineEndings(" ") + "\n"));
    }

    /// <summary>Tells what goes wrong.</summary>
    private sealed class TellingLog(Stream output) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Tell(output, $"log {logLevel} {formatter(state, exception)}");
        }
    }

    /// <summary>Does not wait for the disk.</summary>
    private sealed class CarelessLedger(string folder, ILogger log) : Ledger(folder, Options, Clock, log)
    {
        protected internal override void Prepare(SqliteConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous=OFF";
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Says that a sighting is kept before it is.</summary>
    private sealed class EagerLedger(string folder, ILogger log) : Ledger(folder, Options, Clock, log)
    {
        protected internal override void Keep(Batch batch)
        {
            batch.Answer();
            Task.Delay(20).Wait();
            batch.Commit();
        }
    }
}
