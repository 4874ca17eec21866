using System.Diagnostics.Metrics;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>
/// The city as the kiosk knows it: what it said before, and what it says when it is asked. A question that nobody waits
/// for any more goes on to its end, since the next shopper may ask the same.
/// </summary>
internal sealed partial class City : IDisposable
{
    // Each shopper asks one; more at once are those of shoppers who have gone on.
    private const int MostAtOnce = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<Question, Task<Heard?>> _asked = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly IOriginSource _source;
    private readonly HeardStore _store;
    private readonly KioskClock _clock;
    private readonly ILogger<City> _log;
    private readonly HashSet<string> _told = [];
    private readonly Counter<long> _answers = Metering.Meter.CreateCounter<long>(
        "dntrace_city_answers_total", description: "Questions to the city's resolver by what it answered");

    private readonly Histogram<double> _took = Metering.Meter.CreateHistogram<double>(
        "dntrace_city_answer_seconds", "s", "From a question to the city's answer");

    /// <summary>Makes it.</summary>
    public City(IOriginSource source, HeardStore store, KioskClock clock, ILogger<City> log)
    {
        (_source, _store, _clock, _log) = (source, store, clock, log);
        Condition = new Condition(clock.Time);
        Condition.Set(Wellness.Ok, "nothing was asked yet");
    }

    /// <summary>How asking it goes.</summary>
    public Condition Condition { get; }

    /// <summary>What it said of a code before; null where nothing is known, or nothing that may be told any more.
    /// </summary>
    public Heard? Find(Question question) =>
        _store.Find(question.Path()) is { } heard && !Heard.IsForgotten(heard.AgeBy(_clock)) ? heard : null;

    /// <summary>Asks it.</summary>
    /// <returns>
    /// What it will say, within the time limit, null in it where it does not answer; null where nobody can be asked
    /// now.
    /// </returns>
    public Task<Heard?>? Ask(Question question)
    {
        lock (_gate)
        {
            if (_asked.TryGetValue(question, out var same))
                return same;
            if (_asked.Count >= MostAtOnce || !_source.IsWorthAsking || _stopping.IsCancellationRequested)
                return null;
            // By another thread: not even the making of a request holds up the desk.
            var asking = Task.Run(() => AskAsync(question), CancellationToken.None);
            _asked[question] = asking;
            return asking;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopping.IsCancellationRequested)
                return;
            _stopping.Cancel();
        }
        _store.Dispose();
    }

    private async Task<Heard?> AskAsync(Question question)
    {
        var begun = _clock.Time.GetTimestamp();
        try
        {
            var word = await _source.AskAsync(question, _stopping.Token);
            _took.Record(_clock.Time.GetElapsedTime(begun).TotalSeconds);
            Note(word);
            if (word is CityWord.Silent || _stopping.IsCancellationRequested)
                return null;
            var now = _clock.Now();
            var heard = new Heard(word as CityWord.Known, now.At, now.IsSynchronised)
            {
                Stamp = _clock.Time.GetTimestamp(),
            };
            _store.Keep(question.Path(), heard);
            return heard;
        }
        finally
        {
            lock (_gate)
                _asked.Remove(question);
        }
    }

    private void Note(CityWord word)
    {
        var answer = word switch
        {
            CityWord.Known => "known",
            CityWord.NotRegistered => "notRegistered",
            CityWord.Silent silent => char.ToLowerInvariant($"{silent.Why}"[0]) + $"{silent.Why}"[1..],
            _ => throw new InvalidOperationException("no such word"),
        };
        _answers.Add(1, new KeyValuePair<string, object?>("answer", answer));
        if (_stopping.IsCancellationRequested)
            return;
        var (words, what) = word switch
        {
            CityWord.Silent silent => (silent.Words, "the catalog answers, and what is not in it is out of reach"),
            CityWord.Known { Lacks: { } lacks } => (lacks.Words, "of a product that it knows, this is not shown"),
            _ => (null, ""),
        };
        if (words is null)
        {
            Condition.Set(Wellness.Ok, "the resolver answers");
            lock (_told)
                _told.Clear();
            return;
        }
        Condition.Set(Wellness.Degraded, $"{words}; {what}");
        // Once per cause, until all was well again.
        bool isNew;
        lock (_told)
            isNew = _told.Count < MostAtOnce && _told.Add(words);
        if (isNew)
            LogSilent(words);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Of the city: {Words}")]
    private partial void LogSilent(string words);
}
