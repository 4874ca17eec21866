using System.Globalization;
using System.Text.Json;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>How a case ended, in words that hold on every machine.</summary>
/// <param name="Said">What the ledger said of itself.</param>
/// <param name="Kept">Which of the sightings are in the file.</param>
/// <param name="After">What had to be done for it to record again.</param>
/// <param name="Broken">Every promise that was broken.</param>
internal sealed record DiskOutcome(string Said, string Kept, string After, IReadOnlyList<string> Broken);

/// <summary>What was asked of a ledger and what it told, compared with its file in the end.</summary>
/// <param name="folder">Its data folder.</param>
/// <param name="before">Rows that the file held before.</param>
internal sealed class Account(string folder, int before)
{
    /// <summary>
    /// Whether it does not count that the disk was slow: any is to a machine under load, and the ledger says so, which
    /// is no word about a call that failed.
    /// </summary>
    public bool IgnoresLoad { get; init; }

    private readonly List<LedgerProcess> _ledgers = [];
    private readonly List<string> _broken = [];
    private int _asked;
    private bool _recovered;
    private bool _killed;

    private IEnumerable<string> Lines => _ledgers.SelectMany(ledger => ledger.Lines);

    private IReadOnlyList<(long Seq, string Id)> Kept =>
    [
        .. Lines.Select(line => line.Split(' '))
            .Where(words => words[0] == "kept")
            .Select(words => (long.Parse(words[1], CultureInfo.InvariantCulture), words[2])),
    ];

    /// <summary>From now on it is this process that is asked.</summary>
    public void Follow(LedgerProcess ledger) => _ledgers.Add(ledger);

    public Task AppendAsync(int count, int together = 1)
    {
        _asked += count;
        return _ledgers[^1].AppendAsync(count, together);
    }

    /// <summary>Appends while the disk fails, and waits until the ledger says so.</summary>
    /// <param name="count">More than one where what is left of a page may take the first.</param>
    public async Task AppendInVainAsync(int count = 1)
    {
        _asked += count;
        _ledgers[^1].Begin(count);
        await Until.TrueAsync(
            async () => _ledgers[^1].HasAnswered
                || (await _ledgers[^1].ConditionAsync()).StartsWith("Down", StringComparison.Ordinal),
            "word of the ledger about an append");
        try
        {
            // A sound ledger may wait for its disk; one that tells what is not true is given time to tell it.
            await Until.TrueAsync(() => _ledgers[^1].HasAnswered, "an answer", TimeSpan.FromSeconds(1));
        }
        catch (TimeoutException)
        {
        }
    }

    /// <summary>Pulls the plug: what was not told may be in the file or not.</summary>
    public async Task KillAsync()
    {
        await _ledgers[^1].KillAsync();
        _killed = true;
    }

    /// <summary>The cause is gone: now it must record, and say so.</summary>
    public async Task RecoverAsync()
    {
        var kept = Kept.Count;
        await AppendAsync(1);
        _recovered = Kept.Count > kept;
        if (_recovered)
            await _ledgers[^1].RecordingAsync();
    }

    /// <summary>Opens the ledger once more, on a sound disk: it must record.</summary>
    public async Task ReopenAsync()
    {
        await using var ledger = await LedgerProcess.StartAsync(folder);
        Follow(ledger);
        var kept = Kept.Count;
        await AppendAsync(1);
        if (Kept.Count == kept)
            _broken.Add("a sound disk does not help");
        await ledger.StopAsync();
    }

    /// <summary>Reads the file and judges.</summary>
    public async Task<DiskOutcome> OutcomeAsync()
    {
        var rows = LedgerRows.Of(folder);
        var idOf = rows.ToDictionary(row => row.Seq, IdOf);
        _broken.AddRange(Kept
            .Where(told => idOf.GetValueOrDefault(told.Seq) != told.Id)
            .Select(told => $"sighting {told.Seq} was told as kept and is not in the file"));
        _broken.AddRange(idOf.Values.GroupBy(id => id).Where(same => same.Count() > 1)
            .Select(same => $"sighting {same.Key} is in the file {same.Count()} times"));
        _broken.AddRange(Kept.GroupBy(told => told.Seq).Where(same => same.Count() > 1)
            .Select(same => $"place {same.Key} was told {same.Count()} times"));
        _broken.AddRange(Promise.BrokenChain(rows, LedgerRows.Epoch(folder)));
        await CountAsync(rows.Count);
        return new DiskOutcome(Said(), InFile(rows.Count - before), _recovered ? ByItself : AtStart, _broken);
    }

    private const string ByItself = "records again by itself";
    private const string AtStart = "the next start records";

    // SQLite's own program counts too: whatever our reader does, a row is there or it is not.
    private async Task CountAsync(int rows)
    {
        await using var sqlite = Child.Start(
            RealParts.NeedSqlite3(),
            [
                "-readonly",
                LedgerRows.FileOf(folder),
                "PRAGMA integrity_check; SELECT count(*), max(seq) FROM sighting",
            ]);
        await sqlite.ExitAsync();
        if (!sqlite.Lines.SequenceEqual(["ok", string.Create(CultureInfo.InvariantCulture, $"{rows}|{rows}")]))
            _broken.Add($"sqlite3 finds other than {rows} rows: {sqlite.Tail()}");
    }

    private string Said()
    {
        var health = Lines.Any(line => line.StartsWith("condition Down", StringComparison.Ordinal)
                || line.StartsWith("log Error", StringComparison.Ordinal)) ? "can't record (down)"
            : Lines.Any(line => (line.StartsWith("condition Degraded", StringComparison.Ordinal) && !(IgnoresLoad && IsOfLoad(line)))
                || line.StartsWith("log ", StringComparison.Ordinal)) ? "a warning"
            : null;
        var settling = Count("unsettled ") > 0 ? "can't settle" : null;
        return health is null && settling is null
            ? "nothing"
            : string.Join("; ", new[] { health, settling }.Where(word => word is not null));
    }

    private static bool IsOfLoad(string line) => line.Contains("the disk is slow", StringComparison.Ordinal)
        || line.Contains("the disk has not answered", StringComparison.Ordinal);

    private string InFile(int rows)
    {
        var (kept, failed) = (Kept.Count, Count("failed "));
        return (rows - kept, failed) switch
        {
            _ when _killed => "all that it told as kept",
            _ when rows == _asked && failed == 0 => "all",
            _ when rows == _asked => "all, even what it told as failed",
            (0, > 0) => "all but what it told as failed",
            _ => $"{rows} of {_asked} without a word",
        };
    }

    private int Count(string word) => Lines.Count(line => line.StartsWith(word, StringComparison.Ordinal));

    private static string IdOf(Row row) =>
        JsonDocument.Parse(row.Bytes).RootElement.GetProperty("id").GetString()!;
}
