using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing;

public sealed class CatalogTests : IDisposable
{
    private const string Known = """{"v":1,"gtin":"08936012345674","name":{"vi":"Món mẫu"}}""";
    private readonly TempFolder _folder = new();
    private readonly KioskClock _clock = Samples.Clock();

    [Fact]
    public void The_sample_has_twenty_products_of_the_example_prefix()
    {
        using var catalog = Samples.Catalog(_folder, _clock);

        Assert.Equal(20, catalog.Products);
        Assert.Equal(Wellness.Ok, catalog.Condition.Now.Wellness);
        Assert.True(catalog.TryFind("09520001000010", out var origin));
        Assert.Equal("Nước mắm Nam Ô", origin!.Name["vi"]);
    }

    [Fact]
    public void Days_of_the_sample_count_from_the_day_of_seeding()
    {
        using var catalog = Samples.Catalog(_folder, _clock);

        catalog.TryFind("09520004701150", out var origin);

        Assert.Equal(_clock.Today.AddDays(-12), origin!.Expires!.Date);
    }

    [Fact]
    public void It_stays_over_a_restart_and_is_not_seeded_twice()
    {
        Samples.Catalog(_folder, _clock).Dispose();
        using var catalog = Samples.Catalog(_folder, _clock, seed: _folder.Write("other.ndjson", Known));

        Assert.Equal(20, catalog.Products);
        Assert.Equal(1, catalog.Data.Version);
    }

    [Fact]
    public void A_line_that_is_no_record_is_left_out_and_told()
    {
        var seed = _folder.Write("seed.ndjson", Known + "\n{broken\n"
            + """{"v":1,"gtin":"08936012345673","name":{"vi":"x"}}""" + "\n"
            + """{"v":1,"gtin":"09520001000010","name":{"en":"x"}}""" + "\n"
            + """{"v":1,"gtin":"09520001000010","name":{"vi":"x"},"colour":"red"}""" + "\n"
            + """{"v":1,"gtin":"09520001000010","name":null}""" + "\n");
        using var catalog = Samples.Catalog(_folder, _clock, seed);

        Assert.Equal(1, catalog.Products);
        Assert.Contains("5 lines", catalog.Condition.Now.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8192)]
    [InlineData(30_000)]
    public void A_damaged_file_is_set_aside_and_filled_again(int at)
    {
        Samples.Catalog(_folder, _clock).Dispose();
        using (var file = File.OpenWrite(_folder.File("catalog.db")))
        {
            file.Position = at;
            file.Write(new byte[8192 * 3]);
        }

        using var catalog = Samples.Catalog(_folder, _clock);
        // Whether it shows at opening or at the first look-up, no shopper gets a wrong answer.
        var answered = catalog.TryFind("09520001000010", out var origin);

        Assert.True(!answered || origin is null || origin.Name["vi"] == "Nước mắm Nam Ô");
        Assert.True(answered || catalog.Condition.Now.Wellness == Wellness.Degraded);
    }

    [Fact]
    public async Task A_record_with_a_wrong_checksum_answers_nothing_and_the_catalog_comes_back()
    {
        Samples.Catalog(_folder, _clock).Dispose();
        using (var database = new LiteDB.LiteDatabase(_folder.File("catalog.db")))
        {
            var origins = database.GetCollection("origins");
            var document = origins.FindById("09520001000010");
            document["sum"] = 1L;
            origins.Update(document);
        }
        using var catalog = Samples.Catalog(_folder, _clock);

        Assert.False(catalog.TryFind("09520001000010", out _));
        await Wait.UntilAsync(() => catalog.Products == 20, "the catalog is filled again");
        Assert.True(catalog.TryFind("09520001000010", out var origin));
        Assert.NotNull(origin);
        Assert.True(File.Exists(_folder.File("catalog.db.bad")));
    }

    [Fact]
    public async Task Many_threads_may_ask_at_once()
    {
        using var catalog = Samples.Catalog(_folder, _clock);

        var found = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 500).Count(
                _ => catalog.TryFind("09520004707176", out var origin) && origin is not null))));

        Assert.All(found, count => Assert.Equal(500, count));
    }

    public void Dispose() => _folder.Dispose();
}
