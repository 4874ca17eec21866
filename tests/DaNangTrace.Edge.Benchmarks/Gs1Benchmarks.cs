using BenchmarkDotNet.Attributes;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// What the grammar costs: <c>Span</c> reads in place and runs all linters, <c>Reading</c> makes a
/// <see cref="Gs1.Reading"/> of it, with strings for each element.
/// </summary>
[MemoryDiagnoser]
public class Gs1Benchmarks
{
    private const int Readings = 16;

    private static readonly DateOnly Today = new(2026, 11, 24);

    private readonly Gs1Reader _reader = new(new StandingClock());
    private readonly ElementSpan[] _elements = new ElementSpan[16];
    private readonly Finding[] _findings = new Finding[8];
    private readonly char[] _scratch = new char[128];
    private string _sent = "";
    private Symbol _symbol;

    [ParamsAllValues]
    public Gs1Sample Sample { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _sent = Gs1Samples.TextOf(Sample);
        _symbol = Symbol.Parse(_sent);
    }

    // One reader for many readings, as it is meant to be used.
    [Benchmark(Baseline = true, OperationsPerInvoke = Readings)]
    public int Span()
    {
        var reader = new SymbolReader(_elements, _findings, _scratch);
        var sum = 0;
        for (var i = 0; i < Readings; i++)
            sum += (int)reader.Read(_sent, Today) + reader.Elements.Length;
        return sum;
    }

    [Benchmark]
    public Reading Reading() => _reader.Read(_symbol);

    /// <summary>The clock's own cost is the machine's: it stands still here.</summary>
    private sealed class StandingClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    }
}
