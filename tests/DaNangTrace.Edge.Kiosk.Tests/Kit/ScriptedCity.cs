using System.Collections.Concurrent;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>A city that answers when a test says so.</summary>
internal sealed class ScriptedCity : IOriginSource
{
    private readonly ConcurrentDictionary<Question, TaskCompletionSource<CityWord>> _open = new();
    private int _asked;

    public bool IsWorthAsking { get; set; } = true;

    /// <summary>What it throws, as no source should.</summary>
    public Exception? Fault { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public Task<CityWord> AskAsync(Question question, CancellationToken stop)
    {
        Interlocked.Increment(ref _asked);
        if (Fault is not null)
            return Task.FromException<CityWord>(Fault);
        return _open.GetOrAdd(question, _ => new TaskCompletionSource<CityWord>()).Task.WaitAsync(stop);
    }

    /// <summary>Answers a question, one that was asked or one that will be.</summary>
    public void Say(Question question, CityWord word) =>
        _open.GetOrAdd(question, _ => new TaskCompletionSource<CityWord>()).SetResult(word);

    /// <summary>Says from now on something else.</summary>
    public void Forget(Question question) => _open.TryRemove(question, out _);

    public static CityWord.Known Known(string gtin, string name = "Bánh dừa nướng", bool isOfProduct = false) =>
        new(new Origin { Gtin = gtin, Name = new Dictionary<string, string> { ["vi"] = name } }, isOfProduct);

    public static readonly CityWord NoAnswer = new CityWord.Silent(Silence.TimeLimit, "no answer");
}
