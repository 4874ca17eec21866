using BenchmarkDotNet.Attributes;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>What the grammar costs, by carrier.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class ReadingBenchmarks
{
    private readonly Gs1Reader _reader = new(TimeProvider.System);

    [Params(
        "]E08936012345674", "]d201089360123456741727123110A1", "https://id.gs1.org/01/08936012345674/10/A1",
        "Chúc mừng năm mới")]
    public string Sent { get; set; } = "";

    [Benchmark]
    public Reading Read() => _reader.Read(Symbol.Parse(Sent));
}
