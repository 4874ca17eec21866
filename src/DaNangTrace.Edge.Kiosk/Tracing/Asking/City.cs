using System.Diagnostics.Metrics;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire.Packs;
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

    private const int MostTold = 16;
    private static readonly TimeSpan TellPause = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<Question, Task<Heard?>> _asked = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly IOriginSource _source;
    private readonly HeardStore _store;
    private readonly KioskClock _clock;
    private readonly ILogger<City> _log;
    private readonly Dictionary<string, long> _told = [];
    private readonly Counter<long> _answers = Metering.Meter.CreateCounter<long>(
        "dntrace_city_answers_total", description: "Questions to the city's resolver by what it answered");

    private readonly Counter<long> _notAsked = Metering.Meter.CreateCounter<long>(
        "dntrace_city_not_asked_total",
        description: "Misses that the city was not asked about: it did not answer just before, or too many were on "
            + "their way");

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
    public Heard? Find(Question question) => Find(question.Path());

    /// <summary>The newest that it said of the product, or of any of its lots; null where nothing is known.</summary>
    public Heard? FindOfProduct(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var newest = ((Heard?[])[Find(question.OfProduct()), Find(question.PathOfAnyLot())])
            .OfType<Heard>().MinBy(heard => heard.AgeBy(_clock).Age);
        // Its recalls may have been heard with the other one.
        return newest?.Known is { } known
            ? newest with { Known = known.With([.. RecallsOfProduct(question)]) }
            : newest;
    }

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
            var why = !_source.IsWorthAsking ? "silent" : _asked.Count >= MostAtOnce ? "busy" : null;
            if (why is not null || _stopping.IsCancellationRequested)
            {
                _notAsked.Add(1, new KeyValuePair<string, object?>("why", why ?? "stopping"));
                return null;
            }
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

    private Heard? Find(string path) =>
        _store.Find(path) is { } heard && !Heard.IsForgotten(heard.AgeBy(_clock)) ? heard : null;

    private async Task<Heard?> AskAsync(Question question)
    {
        try
        {
            var word = await WordAsync(question);
            Note(word);
            if (_stopping.IsCancellationRequested)
                return null;
            KeepOfProduct(question, word);
            var heard = Together(question, word);
            if (heard is not null)
                _store.Keep(question.Path(), heard);
            return heard;
        }
        finally
        {
            lock (_gate)
                _asked.Remove(question);
        }
    }

    // What could not be read this time is no word that it is not so any more. Null where nothing is new.
    private Heard? Together(Question question, CityWord word)
    {
        var before = Find(question);
        if (word is CityWord.Silent silent)
            return before?.Known is { } told && silent.Recalls.Count > 0
                ? before with { Known = told.With(silent.Recalls) }
                : null;
        if (WithRecalls(question, word) is not CityWord.Known known)
            return HeardNow(null);
        if (before?.Known is not { } earlier)
            return HeardNow(known);
        return Stays(question, before, earlier, known)
            ? before with { Known = earlier.With(known.Origin.Recalls) }
            : HeardNow(known.Over(earlier));
    }

    // Whether what was heard in full stays, as old as it is, where less is heard now: a lot's own for as long as it may
    // be told, and a product's for a day, since other data of it is as good then.
    private bool Stays(Question question, Heard before, CityWord.Known earlier, CityWord.Known known)
    {
        if (earlier.Unheard.HasFlag(CityParts.Data))
            return false;
        if (known.Unheard.HasFlag(CityParts.Data))
            return true;
        return known.Unheard.HasFlag(CityParts.Own) && !earlier.Unheard.HasFlag(CityParts.Own) && !earlier.IsOfProduct
            && !(question.IsOfProduct && before.AgeBy(_clock).IsOld);
    }

    // Where nobody answers for another lot, that much can be told of it.
    private void KeepOfProduct(Question question, CityWord word)
    {
        if (question.IsOfProduct)
            return;
        if (WithRecalls(question, word) is CityWord.Known { IsOfProduct: true } known
            && !known.Unheard.HasFlag(CityParts.Data))
            _store.Keep(question.PathOfAnyLot(), HeardNow(known with
            {
                Origin = OfAnyLot.In(known.Origin) with
                {
                    Stages = [],
                },
            }));
        else if (word is CityWord.NotRegistered or CityWord.Silent { IsProductUnknown: true })
            _store.Keep(question.OfProduct().Path(), HeardNow(null));
    }

    // Those that were heard of the product before, where its word on them was not heard now.
    private CityWord WithRecalls(Question question, CityWord word) =>
        word is CityWord.Known known && known.Unheard.HasFlag(CityParts.Recalls)
            ? known.With([.. known.Origin.Recalls, .. RecallsOfProduct(question)])
            : word;

    private IEnumerable<Recall> RecallsOfProduct(Question question) =>
        new[] { Find(question.OfProduct()), Find(question.PathOfAnyLot()) }
            .SelectMany(heard => heard?.Known?.Origin.Recalls ?? []);

    private Heard HeardNow(CityWord.Known? known)
    {
        var now = _clock.Now();
        return new Heard(known, now.At, now.IsSynchronised) { Stamp = _clock.Time.GetTimestamp() };
    }

    private async Task<CityWord> WordAsync(Question question)
    {
        var begun = _clock.Time.GetTimestamp();
        try
        {
            var word = await _source.AskAsync(question, _stopping.Token);
            _took.Record(_clock.Time.GetElapsedTime(begun).TotalSeconds);
            return word;
        }
        // A stranger's bytes found a fault of ours: that must not end the kiosk, and must not go unheard.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFault(e);
            return new CityWord.Silent(
                Silence.Malformed, $"the resolver's answer can't be used: {e.GetType().Name}, see the log");
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
            CityWord.Known { Lacks: { } lacks } =>
                (lacks.Words, "of a product that it knows, what that would say is not shown"),
            _ => (null, ""),
        };
        if (words is null)
        {
            Condition.Set(Wellness.Ok, "the resolver answers");
            return;
        }
        Condition.Set(Wellness.Degraded, $"{words}; {what}");
        if (IsNews(words))
            LogSilent(words);
    }

    // Once per cause, and again an hour later.
    private bool IsNews(string words)
    {
        lock (_told)
        {
            if (_told.TryGetValue(words, out var at) && _clock.Time.GetElapsedTime(at) < TellPause)
                return false;
            if (_told.Count >= MostTold)
                _told.Clear();
            _told[words] = _clock.Time.GetTimestamp();
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What the resolver answered met a fault of this program")]
    private partial void LogFault(Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Of the city: {Words}")]
    private partial void LogSilent(string words);
}
