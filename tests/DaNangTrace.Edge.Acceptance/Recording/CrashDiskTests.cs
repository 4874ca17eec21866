using System.Text;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>
/// What the tools of <see cref="CrashImageTests"/> make of file calls: an image that could not be would blame the
/// ledger for nothing, one that is never made would hide its faults.
/// </summary>
public sealed class CrashDiskTests
{
    private const int Sector = 512;

    [Fact]
    public void What_was_synced_is_in_every_image()
    {
        var images = Images(
            new FileCall.Created(1, "a"), Written(2, "a", 0, '1'), new FileCall.Synced(3, "a", 3),
            Written(4, "a", 1, '2'), new FileCall.Synced(5, "a", 5));
        Assert.Equal(["a=12"], images);
    }

    [Fact]
    public void Unsynced_writes_arrive_in_any_choice_and_a_length_may_come_before_its_bytes()
    {
        var images = Images(
            new FileCall.Created(1, "a"), new FileCall.Synced(2, "a", 2),
            Written(3, "a", 0, '1'), Written(4, "a", 1, '2'));
        // The later one alone leaves a gap.
        Assert.Equal(["a=", "a=00", "a=02", "a=1", "a=10", "a=12"], images);
    }

    [Fact]
    public void A_write_is_torn_at_its_sectors()
    {
        var disk = Disk(
            new FileCall.Created(1, "a"), new FileCall.Synced(2, "a", 2),
            new FileCall.Written(3, "a", 0, [.. Enumerable.Repeat((byte)'1', 2 * Sector)]));
        var images = Draw(disk).Select(image => image["a"]).ToArray();
        Assert.Contains(images, image => image.Length == Sector);
        Assert.Contains(images, image => image.Length == 2 * Sector && image[0] == 0 && image[Sector] == '1');
        Assert.All(images, image => Assert.True(image.Chunk(Sector).All(sector => sector.Distinct().Count() == 1)));
    }

    [Fact]
    public void A_sector_goes_to_the_disk_with_all_that_was_written_to_it_before()
    {
        var disk = Disk(
            new FileCall.Created(1, "a"), new FileCall.Synced(2, "a", 2),
            new FileCall.Written(3, "a", 0, "1"u8.ToArray()), new FileCall.Written(4, "a", 1, "2"u8.ToArray()));
        var images = Draw(disk).Select(image => Encoding.ASCII.GetString(image["a"])).Distinct().Order();
        Assert.Equal(["", "\0\0", "1", "1\0", "12"], images);
    }

    [Fact]
    public void A_cut_may_be_lost_unless_something_behind_it_arrived()
    {
        var images = Images(
            new FileCall.Created(1, "a"), Written(2, "a", 0, '1'), Written(3, "a", 1, '2'),
            new FileCall.Synced(4, "a", 4), new FileCall.Cut(5, "a", 0), Written(6, "a", 1, '3'));
        Assert.Equal(["a=", "a=03", "a=12"], images);
    }

    [Fact]
    public void What_a_failed_sync_left_out_is_not_written_by_the_next_one()
    {
        FileCall[] failed =
        [
            new FileCall.Created(1, "a"), new FileCall.Synced(2, "a", 2),
            Written(3, "a", 0, '1'), Written(4, "a", 8, '2'), new FileCall.SyncFailed(5, "a", 5),
        ];
        Assert.Contains("a=", Images([.. failed, new FileCall.Synced(6, "a", 6)]));
        Assert.Equal(["a=100000002"], Images([.. failed, new FileCall.Forgotten(6, "a")]));
        // The second page is written to once more, and comes as a whole.
        Assert.Equal(
            ["a=0000000023", "a=1000000023"],
            Images([.. failed, Written(6, "a", 9, '3'), new FileCall.Synced(7, "a", 7)]));
    }

    [Fact]
    public void A_name_is_certain_once_its_folder_or_its_file_was_synced()
    {
        Assert.Equal(["", "a="], Images(new FileCall.Created(1, "a")));
        Assert.Equal(["a="], Images(new FileCall.Created(1, "a"), new FileCall.Synced(2, "", 2)));
        Assert.Equal(["a="], Images(new FileCall.Created(1, "a"), new FileCall.Synced(2, "a", 2)));
    }

    [Fact]
    public void A_removed_file_may_come_back_until_its_folder_or_its_heir_is_synced()
    {
        FileCall[] removed =
        [
            new FileCall.Created(1, "a"), Written(2, "a", 0, '1'), new FileCall.Synced(3, "a", 3),
            new FileCall.Removed(4, "a"),
        ];
        Assert.Equal(["", "a=1"], Images(removed));
        Assert.Equal([""], Images([.. removed, new FileCall.Synced(5, "", 5)]));
        Assert.Equal(["", "a=", "a=1"], Images([.. removed, new FileCall.Created(5, "a")]));
        Assert.Equal(["a="], Images([.. removed, new FileCall.Created(5, "a"), new FileCall.Synced(6, "a", 6)]));
    }

    [Fact]
    public void A_renamed_file_has_one_of_its_names()
    {
        FileCall[] renamed =
        [
            new FileCall.Created(1, "a"), Written(2, "a", 0, '1'), new FileCall.Synced(3, "a", 3),
            new FileCall.Renamed(4, "a", "b"),
        ];
        Assert.Equal(["a=1", "b=1"], Images(renamed));
        Assert.Equal(["b=1"], Images([.. renamed, new FileCall.Synced(5, "", 5)]));
    }

    // Each character stands for a sector of its own, a zero for one that did not arrive.
    private static FileCall.Written Written(long at, string name, long sector, char digit) =>
        new(at, name, sector * Sector, [.. Enumerable.Repeat((byte)digit, Sector)]);

    private static string[] Images(params FileCall[] calls) =>
        [.. Draw(Disk(calls)).Select(Text).Distinct().Order(StringComparer.Ordinal)];

    private static CrashDisk Disk(params FileCall[] calls)
    {
        var disk = new CrashDisk();
        foreach (var call in calls)
            disk.Do(call);
        return disk;
    }

    private static IEnumerable<Dictionary<string, byte[]>> Draw(CrashDisk disk)
    {
        var chance = new Random(1);
        return Enumerable.Range(0, 500).SelectMany(
            _ => Enum.GetValues<Arrival>().Select(arrival => disk.Image(arrival, chance)));
    }

    private static string Text(Dictionary<string, byte[]> image) => string.Join(
        ' ',
        image.Select(file => $"{file.Key}={Encoding.ASCII.GetString([.. file.Value.Where((_, i) => i % Sector == 0)])}")
            .Order(StringComparer.Ordinal)).Replace('\0', '0');
}
