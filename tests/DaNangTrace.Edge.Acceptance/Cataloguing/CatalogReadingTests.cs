using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <summary><c>dntrace catalog lookup|export|stats</c>: what a technician reads of a catalog, or of none.</summary>
public sealed class CatalogReadingTests : WithOffice
{
    private const string Picture = "bee1453fbdb6b3f3c6f6b8f7ce7c9e37b6b59a1b1d9d4f0f1d1a2b3c4d5e6f70";

    private static readonly string Product = """
        {"v":1,"gtin":"08936012345674","productName":{"vi":"Món mẫu"},"brandName":"Mẫu",
        "manufacturer":{"organizationName":"Công ty Mẫu","address":{"vi":"1 Đường Mẫu, Đà Nẵng"},
        "evidence":{"grade":"declared"}},
        "certification":[
        {"certificationStandard":"OCOP","certificationValue":4,"certificationIdentification":"mẫu-0001",
        "certificationAgency":"Cơ quan Mẫu","certificationEndDate":"2999-02-05",
        "evidence":{"grade":"matched","by":{"vi":"Sample Office for the Things that Nobody has a Shorter Name for"},
        "on":"2025-12-20"}},
        {"certificationStandard":"HACCP","certificationEndDate":"2020-02-05"}],
        "stages":[{"kind":"source","label":{"vi":"Lấy cá"},"place":{"vi":"Cảng cá Mẫu"},"time":"2025-06-05",
        "globalLocationNumber":"9520001000010","traceCode":"CCM-01"}]}
        """.ReplaceLineEndings("");

    private static readonly string Recall = """
        {"v":1,"gtin":"08936012345674","recall":{"authority":{"vi":"Chi cục Mẫu"},"reason":{"vi":"Có mẫu"},
        "notice":"12/TB","date":"2026-01-02","lots":[{"from":"L10","to":"L19"},{"from":"L21"},{"from":"L22"},
        {"from":"L23"},{"from":"L24"},{"from":"L25"},{"from":"L26"}],"serials":[{"from":"S1"}],
        "advice":{"vi":"Trả lại"},"contact":{"vi":"0236 1022"}}}
        """.ReplaceLineEndings("");

    [Fact]
    public async Task All_that_is_known_of_a_product_is_told_and_how()
    {
        var pack = await Office.MakeAsync("full", 3, Product);
        // The pictures of another office's pack are on the kiosk, or come later, and it may say who in English alone.
        await Office.ChangeRecordsAsync(
            pack, Product.Replace("\"brandName\"", $"\"image\":\"{Picture}\",\"brandName\"", StringComparison.Ordinal)
                .Replace("\"by\":{\"vi\"", "\"by\":{\"en\"", StringComparison.Ordinal));
        await ImportAsync(pack);

        var answer = await RunAsync("lookup", "8936012345674");

        Assert.Equal(
            """
            read      GTIN 08936012345674
            answer    known: Món mẫu
            name      Món mẫu (not said how)
            picture   bee1453fbdb6… (not said how)
            brand     Mẫu (not said how)
            maker     Công ty Mẫu (declared)
            address   1 Đường Mẫu, Đà Nẵng (declared)
            place     not given
            holds     OCOP, 4 stars, mẫu-0001, Cơ quan Mẫu, until 2999-02-05 (matched by Sample Office for the Things that Nobody has a Shorter Name for, 2025-12-20)
            holds     HACCP, until 2020-02-05: run out, not shown (not said how)
            step      source: Lấy cá, Cảng cá Mẫu, 2025-06-05, GLN 9520001000010, code CCM-01 (not said how)
            recalls   this kiosk has no recall list

            """,
            answer.Output);
    }

