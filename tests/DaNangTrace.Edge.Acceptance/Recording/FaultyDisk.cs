using System.Globalization;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>What a ledger does when its disk fails.</summary>
internal enum Moment
{
    Opening,
    RecordingOne,
    RecordingFive,
    Settling,
    Checkpoint,
    Closing,
    PlugPulled,
}

/// <summary>One call to fail.</summary>
/// <param name="When">What the ledger does.</param>
/// <param name="Call">The system call.</param>
/// <param name="On">The file's name, or <see cref="DiskCall.Folder"/>.</param>
/// <param name="Nth">Which of these calls; where the plug is pulled, every one from it on.</param>
/// <param name="Error"><c>EIO</c> or <c>ENOSPC</c>.</param>
internal sealed record DiskFault(Moment When, string Call, string On, int Nth, string Error);

/// <summary>
/// A ledger in a process of its own, one of whose system calls fails. Afterwards another process opens the ledger on a
/// sound disk, and what was told is compared with the file.
/// <para>strace counts calls in each thread for itself, so "the third fsync" is one call only where one thread makes
/// them. A ledger is opened by the process's first thread and writes on a thread of its own: for the opening the first
/// thread alone is watched; in all other cases the ledger was opened on a file that is there already, which takes no
/// such call. Only the one file is watched. A case where another number of calls than one failed does not count.</para>
/// </summary>
/// <param name="prepared">Folder of a ledger of <see cref="Prepared"/> rows that was closed well; it is copied.</param>
/// <param name="planted">One of the faults of <see cref="LedgerChild"/>.</param>
internal sealed class FaultyDisk(string prepared, string planted = LedgerChild.Nothing)
{
    /// <summary>Rows that stand in the file before a case begins.</summary>
    public const int Prepared = 2;

    // Together they write far more than the size of the log after which the ledger copies it into the file.
    private const int ForACheckpoint = 1000;

    /// <summary>Makes the ledger that all cases but the opening begin with.</summary>
    public static async Task PrepareAsync(string folder)
    {
        await using var ledger = await LedgerProcess.StartAsync(folder);
        await ledger.AppendAsync(Prepared);
        await ledger.StopAsync();
    }

    /// <summary>Every call that could fail at a moment, from a run where none does.</summary>
    public async Task<IReadOnlyList<DiskFault>> CallsAsync(Moment moment)
    {
        using var folder = new CaseFolder(moment == Moment.Opening ? null : prepared);
        var log = new StraceLog(folder);
        var account = new Account(folder.Data, Prepared) { IgnoresLoad = true };
        await using var ledger = await LedgerProcess.StartAsync(
            folder.Data, planted, [.. log.Watch([.. DiskCall.Files, DiskCall.Folder]), "-f"]);
        account.Follow(ledger);
        if (moment == Moment.Closing)
            await account.AppendAsync(1);
        var before = moment == Moment.Opening ? 0 : log.Calls.Count;
        await ActAsync(moment, ledger, log, account);
        var all = log.Calls;
        var calls = all.Skip(before)
            .Where(call => moment != Moment.Checkpoint || call.On == DiskCall.Files[0])
            .ToList();
        var threads = calls.Select(call => call.Thread).Distinct().ToList();
        if (threads.Count > 1)
            throw new InvalidOperationException($"{moment}: several threads write: {string.Join(", ", threads)}");
        if (moment == Moment.Opening && threads.Count == 1 && threads[0] != ledger.Id)
            throw new InvalidOperationException("a ledger is opened on another thread than the first: watch that one");
        return Numbered(moment, [.. all.Take(before)], calls);
    }

    /// <summary>Runs one case; null where the call was made at another moment than planned, or not at all.</summary>
    public async Task<DiskOutcome?> RunAsync(DiskFault fault)
    {
        using var folder = new CaseFolder(fault.When == Moment.Opening ? null : prepared);
        var log = new StraceLog(folder);
        var account = new Account(folder.Data, fault.When == Moment.Opening ? 0 : Prepared)
        {
            IgnoresLoad = true,
        };
        await using (var ledger = await LedgerProcess.StartAsync(folder.Data, planted, Inject(log, fault)))
        {
            account.Follow(ledger);
            if (fault.When == Moment.PlugPulled)
            {
                await account.AppendInVainAsync();
                await account.KillAsync();
            }
            else if (!await WorkAsync(fault, ledger, log, account))
            {
                return null;
            }
        }
        await account.ReopenAsync();
        return await account.OutcomeAsync();
    }

    // A call's number is how many of its kind its thread made on its file up to then.
    private static List<DiskFault> Numbered(Moment moment, List<DiskCall> before, List<DiskCall> calls) =>
    [
        .. calls.Select((call, index) => new DiskFault(
            moment,
            call.Name,
            call.On,
            before.Concat(calls.Take(index + 1)).Count(one => one == call),
            "")),
    ];

    private static string[] Inject(StraceLog log, DiskFault fault) =>
    [
        .. log.Watch([fault.On]),
        "-e", string.Create(
            CultureInfo.InvariantCulture,
            $"inject={fault.Call}:error={fault.Error}:when={fault.Nth}{(fault.When == Moment.PlugPulled ? "+" : "")}"),
        // Opening is the first thread's work, everything else that of a thread of its own.
        .. fault.When == Moment.Opening ? Array.Empty<string>() : ["-f"],
    ];

    private static async Task<bool> WorkAsync(DiskFault fault, LedgerProcess ledger, StraceLog log, Account account)
    {
        await ledger.ConditionAsync();
        if (fault.When == Moment.Closing)
            await account.AppendAsync(1);
        if (fault.When != Moment.Opening && log.HasFailed)
            return false;
        await ActAsync(fault.When, ledger, log, account);
        if (fault.When != Moment.Closing)
        {
            if (!log.HasFailed)
                return false;
            await account.AppendAsync(5, 5);
            await account.RecoverAsync();
            await ledger.StopAsync();
        }
        return log.Calls.Count(call => call.WasMadeToFail) == 1;
    }

    private static Task ActAsync(Moment moment, LedgerProcess ledger, StraceLog log, Account account) => moment switch
    {
        Moment.Opening => Task.CompletedTask,
        Moment.RecordingOne => account.AppendAsync(1),
        Moment.RecordingFive => account.AppendAsync(5, 5),
        Moment.Settling => SettleAsync(ledger, log),
        Moment.Checkpoint => account.AppendAsync(ForACheckpoint),
        Moment.Closing => ledger.StopAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(moment), moment, "no such work"),
    };

    // What is settled is written some seconds later, by several calls.
    private static async Task SettleAsync(LedgerProcess ledger, StraceLog log)
    {
        var before = log.Calls.Count;
        await ledger.SettleAsync(1, Prepared);
        await Until.TrueAsync(() => log.Calls.Count > before, "a settle that is written");
        await ledger.StandAsync();
    }
}
