using System.Text;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire.Packs;
using DaNangTrace.Edge.Wire.Packs.Making;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire.Making;

public sealed class RecordListTests : IDisposable
{
    private const string Gtin = "09520001000027";
    private const string Value = "certificationValue";
    private const string Other = "09520001000010";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_record_with_all_its_fields_may_be_a_row()
    {
        var whole = PackSamples.Record.Replace(",\"evidence\":null", "", StringComparison.Ordinal)
            .Replace("\"image\":\"0000000000000000000000000000000000000000000000000000000000000000\",", "",
                StringComparison.Ordinal);
        var csv = """
            gtin,hasBatchLotNumber,hasSerialNumber,traceCode,productName.vi,productName.en,productDescription.vi,
            brandName,model,provenanceStatement.text.vi,provenanceStatement.evidence.grade,
            provenanceStatement.evidence.by.vi,provenanceStatement.evidence.on,manufacturer.organizationName,
            manufacturer.address.vi,productionDate.date,expirationDate.date,shelfLife.vi,
            certification[0].certificationStandard,certification[0].certificationValue,
            certification[0].certificationIdentification,certification[0].certificationAgency,
            certification[0].certificationEndDate,stages[0].kind,stages[0].label.vi,stages[0].place.vi,stages[0].time,
            stages[0].traceCode,stages[0].globalLocationNumber,stall.name.vi,stall.market,stall.number,
            standards[0].name,recalls[0].authority.vi,recalls[0].reason.vi,recalls[0].lots[0].from,
            recalls[0].lots[0].to,recalls[0].serials[0].from,hint.kind,hint.on
            """.ReplaceLineEndings("")
            + "\n09520001000027,NM-2411,S1,TEM-1,Nước mắm,Fish sauce,Cá và muối,Nhãn,M,Nam Ô,matched,Chợ,2025-12-31,"
            + "Cơ sở,Nam Ô,2025-12-01,2026-12-01,12 tháng,OCOP,4,1,A,2027-01-01,make,Làm,Nam Ô,2025-12-01,T,"
            + "9520001009013,Sạp 24,han,24,TCVN 5107:2018,Chi cục,Mẫu,A1,A9,S,seenOften,2025-12-31\n";

        Assert.Equal(LinesOf(Read("one.ndjson", whole)), LinesOf(Read("one.csv", csv)));
    }

    [Fact]
    public void A_recall_may_be_a_row() => Assert.Equal(
        LinesOf(Read("one.ndjson", PackSamples.Recalled, PackManifest.RecallList)),
        LinesOf(Read("one.csv", """
            gtin,productName.vi,recall.authority.vi,recall.reason.vi,recall.notice,recall.date,recall.lots[0].from,
            recall.lots[0].to,recall.serials[0].from,recall.advice.vi,recall.contact.vi
            """.ReplaceLineEndings("")
            + "\n09520004707176,Chả bò,Chi cục,Mẫu,01,2025-12-31,CB-0717,CB-0719,S,Mang trả,Ban",
            PackManifest.RecallList)));

    [Fact]
    public void What_is_empty_is_left_out()
    {
        var list = Read("a.csv", $"""
            gtin,productName.vi,productName.en,stages[1].kind,stages[0].kind,stages[2].kind,manufacturer.address.vi,v
            {Gtin},0042, ,sell,,make,,1
            """);

        Assert.Equal(
            $$"""{"v":1,"gtin":"{{Gtin}}","productName":{"vi":"0042"},"certification":[],"stages":[{"kind":"sell"},"""
                + """{"kind":"make"}],"standards":[],"recalls":[]}""",
            LinesOf(list).Single());
    }

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
        var told = Assert.Single(Read("a.csv", $"{header}\n{Gtin},x\n").Faults.Told);

