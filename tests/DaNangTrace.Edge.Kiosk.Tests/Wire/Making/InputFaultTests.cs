using System.Text;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Wire.Packs;
using DaNangTrace.Edge.Wire.Packs.Making;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire.Making;

/// <summary>What the clerk is told who made a slip in the table.</summary>
public sealed class InputFaultTests : IDisposable
{
    private const string Gtin = "09520001000027";
    private const string Value = "certificationValue";

    private readonly MakingInput _input = new();

    public void Dispose() => _input.Dispose();

    [Theory]
    [InlineData("gtin,productname.vi", "column 2: productname.vi is no field of a catalog record: meant productName?")]
    [InlineData("gtin,productName", "column 2: productName is no field of its own: *productName.vi")]
    [InlineData("gtin,productName.VI", "column 2: productName.VI is no field of a catalog record: VI is no language")]
    [InlineData("gtin,stages.kind", "column 2: stages.kind is no field *: an entry of the list is meant, such as [0]")]
    [InlineData("gtin,stages[x].kind", "column 2: stages[x].kind is no field *such as [0]")]
    [InlineData("gtin,stages", "column 2: stages is no field of its own: *stages[0].kind")]
    [InlineData("gtin,recalls[0].isOfAll", "column 2: recalls[0].isOfAll is no field *isOfAll is unknown")]
    [InlineData("gtin,model.x", "column 2: model.x is no field of a catalog record")]
    [InlineData("gtin,gtin", "column 2: gtin comes twice")]
    [InlineData("gtin,", "column 2: no name")]
    [InlineData("brandName,model", "no column is called gtin: the first row names the columns")]
    public void A_header_that_is_no_field_is_told_by_its_name(string header, string fault)
    {
        var told = Assert.Single(_input.Read("a.csv", $"{header}\n{Gtin},x\n").Faults.Told);

        Assert.Equal(1, told.Line);
        MakingInput.AssertLike(fault, told.Reason);
    }

    [Fact]
    public void A_column_that_is_no_field_hides_no_fault_of_a_row()
    {
        var list = _input.Read("a.csv", $"""
            gtin,hasBatchLotNumbr,productName.vi,brand,certification[0].certificationStandrd,certification[0].{Value}
            {Gtin},,x,y,,4
            {Gtin},,x,z,OCOP,vier
            4711,,x,z,OCOP,
            {Gtin},L,,,,
            {Gtin}
            """);

        Assert.Equal(
            [
                "line 1: column 2: hasBatchLotNumbr is no field of a catalog record: hasBatchLotNumbr is unknown",
                "line 1: column 4: brand is no field of a catalog record: brand is unknown",
                "line 1: column 5: certification[0].certificationStandrd is no field of a catalog record: "
                    + "certificationStandrd is unknown",
                "line 3: certification[0].certificationValue: vier is no whole number",
                "line 4: gtin: 4711: 4 digits, expected 14",
                "line 6: 1 cells, the header has 6",
            ],
            list.Faults.Told.Select(fault => fault.ToString()));
    }

    [Fact]
    public void Rows_are_not_blamed_for_a_header_without_what_each_needs()
    {
        var full = _input.Read("a.csv", $"gtin,name\n{Gtin},x\n4711,y\n");
        var recalls = _input.Read(
            "b.csv", $"gtin,recall.authority.vi,recall.reasn.vi\n{Gtin},x,y\n4711,x,y\n", PackManifest.RecallList);

        Assert.All([full, recalls], list => Assert.Equal(1, Assert.Single(list.Faults.Told).Line));
    }

    [Theory]
    [InlineData("a.json", "[{\"v\":1},\n{\"v\":1}]", "a JSON array, *: jq -c '.[]' FILE makes it")]
    [InlineData("a.ndjson", " [\n {\"v\":1},\n{\"v\":1}]", "a JSON array, *: jq -c '.[]' FILE makes it")]
    [InlineData("a.txt", "[]", "a JSON array, *: jq -c '.[]' FILE makes it")]
    [InlineData("a.json", "{\n  \"v\": 1\n}\n{\n}", "an object over several lines, *: jq -c . FILE makes it")]
    public void Json_that_is_no_ndjson_is_one_fault(string name, string text, string fault) =>
        MakingInput.AssertLike(fault, Assert.Single(_input.Read(name, text).Faults.Told).ToString());

