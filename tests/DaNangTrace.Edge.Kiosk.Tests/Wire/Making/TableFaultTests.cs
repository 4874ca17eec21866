namespace DaNangTrace.Edge.Kiosk.Tests.Wire.Making;

/// <summary>What the clerk is told whose spreadsheet saved something else than was meant.</summary>
public sealed class TableFaultTests : IDisposable
{
    private const string Gtin = "09520001000027";

    private readonly MakingInput _input = new();

    public void Dispose() => _input.Dispose();

    [Fact]
    public void A_fault_names_the_column_whatever_columns_before_it_are_empty()
    {
        const string Entry = "certification[{0}].certificationStandard,certification[{0}].certificationValue,"
            + "certification[{0}].certificationEndDate";
        var header = string.Join(',', Enumerable.Range(0, 3).Select(n => Entry.Replace("{0}", $"{n}")));
        var list = _input.Read("a.csv", $"""
            gtin,productName.vi,{header},stages[2].kind,recalls[1].authority.vi,recalls[1].reason.vi
            {Gtin},x,,,,OCOP,6,,,,,,,
            {Gtin},x,,,,,,,OCOP,,46239,,,
            {Gtin},x,OCOP,4,,,,,,4,,,,
            {Gtin},x,,,,,,,,,,made,,
            {Gtin},x,,,,,,,,,,,,y
            """);

        Assert.Equal(
            [
                "line 2: certification[1].certificationValue: 6: expected 1 to 5 stars",
                "line 3: certification[2].certificationEndDate: \"46239\": a spreadsheet made a number of it: format "
                    + "the column as text and enter it again (yyyy-mm-dd)",
                "line 4: certification[2]: missing is 'certificationStandard'",
                "line 5: stages[2].kind: \"made\": expected source, make or sell",
                "line 6: recalls[1]: missing is 'authority'",
            ],
            list.Faults.Told.Select(fault => fault.ToString()));
    }

    [Theory]
    [InlineData("05/08/2026", "\"05/08/2026\": expected a day such as 2026-01-31")]
    [InlineData("2026", "\"2026\": expected a day such as 2026-01-31")]
    [InlineData("20260131", "\"20260131\": expected a day such as 2026-01-31")]
    [InlineData("46239", "\"46239\": a spreadsheet made a number of it: *enter it again (yyyy-mm-dd)")]
    [InlineData("46239.5", "\"46239.5\": a spreadsheet made a number of it: *enter it again (yyyy-mm-dd)")]
    [InlineData("2026-02-30", "\"2026-02-30\": there is no such day")]
    [InlineData("2026-13-01", "\"2026-13-01\": there is no such day")]
    [InlineData("\u001B]0;x\u0007", @"""\x1B]0;x\x07"": expected a day such as 2026-01-31")]
    [InlineData("a day, they say, but nobody remembers which", "\"a day, they say, but nob…\": expected a day *")]
    public void A_day_that_is_none_is_told_with_what_stands_there(string day, string fault) => MakingInput.AssertLike(
        $"line 2: productionDate.date: {fault}",
        Assert.Single(_input.Read(
            "a.csv", $"gtin,productName.vi,productionDate.date\n{Gtin},x,\"{day}\"\n").Faults.Told).ToString());

    [Fact]
    public void Evidence_alone_is_told_as_such() => Assert.Equal(
        "line 2: manufacturer: evidence without its fact: organizationName is missing",
        Assert.Single(_input.Read(
            "a.csv", $"gtin,productName.vi,manufacturer.organizationName,manufacturer.evidence.grade\n{Gtin},x,,x")
            .Faults.Told).ToString());
}
