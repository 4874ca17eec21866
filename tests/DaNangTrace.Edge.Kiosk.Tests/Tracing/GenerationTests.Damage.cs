using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing;

/// <summary>Generations that the card has damaged, and a ledger that does not take their note.</summary>
public sealed partial class GenerationTests
{
    [Fact]
    public void A_generation_of_another_form_is_told_and_its_pack_is_taken_again()
    {
        using var pack = _place.Pack(1);
        _place.Taken(pack);
        using (var database = new LiteDB.LiteDatabase(Path.Combine(_place.Generations, "v1", "origins.db")))
        {
            var about = database.GetCollection("about");
            var document = about.FindAll().Single();
            document.Remove("form");
            about.Update(document);
        }
        using var catalog = _place.Open();

        Assert.IsType<LookUp.Failed>(catalog.Find(TestPack.Gtin, null, null));
        Assert.Contains("another version of this program", catalog.Condition.Now.Message, StringComparison.Ordinal);
        // The other version may come back.
        Assert.Equal(["v1"], Generations());
        Assert.Contains("import the pack again", catalog.Condition.Now.Message, StringComparison.Ordinal);

        _place.Taken(pack);
        catalog.Refresh();
        Assert.IsType<LookUp.Found>(catalog.Find(TestPack.Gtin, null, null));
    }

    [Fact]
    public void A_generation_that_can_not_be_opened_gives_way_to_the_older_one()
    {
        Import(1, "Một");
        Import(2, "Hai");
        File.WriteAllBytes(Path.Combine(_place.Generations, "v2", "origins.db"), new byte[8192]);

        using var catalog = _place.Open();

        Assert.Equal("Một", NameOf(catalog));
        Assert.Equal(["v1"], Generations());
        Assert.True(Directory.Exists(Path.Combine(_place.Generations, "bad")));
        // Old data answers: that is not well, whatever it answers.
        Assert.Equal(Wellness.Degraded, catalog.Condition.Now.Wellness);
        Import(3, "Ba");
        Assert.True(catalog.Refresh());
        Assert.Equal(Wellness.Ok, catalog.Condition.Now.Wellness);
    }

    [Fact]
    public void Where_the_only_one_can_not_be_opened_it_is_told_and_not_that_none_was_there()
    {
        Import(1, "Một");
        File.WriteAllBytes(Path.Combine(_place.Generations, "v1", "origins.db"), new byte[8192]);

        using var catalog = _place.Open();

        Assert.StartsWith("version 1 was damaged", catalog.Condition.Now.Message, StringComparison.Ordinal);
        Import(2, "Hai");
        Assert.True(catalog.Refresh());
        Assert.Equal("1 product, version 2", catalog.Condition.Now.Message);
    }

    [Fact]
    public void One_that_is_damaged_where_a_record_stands_gives_way_within_the_look_up()
    {
        Import(1, "Một");
        Import(2, "Hai");
        Damage("v2");
        using var catalog = _place.Open();

        Assert.Equal(2, catalog.Facts?.Version);
        Assert.Equal("Một", NameOf(catalog));
        Assert.Equal(1, catalog.Facts?.Version);
    }

    [Fact]
    public void Wherever_it_is_damaged_a_look_up_answers_rightly()
    {
        const int Seed = 20261128;
        string[] gtins = [.. Enumerable.Range(0, 400).Select(GtinOf).Order(StringComparer.Ordinal)];
        foreach (var version in (long[])[1, 2])
        {
            using var pack = _place.Pack(version, [.. gtins.Select(gtin =>
                $$$"""{"v":1,"gtin":"{{{gtin}}}","productName":{"vi":"{{{gtin}}}"},"model":"{{{Noise(gtin)}}}"}""")]);
            _place.Taken(pack);
        }
        var file = Path.Combine(_place.Generations, "v2", "origins.db");
        var whole = File.ReadAllBytes(file);
        Assert.True(whole.Length > 12 * 8192, $"{whole.Length}");
        var chance = new Random(Seed);
        for (var run = 0; run < 150; run++)
        {
            // A sector of any page, so those of LiteDB's own index too, which have no checksum.
            var bytes = (byte[])whole.Clone();
            var sector = bytes.AsSpan(chance.Next(whole.Length / 512) * 512, 512);
            if (run % 2 == 0)
                sector.Fill((byte)chance.Next(256));
            else
                chance.NextBytes(sector);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
            using var catalog = _place.Open();

            foreach (var gtin in chance.GetItems(gtins, 8))
            {
                var found = Assert.IsType<LookUp.Found>(catalog.Find(gtin, null, null));
                Assert.True(found.Origin.Name["vi"] == gtin, $"seed {Seed}, run {run}: {found.Origin.Name["vi"]}");
            }
        }

        static string GtinOf(int n)
        {
            var digits = $"0893{n * 7919 % 100_000:000000000}";
            return Enumerable.Range(0, 10).Select(last => $"{digits}{last}")
                .Single(gtin => Gs1.CheckDigit.IsRight(gtin));
        }

        // Else four hundred records would be a page or two.
        static string Noise(string gtin) => Convert.ToHexString(
            System.Security.Cryptography.SHA512.HashData(System.Text.Encoding.ASCII.GetBytes(gtin)));
    }

    [Fact]
    public void A_version_whose_note_was_lost_is_noted_before_an_older_one_could_be_taken()
    {
        Import(1, "Một");
        Import(3, "Ba");
        using (var ledger = LedgerFile.Open(Path.Combine(_place.Data, LedgerFile.Name), SqliteOpenMode.ReadWrite))
            LedgerFile.Execute(ledger, "UPDATE pack SET version = 1, sha256 = 'x'");
        using var older = _place.Pack(2);

        Assert.Contains("a newer one was taken: 3", _place.Refused(older).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_ledger_can_not_be_written_nothing_has_changed()
    {
        Import(1, "Một");
        using var next = _place.Pack(2);
        using (var ledger = LedgerFile.Open(Path.Combine(_place.Data, LedgerFile.Name), SqliteOpenMode.ReadWrite))
        {
            LedgerFile.Execute(ledger, "CREATE TRIGGER full BEFORE UPDATE ON pack BEGIN SELECT RAISE(FAIL, 'x'); END");
            Assert.Contains(
                LedgerFile.Name, Assert.Throws<IOException>(() => _place.Import(next)).Message,
                StringComparison.Ordinal);
            Assert.Equal(["v1"], Generations());
            LedgerFile.Execute(ledger, "DROP TRIGGER full");
        }

        _place.Taken(next);
    }
}
