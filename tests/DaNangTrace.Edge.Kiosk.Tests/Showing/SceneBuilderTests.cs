using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing;

public sealed class SceneBuilderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Catalog _catalog;
    private readonly Tracer _tracer;

    public SceneBuilderTests()
    {
        _catalog = Samples.Catalog(_folder, Samples.Clock());
        _tracer = Samples.Tracer(_catalog, Samples.Clock());
    }

    [Fact]
    public void A_recall_fills_the_sign_even_where_the_date_has_passed_too()
    {
        var known = Known("(01)09520004707176(17)200101(10)CB-0717");

        Assert.Equal(("recalled", true), (known.Alert, known.Recall!.ThisLot));
        Assert.NotNull(known.Expiry);
    }

    [Fact]
    public void A_recall_of_all_lots_names_no_lot()
    {
        var known = Known("9520031506353");

        Assert.Equal(("recalled", false), (known.Alert, known.Recall!.ThisLot));
        Assert.Empty(known.Recall.Lots);
    }

    [Fact]
    public void Where_the_code_has_no_lot_the_shopper_is_asked_to_compare()
    {
        var known = Known("9520004707176");

        Assert.Null(known.Alert);
        Assert.Equal(["compareLot"], known.Cautions);
        Assert.Equal(["CB-0717 – CB-0719"], known.Recall!.Lots);
    }

    [Fact]
    public void A_recall_of_other_lots_is_not_shown()
    {
        var known = Known("(01)09520004707176(10)CB-0816(21)X1");

        Assert.Equal((null, null), (known.Alert, known.Recall));
        Assert.Equal(["noLotData"], known.Cautions);
        Assert.Empty(known.Origin.Recalls);
    }

    [Theory]
    [InlineData("(01)09520001000010(17)261121", "code")]
    [InlineData("9520004701150", "maker")]
    public void An_expired_scene_says_who_stated_the_date(string code, string source) =>
        Assert.Equal(("expired", source), (Known(code).Alert, Known(code).Expiry!.Source));

    [Fact]
    public void A_recall_list_older_than_a_day_or_none_is_stale()
    {
        var item = Samples.Item("9520001000010");
        var known = (Answer.Known)_tracer.Trace(item);

        Assert.False(StaleAt(TimeSpan.FromHours(24)));
        Assert.True(StaleAt(TimeSpan.FromHours(25)));
        Assert.True(((Scene.Known)SceneBuilder.Of(item, known with { Warnings = null })).Stale);
        var uncertain = known with { Warnings = known.Warnings! with { IsCertain = false } };
        Assert.Equal(["newerWarnings"], ((Scene.Known)SceneBuilder.Of(item, uncertain)).Cautions);

        bool StaleAt(TimeSpan age) => ((Scene.Known)SceneBuilder.Of(
            item, known with { Warnings = known.Warnings! with { Age = age } })).Stale;
    }

    [Fact]
    public void The_sample_is_called_one_and_has_no_age()
    {
        Assert.Equal("sample", Of("9520001000010").Source);
        Assert.Equal("sample", Of("9529999000019").Source);
        // Nothing is registered, and all that is told of it stands in the sample's list.
        var item = Samples.Item("9520001000010");
        Assert.Equal("sample", SceneBuilder.Of(item, new Answer.OutOfReach
        {
            Recall = _tracer.Trace(Samples.Item("9520031506353")).Recall,
            Warnings = _tracer.Trace(item).Warnings,
        }).Source);

        var city = new DataAge(7, Samples.Noon, TimeSpan.Zero);
        Assert.Null(SceneBuilder.Of(item, (Answer.Known)_tracer.Trace(item) with { Data = city }).Source);
        Assert.Null(Of("WIFI:T:WPA;S:x;P:y;;").Source);
    }

    [Theory]
    [InlineData("9529999000019", "9529999000019")]
    [InlineData("96385074", "96385074")]
    [InlineData("036000291452", "0036000291452")]
    [InlineData("19529999000016", "19529999000016")]
    public void A_number_is_shown_as_it_is_printed(string code, string printed)
    {
        var scene = SceneBuilder.Of(Samples.Item(code), _tracer.Trace(Samples.Item(code)));

        Assert.Equal(printed, Assert.IsType<Scene.NotRegistered>(scene).Code);
    }

    [Theory]
    [InlineData("(8018)123456789012345675", null)]
    [InlineData("(00)006141411234567890", "006141411234567890")]
    public void Of_a_code_without_a_trade_item_only_a_products_value_is_shown(string code, string? shown) =>
        Assert.Equal(shown, Assert.IsType<Scene.NotRegistered>(Of(code)).Code);

    [Fact]
    public void Every_reading_has_a_scene()
    {
        Assert.Equal(("web", "example.com"), Both("https://example.com/a?b=c", scene => (scene.What, scene.Host)));
        Assert.Equal(("text", 9), Both("Chúc mừng", scene => (scene.What, scene.Length)));
        Assert.IsType<Scene.Personal>(Of("WIFI:T:WPA;S:x;P:y;;"));
        Assert.IsType<Scene.Payment>(Of(
            "00020101021138540010A000000727012400069704150110SAMPLE00010208"
            + "QRIBFTTA53037045802VN5909TEN DU MA630442EE"));
        Assert.Equal(FaultCodes.CheckDigit, Assert.IsType<Scene.Unreadable>(Of("8936012345673")).Fault);
        Assert.IsType<Scene.InStore>(Of("2012345012349"));
        Assert.IsType<Scene.OutOfReach>(SceneBuilder.Of(Samples.Item("9520001000010"), new Answer.OutOfReach()));
    }

    public void Dispose()
    {
        _catalog.Dispose();
        _folder.Dispose();
    }

    private Scene.Known Known(string code) => Assert.IsType<Scene.Known>(Of(code));

    private Scene Of(string code)
    {
        var reading = Samples.Read(code);
        return SceneBuilder.Of(reading, _tracer.Trace(reading));
    }

    private T Both<T>(string code, Func<Scene.NotRegistered, T> what) =>
        what(Assert.IsType<Scene.NotRegistered>(Of(code)));
}
