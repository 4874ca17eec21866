using System.Text.RegularExpressions;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Showing.Speaking;

/// <summary>
/// Speaks by Debian's <c>espeak-ng</c>, a child process for each text, which plays it by itself. One at a time: the one
/// before is killed and has ended before the next one begins. Which languages it has is asked at the start, and, while
/// some are missing, again whenever somebody wants to know, at most once a minute.
/// <para>Before the first text it says one without a sound, as whoever presses the key must hear something: where no
/// sound comes out there are no languages, and so no key. A text that fails takes them away until that is mended.
/// </para>
/// </summary>
public sealed partial class EspeakSpeech : ISpeech, IDisposable
{
    /// <summary>What a sentence in <see cref="Condition"/> begins with where the program is not there.</summary>
    public const string NotInstalled = "espeak-ng is not installed";

    // At 150 words a minute more than a minute and a half. Nobody listens longer.
    private const int MostCharacters = 1200;
    private const int MostTold = 300;

    // Sound tells its cause first, and then line after line what could not be done for that reason.
    private const int MostLines = 2;

    // Chinese with its pauses takes 0.35 s a character at 150 words a minute. What takes longer hangs: another program
    // holds the sound card.
    private const double MostSecondsACharacter = 0.6;
    private const int OrdinaryPace = 150;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan UntilAskedAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ListLimit = TimeSpan.FromSeconds(10);

    // The sound card is opened for a text only. At no volume a letter is a third of a second of silence.
    private const string Silence = "a";
    private static readonly SpeechOptions Silent = new() { Volume = 0, WordsPerMinute = 300 };

    private readonly EspeakProgram _program;
    private readonly SpeechOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = new();
    private CancellationTokenSource? _ending;
    private Task _saying = Task.CompletedTask;
    private Task<Found> _looking = Task.FromResult(new Found([]));
    private Found _known = new([]);
    private long _looked;
    private int _failures;
    private volatile bool _isHeard;

    /// <summary>Begins to look which languages there are, and does not wait for it.</summary>
    public EspeakSpeech(SpeechOptions options, TimeProvider time, ILogger<EspeakSpeech> logger)
        : this(new EspeakProgram("espeak-ng", time), options, time, logger)
    {
    }

    internal EspeakSpeech(EspeakProgram program, SpeechOptions options, TimeProvider time, ILogger logger)
    {
        (_program, _options, _time, _logger) = (program, options, time, logger);
        Condition = new Condition(time);
        _looking = BeginToLook();
    }

