using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests;

/// <summary>Millions of codes near the grammar, broken as markets, printers and gateways break them.</summary>
public sealed class Fuzz
{
    private const int Seed = 893;

    private const int Parts = 8;

    // One in so many is also written out in all forms and read again: it costs ten readings.
    private const int WrittenOut = 16;

    private static readonly DateOnly Today = new(2026, 11, 24);

    // What a clock says that was never set, or set wrong.
    private static readonly DateOnly[] OddDays = [DateOnly.MinValue, DateOnly.MaxValue, new(1970, 1, 1), new(50, 1, 1)];

    [Fact]
    public void Nothing_that_can_be_sent_makes_the_reader_throw_or_stand_still() => Run(2_000_000);

    [Fact]
    [Trait("Category", "Long")]
    public void Nothing_that_is_sent_for_minutes_makes_the_reader_throw_or_stand_still() => Run(50_000_000);

    [Fact]
    public void What_is_too_long_is_refused_without_a_look_at_it()
    {
        var symbol = new Symbol("d2", new string('9', 50_000_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("unreadable too-long", Told.Of(Told.Reader.Read(symbol)));
        // Whoever looked at the text would have kept something of it.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    private static void Run(int cases)
    {
        var kinds = new long[6];
        // So many parts on every machine: seeds, and with them the cases, are the same everywhere.
        Parallel.For(0, Parts, part =>
        {
            var seed = Seed + part;
            var corpus = new FuzzCorpus(seed);
            var mine = new long[kinds.Length];
            // The smallest buffers: all that grows must grow here. One reader for all: each reading forgets the last.
            Span<ElementSpan> elements = stackalloc ElementSpan[2];
            Span<Finding> findings = stackalloc Finding[2];
            Span<char> scratch = stackalloc char[14];
            var reader = new SymbolReader(elements, findings, scratch);
            for (var i = 0; i < cases / Parts; i++)
            {
                var text = corpus.Next();
                try
                {
                    mine[(int)Check(ref reader, text, isWrittenOut: i % WrittenOut == 0)]++;
                    reader.Read(text, OddDays[i % OddDays.Length]);
                }
                catch (Exception e)
                {
                    Assert.Fail($"seed {seed}, case {i}: {Shown.Of(text, 4_000)}: {e}");
                }
            }
            for (var kind = 0; kind < kinds.Length; kind++)
                Interlocked.Add(ref kinds[kind], mine[kind]);
        });
        // A corpus that never reaches one of them tests nothing of it.
        Assert.All(kinds, x => Assert.True(x > cases / 10_000, string.Join(' ', kinds)));
        TestContext.Current.SendDiagnosticMessage("{0} cases by kind: {1}", cases, string.Join(' ', kinds));
    }

    private static ReadingKind Check(ref SymbolReader reader, string sent, bool isWrittenOut)
    {
        var symbol = Symbol.Parse(sent);
        var reading = Told.Reader.Read(symbol);
        var kind = Check(ref reader, symbol, reading);
        if (isWrittenOut && reading is Reading.Item item)
            CheckWrittenOut(item);
        return kind;
    }

    private static ReadingKind Check(ref SymbolReader reader, Symbol symbol, Reading reading)
    {
        var kind = reader.Read(symbol.Identifier, symbol.Text, Today);
        Assert.Equal(KindOf(reading), kind);
        Assert.Equal(reading.Warnings.OrderBy(x => x.At), reading.Warnings);
        foreach (var fault in reading.Warnings)
            CheckPlace(fault, symbol.Text);
        switch (reading)
        {
            case Reading.Unreadable unreadable:
                Assert.NotEmpty(unreadable.Faults);
                Assert.Equal(unreadable.Faults.OrderBy(x => x.At), unreadable.Faults);
                foreach (var fault in unreadable.Faults)
                    CheckPlace(fault, symbol.Text);
                break;
            case Reading.Item item:
                Assert.NotEmpty(item.Elements);
                Assert.Equal(item.Elements.Count, reader.Elements.Length);
                for (var i = 0; i < item.Elements.Count; i++)
                    Assert.Equal(item.Elements[i].Value, reader.ValueOf(reader.Elements[i]).ToString());
                break;
            case Reading.Payment or Reading.Personal:
                Assert.All(reading.Warnings, x => Assert.Empty(x.Markup));
                break;
        }
        return kind;
    }

    private static void CheckPlace(Fault fault, string text)
    {
        Assert.InRange(fault.At, 0, text.Length);
        Assert.InRange(fault.At + fault.Length, fault.At, text.Length);
        Assert.NotEmpty(fault.Message);
        Assert.NotEmpty(fault.MessageVi);
    }

    /// <summary>What was read once is read again from each of its own forms, the same.</summary>
    private static void CheckWrittenOut(Reading.Item item)
    {
        Same(item, new Symbol("d2", Gs1Writer.ElementString(item.Elements)));
        Same(item, new Symbol(null, Gs1Writer.Bracketed(item.Elements)));
        if (item.DigitalLink is { } link)
            Assert.Equal(item.Gtin, Assert.IsType<Reading.Item>(Told.Reader.Read(new Symbol(null, link))).Gtin);
        for (var i = 0; i < item.Elements.Count; i++)
            Assert.NotNull(TypedValue.Of(item.Elements, i, Today));
    }

    private static void Same(Reading.Item item, Symbol written) =>
        Assert.Equal(item.Elements, Assert.IsType<Reading.Item>(Told.Reader.Read(written)).Elements);

    private static ReadingKind KindOf(Reading reading) => reading switch
    {
        Reading.Item => ReadingKind.Item,
        Reading.Web => ReadingKind.Web,
        Reading.Payment => ReadingKind.Payment,
        Reading.Personal => ReadingKind.Personal,
        Reading.Text => ReadingKind.Text,
        _ => ReadingKind.Unreadable,
    };
}
