using System.Globalization;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <summary><c>dntrace catalog</c> as a technician and the city's office type it.</summary>
public sealed class CatalogCommandTests : WithOffice
{
    private const string Product = """{"v":1,"gtin":"08936012345674","productName":{"vi":"Món mẫu"}}""";

    [Fact]
    public async Task From_a_table_to_an_answer()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("products.csv"), """
            gtin,productName.vi,productName.en,traceCode,traceCodeVendor,certification[0].certificationStandard,CERTIFIED,evidence.grade,evidence.by.vi,evidence.on
            09520001000010,"Nước mắm, chai",Fish sauce,ABCD-0001,sample-query,OCOP,4,matched,Chợ Cồn,2025-12-20
            09520004707176,Chả bò,,ABCDEFGH1,sample-path,,,,,
            """.Replace("CERTIFIED", "certification[0].certificationValue", StringComparison.Ordinal));
        await File.WriteAllTextAsync(folder.File("recalls.csv"), """
            gtin,recall.authority.vi,recall.reason.vi,recall.lots[0].from,recall.lots[0].to
            09520004707176,Chi cục Mẫu,Mẫu,CB-0700,CB-0710
            """);
        await MakeAsync(folder, "products.csv", "full", 3);
        await MakeAsync(folder, "recalls.csv", "recall", 5);
        Assert.StartsWith("Taken: full pack 3", (await ImportAsync(folder, "full")).Output, StringComparison.Ordinal);
        Assert.StartsWith(
            "Taken: recall pack 5", (await ImportAsync(folder, "recall")).Output, StringComparison.Ordinal);

        var stats = await RunAsync("stats");
        Assert.Contains("2 products, 2 records, version 3, of ", stats.Output, StringComparison.Ordinal);
        Assert.Contains("recalls       version 5, of ", stats.Output, StringComparison.Ordinal);
        Assert.Contains(
            "known: Nước mắm, chai", (await RunAsync("lookup", "9520001000010")).Output, StringComparison.Ordinal);
        Assert.Contains(
            "this item is recalled", (await RunAsync("lookup", "(01)09520004707176(10)CB-0705")).Output,
            StringComparison.Ordinal);
        Assert.Contains(
            "the code does not say whether this is one", (await RunAsync("lookup", "9520004707176")).Output,
            StringComparison.Ordinal);
        Assert.Contains(
            "holds     OCOP, 4 stars (matched by Chợ Cồn, 2025-12-20)",
            (await RunAsync("lookup", "9520001000010")).Output, StringComparison.Ordinal);
        Assert.Contains(
            "known: Nước mắm", (await RunAsync("lookup", "https://qr.tem.example/?code=ABCD-0001")).Output,
            StringComparison.Ordinal);
        // The same code on another vendor's stamp is another code.
        Assert.Contains(
            "not registered", (await RunAsync("lookup", "https://qr.tem.example/?code=ABCDEFGH1")).Output,
            StringComparison.Ordinal);
        Assert.Contains("not registered", (await RunAsync("lookup", "9529999000019")).Output, StringComparison.Ordinal);
        Assert.Equal("Right: 2 records, 0 pictures.\n", (await RunAsync("verify")).Output);

        // What is exported makes the same catalog again.
        var exported = await RunAsync("export");
        await File.WriteAllBytesAsync(folder.File("again.ndjson"), exported.Bytes);
        await MakeAsync(folder, "again.ndjson", "full", 4);
        await ImportAsync(folder, "full");
        Assert.Equal(exported.Output, (await RunAsync("export")).Output);
        Assert.Contains("\"CB-0700\"", (await RunAsync("export", "--recalls")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_exported_with_its_pictures_makes_the_same_catalog_again()
    {
        using var folder = new TempFolder();
        byte[] png = [0x89, .. "PNG\r\n\u001A\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 1, 2, 3, 4];
        Directory.CreateDirectory(folder.File("images"));
        await File.WriteAllBytesAsync(folder.File("images/sauce.png"), png, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("products.csv"), """
            gtin,productName.vi,image
            09520001000010,Nước mắm,sauce.png
            09520004707176,Chả bò,sauce.png
            """);
        await MakeAsync(folder, "products.csv", "full", 3);
        await ImportAsync(folder, "full");
        var before = await RunAsync("export");

        var exported = await RunAsync("export", "--out", folder.File("out"));

        Assert.Equal($"{folder.File("out")}: 2 records, 1 picture\n", exported.Output);
        Assert.Contains("is not empty", (await RunAsync("export", "--out", folder.File("out"))).Error,
            StringComparison.Ordinal);
        await MakeAsync(folder, "out/records.ndjson", "full", 4);
        Directory.Delete(Data.File("catalog"), recursive: true);
        Assert.Contains("full pack 4", (await ImportAsync(folder, "full")).Output, StringComparison.Ordinal);
        Assert.Equal(before.Output, (await RunAsync("export")).Output);
        var picture = Assert.Single(
            Directory.GetFiles(Data.File("catalog/v4/images"), "*", SearchOption.AllDirectories));
        Assert.Equal(png, await File.ReadAllBytesAsync(picture, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_damaged_catalog_is_told_from_none()
    {
        Assert.Contains("holds no catalog", (await RunAsync("verify")).Error, StringComparison.Ordinal);
        await Office.ImportAsync(await Office.MakeAsync("full", 1, Product), Data.Path);
        await File.WriteAllTextAsync(
            Data.File("catalog/v1/origins.db"), "x", TestContext.Current.CancellationToken);

        var answer = await RunAsync("verify");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(
            $"version 1 in {Data.Path} is damaged: import the pack again", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_of_a_table_are_told_by_their_lines_and_nothing_is_made()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("products.csv"), """
            gtin,productName.vi
            09520001000010,Nước mắm
            09520001000011,Chả bò
            09520004707176,
            """);

        var answer = await TryMakeAsync(folder, "products.csv", "full", 1);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(
            "line 3: gtin: 09520001000011: its check digit is wrong: the last digit would be 0", answer.Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "line 4: productName: the Vietnamese name (vi) is missing", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("full")));
    }

    [Fact]
    public async Task A_lot_that_would_be_shown_without_a_name_makes_no_pack()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("lots.csv"), """
            gtin,hasBatchLotNumber,productName.vi
            09520001000010,,Nước mắm
            09520001000010,NM-1,
            09520004707176,CB-1,
            """);

        var answer = await TryMakeAsync(folder, "lots.csv", "full", 1);

        Assert.Equal(1, answer.ExitCode);
        Assert.EndsWith(
            "nothing was made:\n  line 4: gtin: 09520004707176 has no record of the product itself: add one, with "
            + "productName.vi and neither lot nor serial number\n", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("full")));
    }

    [Fact]
    public async Task How_far_the_making_is_is_told_of_the_input_and_then_of_the_records()
    {
        using var folder = new TempFolder();
        var rows = Enumerable.Range(0, 20_000).Select(n => string.Create(
            CultureInfo.InvariantCulture, $"08936012345674,S{n:000000},"));
        await File.WriteAllLinesAsync(
            folder.File("items.csv"), ["gtin,hasSerialNumber,productName.vi", "08936012345674,,Món mẫu", .. rows]);

        var answer = await TryMakeAsync(folder, "items.csv", "full", 1);

        Assert.Equal(0, answer.ExitCode);
        Assert.Matches("""^(checking +[1-9]\d? %  0\.\d/0\.5 MB.*\n){3,}checking +100 %  0\.5/0\.5""", answer.Error);
        Assert.Matches("""\nrecords +0 %  0/20001.*\n(.*\n)+records +100 %  20001/20001\n""", answer.Error);
    }

    [Theory]
    [InlineData("--version", "0")]
    [InlineData("--version", "x")]
    [InlineData("--kind", "delta")]
    public async Task What_no_pack_can_be_is_wrong_use(string option, string value)
    {
        string[] right = ["--kind", "full", "--version", "1", "--key", "k.pem", "--out", "pack"];
        var at = Array.IndexOf(right, option) + 1;

        var answer = await Cli.RunAsync(["catalog", "make", "in.csv", .. right[..at], value, .. right[(at + 1)..]]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(value, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_kiosk_it_is_asked_which()
    {
        var answer = await Cli.RunAsync(["catalog", "stats"]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("Say which kiosk: --config FILE, or --data DIR.", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_an_import_and_nothing_has_changed()
    {
        var pack = await Office.MakeAsync("full", 1, Product);
        // Seconds of work, so that it is never done before the signal comes.
        const int Items = 300_000;
        await Office.ChangeRecordsAsync(
            pack,
            string.Join('\n', Enumerable.Range(0, Items).Select(n => string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"v":1,"gtin":"08936012345674","hasSerialNumber":"{{n:000000}}"}""")).Prepend(Product)),
            count: Items + 1);
        await using var child = Child.Start(
            RealParts.NeedProgram(),
            ["catalog", "import", pack, "--data", Data.Path, "--trust", Office.PublicKey]);
        await child.LineAsync("records ");
        child.Signal(Unix.Interrupt);

        Assert.Equal(130, await child.ExitAsync());
        Assert.Contains("cancelled; nothing has changed", child.Tail(), StringComparison.Ordinal);
        Assert.Equal(["import.lock"], Directory.GetFileSystemEntries(Data.File("catalog")).Select(Path.GetFileName));
        Assert.StartsWith("Taken", (await Office.ImportAsync(pack, Data.Path)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_sees_a_bar_that_is_gone_in_the_end()
    {
        var pack = await Office.MakeAsync("full", 1, Product);

        var answer = await Cli.RunInTerminalAsync(
            $"catalog import '{pack}' --data '{Data.Path}' --trust '{Office.PublicKey}'", []);

        Assert.Contains("[##############################] 100 %", answer.Output, StringComparison.Ordinal);
        Assert.Contains("\rTaken: full pack 1", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_that_was_begun_with_nice_goes_on()
    {
        var pack = await Office.MakeAsync("full", 1, Product);
        string[] import =
            ["catalog", "import", pack, "--data", Data.Path, "--trust", Office.PublicKey];
        await using var child = Child.Start(
            "setpriv",
            ["--bounding-set=-all", "--inh-caps=-all", "nice", "-n", "15", RealParts.NeedProgram(), .. import]);

        Assert.True(await child.ExitAsync() == 0, child.Tail());
    }

    [Fact]
    public async Task Root_is_kept_from_putting_into_the_kiosks_folder_what_the_kiosk_could_not_remove()
    {
        Assert.SkipUnless(Unix.User() == 0, "only root is kept from it");
        var pack = await Office.MakeAsync("full", 1, Product);
        using (var owner = System.Diagnostics.Process.Start("chown", ["65534", Data.Path]))
            await owner.WaitForExitAsync(TestContext.Current.CancellationToken);

        var answer = await Office.ImportAsync(pack, Data.Path);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("sudo -u dntrace", answer.Error, StringComparison.Ordinal);
    }

    private async Task MakeAsync(TempFolder folder, string input, string kind, long version)
    {
        if (Directory.Exists(folder.File(kind)))
            Directory.Delete(folder.File(kind), recursive: true);
        var answer = await TryMakeAsync(folder, input, kind, version);
        Assert.True(answer.ExitCode == 0, $"{answer}");
    }

    private Task<Answered> TryMakeAsync(TempFolder folder, string input, string kind, long version) => Cli.RunAsync(
    [
        "catalog", "make", folder.File(input), "--kind", kind, "--version", $"{version}",
        "--key", Office.PrivateKey, "--out", folder.File(kind),
    ]);

    private async Task<Answered> ImportAsync(TempFolder folder, string kind)
    {
        var answer = await Office.ImportAsync(folder.File(kind), Data.Path);
        Assert.True(answer.ExitCode == 0, $"{answer}");
        return answer;
    }
}