    /// <inheritdoc/>
    public Condition Condition { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Languages
    {
        get
        {
            // While it looks again, what it knew holds: a key must not come and go with each look.
            var looking = Looking();
            lock (_gate)
                return (looking.IsCompletedSuccessfully ? looking.Result : _known).Languages;
        }
    }

    /// <inheritdoc/>
    public Task Say(Utterance utterance)
    {
        ArgumentNullException.ThrowIfNull(utterance);
        lock (_gate)
        {
            if (_end.IsCancellationRequested)
                return Task.CompletedTask;
            EndLast();
            var ending = _ending = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            var (before, stop) = (_saying, ending.Token);
            return _saying = Task.Run(() => SayAsync(before, utterance, stop), CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public void Stop()
    {
        lock (_gate)
            EndLast();
    }

    /// <summary>Ends what is being said, and says nothing any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_end.IsCancellationRequested)
                return;
            EndLast();
            _end.Cancel();
        }
        // A killed child has ended within milliseconds.
        _ = Task.WaitAll([_saying, _looking], TimeSpan.FromSeconds(1));
        _end.Dispose();
    }

    private void EndLast()
    {
        _ending?.Cancel();
        _ending?.Dispose();
        _ending = null;
    }

    private async Task SayAsync(Task before, Utterance utterance, CancellationToken stop)
    {
        // A fault of the program must not silence what comes after it.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var text = Speakable.Of(utterance.Language, utterance.Text, MostCharacters);
        var found = await Looking();
        if (text.Length == 0 || !found.Voices.TryGetValue(utterance.Language, out var voice))
            return;
        Tell(await _program.RunAsync(voice.Arguments(_options), text, LimitOf(text), stop), found);
    }

    private TimeSpan LimitOf(string text)
    {
        var seconds = text.Length * MostSecondsACharacter * OrdinaryPace / _options.WordsPerMinute;
        var limit = Least + TimeSpan.FromSeconds(seconds);
        return limit < Longest ? limit : Longest;
    }

    private Task<Found> Looking()
    {
        lock (_gate)
        {
            var isDue = _looking.IsCompleted && _looking.Result.Languages.Count < SceneWords.Languages.Count
                && _time.GetElapsedTime(_looked) >= UntilAskedAgain && !_end.IsCancellationRequested;
            if (isDue)
                (_known, _looking) = (_looking.Result, BeginToLook());
            return _looking;
        }
    }

    private Task<Found> BeginToLook()
    {
        _looked = _time.GetTimestamp();
        return Task.Run(LookAsync);
    }

    private async Task<Found> LookAsync()
    {
        var failures = Volatile.Read(ref _failures);
        var run = await _program.RunAsync(["--voices"], "", ListLimit, _end.Token);
        var found = new Found(EspeakVoice.Of(run is EspeakRun.Ran ran ? ran.Output : "", _options.Voice));
        // Once it was heard: another try could come between two texts, and find the card taken.
        if (run is EspeakRun.Ran { IsRight: true } && found.Voices.Values.FirstOrDefault() is { } voice && !_isHeard)
            run = await _program.RunAsync(voice.Arguments(Silent), Silence, ListLimit, _end.Token);
        if (run is not EspeakRun.Ran { IsRight: true })
            found = new Found([]);
        // A text failed meanwhile, and has told so: what was found before it counts no more.
        if (Volatile.Read(ref _failures) != failures)
            return new Found([]);
        Tell(run, found);
        return found;
    }

    private void Tell(Found found)
    {
        var missing = SceneWords.Languages.Except(found.Languages).ToList();
        if (missing.Count == 0)
            Tell(Wellness.Ok, "ready");
        else
            Tell(Wellness.Degraded, $"espeak-ng has no voice for {string.Join(", ", missing)}: "
                + "apt install espeak-ng-data; the page has no key for reading aloud in that language");
    }

    private void Tell(EspeakRun run, Found found)
    {
        switch (run)
        {
            case EspeakRun.NotStarted { IsMissing: true }:
                Forget();
                Tell(Wellness.Degraded,
                    $"{NotInstalled}: apt install espeak-ng; the page has no key for reading aloud");
                break;
            case EspeakRun.NotStarted none:
                Forget();
                Tell(Wellness.Degraded, $"espeak-ng can't be started: {Shown.Of(none.Why, MostTold)}");
                break;
            case EspeakRun.Ended { IsByLimit: true }:
                Forget();
                Tell(Wellness.Degraded,
                    "espeak-ng did not come to its end and was ended: does another program hold the sound card? "
                    + "Meanwhile the page has no key for reading aloud");
                break;
            case EspeakRun.Ran { IsRight: false } ran:
                Forget();
                Tell(Wellness.Degraded, $"espeak-ng was not heard ({WordsOf(ran)}): is there a sound card "
                    + "(/proc/asound/cards), and may the service use it (group audio)? Meanwhile the page has no key "
                    + "for reading aloud");
                break;
            case EspeakRun.Ran:
                _isHeard = found.Voices.Count > 0;
                Tell(found);
                break;
        }
    }

    private static string WordsOf(EspeakRun.Ran ran)
    {
        var lines = ran.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0
            ? $"code {ran.Code}"
            : Shown.Of(string.Join("; ", lines.Take(MostLines).Select(line => Place().Replace(line, ""))), MostTold);
    }

    // It was removed while the kiosk runs, or its sound: no languages, until it is found and heard again.
    private void Forget()
    {
        _isHeard = false;
        Interlocked.Increment(ref _failures);
        lock (_gate)
        {
            if (_looking.IsCompleted)
                (_looking, _looked) = (Task.FromResult(new Found([])), _time.GetTimestamp());
        }
    }

    private void Tell(Wellness wellness, string message)
    {
        if (!Condition.Set(wellness, message))
            return;
        if (wellness == Wellness.Ok)
            Speaks();
        else
            SpeaksNot(message);
    }

    // Of ALSA's own source, before what it says.
    [GeneratedRegex(@"^ALSA lib \S+\.c:\d+:\(\w+\) ")]
    private static partial Regex Place();

    [LoggerMessage(Level = LogLevel.Information, Message = "Reading aloud: ready")]
    private partial void Speaks();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reading aloud: {Message}")]
    private partial void SpeaksNot(string message);

    /// <summary>What the program can speak.</summary>
    private sealed record Found(Dictionary<string, EspeakVoice> Voices)
    {
        public IReadOnlyList<string> Languages { get; } = [.. SceneWords.Languages.Where(Voices.ContainsKey)];
    }
}
