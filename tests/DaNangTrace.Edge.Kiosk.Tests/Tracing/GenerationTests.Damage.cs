using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing;

/// <summary>Generations that the card has damaged.</summary>
public sealed partial class GenerationTests
{
    [Fact]
    public void A_generation_that_can_not_be_opened_gives_way_to_the_older_one()
    {
        Import(1, "Một");
        Import(2, "Hai");
        File.WriteAllBytes(Path.Combine(_place.Generations, "v2", "origins.db"), new byte[8192]);

        using var catalog = _place.Open();

        Assert.Equal("Một", NameOf(catalog));
        Assert.Equal(["v1"], Generations());
        Assert.True(Directory.Exists(Path.Combine(_place.Generations, "bad")));
        // Old data answers: that is not well, whatever it answers.
        Assert.Equal(Wellness.Degraded, catalog.Condition.Now.Wellness);
        Import(3, "Ba");
        Assert.True(catalog.Refresh());
        Assert.Equal(Wellness.Ok, catalog.Condition.Now.Wellness);
    }

    [Fact]
    public void Where_the_only_one_can_not_be_opened_it_is_told_and_not_that_none_was_there()
    {
        Import(1, "Một");
        File.WriteAllBytes(Path.Combine(_place.Generations, "v1", "origins.db"), new byte[8192]);

        using var catalog = _place.Open();

        Assert.StartsWith("version 1 was damaged", catalog.Condition.Now.Message, StringComparison.Ordinal);
        Import(2, "Hai");
        Assert.True(catalog.Refresh());
        Assert.Equal("1 products, version 2", catalog.Condition.Now.Message);
    }

    [Fact]
    public void One_that_is_damaged_where_a_record_stands_gives_way_within_the_look_up()
    {
        Import(1, "Một");
        Import(2, "Hai");
        Damage("v2");
        using var catalog = _place.Open();

        Assert.Equal(2, catalog.Facts?.Version);
        Assert.Equal("Một", NameOf(catalog));
        Assert.Equal(1, catalog.Facts?.Version);
    }
}
