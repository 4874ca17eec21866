using System.Text.RegularExpressions;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire;

/// <summary>The patterns that sender and receiver share say what the schema says.</summary>
public class RecallNamesTests
{
    private static readonly string[] Texts =
    [
        "TH-01/2026", "1", "-1", "a b", "sha256-0123456789abcdef", new('a', 64), new('a', 65), "TH\u1ea8",
        "08936012345674", "8936012345674", "089360123456745", "0893601234567x", "CB-0717", "L 1", "!\"%?", "_#",
        new('A', 20), new('A', 21), "",
    ];

    [Theory]
    [InlineData("recall")]
    [InlineData("gtin")]
    [InlineData("lot")]
    public void What_is_sent_and_taken_is_what_the_schema_takes(string field)
    {
        var fields = SchemaTests.At("recall-count").GetProperty("properties");
        var pattern = new Regex(fields.GetProperty(field).GetProperty("pattern").GetString()!);
        Func<string, bool> isRight = field switch
        {
            "recall" => RecallNames.IsName,
            "gtin" => RecallNames.IsGtin,
            _ => RecallNames.IsLot,
        };

        Assert.All(Texts, text => Assert.Equal((text, pattern.IsMatch(text)), (text, isRight(text))));
        Assert.False(isRight(Texts.First(isRight) + "\n"));
    }
}
