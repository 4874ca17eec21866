using DaNangTrace.Edge.Benchmarks;
using DaNangTrace.Edge.Gs1.Tests.Kit;

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
        var sent = Gs1Samples.TextOf(sample);
        var (elements, findings, scratch) = (new ElementSpan[16], new Finding[8], new char[128]);
        var first = new SymbolReader(elements, findings, scratch);
        Assert.Equal(kind, first.Read(sent, Today));
        Assert.Equal(elementCount, first.Elements.Length);
        Assert.True(first.Findings.IsEmpty);

        Allocation.IsNone(() =>
        {
            var reader = new SymbolReader(elements, findings, scratch);
            for (var i = 0; i < 1_000; i++)
                reader.Read(sent, Today);
        });
    }
}