    [Theory]
    [InlineData("{\"v\":1,\"gtin\":\"x", "gtin: it ends before all its brackets and quotes are closed")]
    [InlineData("{\"v\":1", "v: it ends before all its brackets and quotes are closed")]
    [InlineData(
        "{\"v\":1,\"model\":\"ề\tb\"}", "model: a tab, * stands at character 18: a text of JSON has its escape")]
    [InlineData("{\"v\":1,}", "is no JSON from character 8 on: }")]
    [InlineData("{\"v\":1,\"model\":'nước mắm Nam Ô'}", "model: is no JSON from character 16 on: 'nước mắm Nam Ô'…")]
    [InlineData("{\"v\":1,\"gtin\":08936012345674}", "gtin: is no JSON from character 16 on: 8936012345674}")]
    [InlineData("hello", "is no JSON from character 1 on: hello")]
    [InlineData("{\"v\":1,\"gtin\":\"x\"}, ", "is no JSON from character 19 on: , ")]
    [InlineData("{\"v\":1,\"model\":\"M\",\"model\":\"N\"}", "model: comes twice")]
    [InlineData("{\"v\":1,\"productName\":{\"vi\":\"M\",\"vi\":\"N\"}}", "productName.vi: comes twice")]
    public void What_is_no_json_is_told_with_its_place(string line, string fault) => MakingInput.AssertLike(
        $"line 2: {fault}",
        _input.Read("a.ndjson", $"{{\"v\":1,\"gtin\":\"{Gtin}\",\"productName\":{{\"vi\":\"x\"}}}}\n{line}\n")
            .Faults.Told.Single().ToString());

    [Fact]
    public void Faults_are_told_by_line_and_field()
    {
        var list = _input.Read("a.csv", $"""
            gtin,productName.vi,certification[0].certificationStandard,productionDate.date,certification[0].{Value}
            {Gtin},"Nước
            mắm",OCOP,2025-12-01,4
            {Gtin},Nước mắm,OCOP,,vier
            {Gtin},Nước mắm,,,5
            09520001000028,Nước mắm,OCOP,,
            {Gtin},Nước mắm,,1.12.2025,
            {Gtin},,,,
            {Gtin},x
            """);

        Assert.Equal(
            [
                "line 4: certification[0].certificationValue: vier is no whole number",
                "line 5: certification[0]: missing is 'certificationStandard'",
                "line 6: gtin: 09520001000028: its check digit is wrong: the last digit would be 7",
                "line 7: productionDate.date: \"1.12.2025\": expected a day such as 2026-01-31",
                "line 8: productName: the Vietnamese name (vi) is missing",
                "line 9: 2 cells, the header has 5",
            ],
            list.Faults.Told.Select(fault => fault.ToString()));
    }

    [Theory]
    [InlineData("8936012345674", "8936012345674: 13 digits, expected 14: with zeros before it, 08936012345674")]
    [InlineData("96385074", "96385074: 8 digits, expected 14: with zeros before it, 00000096385074")]
    [InlineData("8936012345675", "8936012345675: 13 digits, *check digit is wrong: the last would be 4")]
    [InlineData("08936012345670", "08936012345670: its check digit is wrong: the last digit would be 4")]
    [InlineData("8.93601E+12", "8.93601E+12: a spreadsheet made a number of it: format the column as text *")]
    [InlineData("\"8,93601E+12\"", "8,93601E+12: a spreadsheet made a number of it: *")]
    [InlineData("9E+12", "9E+12: a spreadsheet made a number of it: *")]
    [InlineData("8936012345674.0", "8936012345674.0: a spreadsheet made a number of it: *")]
    [InlineData("893 6012 345674", "893 6012 345674: digits alone are expected: 08936012345674")]
    [InlineData("0-8936012-34567-4", "0-8936012-34567-4: digits alone are expected: 08936012345674")]
    [InlineData("'08936012345674", "'08936012345674: digits alone are expected: 08936012345674")]
    [InlineData("0893601\u00A02345674", @"0893601\xC2\xA02345674: digits alone are expected: 08936012345674")]
    [InlineData("893 601", "893 601: 14 digits alone are expected, without blanks or hyphens")]
    [InlineData("893-6012-345675", "893-6012-345675: 14 digits alone are expected, without blanks or hyphens")]
    [InlineData("4711", "4711: 4 digits, expected 14")]
    [InlineData("089360123456740", "089360123456740: 15 digits, expected 14")]
    [InlineData("ABC", "ABC: expected 14 digits")]
    [InlineData("\u0668\u0669\u0663\u0666", "\u0668\u0669\u0663\u0666: expected 14 digits")]
    [InlineData("a\u001Bb\u0007", "a?b?: expected 14 digits")]
    [InlineData("123456789012345678901234x", "123456789012345678901234\u2026: expected 14 digits")]
    public void A_gtin_that_is_none_is_shown_with_what_was_probably_meant(string gtin, string fault)
    {
        MakingInput.AssertLike(
            $"line 2: gtin: {fault}",
            Assert.Single(_input.Read("a.csv", $"gtin,productName.vi\n{gtin},x\n").Faults.Told).ToString());
        MakingInput.AssertLike(
            $"line 2: gtin: {fault}",
            Assert.Single(_input.Read(
                "b.csv", $"gtin,recall.authority.vi,recall.reason.vi\n{gtin},x,y\n", PackManifest.RecallList)
                .Faults.Told).ToString());
    }

