using System.Diagnostics;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>How a case ended, in words that hold on every machine.</summary>
/// <param name="Said">What the kiosk said of its uplink.</param>
/// <param name="Kept">Which of its sightings arrived, and which it keeps.</param>
/// <param name="After">What it took until it sent again.</param>
/// <param name="Broken">Every promise that was broken.</param>
internal sealed record LinkOutcome(string Said, string Kept, string After, IReadOnlyList<string> Broken)
{
    /// <summary>What differs from run to run: for whoever reads the test's output.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>
/// A kiosk whose link or broker fails: what is scanned before, meanwhile and after is counted in its ledger's file, and
/// looked for at the broker.
/// </summary>
internal sealed class LinkRun : IAsyncDisposable
{
    /// <summary>Seconds of silence after which the link is asked whether it lives.</summary>
    public const int KeepAlive = 5;

    // Each stretch of scans: more than a window, fewer than a batch.
    private const int Few = 12;

    // The longest wait of the backoff, and a connection that runs into its deadline.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(70);

    // One that says nothing of its trouble is found out by waiting.
    private static readonly TimeSpan Telling = TimeSpan.FromSeconds(40);

    private readonly KioskPlace _place;
    private readonly KioskProcess _kiosk;
    private readonly MqttWitness _witness;
    private readonly UplinkLog _log;
    private readonly List<string> _broken = [];
    private string _said = "nothing";
    private long _since;
    private int _scanned;

    private LinkRun(KioskPlace place, KioskProcess kiosk, MqttWitness witness)
    {
        (_place, _kiosk, _witness) = (place, kiosk, witness);
        _log = new UplinkLog(kiosk);
    }

    /// <summary>Starts a kiosk; returns when it scans.</summary>
    /// <param name="witnessPort">Where the witness looks at what arrives.</param>
    /// <param name="address">Where the kiosk finds the broker.</param>
    /// <param name="sending">Changes its section <c>sending</c>.</param>
    /// <param name="start">Starts another program than the published one.</param>
    /// <param name="keepAlive">Its <c>keepAliveSeconds</c>; short where a silence must be noticed.</param>
    public static async Task<LinkRun> StartAsync(
        int witnessPort, string address, Action<JsonObject>? sending = null, Func<KioskPlace, Child>? start = null,
        int keepAlive = KeepAlive)
    {
        var witness = await MqttWitness.ListenAsync(witnessPort);
        var place = new KioskPlace(address, all =>
        {
            all["sending"]!["keepAliveSeconds"] = keepAlive;
            sending?.Invoke(all["sending"]!.AsObject());
        });
        var run = new LinkRun(
            place, await KioskProcess.StartAsync(place, start ?? KioskProcess.StartProgram), witness);
        run.Mark();
        return run;
    }

    /// <summary>Figures and messages for the test's output.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>All rows so far.</summary>
    public IReadOnlyList<Row> Rows => _place.Rows;

    /// <summary>The link is well: some are scanned, and delivered.</summary>
    public async Task BeginAsync()
    {
        await ConnectedAsync();
        await ScanAsync();
        await SentAsync();
        Mark();
    }

    public Task ConnectedAsync() => _kiosk.PartAsync("uplink", "ok", Patience);

    /// <summary>What is said from here on is said of the fault.</summary>
    public void Mark() => _since = Stopwatch.GetTimestamp();

    /// <summary>Scans; returns when all are in the ledger's file, as they must be whatever the link does.</summary>
    /// <returns>The places of those.</returns>
    public Task<IReadOnlyList<long>> ScanAsync(int count = Few) =>
        ScanAsync(Enumerable.Range(_scanned, count).Select(Codes.Ean13));

    /// <inheritdoc cref="ScanAsync(int)"/>
    public async Task<IReadOnlyList<long>> ScanAsync(IEnumerable<string> codes)
    {
        var before = _scanned;
        foreach (var code in codes)
        {
            _scanned++;
            _place.Line.Send(code);
        }
        var rows = await LedgerRows.UntilAsync(_place.Data, _scanned);
        return [.. rows.Skip(before).Select(row => row.Seq)];
    }

    /// <summary>Waits until the uplink says what is wrong, so that a person finds the cause.</summary>
    public async Task ToldAsync(UplinkWords words, TimeSpan? within = null)
    {
        if (await IsTrueAsync(() => Told(words).Any(), within ?? Telling))
        {
            _said = $"degraded; names {words.Name}";
            Notes.Add($"it said '{Told(words).First().Message}'");
            return;
        }
        var trouble = _log.TroubleSince(_since);
        _said = trouble.Count == 0 ? "nothing" : $"degraded; does not name {words.Name}";
        _broken.Add(trouble.Count == 0
            ? $"it never said that anything was wrong, but: '{_log.Said[^1].Message}'"
            : $"it did not name {words.Name}, but said: "
                + string.Join(", ", trouble.Select(said => $"'{said.Message}'").Distinct().TakeLast(3)));
    }

