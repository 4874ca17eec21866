using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>A ledger in a process of its own, spoken to line by line; under strace where one is asked for.</summary>
internal sealed class LedgerProcess : IAsyncDisposable
{
    private const string ConditionWord = "condition ";

    private readonly Child _child;
    private int _asked;

    private LedgerProcess(Child child) => _child = child;

    public int Id => _child.Id;

    /// <summary>All that it said.</summary>
    public IReadOnlyList<string> Lines => _child.Lines;

    /// <summary>Whether every append was answered, as kept or as failed.</summary>
    public bool HasAnswered => Lines.Count(line => line.StartsWith("kept ", StringComparison.Ordinal)
        || line.StartsWith("failed ", StringComparison.Ordinal)) >= _asked;

    /// <summary>Starts one, and returns when it is ready.</summary>
    /// <param name="folder">Its data folder.</param>
    /// <param name="fault">One of the planted faults of <see cref="LedgerChild"/>.</param>
    /// <param name="strace">Arguments of strace; null: without it.</param>
    public static async Task<LedgerProcess> StartAsync(
        string folder, string fault = LedgerChild.Nothing, IReadOnlyList<string>? strace = null)
    {
        var command = LedgerChild.CommandLine(fault, folder);
        // With -D strace stands aside: the process that was started is the ledger's own, and can be killed.
        var ledger = new LedgerProcess(strace is null
            ? Child.Start(command[0], command[1..])
            : Child.Start(RealParts.NeedStrace(), ["-D", .. strace, .. command]));
        await ledger.UntilAsync(line => line.StartsWith("ready ", StringComparison.Ordinal), 0);
        return ledger;
    }

    /// <summary>
    /// Appends, and asks meanwhile how the ledger is: it may wait for its disk for as long as it likes.
    /// </summary>
    public async Task AppendAsync(int count, int together = 1)
    {
        Begin(count, together);
        // What was begun before is waited for as well.
        await Until.TrueAsync(
            async () =>
            {
                var hasAnswered = HasAnswered;
                await ConditionAsync();
                return hasAnswered;
            },
            $"the answers to {_asked} appends");
    }

    /// <summary>Begins appends whose answers may never come.</summary>
    public void Begin(int count, int together = 1)
    {
        _asked += count;
        Send($"begin {count} {together}");
    }

    public async Task SettleAsync(int from, int to)
    {
        var before = Lines.Count;
        Send($"settle {from} {to}");
        await UntilAsync(line => line == "done", before);
    }

    /// <summary>Waits until it has ended the write that it is at.</summary>
    public async Task StandAsync()
    {
        var before = Lines.Count;
        Send("stand");
        await UntilAsync(line => line == "stands", before);
    }

    /// <summary>How it is: the wellness and the message.</summary>
    public async Task<string> ConditionAsync()
    {
        var before = Lines.Count;
        Send("condition");
        return (await UntilAsync(line => line.StartsWith(ConditionWord, StringComparison.Ordinal), before))
            [ConditionWord.Length..];
    }

    /// <summary>Waits until the ledger is in a state.</summary>
    public Task WellnessAsync(string wellness) => Until.TrueAsync(
        async () => (await ConditionAsync()).StartsWith(wellness, StringComparison.Ordinal),
        $"a ledger that is {wellness}");

    /// <summary>Waits until the ledger says that it records, however slow its disk was.</summary>
    public Task RecordingAsync() => Until.TrueAsync(
        async () => (await ConditionAsync()).Contains(" recording", StringComparison.Ordinal),
        "a ledger that records");

    /// <summary>Closes it and waits for its end.</summary>
    public async Task StopAsync()
    {
        Send("stop");
        await UntilAsync(line => line == "stopped", 0);
        await _child.ExitAsync();
    }

    /// <summary>Pulls the plug.</summary>
    public async Task KillAsync()
    {
        _child.Signal(Unix.Kill);
        await _child.ExitAsync();
    }

    public async ValueTask DisposeAsync() => await _child.DisposeAsync();

    private void Send(string command)
    {
        try
        {
            _child.Input.WriteLine(command);
            _child.Input.Flush();
        }
        catch (IOException e)
        {
            throw new InvalidOperationException($"the ledger ended:\n{_child.Tail()}", e);
        }
    }

    private async Task<string> UntilAsync(Func<string, bool> isIt, int after)
    {
        string? found = null;
        await Until.TrueAsync(
            () => (found = Lines.Skip(after).FirstOrDefault(isIt)) is not null || _child.HasEnded,
            "the ledger's answer");
        if (found is null)
        {
            // Its last words may still be on their way.
            await _child.ExitAsync();
            found = Lines.Skip(after).FirstOrDefault(isIt);
        }
        return found ?? throw new InvalidOperationException($"the ledger ended:\n{_child.Tail()}");
    }
}
