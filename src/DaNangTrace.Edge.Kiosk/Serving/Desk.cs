using System.Diagnostics.Metrics;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Tracing;

namespace DaNangTrace.Edge.Kiosk.Serving;

/// <summary>
/// Serves one shopper after the other: read, trace, show, record.
/// Shown before recorded: a shopper does not wait for an SD card.
/// <para>It never waits for the city. Of what only the city may know it shows that it is being read, and goes on; what
/// comes first of the answer, the time limit and the next scan ends that wait, and then the sighting is recorded. So
/// sightings stand in the ledger in the order of the scans, each with the first answer that was shown.</para>
/// </summary>
public sealed class Desk : IDisposable
{
    // Of a code that is held under the scanner while the city is asked: two seconds of the fastest one.
    private const int MostTogether = 64;

    private readonly Gs1Reader _reader;
    private readonly Tracer _tracer;
    private readonly Screen _screen;
    private readonly SceneRule _rule;
    private readonly SightingRecorder _recorder;
    private readonly Histogram<double> _toScreen;
    private readonly Histogram<double> _toAnswer;
    private readonly Counter<long> _replaced;

    // One thing at a time: a scan, an answer of the city's, a recall, the end.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _followGate = new();
    private Wait? _wait;
    private Standing? _standing;
    private Task _followed = Task.CompletedTask;

    /// <summary>Makes the desk.</summary>
    public Desk(Gs1Reader reader, Tracer tracer, Screen screen, SceneRule rule, SightingRecorder recorder)
    {
        (_reader, _tracer, _screen, _rule, _recorder) = (reader, tracer, screen, rule, recorder);
        _toScreen = Metering.Meter.CreateHistogram<double>(
            "dntrace_answer_seconds", "s", "From taking a scan out of the lane to its scene on every display");
        _toAnswer = Metering.Meter.CreateHistogram<double>(
            "dntrace_city_wait_seconds", "s", "From the scene that the city is being asked to the one of its answer");
        _replaced = Metering.Meter.CreateCounter<long>(
            "dntrace_scenes_replaced_total", description: "Scenes that were replaced while they stood, by why");
    }

    /// <summary>
    /// Serves one scan; returns when its sighting stands in the ledger's queue, or waits for the city's answer.
    /// </summary>
    public async Task ServeAsync(Scan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        await InTurnAsync(() => ServeInTurnAsync(scan));
        // A fault of the program, or a ledger that failed for good: the host stops.
        if (Followed is { IsFaulted: true } fault)
            await fault;
    }

    /// <summary>Judges what stands on the screen anew, beside whoever asks: the recall list has changed.</summary>
    public void JudgeAnew() => Follow(Task.Run(() => InTurnAsync(() =>
    {
        // Whether one concerns it is all that is of interest: an import every day must not move a scene.
        if (_standing is { Answer: { } before } standing
            && _tracer.Again(standing.Reading, before) is var now && now.Recall?.Match != before.Recall?.Match)
            Replace(standing, now, "recalls");
        return ValueTask.CompletedTask;
    })));

    /// <summary>Ends a wait for the city: what was scanned is recorded as out of reach.</summary>
    public Task EndAsync() => InTurnAsync(() => EndWaitAsync(null, isShown: false));

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private Task Followed
    {
        get
        {
            lock (_followGate)
                return _followed;
        }
    }