    /// <summary>Waits until the uplink says that it is degraded, and notes whether that came in time.</summary>
    /// <param name="limit">How long it may take from the mark on.</param>
    public async Task NoticedAsync(TimeSpan limit)
    {
        if (!await IsTrueAsync(() => _log.TroubleSince(_since).Any(), Telling))
            return;
        var took = Stopwatch.GetElapsedTime(_since, _log.TroubleSince(_since)[0].At);
        var noticed = FormattableString.Invariant($"noticed after {took.TotalSeconds:0.0} s");
        Notes.Add(noticed);
        // A busy machine answers late, and once in a while nobody.
        if (took > limit + TimeSpan.FromSeconds(1) + _log.LongestGap)
            _broken.Add(FormattableString.Invariant($"{noticed}, not {limit.TotalSeconds}"));
    }

    /// <summary>Waits until the broker has taken or refused everything.</summary>
    public async Task SettledAsync()
    {
        try
        {
            await SentAsync();
        }
        catch (TimeoutException e)
        {
            _broken.Add($"{e.Message}; it said: '{_log.Said[^1].Message}'");
        }
    }

    /// <summary>The fault is gone: some more are scanned, all must find their way; then it is judged.</summary>
    /// <param name="after">What had to be done for it to send again.</param>
    /// <param name="apart">What the broker never takes; null = it takes all.</param>
    public async Task<LinkOutcome> EndAsync(string after, Apart? apart = null)
    {
        try
        {
            if (apart is null)
                await ConnectedAsync();
            await ScanAsync();
            await SentAsync();
        }
        catch (TimeoutException e)
        {
            _broken.Add($"{e.Message}; it said: '{_log.Said[^1].Message}'");
            after = "does not send again";
        }
        if (_said == "nothing" && _log.TroubleSince(_since) is [var trouble, ..])
        {
            _said = "degraded";
            _broken.Add($"it said '{trouble.Message}', though it can send");
        }
        await _log.EndAsync();
        if (_kiosk.HasEnded)
            _broken.Add("it ended by itself");
        _kiosk.Signal(Unix.Terminate);
        await _kiosk.ExitAsync();
        var kept = Kept(_place.Rows, apart);
        if (apart is not null)
            await RetryAsync(apart);
        await _witness.CatchUpAsync();
        var rows = _place.Rows;
        _broken.AddRange(Promise.BrokenChain(rows, LedgerRows.Epoch(_place.Data)));
        // One fault may break a thousand rows; a few say which.
        _broken.AddRange(Promise.BrokenDelivery(rows, _witness.Sightings).Take(5));
        _broken.AddRange(Promise.BrokenMessages(_witness.ScanMessages));
        return new LinkOutcome(_said, kept, after, _broken) { Notes = Notes };
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _kiosk.DisposeAsync();
        await _witness.DisposeAsync();
        _place.Dispose();
    }

    private Task SentAsync() => _kiosk.SentAsync(Patience);

    private IEnumerable<UplinkSaid> Told(UplinkWords words) =>
        _log.TroubleSince(_since).Where(said => words.Pattern.IsMatch(said.Message));

    // What was refused says why, and is delivered once the reason is gone and somebody asks for it.
    private async Task RetryAsync(Apart apart)
    {
        var refused = _place.Rows.Any(row => row.State == Row.Refused);
        var listed = await Cli.RunAsync(["ledger", "refused", "list", "--data", _place.Data]);
        if (refused && !apart.Reason.Pattern.IsMatch(listed.Output))
            _broken.Add($"the list of those refused does not name {apart.Reason.Name}: {listed}");
        await apart.MendAsync();
        var asked = await Cli.RunAsync(["ledger", "refused", "retry", "--data", _place.Data]);
        if (asked.ExitCode != 0)
            _broken.Add($"{asked}");
        await using (var again = await KioskProcess.StartAsync(_place))
        {
            await Until.TrueAsync(
                async () => await again.MetricAsync("dntrace_sightings_refused") == 0
                    && await again.MetricAsync("dntrace_sightings_pending") == 0,
                "those refused are taken up", Patience);
            again.Signal(Unix.Terminate);
            await again.ExitAsync();
        }
        if (_place.Rows.Count(row => row.State != Row.Delivered) is var left and > 0)
            _broken.Add($"{left} sightings are not delivered though they were asked for once more");
    }

    private string Kept(IReadOnlyList<Row> rows, Apart? apart)
    {
        if (rows.Count != _scanned)
            _broken.Add($"{rows.Count} rows of {_scanned} scans");
        var waiting = rows.Count(row => row.State == Row.Pending);
        if (waiting > 0)
        {
            _broken.Add($"{waiting} sightings still wait");
            return "some wait";
        }
        var refused = rows.Where(row => row.State == Row.Refused).Select(row => row.Seq).ToList();
        if (apart is null && refused.Count == 0)
            return "delivered all";
        if (apart is { IsAtMost: true } ? refused.All(apart.Seqs.Contains) : refused.SequenceEqual(apart?.Seqs ?? []))
            return $"delivered all but {apart?.Name}: kept apart";
        _broken.Add($"kept apart {string.Join(' ', refused)}, not {string.Join(' ', apart?.Seqs ?? [])}");
        return $"delivered all but {refused.Count}";
    }

    private static async Task<bool> IsTrueAsync(Func<bool> ask, TimeSpan within)
    {
        try
        {
            await Until.TrueAsync(ask, "", within);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
