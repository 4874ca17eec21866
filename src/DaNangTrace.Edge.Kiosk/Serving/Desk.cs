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

    // One thing at a time: a scan, an answer of the city's, the end.
    private readonly SemaphoreSlim _turn = new(1, 1);
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
    public Task ServeAsync(Scan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return InTurnAsync(() => ServeInTurnAsync(scan));
    }

    /// <summary>Judges what stands on the screen anew: the recall list has changed.</summary>
    public Task JudgeAnewAsync() => InTurnAsync(() =>
    {
        // Whether one concerns it is all that is of interest: an import every day must not move a scene.
        if (_standing is { Answer: { } before } standing
            && _tracer.Begin(standing.Reading, mayAsk: false) is Trace.Told { Answer: { } now }
            && now.Recall?.Match != before.Recall?.Match)
            Replace(standing, now, "recalls");
        return ValueTask.CompletedTask;
    });

    /// <summary>Ends a wait for the city: what was scanned is recorded as out of reach.</summary>
    public Task EndAsync() => InTurnAsync(() => EndWaitAsync(null, isShown: false));

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task InTurnAsync(Func<ValueTask> work)
    {
        await _turn.WaitAsync();
        try
        {
            // A fault of the program, or a ledger that failed for good: the next call tells, and the host stops.
            if (_followed.IsFaulted)
                await _followed;
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
            wait.Scans.Add((scan, isRepeat));
            return;
        }
        // What it would show, this scan's scene replaces at once.
        await EndWaitAsync(null, isShown: false);
        var reading = _reader.Read(scan.Symbol);
        var trace = _tracer.Begin(reading, mayAsk: isShown);
        if (trace is Trace.Asked asked)
        {
            var shown = _screen.Show(SceneBuilder.While(asked.Item));
            _standing = null;
            _wait = new Wait(asked, shown, [(scan, isRepeat)]);
            Follow(FollowAsync(_wait));
        }
        else if (trace is Trace.Told told)
        {
            if (isShown)
                Stand(reading, told.Answer, _screen.Show(SceneBuilder.Of(reading, told.Answer)));
            if (isShown && told.Behind is not null)
                Follow(FollowAsync(_standing!, told.Behind));
            await _recorder.RecordAsync(scan, reading, told.Answer, isRepeat);
        }
        _toScreen.Record(_rule.Time.GetElapsedTime(begun).TotalSeconds);
    }

    // What comes of a wait is nobody's to await but the next call's.
    private void Follow(Task following) => _followed = _followed.IsCompleted ? following : Both(_followed, following);

    private static async Task Both(Task before, Task following)
    {
        await before;
        await following;
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
                    Replace(standing, answer, "city");
                return ValueTask.CompletedTask;
            });
    }

    private async ValueTask EndWaitAsync(Answer? answer, bool isShown)
    {
        if (_wait is not { } wait)
            return;
        _wait = null;
        var told = answer ?? wait.Asked.Nobody();
        var reading = wait.Asked.Item;
        if (isShown && _screen.Replace(wait.Shown, SceneBuilder.Of(reading, told)) is { } shown)
        {
            Stand(reading, told, shown);
            _toAnswer.Record(_rule.Time.GetElapsedTime(wait.Shown.Since).TotalSeconds);
        }
        foreach (var (scan, isRepeat) in wait.Scans)
            await _recorder.RecordAsync(scan, reading, told, isRepeat);
    }

    private void Stand(Reading reading, Answer? answer, ShownScene shown) =>
        _standing = new Standing(reading, answer, shown);

    private void Replace(Standing standing, Answer answer, string why)
    {
        if (_screen.Replace(standing.Shown, SceneBuilder.Of(standing.Reading, answer)) is not { } shown)
            return;
        Stand(standing.Reading, answer, shown);
        _replaced.Add(1, new KeyValuePair<string, object?>("why", why));
    }

    private sealed record Wait(Trace.Asked Asked, ShownScene Shown, List<(Scan Scan, bool IsRepeat)> Scans);

    private sealed record Standing(Reading Reading, Answer? Answer, ShownScene Shown);
}
