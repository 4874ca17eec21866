using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>Lets each call of the ledger fail in each way, one in a case, and collects the rows of the table.</summary>
/// <param name="mostOfAKind">
/// So many calls of a kind, from the first to the last: 2, or more in the long run. All are one row, so the table is
/// the same.
/// </param>
internal sealed class FaultRun(int mostOfAKind)
{
    // How busy the machine is decides which of five sightings share a commit: a case may have to be tried again.
    private const int Attempts = 3;

    // Most of a case is waiting: for a process to start, for the ledger's next attempt.
    private const int AtOnce = 4;

    private static readonly string[] Errors = ["EIO", "ENOSPC"];

    private static readonly Dictionary<Moment, string> Names = new()
    {
        [Moment.Opening] = "opening a new ledger",
        [Moment.RecordingOne] = "recording one",
        [Moment.RecordingFive] = "recording five at once",
        [Moment.Settling] = "settling",
        [Moment.Checkpoint] = "copying the log into the file while recording",
        [Moment.Closing] = "closing",
        [Moment.PlugPulled] = "recording one; the plug is pulled while it fails",
    };

    /// <summary>The columns that say what failed.</summary>
    public static readonly string[] Columns = ["When", "Call", "On", "Fault"];

    /// <summary>Calls that a ledger never makes.</summary>
    public IReadOnlyList<string> NeverMade { get; private set; } = [];

    /// <summary>All rows, and with them what was broken.</summary>
    public async Task<IReadOnlyList<FaultRow>> RowsAsync()
    {
        using var prepared = new TempFolder();
        await FaultyDisk.PrepareAsync(prepared.Path);
        var disk = new FaultyDisk(prepared.Path);
        var calls = await InParallelAsync(
            Names.Keys.Where(moment => moment != Moment.PlugPulled), disk.CallsAsync);
        var all = calls.SelectMany(one => one).ToList();
        var unseen = Names.Keys.Except([Moment.PlugPulled, .. all.Select(call => call.When)]).ToList();
        Assert.True(unseen.Count == 0, $"no call was seen at {string.Join(", ", unseen)}");
        NeverMade = [.. DiskCall.Kinds.Where(
            kind => !all.Any(call => call.Call.StartsWith(kind, StringComparison.Ordinal)))];
        var kinds = all.Concat(Pulled()).GroupBy(call => (call.When, call.Call, call.On)).ToList();
        var cases = kinds
            .SelectMany(kind => Spread([.. kind]))
            .SelectMany(call => Errors.Select(error => call with { Error = error }))
            .ToList();
        var ended = await InParallelAsync(cases, async one => (Case: one, Outcome: await RunAsync(disk, one)));
        return [.. kinds.SelectMany(kind => Rows(kind.Key, [.. ended.Where(one =>
            (one.Case.When, one.Case.Call, one.Case.On) == kind.Key)]))];
    }

    private IEnumerable<DiskFault> Spread(IReadOnlyList<DiskFault> calls) =>
        Enumerable.Range(0, mostOfAKind).Select(i => calls[i * (calls.Count - 1) / (mostOfAKind - 1)]).Distinct();

    // Every write, or every fsync, fails from the first on: nothing may be told as kept, whatever the file then holds.
    private static IEnumerable<DiskFault> Pulled() => ((string[])["pwrite64", "fsync"])
        .Select(call => new DiskFault(Moment.PlugPulled, call, DiskCall.Files[1], 1, ""));

    private static List<FaultRow> Rows(
        (Moment When, string Call, string On) kind, IReadOnlyList<(DiskFault Case, DiskOutcome? Outcome)> ended)
    {
        string[] WhatOf(string fault) => [Names[kind.When], kind.Call, kind.On, fault];

        // Where not one was seen, it must not look as if all went well.
        IEnumerable<DiskOutcome> Outcomes(string error) => ended
            .Where(one => one.Case.Error == error).Select(one => one.Outcome).OfType<DiskOutcome>()
            .DefaultIfEmpty(new DiskOutcome("?", "?", "?", [$"{kind}: no call could be made to fail with {error}"]));

        var rows = Errors.Select(error => FaultRow.Of(WhatOf(error), [.. Outcomes(error)])).ToList();
        // Where every fault has the same end, one line tells it.
        return rows.Select(row => (row.Outcome.Said, row.Outcome.Kept, row.Outcome.After)).Distinct().Count() > 1
            ? rows
            : [FaultRow.Of(WhatOf(string.Join(", ", Errors)), [.. rows.Select(row => row.Outcome)])];
    }

    private static async Task<DiskOutcome?> RunAsync(FaultyDisk disk, DiskFault fault)
    {
        try
        {
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                if (await disk.RunAsync(fault) is { } outcome)
                    return outcome with { Broken = [.. outcome.Broken.Select(broken => $"{fault}: {broken}")] };
            }
            // How five sightings share commits is chance: the last calls are not always made.
            return null;
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            return new DiskOutcome("?", "?", "?", [$"{fault}: {e.Message}"]);
        }
    }

    private static async Task<IReadOnlyList<TResult>> InParallelAsync<T, TResult>(
        IEnumerable<T> cases, Func<T, Task<TResult>> runAsync)
    {
        var numbered = cases.Index().ToList();
        var results = new TResult[numbered.Count];
        await Parallel.ForEachAsync(
            numbered,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (one, _) => results[one.Index] = await runAsync(one.Item));
        return results;
    }
}
