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

    private static PackManifest Manifest() => new(
        1, PackManifest.Full, 1, 1, new string('0', 64), 50 * Mebi, 100 * Mebi, Samples.Noon, new string('0', 64));
}
