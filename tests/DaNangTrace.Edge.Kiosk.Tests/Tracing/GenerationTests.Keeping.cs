using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing;

/// <summary>Which generations stay, and which go.</summary>
public sealed partial class GenerationTests
{
    [Fact]
    public void Imports_do_not_pile_up_where_no_shopper_comes()
    {
        for (var version = 1; version <= 4; version++)
            Import(version, $"{version}");

        // The first may have served; beside the newest it is enough to fall back to.
        Assert.Equal(["v1", "v3", "v4"], Generations());
    }

    [Fact]
    public void What_has_served_stays_until_a_newer_one_has_whatever_was_imported_meanwhile()
    {
        Import(1, "Một");
        using var catalog = _place.Open();
        Assert.Equal("Một", NameOf(catalog));
        Import(2, "Hai");
        catalog.Refresh();
        Import(3, "Ba");
        catalog.Refresh();
        Import(4, "Bốn");
        catalog.Refresh();
        Assert.Equal(["v1", "v3", "v4"], Generations());

        Assert.Equal("Bốn", NameOf(catalog));
        catalog.Refresh();
        Assert.Equal(["v4"], Generations());
    }

    [Fact]
    public void Where_the_quota_has_no_room_for_three_the_newest_alone_stays_beside_the_new_one()
    {
        ImportTwoLarge();

        Import(3, "3");

        Assert.Equal(["v2", "v3"], Generations());
    }

    [Fact]
    public void A_pack_that_is_not_what_was_signed_removes_nothing()
    {
        ImportTwoLarge();
        using var pack = _place.Pack(3);
        using (var file = File.OpenWrite(pack.RecordsFile))
            file.SetLength(file.Length - 1);

        _place.Refused(pack);

        Assert.Equal(["v1", "v2"], Generations());
    }

    // Each between a half and a whole MiB, of which a pack needs one at least; and a quota of two.
    private void ImportTwoLarge()
    {
        var chance = new Random(20261128);
        for (var version = 1; version <= 2; version++)
        {
            using var large = _place.Pack(version, [TestPack.Product, .. Enumerable.Range(0, 20).Select(i =>
                $$"""
                {"v":1,"gtin":"08936012345674","hasSerialNumber":"{{i:00}}","model":"{{chance.GetHexString(60_000)}}"}
                """)]);
            _place.Taken(large);
            Assert.InRange(
                Room.BytesOf(Path.Combine(_place.Generations, $"v{version}")), (1 << 19) + 1, (1 << 20) - 4096);
        }
        _place.Options = new CatalogOptions { Trust = _place.Options.Trust, Quota = "2 MiB" };
    }
}
