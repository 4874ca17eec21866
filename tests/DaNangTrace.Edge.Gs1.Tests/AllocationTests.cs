using DaNangTrace.Edge.Benchmarks;

namespace DaNangTrace.Edge.Gs1.Tests;

/// <summary>The codes that the benchmarks measure are what their names say, and cost no memory.</summary>
public sealed class AllocationTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory]
    [InlineData(Gs1Sample.Ean13, ReadingKind.Item, 1)]
    [InlineData(Gs1Sample.DataMatrix, ReadingKind.Item, 4)]
    [InlineData(Gs1Sample.LinkGtin, ReadingKind.Item, 1)]
    [InlineData(Gs1Sample.LinkFour, ReadingKind.Item, 4)]
    [InlineData(Gs1Sample.LinkCompressed, ReadingKind.Item, 2)]
    [InlineData(Gs1Sample.WebAddress, ReadingKind.Web, 0)]
    [InlineData(Gs1Sample.VietQr, ReadingKind.Payment, 0)]
    [InlineData(Gs1Sample.Noise, ReadingKind.Text, 0)]
    public void Reading_in_place_allocates_nothing(Gs1Sample sample, ReadingKind kind, int elementCount)
    {
        const int Calls = 1_000;
        var sent = Gs1Samples.TextOf(sample);
        Span<ElementSpan> elements = stackalloc ElementSpan[16];
        Span<Finding> findings = stackalloc Finding[8];
        Span<char> scratch = stackalloc char[128];
        var reader = new SymbolReader(elements, findings, scratch);
        Assert.Equal(kind, reader.Read(sent, Today));
        Assert.Equal(elementCount, reader.Elements.Length);
        Assert.True(reader.Findings.IsEmpty);

        // Unoptimised code of the framework allocates here and there until it is compiled again: only then it counts.
        var allocated = long.MaxValue;
        for (var round = 0; round < 2_000 && allocated > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Calls; i++)
                reader.Read(sent, Today);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, allocated);
    }
}