    [Theory]
    [InlineData("productName", "{\"vi\":\"-\"}", "productName.vi: \"-\" says nothing: leave out what is not known")]
    [InlineData("productName", "{\"vi\":\"?\"}", "productName.vi: \"?\" says nothing: *")]
    [InlineData("productName", "{\"vi\":\" n/a \"}", "productName.vi: \" n/a \" says nothing: *")]
    [InlineData("productName", "{\"vi\":\"#REF!\"}", "productName.vi: \"#REF!\" says nothing: *")]
    [InlineData("productName", "{\"vi\":\"x\",\"en\":\"…\"}", "productName.en: \"…\" says nothing: *")]
    [InlineData("productName", "{\"vi\":\"x\",\"EN\":\"x\"}", "productName: EN is no language: *vi, en, ko or zh")]
    [InlineData("productName", "{\"vi\":\"x\",\"english\":\"x\"}", "productName: english is no language: *")]
    [InlineData("productName", "{\"vi\":\"x\",\"zh-Hant\":\"魚露\",\"es-419\":\"7\"}", "")]
    [InlineData("brandName", "\"-\"", "brandName: \"-\" says nothing: leave out what is not known")]
    [InlineData("brandName", "\"\"", "brandName: \"\" says nothing: *")]
    [InlineData("model", "\"#N/A\"", "model: \"#N/A\" says nothing: *")]
    [InlineData("traceCode", "\"--\"", "traceCode: \"--\" says nothing: *")]
    [InlineData("stall", "{\"name\":{\"vi\":\"Sạp 7\"},\"number\":\"?\"}", "stall.number: \"?\" says nothing: *")]
    [InlineData("standards", "[{\"name\":\"T\"},{\"name\":\"n/a\"}]", "standards[1].name: \"n/a\" says nothing: *")]
    [InlineData("stages", "[{\"kind\":\"make\",\"traceCode\":\"-\"}]", "stages[0].traceCode: \"-\" says nothing: *")]
    [InlineData("certification", "[{\"certificationStandard\":\"—\"}]",
        "certification[0].certificationStandard: \"—\" says nothing: *")]
    [InlineData("certification", "[{\"certificationStandard\":\"OCOP\",\"certificationAgency\":\"null\"}]",
        "certification[0].certificationAgency: \"null\" says nothing: *")]
    [InlineData("certification", "[{\"certificationStandard\":\"OCOP\",\"certificationIdentification\":\"…\"}]",
        "certification[0].certificationIdentification: \"…\" says nothing: *")]
    [InlineData("recalls", "[{\"authority\":{\"vi\":\"x\"},\"reason\":{\"vi\":\"y\"},\"notice\":\"-\"}]",
        "recalls[0].notice: \"-\" says nothing: *")]
    [InlineData("hasBatchLotNumber", "\"-\"", "")]
    [InlineData("hasSerialNumber", "\"-\"", "")]
    [InlineData("stall", "{\"name\":{\"vi\":\"Sạp 7\"},\"market\":\"Cồn\"}", "stall.market: Cồn is no market's id, *")]
    [InlineData("stall", "{\"name\":{\"vi\":\"Sạp 7\"},\"market\":\"market-of-2030\"}", "")]
    [InlineData("stall", "{\"name\":{\"vi\":\"—\"}}", "stall.name.vi: \"—\" says nothing: *")]
    [InlineData("manufacturer", "{\"organizationName\":\"-\"}", "manufacturer.organizationName: \"-\" says nothing: *")]
    [InlineData("shelfLife", "{\"vi\":\"12\"}", "")]
    public void A_text_that_says_nothing_is_a_fault(string field, string value, string fault)
    {
        var name = field == "productName" ? "" : ",\"productName\":{\"vi\":\"x\"}";
        var list = _input.Read("a.ndjson", $"{{\"v\":1,\"gtin\":\"{Gtin}\"{name},\"{field}\":{value}}}");

        if (fault.Length == 0)
            Assert.Empty(list.Faults.Told);
        else
            MakingInput.AssertLike($"line 1: {fault}", Assert.Single(list.Faults.Told).ToString());
    }

