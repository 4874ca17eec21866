using System.Text;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire.Making;

/// <summary>What the clerk is told whose spreadsheet saved something else than was meant.</summary>
public sealed class TableFaultTests : IDisposable
{
    private const string Gtin = "09520001000027";
    private const string Recalls = "gtin,productName.vi,recall.authority.vi,recall.reason.vi";

    private readonly MakingInput _input = new();

    public void Dispose() => _input.Dispose();

    [Theory]
    [InlineData("a.csv", "gtin\tproductName.vi\n4711\tx\n", "the columns are separated by tabs: *with commas")]
    [InlineData("a.tsv", "gtin\tproductName.vi\n4711\tx, y\n", "the columns are separated by tabs: *with commas")]
    [InlineData("a.csv", "sep=\t\ngtin\tproductName.vi\n", "the columns are separated by tabs: *with commas")]
    [InlineData("a.csv", "sep=|\ngtin|productName.vi\n4711|x\n", "the columns are separated by |: *with commas")]
    [InlineData("a.xlsx", "PK\u0003\u0004\u0014\0,\n,\n", "is a workbook: save it as CSV UTF-8")]
    [InlineData("a.csv", "PK\u0003\u0004\u0014\0,\n,\n", "is a workbook: save it as CSV UTF-8")]
    [InlineData("a.ndjson", "PK\u0003\u0004", "is a workbook: save it as CSV UTF-8")]
    public void A_file_that_is_no_table_is_one_fault(string name, string text, string fault) =>
        MakingInput.AssertLike(fault, Assert.Single(_input.Read(name, text).Faults.Told).ToString());

    [Theory]
    [InlineData("sep=,\r\ngtin,productName.vi\r\n")]
    [InlineData("sep=;\ngtin;productName.vi\n")]
    [InlineData("\uFEFFSEP=;\ngtin;productName.vi\n")]
    public void What_a_first_line_says_of_the_separator_is_taken(string begin)
    {
        var separator = begin.Contains(';', StringComparison.Ordinal) ? ';' : ',';

        var right = _input.Read("a.csv", $"{begin}{Gtin}{separator}x\n");
        var wrong = _input.Read("b.csv", $"{begin}4711{separator}x\n");

        Assert.Equal((1, true), (right.Count, right.Faults.IsEmpty));
        Assert.Equal("line 3: gtin: 4711: 4 digits, expected 14", Assert.Single(wrong.Faults.Told).ToString());
    }

    [Theory]
    [InlineData("full", Recalls, "x,y,z", "these look like the columns of a recall pack: --kind recall?")]
    [InlineData("recall", "gtin,productName.vi", "x", "these look like the columns of a full pack: --kind full?")]
    [InlineData("recall", "gtin,productName.vi,brandName,modell", "x,y,z", "these look like *--kind full?")]
    public void A_table_of_the_other_kind_is_told_once(string kind, string header, string cells, string fault)
    {
        foreach (var rows in (string[])["", $"{Gtin},{cells}\n4711,{cells}\n"])
        {
            var told = Assert.Single(_input.Read("a.csv", $"{header}\n{rows}", kind).Faults.Told);

            MakingInput.AssertLike($"line 1: {fault}", told.ToString());
        }
    }

    [Fact]
    public void A_slip_in_a_header_is_no_other_kind()
    {
        var told = _input.Read(
            "a.csv", $"{Recalls.Replace("reason", "reasn", StringComparison.Ordinal)}\n{Gtin},x,y,z\n",
            PackManifest.RecallList).Faults.Told;

        MakingInput.AssertLike("line 1: column 4: recall.reasn.vi is no field *", Assert.Single(told).ToString());
    }

    [Theory]
    [InlineData("provenanceStatement.grade", "provenanceStatement.evidence.grade")]
    [InlineData("manufacturer.by.vi", "manufacturer.evidence.by.vi")]
    [InlineData("productionDate", "productionDate.evidence.grade")]
    [InlineData("certification[1].on", "certification[1].evidence.on")]
    [InlineData("standards.grade", "standards[0].evidence.grade")]
    public void Evidence_of_a_fact_that_is_no_bare_text_stands_in_the_fact(string column, string meant) => Assert.Equal(
        $"line 1: column 3: evidenceOf.{column} is no field of a catalog record: "
            + $"this fact has its own evidence: {meant}",
        Assert.Single(
            _input.Read("a.csv", $"gtin,productName.vi,evidenceOf.{column}\n{Gtin},x,\n").Faults.Told).ToString());

    [Theory]
    [InlineData("evidenceOf.grade.by", "grade is unknown")]
    [InlineData("evidenceOf.gtin", "gtin is unknown")]
    [InlineData("evidenceOf.productname.grade", "meant productName?")]
    public void Of_what_is_no_such_fact_no_evidence_is_named(string column, string hint) => Assert.Equal(
        $"line 1: column 3: {column} is no field of a catalog record: {hint}",
        Assert.Single(
            _input.Read("a.csv", $"gtin,productName.vi,{column}\n{Gtin},x,\n").Faults.Told).ToString());

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

    [Fact]
    public void Blanks_around_a_value_are_no_part_of_it()
    {
        var list = _input.Read(
            "a.csv", $"gtin ,\u00A0productName.vi,brandName\n {Gtin}\u00A0,\" Nước mắm \u00A0\",A\u00A0 B\n");
        using var stream = new MemoryStream();
        list.WriteTo(stream, stop: TestContext.Current.CancellationToken);

        Assert.Empty(list.Faults.Told);
        Assert.StartsWith(
            $$$"""{"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"Nước mắm"},"brandName":"A\u00A0 B",""",
            Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2026, 1, 31, true)]
    [InlineData(2026, 2, 1, false)]
    public void A_thing_may_be_made_on_its_last_day_of_use(int year, int month, int day, bool isRight) => Assert.Equal(
        isRight,
        _input.Read(
            "a.csv", $"gtin,productName.vi,productionDate.date,expirationDate.date\n"
                + $"{Gtin},x,{year}-{month:00}-{day:00},2026-01-31").Faults.IsEmpty);
}
