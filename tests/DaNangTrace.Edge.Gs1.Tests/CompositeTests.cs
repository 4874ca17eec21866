using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests;

/// <summary>A linear symbol and the composite component above it make one item.</summary>
public sealed class CompositeTests
{
    [Theory]
    [InlineData("]E0{E}|]e01726113010A1", "item (01){G}(17)261130(10)A1", "E0")]
    [InlineData("]E496385074|]e010A1␝21B", "item (01)00000096385074(10)A1(21)B", "E4")]
    [InlineData("]E001234565|]e010A", "item (01)00012345000065(10)A", "E0")]
    [InlineData("]C101{G}|]e010A1", "item (01){G}(10)A1", "C1")]
    [InlineData("]e001{G}|]e010A1", "item (01){G}(10)A1", "e0")]
    [InlineData("{E}|]e010A1", "item (01){G}(10)A1", "E0")]
    [InlineData("01{G}|]e010A1", "item (01){G}(10)A1", "C1")]
    [InlineData("]E0{E}|]e010A21B", "item (01){G}(10)A21B ! lost-gs", "E0")]
    public void Both_parts_are_read_as_one(string sent, string expected, string symbology)
    {
        var reading = Told.Read(sent);
        Assert.Equal(expected, Told.Of(reading));
        Assert.Equal(symbology, reading.Symbology);
    }

    [Theory]
    [InlineData("]E08936012345673|]e010A", "unreadable check-digit")]
    [InlineData("]E0{E}|]e017261301", "unreadable month")]
    [InlineData("]E0{E}|]e0", "unreadable empty")]
    [InlineData("]E0{E}|]e001{G}", "item (01){G} ! identical-repeat")]
    [InlineData("]E0{E}|]e00118936012345671", "unreadable repeat")]
    [InlineData("]E0{E}|]e0255{E}", "unreadable exclusive-pair")]
    [InlineData("]E0|]e010A", "unreadable length")]
    [InlineData("]E0{E}|]e110A", "unreadable not-digits")]
    [InlineData("]Q1{E}|]e010A", "text 20")]
    public void The_rules_hold_over_both_parts(string sent, string expected) => Assert.Equal(expected, Told.Of(sent));

    [Fact]
    public void A_place_counts_from_the_beginning_of_the_linear_part()
    {
        var fault = Assert.Single(Assert.IsType<Reading.Unreadable>(Told.Read("]E0{E}|]e017261301")).Faults);
        Assert.Equal((21, 2), (fault.At, fault.Length));
    }
}