    [Fact]
    public async Task All_of_a_recall_is_told_and_of_many_lots_the_first()
    {
        await TakeAsync("full", Product);
        await TakeAsync("recall", Recall);

        var mayBe = await RunAsync("lookup", "8936012345674");
        var certain = await RunAsync("lookup", "(01)08936012345674(10)L15(21)S2");

        Assert.Contains(
            """
            recall    some are recalled, and the code does not say whether this is one
            authority Chi cục Mẫu
            reason    Có mẫu
            notice    12/TB, 2026-01-02
            lots      L10 – L19, L21, L22, L23, L24 and 2 more
            serials   S1
            advice    Trả lại
            contact   0236 1022
            recalls   list of 20
            """,
            mayBe.Output, StringComparison.Ordinal);
        Assert.Contains("\nrecall    this item is recalled\n", certain.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("serials", certain.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_products_each_is_told_with_its_brand_and_maker()
    {
        await TakeAsync(
            "full", Product,
            """{"v":1,"gtin":"08936012345674","productName":{"vi":"Món khác"},"brandName":"Khác"}""");

        var answer = await RunAsync("lookup", "8936012345674");

        Assert.Contains(
            "several products: 2, and the code does not say which", answer.Output, StringComparison.Ordinal);
        Assert.Contains("product   Món mẫu, brand Mẫu, maker Công ty Mẫu\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains("product   Món khác, brand Khác\n", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_code_itself_says_is_told_of_one_that_is_not_registered()
    {
        await TakeAsync("full", Product);

        var answer = await RunAsync("lookup", "(01)09520004707176(11)260102(17)990105(422)704(10)L1(21)S1");

        Assert.Contains("answer    not registered\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains(
            "on code   lot L1, serial S1, made 2026-01-02, use by 1999-01-05, country VN\n", answer.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kiosk_without_a_catalog_says_what_it_lacks()
    {
        var found = await RunAsync("lookup", "8936012345674");
        var records = await RunAsync("export");
        var folder = await RunAsync("export", "--out", Data.File("out"));
        var recalls = await RunAsync("export", "--recalls");

        Assert.Contains(
            "out of reach: no products yet: dntrace catalog import brings the city's pack", found.Output,
            StringComparison.Ordinal);
        foreach (var answer in (Answered[])[records, folder])
            IsFault($"dntrace: {Data.Path} holds no catalog: dntrace catalog import brings one\n", answer);
        IsFault($"dntrace: {Data.Path} holds no recall list: dntrace catalog import brings one\n", recalls);
        Assert.False(Directory.Exists(Data.File("out")));

        static void IsFault(string words, Answered answer)
        {
            Assert.Equal(1, answer.ExitCode);
            Assert.Empty(answer.Output);
            Assert.Equal(words, answer.Error);
        }
    }

    [Fact]
    public async Task A_list_of_no_recall_is_told_from_none()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(
            folder.File("none.csv"), "gtin,recall.authority.vi\n", TestContext.Current.CancellationToken);
        var made = await Cli.RunAsync(
        [
            "catalog", "make", folder.File("none.csv"), "--kind", "recall", "--version", "3",
            "--key", Office.PrivateKey, "--out", folder.File("none"),
        ]);
        Assert.True(made.ExitCode == 0, $"{made}");
        await ImportAsync(folder.File("none"));

        var printed = await RunAsync("export", "--recalls");
        var written = await RunAsync("export", "--recalls", "--out", Data.File("out"));

        Assert.Equal(0, printed.ExitCode);
        Assert.Empty(printed.Output);
        Assert.Equal("dntrace: 0 recalls, list of version 3\n", printed.Error);
        Assert.Equal($"{Data.File("out")}: 0 recalls, list of version 3\n", written.Output);
    }

    [Fact]
    public async Task What_a_new_pack_needs_is_told()
    {
        await TakeAsync("full", Product);

        Assert.Contains(
            "accepted      full packs above version 3, which was taken, recall packs of any version\n",
            (await RunAsync("stats")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Only one of --config FILE and --data DIR says which kiosk.", "--config", "kiosk.json")]
    [InlineData("--set changes a configuration: say which by --config FILE.", "--set", "tracing.catalog.quota=banana")]
    public async Task What_would_not_be_heard_is_refused(string words, params string[] more)
    {
        var answer = await RunAsync("stats", more);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(words, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Say which kiosk", answer.Error, StringComparison.Ordinal);
    }
}
