using System.Text;
using DaNangTrace.Edge.Wire.Packs;
using DaNangTrace.Edge.Wire.Packs.Making;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire.Making;

public sealed class RecordListTests : IDisposable
{
    private const string Gtin = "09520001000027";
    private const string Other = "09520001000010";

    private readonly MakingInput _input = new();

    public void Dispose() => _input.Dispose();

    [Fact]
    public void A_trace_code_of_too_many_records_is_told_as_a_kiosk_would()
    {
        Assert.True(_input.Read("eight.ndjson", Items(8)).Faults.IsEmpty);
        Assert.Equal(
            ["line 9: the trace code SAME of the vendor v stands on more than 8 records: one code can't belong to so many"],
            _input.Read("nine.ndjson", Items(9)).Faults.Told.Select(fault => $"{fault}"));

        static string Items(int count) => string.Join('\n', Enumerable.Range(1, count).Select(n =>
            $$"""
            {"v":1,"gtin":"{{Gtin}}","hasSerialNumber":"{{n}}","productName":{"vi":"x"},"traceCode":"SAME","traceCodeVendor":"v"}
            """));
    }

    [Fact]
    public void Of_one_product_there_is_one_word_about_a_lot()
    {
        var product = $$$"""{"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"x"}}""";
        const string Lot = $$$"""{"v":1,"gtin":"{{{Gtin}}}","hasBatchLotNumber":"L1","brandName":"A"}""";
        var other = Lot.Replace("\"A\"", "\"B\"", StringComparison.Ordinal);

        Assert.Equal(
            [$"line 3: {Gtin}/10/L1 stands in line 2 already, and says something else"],
            _input.Read("one.ndjson", $"{product}\n{Lot}\n{other}").Faults.Told.Select(fault => $"{fault}"));
        // Of two products with one number each may have such a lot.
        var second = product.Replace("\"x\"", "\"y\"", StringComparison.Ordinal);
        var named = Lot.Replace(
            "\"brandName\"", "\"productName\":{\"vi\":\"x\"},\"brandName\"", StringComparison.Ordinal);
        var both = $"{product}\n{second}\n{named}\n{named.Replace("\"A\"", "\"B\"", StringComparison.Ordinal)}";
        Assert.True(_input.Read("two.ndjson", both).Faults.IsEmpty);
    }

    [Theory]
    [InlineData("\"traceCode\":\"ABC-1\"", "traceCodeVendor: missing: name the vendor *")]
    [InlineData("\"traceCodeVendor\":\"v\"", "traceCodeVendor: a vendor without a traceCode: *")]
    [InlineData("\"hint\":{\"kind\":\"seenOften\"}", "hint: it is about the number of a lot or an item*")]
    [InlineData("\"manufacturer\":{\"organizationName\":\"x\",\"evidence\":{\"grade\":\"inspected\"}}",
        "manufacturer.evidence: who matched or inspected it is missing (by)")]
    [InlineData(
        "\"standards\":[{\"name\":\"T\"},{\"name\":\"U\",\"evidence\":{\"grade\":\"declared\",\"by\":{\"en\":\"x\"}}}]",
        "standards[1].evidence.by: who says so is missing in Vietnamese (vi)")]
    [InlineData("\"evidence\":{\"grade\":\"matched\",\"by\":{\"en\":\"x\"}}",
        "evidence.by: who says so is missing in Vietnamese (vi)")]
    [InlineData("\"productionDate\":{\"date\":\"2026-12-01\"},\"expirationDate\":{\"date\":\"2026-01-31\"}",
        "productionDate.date: made on 2026-12-01, after its last day of use, 2026-01-31 (expirationDate.date)")]
    [InlineData("\"evidence\":{\"grade\":\"matched\"}", "evidence: who matched or inspected it is missing (by)")]
    [InlineData("\"evidenceOf\":{\"model\":{\"grade\":\"declared\"}}", "evidenceOf.model: this record has no model*")]
    [InlineData("\"recalls\":[{\"authority\":{},\"reason\":{\"vi\":\"x\"}}]", "recalls[0].authority: who recalled it*")]
    [InlineData("\"recalls\":[{\"authority\":{\"vi\":\"x\"},\"reason\":{\"en\":\"x\"}}]", "recalls[0].reason: why*")]
    public void What_a_shopper_could_not_understand_is_a_fault(string field, string fault)
    {
        var line = $$$"""{"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"x"},{{{field}}}}""";

        MakingInput.AssertLike(fault, Assert.Single(_input.Read("x.ndjson", line).Faults.Told).Reason);
    }

    [Fact]
    public void What_is_quoted_of_an_input_can_not_steer_a_terminal()
    {
        var line = $$$"""{"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"x","\u001b]0;x\u0007":"y"}}""";

        var fault = Assert.Single(_input.Read("x.ndjson", line).Faults.Told);

        Assert.Contains(@"\x1B]0;x\x07", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_with_all_its_fields_may_be_a_row()
    {
        var whole = PackSamples.Record.Replace(",\"evidence\":null", "", StringComparison.Ordinal)
            .Replace("\"image\":\"0000000000000000000000000000000000000000000000000000000000000000\",", "",
                StringComparison.Ordinal);
        var csv = """
            gtin,hasBatchLotNumber,hasSerialNumber,traceCode,traceCodeVendor,productName.vi,productName.en,productDescription.vi,
            brandName,model,provenanceStatement.text.vi,provenanceStatement.evidence.grade,
            provenanceStatement.evidence.by.vi,provenanceStatement.evidence.on,manufacturer.organizationName,
            manufacturer.address.vi,productionDate.date,expirationDate.date,shelfLife.vi,
            certification[0].certificationStandard,certification[0].certificationValue,
            certification[0].certificationIdentification,certification[0].certificationAgency,
            certification[0].certificationEndDate,stages[0].kind,stages[0].label.vi,stages[0].place.vi,stages[0].time,
            stages[0].traceCode,stages[0].globalLocationNumber,stall.name.vi,stall.market,stall.number,
            standards[0].name,recalls[0].authority.vi,recalls[0].reason.vi,recalls[0].lots[0].from,
            recalls[0].lots[0].to,recalls[0].serials[0].from,hint.kind,hint.on,evidence.grade,
            evidenceOf.productName.grade,evidenceOf.productName.by.vi
            """.ReplaceLineEndings("")
            + "\n09520001000027,NM-2411,S1,TEM-1,tem,Nước mắm,Fish sauce,Cá và muối,Nhãn,M,Nam Ô,matched,Chợ,2025-12-31,"
            + "Cơ sở,Nam Ô,2025-12-01,2026-12-01,12 tháng,OCOP,4,1,A,2027-01-01,make,Làm,Nam Ô,2025-12-01,T,"
            + "9520001009013,Sạp 24,han,24,TCVN 5107:2018,Chi cục,Mẫu,A1,A9,S,seenOften,2025-12-31,declared,inspected,Chi cục\n";

        Assert.Equal(LinesOf(_input.Read("one.ndjson", whole)), LinesOf(_input.Read("one.csv", csv)));
    }

    [Fact]
    public void A_recall_may_be_a_row() => Assert.Equal(
        LinesOf(_input.Read("one.ndjson", PackSamples.Recalled, PackManifest.RecallList)),
        LinesOf(_input.Read("one.csv", """
            gtin,productName.vi,recall.authority.vi,recall.reason.vi,recall.notice,recall.date,recall.lots[0].from,
            recall.lots[0].to,recall.serials[0].from,recall.advice.vi,recall.contact.vi
            """.ReplaceLineEndings("")
            + "\n09520004707176,Chả bò,Chi cục,Mẫu,01,2025-12-31,CB-0717,CB-0719,S,Mang trả,Ban",
            PackManifest.RecallList)));

    [Fact]
    public void What_is_empty_is_left_out()
    {
        var list = _input.Read("a.csv", $"""
            gtin,productName.vi,productName.en,stages[1].kind,stages[0].kind,stages[2].kind,manufacturer.address.vi,v
            {Gtin},0042, ,sell,,make,,1
            """);

        Assert.Equal(
            $$"""{"v":1,"gtin":"{{Gtin}}","productName":{"vi":"0042"},"certification":[],"stages":[{"kind":"sell"},"""
                + """{"kind":"make"}],"standards":[],"recalls":[]}""",
            LinesOf(list).Single());
    }

    [Fact]
    public void Records_stand_in_the_order_of_their_keys()
    {
        var list = _input.Read("a.csv", $"""
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
        var told = _input.Read("a.csv", WithNumbers(text)).Faults.Told.Select(one => one.ToString());

        if (fault.Length == 0)
            Assert.Empty(told);
        else
            MakingInput.AssertLike(WithNumbers(fault), Assert.Single(told));
    }

    [Fact]
    public void Lots_are_not_blamed_for_a_fault_of_their_product()
    {
        var list = _input.Read(
            "a.csv", $"gtin,hasBatchLotNumber,productName.vi,productionDate.date\n{Gtin},L,,\n{Gtin},,x,1\n");

        Assert.Equal(
            "line 3: productionDate.date: \"1\": expected a day such as 2026-01-31",
            Assert.Single(list.Faults.Told).ToString());
    }

    [Fact]
    public void The_same_record_twice_is_a_fault()
    {
        var list = _input.Read("a.csv", $"gtin,productName.vi\n{Gtin},x\n{Other},x\n{Gtin},y\n{Gtin},x\n");

        Assert.Equal("line 5: the same as line 2", Assert.Single(list.Faults.Told).ToString());
    }

    [Theory]
    [InlineData(PackLimit.MaxOfOneKey, true)]
    [InlineData(PackLimit.MaxOfOneKey + 1, false)]
    public void Of_one_key_there_are_not_many(int count, bool isRight)
    {
        var rows = Enumerable.Range(1, count).Select(n => $"{Gtin},product {n}\n");
        var list = _input.Read("a.csv", $"gtin,productName.vi\n{Other},x\n{string.Concat(rows)}");

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
        var list = _input.Read(name, text);

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
        Assert.Equal(isRight, _input.Read(name, text, kind).Faults.IsEmpty);

    [Fact]
    public void Recalls_are_not_more_than_a_kiosk_keeps_in_memory()
    {
        var rows = Enumerable.Range(0, PackLimit.RecallList.Count + 5).Select(n => $"{Gtin},x,x{n}\n");
        var list = _input.Read(
            "a.csv", $"gtin,recall.authority.vi,recall.reason.vi\n{string.Concat(rows)}", PackManifest.RecallList);

        Assert.Equal("line 10002: more than 10000 records", list.Faults.Told[0].ToString());
    }

    private static string WithNumbers(string text) => text
        .Replace("G,", $"{Gtin},", StringComparison.Ordinal).Replace("O,", $"{Other},", StringComparison.Ordinal)
        .Replace("G ", $"{Gtin} ", StringComparison.Ordinal);

    private static string[] LinesOf(RecordList list)
    {
        Assert.Empty(list.Faults.Told);
        using var stream = new MemoryStream();
        list.WriteTo(stream);
        Assert.Equal(list.Size, stream.Length);
        return Encoding.UTF8.GetString(stream.ToArray()).Split('\n')[..^1];
    }
}