    private async Task InTurnAsync(Func<ValueTask> work)
    {
        await _turn.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask ServeInTurnAsync(Scan scan)
    {
        var begun = _rule.Time.GetTimestamp();
        var (isRepeat, isShown) = _rule.Judge(scan);
        // The same code, held under the scanner: its wait goes on, and it is answered with it.
        if (_wait is { } wait && isRepeat && !isShown && wait.Scans[0].Scan.Scanner == scan.Scanner
            && wait.Scans.Count < MostTogether)
        {
            wait.Scans.Add(new Waiting(scan, isRepeat, null));
            return;
        }
        var reading = _reader.Read(scan.Symbol);
        // What is not shown ends nobody's wait: it is recorded behind it.
        if (_wait is { } other && !isShown && other.Scans.Count < MostTogether)
        {
            other.Scans.Add(new Waiting(scan, isRepeat, new Reckoned(reading, AnswerOf(reading))));
            return;
        }
        // What that would show, this scan's scene replaces at once.
        await EndWaitAsync(null, isShown: !isShown);
        switch (_tracer.Begin(reading, mayAsk: isShown))
        {
            case Trace.Asked asked:
                _standing = null;
                _wait = new Wait(
                    asked, _screen.Show(SceneBuilder.While(asked.Item)), [new Waiting(scan, isRepeat, null)]);
                Follow(FollowAsync(_wait));
                break;
            case Trace.Told told:
                if (isShown)
                {
                    _standing = new Standing(reading)
                    {
                        Answer = told.Answer,
                        Shown = _screen.Show(SceneBuilder.Of(reading, told.Answer)),
                    };
                    if (told.Behind is not null)
                        Follow(FollowAsync(_standing, told.Behind));
                }
                await _recorder.RecordAsync(scan, reading, told.Answer, isRepeat);
                break;
        }
        _toScreen.Record(_rule.Time.GetElapsedTime(begun).TotalSeconds);
    }

    private Answer? AnswerOf(Reading reading) => ((Trace.Told)_tracer.Begin(reading, mayAsk: false)).Answer;

    // What comes of a wait is nobody's to await but the next call's.
    private void Follow(Task following)
    {
        lock (_followGate)
            _followed = _followed.IsCompletedSuccessfully ? following : Task.WhenAll(_followed, following);
    }

    private async Task FollowAsync(Wait wait)
    {
        var answer = await wait.Asked.Coming;
        await InTurnAsync(() => _wait == wait ? EndWaitAsync(answer, isShown: true) : ValueTask.CompletedTask);
    }

    private async Task FollowAsync(Standing standing, Task<Answer?> behind)
    {
        if (await behind is { } answer)
            await InTurnAsync(() =>
            {
                if (_standing == standing)
                    Replace(standing, _tracer.Again(standing.Reading, answer), "city");
                return ValueTask.CompletedTask;
            });
    }

    private async ValueTask EndWaitAsync(Answer? answer, bool isShown)
    {
        if (_wait is not { } wait)
            return;
        _wait = null;
        var reading = wait.Asked.Item;
        // Another recall list may count since it was judged. Who scanned on was told nothing: it was out of reach.
        var told = answer is not null ? _tracer.Again(reading, answer)
            : isShown ? wait.Asked.Without() : wait.Asked.OutOfReach();
        if (isShown && _screen.Replace(wait.Shown, SceneBuilder.Of(reading, told)) is { } shown)
        {
            _standing = new Standing(reading) { Answer = told, Shown = shown };
            _toAnswer.Record(_rule.Time.GetElapsedTime(wait.Shown.Since).TotalSeconds);
        }
        foreach (var (scan, isRepeat, own) in wait.Scans)
            await _recorder.RecordAsync(scan, own?.Reading ?? reading, own is null ? told : own.Answer, isRepeat);
    }

    private void Replace(Standing standing, Answer answer, string why)
    {
        if (_screen.Replace(standing.Shown, SceneBuilder.Of(standing.Reading, answer)) is not { } shown)
            return;
        (standing.Answer, standing.Shown) = (answer, shown);
        _replaced.Add(1, new KeyValuePair<string, object?>("why", why));
    }

    private sealed record Wait(Trace.Asked Asked, ShownScene Shown, List<Waiting> Scans);

    /// <param name="Scan">What was scanned while the city is asked.</param>
    /// <param name="IsRepeat">Whether it repeats its scanner's last one.</param>
    /// <param name="Own">What it is itself; null where it is the code that is asked about.</param>
    private sealed record Waiting(Scan Scan, bool IsRepeat, Reckoned? Own);

    private sealed record Reckoned(Reading Reading, Answer? Answer);

    /// <summary>What the screen shows, for as long as it is of one scan.</summary>
    private sealed class Standing(Reading reading)
    {
        public Reading Reading => reading;

        public required Answer? Answer { get; set; }

        public required ShownScene Shown { get; set; }
    }
}
