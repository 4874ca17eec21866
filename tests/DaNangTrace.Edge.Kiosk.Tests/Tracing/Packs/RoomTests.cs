using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Packs;

public sealed class RoomTests : IDisposable
{
    private const long Mebi = 1 << 20;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(166, true)]
    [InlineData(164, false)]
    public void What_is_still_to_be_downloaded_needs_room_as_well(long free, bool fits)
    {
        // 1 MiB at least, 50 for the file, 50 to be downloaded, 64 for others.
        var room = new Room(new GenerationFolders(_folder.Path), 1000 * Mebi, () => free * Mebi);

        Assert.Equal(fits, Record.Exception(() => room.Check(Manifest(), 50 * Mebi)) is null);
    }

    [Fact]
    public void A_disk_that_fills_up_meanwhile_ends_it()
    {
        var free = 100 * Mebi;
        var room = new Room(new GenerationFolders(_folder.Path), 1000 * Mebi, () => free);
        room.CheckGrowth(Mebi);

        free = 63 * Mebi;

        var fault = Assert.Throws<PackFaultException>(() => room.CheckGrowth(Mebi));
        Assert.Equal(PackFault.NoRoom, fault.Refusal.Reason);
        Assert.Contains("has only 63 MiB left", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_disk_is_not_asked_for_each_picture_and_is_asked_in_time()
    {
        var asked = 0;
        var room = new Room(new GenerationFolders(_folder.Path), 1000 * Mebi, () =>
        {
            asked++;
            return 100 * Mebi;
        });

        for (var n = 0; n < 400; n++)
            room.CheckPicture(100 << 10, 0);

        Assert.InRange(asked, 4, 6);
    }

    [Fact]
    public void What_the_kiosk_removed_meanwhile_is_no_longer_counted()
    {
        var old = Fill("catalog/bad", 600);
        var room = new Room(Catalog, 1000 * Mebi, () => 1000 * Mebi);
        room.CheckGrowth(400 * Mebi);
        File.Delete(old);

        room.CheckGrowth(900 * Mebi);

        Assert.Throws<PackFaultException>(() => room.CheckGrowth(1001 * Mebi));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_download_that_nobody_went_on_with_makes_room_where_it_is_missing(bool onDisk)
    {
        Fill("catalog/incoming/x.part", 600);
        var free = onDisk ? 64 + 20 : 1000;
        var room = new Room(
            Catalog, (onDisk ? 1000 : 640) * Mebi,
            () => (free + (Directory.Exists(Catalog.Incoming) ? 0 : 600)) * Mebi);

        room.Claim(Manifest());

        Assert.False(Directory.Exists(Catalog.Incoming));
    }

    [Fact]
    public void What_an_import_left_that_was_killed_goes_and_is_not_counted()
    {
        Fill("catalog/new/origins.db", 300);
        Fill("catalog/new.codes", 300);
        Fill("catalog/gone-v1/origins.db", 300);

        new Room(Catalog, 60 * Mebi, () => 1000 * Mebi).Claim(Manifest());

        Assert.Equal(0, Room.BytesOf(Catalog.Path));
    }

    [Fact]
    public void What_fits_beside_a_download_leaves_it_there()
    {
        Fill("catalog/incoming/x.part", 600);

        new Room(Catalog, 1000 * Mebi, () => 1000 * Mebi).Claim(Manifest());

        Assert.True(Directory.Exists(Catalog.Incoming));
    }

    [Theory]
    [InlineData(40, 1000, "more than tracing.catalog.quota (40 MiB)")]
    [InlineData(1000, 28, "has 40 MiB free")]
    public void Where_nothing_that_may_go_would_make_room_nothing_goes(long quota, long free, string words)
    {
        Fill("catalog/incoming/x.part", 10);
        Fill("catalog/bad/origins.db", 1);
        Fill("catalog/new/origins.db", 1);

        var fault = Assert.Throws<PackFaultException>(
            () => new Room(Catalog, quota * Mebi, () => free * Mebi).Claim(Manifest()));

        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.All(
            [Catalog.Incoming, Catalog.Bad, Catalog.New], folder => Assert.True(Directory.Exists(folder), folder));
    }

    [Fact]
    public void A_look_reckons_with_what_may_go_and_removes_nothing()
    {
        Fill("catalog/incoming/x.part", 600);
        var room = new Room(Catalog, 640 * Mebi, () => 1000 * Mebi);

        room.Check(Manifest());

        Assert.True(Directory.Exists(Catalog.Incoming));
        // Beside an import nothing more goes.
        Assert.Throws<PackFaultException>(() => room.Check(Manifest(), isImporting: true));
    }

    [Fact]
    public void A_download_that_somebody_is_at_is_not_in_the_way()
    {
        Fill("catalog/incoming/x.part", 600);
        using var held = Catalog.TryHoldIncoming();

        Assert.Throws<PackFaultException>(() => new Room(Catalog, 640 * Mebi, () => 1000 * Mebi).Claim(Manifest()));

        Assert.True(Directory.Exists(Catalog.Incoming));
    }

    [Fact]
    public async Task A_generation_that_is_removed_meanwhile_is_no_fault()
    {
        using var stop = new CancellationTokenSource();
        var kiosk = Task.Run(() =>
        {
            var old = _folder.File("v1");
            while (!stop.IsCancellationRequested)
            {
                for (var n = 0; n < 20; n++)
                {
                    Directory.CreateDirectory(Path.Combine(old, $"{n}"));
                    File.WriteAllText(Path.Combine(old, $"{n}", "picture"), "x");
                }
                Directory.Delete(old, recursive: true);
            }
        }, TestContext.Current.CancellationToken);

        for (var n = 0; n < 500; n++)
            _ = new Room(new GenerationFolders(_folder.Path), 1000 * Mebi);

        await stop.CancelAsync();
        await kiosk;
    }

    private GenerationFolders Catalog => new(_folder.File("catalog"));

    // A file of holes, which is as long and takes no room.
    private string Fill(string name, long mebi)
    {
        var path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        file.SetLength(mebi * Mebi);
        return path;
    }

    private static PackManifest Manifest() => new(
        1, PackManifest.Full, 1, 1, new string('0', 64), 50 * Mebi, 100 * Mebi, Samples.Noon, new string('0', 64));
}
