using System.Text.Json;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <summary>What stands between the city's records and the national portal, as the published program tells it.</summary>
public sealed class CatalogPortalTests : WithOffice
{
    private const string Product = """
        {"v":1,"gtin":"08936012345674","productName":{"vi":"Món mẫu"},"brandName":"Mẫu",
        "manufacturer":{"organizationName":"Công ty Mẫu","address":{"vi":"1 Đường Mẫu, Đà Nẵng"}},
        "stages":[{"kind":"source","label":{"vi":"Lấy cá"},"place":{"vi":"Cảng cá Mẫu"},"time":"2025-06-05",
        "globalLocationNumber":"9520001000010","traceCode":"CCM-01"}]}
        """;

    [Fact]
    public async Task The_ten_fields_of_the_circular_are_exported_with_what_each_record_lacks()
    {
        await TakeAsync("full", Product, """
            {"v":1,"gtin":"08936012345674","hasBatchLotNumber":"=A1","traceCode":"0123456789","traceCodeVendor":"mau",
            "brandName":"007",
            "productionDate":{"date":"2026-11-02"},"standards":[{"name":"TCVN 5107:2018"}]}
            """);

        var records = JsonDocument.Parse((await RunAsync("export", "--format", "circular02")).Output).RootElement;
        var table = Csv.Read((await RunAsync("export", "--format", "circular02", "--type", "csv")).Output[1..]);

        var (product, lot) = (records[0], records[1]);
        Assert.Equal(2, records.GetArrayLength());
        Assert.Equal("(01)08936012345674", product.GetProperty("Mã sản phẩm (GS1)").GetString());
        Assert.Equal("Món mẫu", lot.GetProperty("Tên sản phẩm, hàng hóa").GetString());
        Assert.Equal("2026-11-02", lot.GetProperty("Thời gian sản xuất, kinh doanh").GetString());
        // A product's steps have no time and code of any one lot.
        Assert.Equal(
            [
                "Hình ảnh sản phẩm, hàng hóa", "Các công đoạn trong sản xuất, kinh doanh: 1. Mã truy vết sản phẩm",
                "Các công đoạn trong sản xuất, kinh doanh: 1. Thời gian sự kiện",
            ],
            lot.GetProperty("Còn thiếu").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(
            [
                "Hình ảnh sản phẩm, hàng hóa", "Mã truy xuất nguồn gốc sản phẩm, hàng hóa",
                "Tiêu chuẩn quốc gia, quy chuẩn kỹ thuật quốc gia, tiêu chuẩn quốc tế, tiêu chuẩn khu vực, "
                    + "tiêu chuẩn cơ sở được áp dụng",
            ],
            product.GetProperty("Còn thiếu").EnumerateArray().Select(one => one.GetString()));
        Assert.All(table, line => Assert.Equal(13, line.Length));
        Assert.Equal(
            ["(01)08936012345674(10)=A1", "chưa có", "Món mẫu", "chưa có"], table[2].Take(4));
        // Neither a number without its zeros nor a formula.
        Assert.Equal(["'0123456789", "'007"], table[2].Skip(8).Take(2));
        Assert.Equal(
            "1. Lấy cá, Cảng cá Mẫu (Mã truy vết sản phẩm: CCM-01; Mã truy vết địa điểm: 9520001000010; "
            + "Thời gian sự kiện: 2025-06-05)",
            table[1][6]);
    }

    [Fact]
    public async Task Both_forms_for_the_portal_are_written_into_a_folder()
    {
        await TakeAsync("full", Product);

        var answer = await RunAsync("export", "--format", "circular02", "--out", Data.File("portal"));

        Assert.Equal(
            $"{Data.File("portal")}: 1 record for the national portal, 1 of them lack something; 0 pictures\n",
            answer.Output);
        // By this a spreadsheet knows that Vietnamese letters are UTF-8.
        Assert.Equal(
            [0xEF, 0xBB, 0xBF],
            (await File.ReadAllBytesAsync(Path.Combine(Data.File("portal"), "circular02.csv"))).Take(3));
        Assert.True(File.Exists(Path.Combine(Data.File("portal"), "circular02.json")));
    }

    [Fact]
    public async Task A_picture_that_is_not_there_is_told_as_missing()
    {
        // The smallest that has a picture's head.
        var hash = await Office.AddPictureAsync(
            [0x89, .. "PNG\r\n\u001A\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 1, 2, 3, 4]);
        await TakeAsync("full", Product.Replace(
            "\"brandName\"", $"\"image\":\"{hash}\",\"brandName\"", StringComparison.Ordinal));
        File.Delete(Assert.Single(
            Directory.GetFiles(Data.File("catalog/v3/images"), "*", SearchOption.AllDirectories)));

        var answer = await RunAsync("export", "--format", "circular02", "--out", Data.File("portal"));
        var table = Csv.Read(await File.ReadAllTextAsync(
            Path.Combine(Data.File("portal"), "circular02.csv"), TestContext.Current.CancellationToken));

        Assert.Contains("records without their picture", answer.Error, StringComparison.Ordinal);
        Assert.Equal("chưa có", table[1][3]);
        Assert.StartsWith("Hình ảnh sản phẩm, hàng hóa; ", table[1][12], StringComparison.Ordinal);
        var stats = await RunAsync("stats");
        Assert.Contains("\nall markets                 1  100    0  100", stats.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("circular02")]
    [InlineData("records")]
    public async Task An_export_that_meets_damage_leaves_no_file_that_looks_whole(string format)
    {
        await TakeAsync("full", [.. Enumerable.Range(0, 3000).Select(n => Product.Replace(
            "\"productName\"", $"\"hasBatchLotNumber\":\"L{n}\",\"productName\"", StringComparison.Ordinal))]);
        var origins = Data.File("catalog/v3/origins.db");
        using (var file = File.Open(origins, FileMode.Open))
        {
            file.Position = file.Length / 2 / 8192 * 8192;
            file.Write(new byte[8192 * 4]);
        }

        var answer = await RunAsync("export", "--format", format, "--out", Data.File("out"));

        Assert.True(answer.ExitCode == 1, $"{answer}");
        Assert.Contains("nothing was written", answer.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Data.File("out")));
    }

    [Fact]
    public async Task How_complete_the_records_are_is_told_by_field_and_market()
    {
        await TakeAsync(
            "full", Product,
            """{"v":1,"gtin":"09520001000010","productName":{"vi":"Món khác"},"stall":{"name":{"vi":"Sạp 1"},"market":"han"}}""");

        var told = (await RunAsync("stats")).Output;

        Assert.Contains(
            """
            For the national portal: of the ten fields of Circular 02/2024/TT-BKHCN, % of records have
                                  records    1    2    3    4    5    6    7    8    9   10  all
            all markets                 2  100    0   50   50   50   50    0   50    0    0    0
            han                         1  100    0    0    0    0    0    0    0    0    0    0
            no market                   1  100    0  100  100  100  100    0  100    0    0    0
             1 Tên sản phẩm, hàng hóa

            """,
            told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--recalls does not go with --format circular02", "--format", "circular02", "--recalls")]
    [InlineData("--type goes with --format circular02", "--type", "csv")]
    public async Task What_does_not_go_together_is_refused(string words, params string[] more)
    {
        var answer = await RunAsync("export", more);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(words, answer.Error, StringComparison.Ordinal);
    }
}
