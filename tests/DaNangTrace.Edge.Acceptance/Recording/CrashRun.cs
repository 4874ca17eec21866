using System.Globalization;
using System.Text.Json;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Recording;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>One life of a ledger that is recorded.</summary>
/// <param name="Commands">What it is told; the last one ends it.</param>
/// <param name="Faults">What befalls its calls meanwhile, in strace's words.</param>
internal sealed record Life(IEnumerable<string> Commands, params string[] Faults);

/// <summary>
/// A ledger's life is recorded once, call by call; then the power fails at many moments of it, on paper. Each image of
/// the disk is opened by the ledger and must hold every sighting that had been told before that moment.
/// </summary>
/// <param name="seed">Decides the commands, the moments, and what arrives.</param>
/// <param name="images">How many images are made.</param>
internal sealed class CrashRun(int seed, int images)
{
    // A program of another language counts as well; starting it for every image would cost more than the image.
    private const int ImagesACount = 20;

    private readonly Random _chance = new(seed);
    private string _kinds = "";

    /// <summary>What of the calls the disk really does; a planted fault may leave some out.</summary>
    public Func<IReadOnlyList<FileCall>, IEnumerable<FileCall>> Disk { get; init; } = calls => calls;

    /// <summary>Images that were opened.</summary>
    public int Opened { get; private set; }

    /// <summary>Sightings that were looked for, in all images.</summary>
    public long LookedFor { get; private set; }

    /// <summary>Syncs of the file itself while sightings came: its log was written back into it.</summary>
    public int CheckpointsOnTheWay { get; private set; }

    /// <summary>Runs until a promise is broken, and answers with all that is.</summary>
    /// <param name="fault">What is planted.</param>
    /// <param name="lives">All in the same folder.</param>
    public async Task<IReadOnlyList<string>> BrokenAsync(string fault, params Life[] lives)
    {
        FileCall[] calls = [.. Disk(await RecordAsync(fault, lives))];
        _kinds = string.Join(", ", calls.GroupBy(KindOf).Select(kind => $"{kind.Count()} {kind.Key}").Order());
        foreach (var moment in Moments(calls))
        {
            var disk = new CrashDisk();
            foreach (var call in calls.Take(moment))
                disk.Do(call);
            Confirmed[] told = [.. calls.Take(moment).OfType<FileCall.Told>().Select(call => call.Sighting)];
            var arrival = _chance.GetItems(Enum.GetValues<Arrival>(), 1)[0];
            using var folder = new TempFolder();
            foreach (var (name, bytes) in disk.Image(arrival, _chance))
                await File.WriteAllBytesAsync(folder.File(name), bytes);
            Opened++;
            LookedFor += told.Length;
            var broken = await BrokenImageAsync(folder.Path, told);
            if (broken.Count > 0)
            {
                var (before, after) = (calls[Math.Max(0, moment - 1)], calls[Math.Min(moment, calls.Length - 1)]);
                return
                [
                    $"image {Opened}, {arrival} of what was not synced, at call {moment} of {calls.Length}, " +
                    $"between {KindOf(before)} and {KindOf(after)}:",
                    .. broken,
                ];
            }
        }
        return [];
    }

    /// <summary>For messages: how to see the same again.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {seed}: {Opened} of {images} images, {LookedFor} sightings looked for, " +
        $"{CheckpointsOnTheWay} checkpoints on the way; calls: {_kinds}");

    private async Task<IReadOnlyList<FileCall>> RecordAsync(string fault, Life[] lives)
    {
        using var place = new TempFolder();
        var data = Directory.CreateDirectory(place.File("data")).FullName;
        var log = new FileCallLog(data);
        foreach (var life in lives)
        {
            await using var child = FileCallLog.Start(
                place.File("trace"), LedgerChild.CommandLine(fault, data), life.Faults);
            await child.LineAsync("ready ");
            await child.Input.WriteAsync(string.Join('\n', life.Commands) + "\n");
            await child.ExitAsync(TimeSpan.FromMinutes(2));
            var before = log.All.Count;
            log.Add(File.ReadLines(place.File("trace")));
            FileCall[] calls = [.. log.All.Skip(before)];
            // Else strace wrote what we can't read, and the harness would be blind.
            Assert.Equal(
                child.Lines.Select(Confirmed.Read).OfType<Confirmed>().OrderBy(one => one.Seq),
                calls.OfType<FileCall.Told>().Select(call => call.Sighting).OrderBy(one => one.Seq));
            CheckpointsOnTheWay += calls.SkipWhile(IsNotTold).Reverse().SkipWhile(IsNotTold)
                .Count(call => call is FileCall.Synced { Name: "ledger.db" });
        }
        return log.All;
    }

    /// <summary>
    /// Every second moment is taken evenly over all calls, the others from each kind of call in turn: those of a
    /// checkpoint and of the file's making are rare among those of commits.
    /// </summary>
    private IEnumerable<int> Moments(FileCall[] calls)
    {
        var kinds = Enumerable.Range(0, calls.Length).GroupBy(i => KindOf(calls[i])).Select(one => one.ToArray())
            .ToArray();
        for (var i = 0; i < images; i++)
        {
            var kind = kinds[i / 2 % kinds.Length];
            yield return i % 2 == 0
                ? (int)((i + (2 * _chance.NextDouble())) * calls.Length / images)
                : kind[_chance.Next(kind.Length)] + _chance.Next(2);
        }
    }

    private static bool IsNotTold(FileCall call) => call is not FileCall.Told;

    private static string KindOf(FileCall call) => $"{call.GetType().Name} {call.Name}".TrimEnd();

    private async Task<IReadOnlyList<string>> BrokenImageAsync(string folder, IReadOnlyList<Confirmed> told)
    {
        try
        {
            var added = await AppendAsync(folder);
            var rows = LedgerRows.Of(folder);
            var verified = LedgerCheck.Verify(LedgerRows.FileOf(folder));
            return
            [
                .. added is null ? ["the ledger keeps nothing more"] : Confirmed.Broken([.. told, added], rows),
                .. Promise.BrokenChain(rows, LedgerRows.Epoch(folder)),
                .. verified.Fault is null ? [] : new[] { $"verify: row {verified.BadSeq}: {verified.Fault}" },
                .. Opened % ImagesACount == 1 ? await Sqlite3.BrokenCountAsync(folder, rows.Count) : [],
            ];
        }
        catch (Exception e) when (e is SqliteException or NotSupportedException or JsonException
            or InvalidOperationException)
        {
            // A torn page may hold no bytes where a row's are due.
            return [$"the image can't be read: {e.Message}"];
        }
    }

    private static async Task<Confirmed?> AppendAsync(string folder)
    {
        var sighting = LedgerChild.Sample();
        await using var ledger = LedgerChild.Open(LedgerChild.Nothing, folder);
        return await ledger.AppendAsync(sighting) is Recorded.Kept kept
            ? new Confirmed(kept.Seq, $"{sighting.Id}")
            : null;
    }
}