    [Fact]
    public void A_recall_says_who_and_why() => Assert.Equal(
        "line 2: recall.reason.vi: \"?\" says nothing: leave out what is not known",
        Assert.Single(_input.Read(
            "a.csv", $"gtin,recall.authority.vi,recall.reason.vi\n{Gtin},Chi cục,?\n", PackManifest.RecallList)
            .Faults.Told).ToString());

    [Fact]
    public void A_recalls_notice_has_a_number_or_is_left_out() => Assert.Equal(
        "line 2: recall.notice: \"-\" says nothing: leave out what is not known",
        Assert.Single(_input.Read(
            "a.csv", $"gtin,recall.authority.vi,recall.reason.vi,recall.notice\n{Gtin},Chi cục,Mẫu,-\n",
            PackManifest.RecallList).Faults.Told).ToString());

    [Fact]
    public void A_lot_that_has_a_name_of_its_own_has_a_vietnamese_one() => Assert.Equal(
        "line 2: productName: the Vietnamese name (vi) is missing",
        Assert.Single(
            _input.Read("a.csv", $"gtin,hasBatchLotNumber,productName.en\n{Gtin},L,x\n").Faults.Told).ToString());

    [Fact]
    public void Faults_of_ndjson_are_told_by_line()
    {
        var good = $$$"""{"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"Nước mắm"}}""";
        var file = _input.File("a.ndjson");
        File.WriteAllBytes(file,
        [
            .. "\uFEFF"u8, .. Encoding.UTF8.GetBytes($"{good}\r\n\n{good[..^1]}\n{good.Replace("vi", "en")}\n"),
            .. Encoding.Latin1.GetBytes("{\"v\":1,\"gtin\":\"09520001000027\",\"model\":\"\u00e9\"}\n"),
            .. Encoding.UTF8.GetBytes($$"""{"v":1,"model":"{{new string('x', PackLimit.MaxLine)}}"}"""), (byte)'\n',
            .. Encoding.UTF8.GetBytes(good.Replace("gtin", "gtim")),
        ]);
        var list = RecordList.Read(
            file, PackManifest.Full, MakingInput.NoPicture, stop: TestContext.Current.CancellationToken);

        Assert.Equal([3, 4, 5, 6, 7], list.Faults.Told.Select(fault => fault.Line));
        Assert.Equal(
            ["productName: the Vietnamese name (vi) is missing", "is no UTF-8: save the file as UTF-8",
                "a line of more than 65536 bytes", "gtim: no such field is known"],
            list.Faults.Told.Skip(1).Select(fault => fault.Reason));
        Assert.Equal(1, list.Count);
    }

    [Fact]
    public void Of_many_faults_the_first_twenty_are_told_and_how_many_more()
    {
        var list = _input.Read("a.csv", "gtin\n" + string.Concat(Enumerable.Repeat("1\n", 50)));

        Assert.Equal((20, 30), (list.Faults.Told.Count, list.Faults.More));
        Assert.Equal((2, 21), (list.Faults.Told[0].Line, list.Faults.Told[^1].Line));
    }

    [Theory]
    [InlineData("\"en\":\"Fish sauce\"", "\"EN\":\"Fish sauce\"")]
    [InlineData("\"en\":\"Fish sauce\"", "\"english\":\"Fish sauce\"")]
    [InlineData("{\"vi\":\"Cá và muối\"}", "{\"vi\":\"Cá và muối\",\"v1\":\"x\"}")]
    [InlineData("\"han\"", "\"Chợ Hàn\"")]
    [InlineData("\"han\"", "\"\"")]
    public void What_a_kiosk_takes_all_the_same_who_makes_a_pack_is_told_by_the_schema(string right, string wrong)
    {
        var record = Encoding.UTF8.GetBytes(PackSamples.Record.Replace(right, wrong));

        Assert.True(PackJson.TryReadOrigin(record, out _, out _));
        Assert.NotEmpty(Contract.Broken("catalog-record", record));
    }
}
