using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing;

public sealed class TracerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly Catalog _catalog;
    private readonly Tracer _tracer;

    public TracerTests()
    {
        var clock = Samples.Clock(_time);
        _catalog = Samples.Catalog(_folder, clock);
        _tracer = Samples.Tracer(_catalog, clock);
    }

    [Fact]
    public void A_known_product_without_alerts()
    {
        var known = Known("9520001000010");

        Assert.Null(known.Expiry);
        Assert.Null(known.Recall);
    }

    [Fact]
    public void The_date_on_the_code_outweighs_the_makers()
    {
        Assert.Equal(
            new Expiry(new DateOnly(2026, 11, 21), 3, true, true), Known("(01)09520001000010(17)261121").Expiry);
        Assert.Equal(new Expiry(new DateOnly(2026, 11, 12), 12, false, true), Known("9520004701150").Expiry);
        Assert.Null(Known("(01)09520004701150(17)271231").Expiry);
    }

    [Fact]
    public void The_last_day_itself_is_not_past()
    {
        Assert.Null(Known("(01)09520001000010(17)261124").Expiry);
        // Midnight in Da Nang is 17:00 UTC.
        _time.SetUtcNow(new DateTimeOffset(2026, 11, 24, 17, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, Known("(01)09520001000010(17)261124").Expiry!.DaysPast);
    }

    [Theory]
    [InlineData("(01)09520004707176(10)CB-0717", RecallMatch.ThisItem)]
    [InlineData("(01)09520004707176(10)CB-0816(21)X1", null)]
    [InlineData("9520004707176", RecallMatch.NotTold)]
    [InlineData("9520031506353", RecallMatch.ThisItem)]
    [InlineData("(01)09520031506353(10)ANY", RecallMatch.ThisItem)]
    public void A_recall_concerns_its_lots_only(string code, RecallMatch? match) =>
        Assert.Equal(match, Known(code).Recall?.Match);

    [Theory]
    [InlineData("2012345012349")]
    [InlineData("0212345012345")]
    public void A_number_of_a_shops_own_is_never_looked_up(string code) =>
        Assert.IsType<Answer.InStore>(_tracer.Trace(Samples.Item(code)));

    [Fact]
    public void What_nobody_registered_is_not_registered() =>
        Assert.IsType<Answer.NotRegistered>(_tracer.Trace(Samples.Item("9529999000019")));

    [Fact]
    public void A_code_without_a_trade_item_is_looked_up_nowhere() =>
        Assert.Null(Assert.IsType<Answer.NotRegistered>(_tracer.Trace(Samples.Item("(00)006141411234567890"))).Data);

    [Theory]
    [InlineData("")]
    [InlineData("{broken")]
    public void A_seed_without_a_record_makes_nothing_unregistered(string seed)
    {
        using var folder = new TempFolder();
        using var empty = Samples.Catalog(folder, Samples.Clock(), folder.Write("seed.ndjson", seed));

        Assert.IsType<Answer.OutOfReach>(Samples.Tracer(empty, Samples.Clock()).Trace(Samples.Item("9520001000010")));
        Assert.Equal(0, empty.Products);
    }

    [Fact]
    public void Without_any_data_nothing_is_said_to_be_unregistered()
    {
        using var folder = new TempFolder();
        using var empty = Samples.Catalog(folder, Samples.Clock(), seed: null);

        Assert.IsType<Answer.OutOfReach>(Samples.Tracer(empty, Samples.Clock()).Trace(Samples.Item("9520001000010")));
    }

    [Fact]
    public void An_answer_says_how_old_it_is_and_never_a_negative_age()
    {
        _time.Advance(TimeSpan.FromDays(5));
        Assert.Equal(TimeSpan.FromDays(5), Known("9520001000010").Data.Age);

        // The clock of a kiosk without battery can go back.
        using var later = new TempFolder();
        using var catalog = Samples.Catalog(later, Samples.Clock(new FakeTimeProvider(Samples.Noon.AddYears(1))));
        Assert.True(catalog.Data!.Age >= TimeSpan.Zero);
    }

    public void Dispose()
    {
        _catalog.Dispose();
        _folder.Dispose();
    }

    private Answer.Known Known(string code) => Assert.IsType<Answer.Known>(_tracer.Trace(Samples.Item(code)));
}