        Assert.Equal(1, told.Line);
        AssertLike(fault, told.Reason);
    }

    [Fact]
    public void A_column_that_is_no_field_hides_no_fault_of_a_row()
    {
        var list = Read("a.csv", $"""
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
        var full = Read("a.csv", $"gtin,name\n{Gtin},x\n4711,y\n");
        var recalls = Read(
            "b.csv", $"gtin,recall.authority.vi,recall.reasn.vi\n{Gtin},x,y\n4711,x,y\n", PackManifest.RecallList);

        Assert.All([full, recalls], list => Assert.Equal(1, Assert.Single(list.Faults.Told).Line));
    }

    [Theory]
    [InlineData("a.json", "[{\"v\":1},\n{\"v\":1}]", "a JSON array, *: jq -c '.[]' FILE makes it")]
    [InlineData("a.ndjson", " [\n {\"v\":1},\n{\"v\":1}]", "a JSON array, *: jq -c '.[]' FILE makes it")]
    [InlineData("a.txt", "[]", "a JSON array, *: jq -c '.[]' FILE makes it")]
    [InlineData("a.json", "{\n  \"v\": 1\n}\n{\n}", "an object over several lines, *: jq -c . FILE makes it")]
    public void Json_that_is_no_ndjson_is_one_fault(string name, string text, string fault) =>
        AssertLike(fault, Assert.Single(Read(name, text).Faults.Told).ToString());

    [Theory]
    [InlineData("{\"v\":1,\"gtin\":\"x", "gtin: it ends before all its brackets and quotes are closed")]
    [InlineData("{\"v\":1", "v: it ends before all its brackets and quotes are closed")]
    [InlineData("{\"v\":1,\"model\":\"ề\tb\"}", "model: a tab, * stands at character 18: in a text it is \\t or \\n")]
    [InlineData("{\"v\":1,}", "is no JSON from character 8 on: }")]
    [InlineData("{\"v\":1,\"model\":'nước mắm Nam Ô'}", "model: is no JSON from character 16 on: 'nước mắm Nam Ô'…")]
    [InlineData("{\"v\":1,\"gtin\":08936012345674}", "gtin: is no JSON from character 16 on: 8936012345674}")]
    [InlineData("hello", "is no JSON from character 1 on: hello")]
    [InlineData("{\"v\":1,\"gtin\":\"x\"}, ", "is no JSON from character 19 on: , ")]
    [InlineData("{\"v\":1,\"model\":\"M\",\"model\":\"N\"}", "model: comes twice")]
    [InlineData("{\"v\":1,\"productName\":{\"vi\":\"M\",\"vi\":\"N\"}}", "productName.vi: comes twice")]
    public void What_is_no_json_is_told_with_its_place(string line, string fault) => AssertLike(
        $"line 2: {fault}",
        Read("a.ndjson", $"{{\"v\":1,\"gtin\":\"{Gtin}\",\"productName\":{{\"vi\":\"x\"}}}}\n{line}\n")
            .Faults.Told.Single().ToString());

    [Fact]
    public void Faults_are_told_by_line_and_field()
    {
        var list = Read("a.csv", $"""
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
                "line 7: productionDate.date: expected a day such as 2026-01-31",
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
    [InlineData("08936012345674\u00A0", "08936012345674\u00A0: digits alone are expected: 08936012345674")]
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
        AssertLike(
            $"line 2: gtin: {fault}",
            Assert.Single(Read("a.csv", $"gtin,productName.vi\n{gtin},x\n").Faults.Told).ToString());
        AssertLike(
            $"line 2: gtin: {fault}",
            Assert.Single(Read(
                "b.csv", $"gtin,recall.authority.vi,recall.reason.vi\n{gtin},x,y\n", PackManifest.RecallList)
                .Faults.Told).ToString());
    }

    [Fact]
    public void Faults_of_ndjson_are_told_by_line()
    {
        var good = $$$"""{"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"Nước mắm"}}""";
        var file = _folder.File("a.ndjson");
        File.WriteAllBytes(file,
        [
            .. "\uFEFF"u8, .. Encoding.UTF8.GetBytes($"{good}\r\n\n{good[..^1]}\n{good.Replace("vi", "en")}\n"),
            .. Encoding.Latin1.GetBytes("{\"v\":1,\"gtin\":\"09520001000027\",\"model\":\"\u00e9\"}\n"),
            .. Encoding.UTF8.GetBytes($$"""{"v":1,"model":"{{new string('x', PackLimit.MaxLine)}}"}"""), (byte)'\n',
            .. Encoding.UTF8.GetBytes(good.Replace("gtin", "gtim")),
        ]);
        var list = RecordList.Read(
            file, PackManifest.Full, NoPicture, stop: TestContext.Current.CancellationToken);

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
        var list = Read("a.csv", "gtin\n" + string.Concat(Enumerable.Repeat("1\n", 50)));

        Assert.Equal((20, 30), (list.Faults.Told.Count, list.Faults.More));
        Assert.Equal((2, 21), (list.Faults.Told[0].Line, list.Faults.Told[^1].Line));
    }

    [Fact]
    public void Records_stand_in_the_order_of_their_keys()
    {
        var list = Read("a.csv", $"""
            gtin,hasBatchLotNumber,hasSerialNumber,productName.vi
            {Gtin},,S2,
            {Gtin},b,,
            {Gtin},,,x
            {Gtin},B,,
            {Gtin},Z,S1,
            {Other},,,y
            """);

        Assert.Equal(
            [Other, Gtin, $"{Gtin}/10/B", $"{Gtin}/10/b", $"{Gtin}/21/S1", $"{Gtin}/21/S2"],
            LinesOf(list).Select(line =>
                PackJson.TryReadOrigin(Encoding.UTF8.GetBytes(line), out var origin, out _)
                    ? RecordKey.Of(origin)
                    : ""));
    }

    [Theory]
    [InlineData("G,L,S,,", "line 2: gtin: G has no record of the product itself: add one, *serial number")]
    [InlineData("G,L,,, G,,S,, O,,,x,", "line 2: gtin: G has no record *serial number (2 records are without a name)")]
    [InlineData("O,,,x, G,,S,, G,L,,,", "line 3: gtin: G has no record *serial number (2 records are without a name)")]
    [InlineData("G,L,,x, G,M,,,", "line 3: gtin: G has no record *serial number")]
    [InlineData("G,,S,, G,L,,x,", "line 2: gtin: G has no record *serial number")]
    [InlineData("G,L,S,, G,L,,x, G,L,,x,b", "line 2: gtin: G has no record *serial number")]
    [InlineData("G,,,x, G,,,y, G,L,,,", "line 4: gtin: G is of 2 products: give this *its own productName.vi")]
    [InlineData("G,L,,x,", "")]
    [InlineData("G,L,S,x,", "")]
    [InlineData("G,L,,, G,,,x,", "")]
    [InlineData("G,L,S,, G,L,,x,", "")]
    [InlineData("G,L,,x, G,,,x, G,,,y,", "")]
    public void A_lot_or_item_that_nobody_gives_a_name_is_a_fault(string rows, string fault)
    {
        var text = $"gtin,hasBatchLotNumber,hasSerialNumber,productName.vi,brandName\n{rows.Replace(' ', '\n')}";
        var told = Read("a.csv", WithNumbers(text)).Faults.Told.Select(one => one.ToString());

        if (fault.Length == 0)
            Assert.Empty(told);
        else
            AssertLike(WithNumbers(fault), Assert.Single(told));
    }

    [Fact]
    public void Lots_are_not_blamed_for_a_fault_of_their_product()
    {
        var list = Read(
            "a.csv", $"gtin,hasBatchLotNumber,productName.vi,productionDate.date\n{Gtin},L,,\n{Gtin},,x,1\n");

        Assert.Equal(
            "line 3: productionDate.date: expected a day such as 2026-01-31",
            Assert.Single(list.Faults.Told).ToString());
    }

    [Fact]
    public void The_same_record_twice_is_a_fault()
    {
        var list = Read("a.csv", $"gtin,productName.vi\n{Gtin},x\n{Other},x\n{Gtin},y\n{Gtin},x\n");

        Assert.Equal("line 5: the same as line 2", Assert.Single(list.Faults.Told).ToString());
    }

    [Theory]
    [InlineData(PackLimit.MaxOfOneKey, true)]
    [InlineData(PackLimit.MaxOfOneKey + 1, false)]
    public void Of_one_key_there_are_not_many(int count, bool isRight)
    {
        var rows = Enumerable.Range(1, count).Select(n => $"{Gtin},product {n}\n");
        var list = Read("a.csv", $"gtin,productName.vi\n{Other},x\n{string.Concat(rows)}");

        Assert.Equal(isRight, list.Faults.IsEmpty);
        Assert.All(list.Faults.Told, fault => Assert.Equal($"more than 8 records of {Gtin}", fault.Reason));
    }

    [Theory]
    [InlineData("a.txt", "{\"v\":1,\"gtin\":\"09520001000027\",\"productName\":{\"vi\":\"x\"}}", 1)]
    [InlineData("a.txt", "\uFEFF\n {\"v\":1,\"gtin\":\"09520001000027\",\"productName\":{\"vi\":\"x\"}}", 1)]
    [InlineData("a.txt", "gtin;productName.vi\n09520001000027;x", 1)]
    [InlineData("a.CSV", "gtin,productName.vi\n09520001000027,x", 1)]
    [InlineData("a.jsonl", "gtin,productName.vi", 0)]
    public void The_form_is_known_by_the_files_name_or_its_first_byte(string name, string text, int count)
    {
        var list = Read(name, text);

        Assert.Equal((count, count == 1), (list.Count, list.Faults.IsEmpty));
    }

    [Theory]
    [InlineData("a.ndjson", "", PackManifest.Full, false)]
    [InlineData("a.csv", "gtin,productName.vi\n", PackManifest.Full, false)]
    [InlineData("a.ndjson", "\n", PackManifest.RecallList, false)]
    [InlineData("a.csv", "", PackManifest.RecallList, false)]
    [InlineData("a.csv", "gtin,recall.reason.vi\n", PackManifest.RecallList, true)]
    public void Nothing_is_no_catalog_and_no_recall_has_to_be_said(
        string name, string text, string kind, bool isRight) =>
        Assert.Equal(isRight, Read(name, text, kind).Faults.IsEmpty);

    [Fact]
    public void Recalls_are_not_more_than_a_kiosk_keeps_in_memory()
    {
        var rows = Enumerable.Range(0, PackLimit.RecallList.Count + 5).Select(n => $"{Gtin},x,x{n}\n");
        var list = Read(
            "a.csv", $"gtin,recall.authority.vi,recall.reason.vi\n{string.Concat(rows)}", PackManifest.RecallList);

        Assert.Equal("line 10002: more than 10000 records", list.Faults.Told[0].ToString());
    }

    private RecordList Read(string name, string text, string kind = PackManifest.Full) =>
        RecordList.Read(_folder.Write(name, text), kind, NoPicture);

    private static bool NoPicture(string image, out string hash, out string fault)
    {
        (hash, fault) = ("", $"{image}: no picture is due here");
        return false;
    }

    private static string WithNumbers(string text) => text
        .Replace("G,", $"{Gtin},", StringComparison.Ordinal).Replace("O,", $"{Other},", StringComparison.Ordinal)
        .Replace("G ", $"{Gtin} ", StringComparison.Ordinal);

    private static void AssertLike(string pattern, string text)
    {
        var parts = pattern.Split('*');
        Assert.StartsWith(parts[0], text, StringComparison.Ordinal);
        Assert.EndsWith(parts[^1], text, StringComparison.Ordinal);
        if (parts.Length == 1)
            Assert.Equal(pattern, text);
    }

    private static string[] LinesOf(RecordList list)
    {
        Assert.Empty(list.Faults.Told);
        using var stream = new MemoryStream();
        list.WriteTo(stream);
        Assert.Equal(list.Size, stream.Length);
        return Encoding.UTF8.GetString(stream.ToArray()).Split('\n')[..^1];
    }
}
