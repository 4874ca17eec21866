using System.Net;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Acceptance.Planted;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>
/// The whole kiosk on a disk that is full or turns read-only: shoppers are served, and health says that nothing is
/// recorded.
/// </summary>
public sealed class KioskOnABadDiskTests
{
    private const int Scans = 5;

    [Fact]
    public async Task A_full_disk_costs_no_shopper_an_answer_and_once_there_is_room_recording_goes_on()
    {
        RealParts.NeedProgram();
        using var place = new KioskPlace(NoBroker);
        await using var disk = await SmallDisk.InMemoryAsync(place.Data);
        await using var kiosk = await KioskProcess.StartAsync(place);
        using var scenes = await SceneStream.OpenAsync(place.Address);
        await ScanAsync(place, scenes, 0);
        await RecordedAsync(place, Scans);

        await disk.FillAsync();
        await ScanAsync(place, scenes, Scans);
        await IsDownAsync(kiosk);
        await ScanAsync(place, scenes, 2 * Scans);

        await disk.FreeAsync();
        var before = place.Rows.Count;
        await ScanAsync(place, scenes, 3 * Scans);
        await kiosk.PartAsync("ledger", "ok");
        await RecordedAsync(place, before + Scans);
        await KeptAllToldAsync(kiosk, place);
    }

    [Fact]
    public async Task The_harness_finds_a_kiosk_that_tells_before_it_has_recorded()
    {
        // Where the failing card took the pages all the same, what was told too early came true.
        const int Runs = 3;
        for (var run = 0; run < Runs; run++)
        {
            if ((await LostOnACardAsync(PlantedKiosk.With(PlantedKiosk.AnsweredBeforeCommit))).Any())
                return;
        }
        Assert.Fail($"not found in {Runs} runs");
    }

    [Fact]
    public async Task A_card_that_turns_read_only_costs_no_shopper_an_answer_and_nothing_that_was_told()
    {
        RealParts.NeedProgram();
        Assert.Empty(await LostOnACardAsync(KioskProcess.StartProgram));
    }

    [Fact]
    public async Task A_slow_disk_keeps_no_shopper_waiting()
    {
        RealParts.NeedProgram();
        using var folder = new TempFolder();
        using var place = new KioskPlace(NoBroker);
        string[] slow =
        [
            "-D", "-f", "-o", folder.File("strace.log"), "-P", LedgerRows.FileOf(place.Data) + "-wal",
            "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:delay_enter=2000000",
        ];
        await using var kiosk = await KioskProcess.StartAsync(place, place => Child.Start(
            RealParts.NeedStrace(), [.. slow, RealParts.NeedProgram(), "kiosk", "--config", place.Configuration]));
        using var scenes = await SceneStream.OpenAsync(place.Address);
        await ScanAsync(place, scenes, 0);
        // The last of them is at the earliest in the second commit.
        Assert.DoesNotContain(kiosk.Log, line => line.Contains($"Recorded {Scans}:", StringComparison.Ordinal));
        await RecordedAsync(place, Scans);
        await KeptAllToldAsync(kiosk, place);
    }

    [Fact]
    public async Task A_place_that_can_not_be_read_once_holds_up_no_backlog()
    {
        const int Rows = 3000;
        RealParts.NeedProgram();
        using var folder = new TempFolder();
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = await MqttWitness.ListenAsync(broker.Port);
        using var place = new KioskPlace(broker.Address);
        await using (var ledger = await LedgerProcess.StartAsync(place.Data))
        {
            await ledger.AppendAsync(Rows);
            await ledger.StopAsync();
        }
        // Two rows a page: amid the backlog. EIO would be damage to SQLite.
        string[] once =
        [
            "-D", "-f", "-o", folder.File("strace.log"), "-P", LedgerRows.FileOf(place.Data),
            "-e", "trace=pread64", "-e", $"inject=pread64:error=ETIMEDOUT:when={Rows / 4}",
        ];
        await using var kiosk = await KioskProcess.StartAsync(place, place => Child.Start(
            RealParts.NeedStrace(), [.. once, RealParts.NeedProgram(), "kiosk", "--config", place.Configuration]));
        // Under strace, each call takes its time.
        await kiosk.SentAsync(Until.Deadline * 2);
        await LedgerRows.DeliveredAsync(place.Data);
        await witness.CatchUpAsync();

        // It counts each thread's reads: those who count the ledger beside its writer may meet one of their own.
        Assert.Contains(
            File.ReadLines(folder.File("strace.log")), line => line.Contains("INJECTED", StringComparison.Ordinal));
        Assert.Single(witness.States);
        await kiosk.PartAsync("uplink", "ok");
    }

    // What was told as recorded, and is not in the file when the card was checked.
    private static async Task<IReadOnlyList<string>> LostOnACardAsync(Func<KioskPlace, Child> start)
    {
        using var images = new TempFolder();
        using var place = new KioskPlace(NoBroker);
        await using var disk = await SmallDisk.OnCardAsync(place.Data, images.File("card"));
        await using var kiosk = await KioskProcess.StartAsync(place, start);
        using var scenes = await SceneStream.OpenAsync(place.Address);
        await ScanAsync(place, scenes, 0);
        await RecordedAsync(place, Scans);

        await disk.FailAsync();
        await ScanAsync(place, scenes, Scans);
        await IsDownAsync(kiosk);
        await ScanAsync(place, scenes, 2 * Scans);
        await kiosk.KillAsync();

        await disk.RepairAsync();
        var rows = place.Rows;
        await using var again = await KioskProcess.StartAsync(place, start);
        using var scenesAgain = await SceneStream.OpenAsync(place.Address);
        await ScanAsync(place, scenesAgain, 3 * Scans);
        await RecordedAsync(place, rows.Count + Scans);
        await KeptAllToldAsync(again, place);
        return [.. Promise.ToldButNotKept(kiosk.Log, rows)];
    }

    // Nobody listens there: sending is not what these tests are about.
    private static string NoBroker => $"mqtt://127.0.0.1:{FreePort.Take()}";

    // The page answers every scan at once, whatever the disk does.
    private static async Task ScanAsync(KioskPlace place, SceneStream scenes, int from)
    {
        for (var code = from; code < from + Scans; code++)
        {
            place.Line.Send(Codes.Ean13(code));
            while (!(await scenes.NextSceneAsync()).GetRawText().Contains(Codes.Ean13(code), StringComparison.Ordinal))
            {
                // The stream begins with the scene that is shown already.
            }
        }
    }

    private static async Task IsDownAsync(KioskProcess kiosk)
    {
        var (status, body) = await kiosk.PartAsync("ledger", "down");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("ledger.db", body.GetRawText(), StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<Row>> RecordedAsync(KioskPlace place, int rows) =>
        LedgerRows.UntilAsync(place.Data, rows);

    private static async Task KeptAllToldAsync(KioskProcess kiosk, KioskPlace place)
    {
        kiosk.Signal(Unix.Terminate);
        await kiosk.ExitAsync();
        var rows = place.Rows;
        Assert.Empty(Promise.ToldButNotKept(kiosk.Log, rows));
        Assert.Empty(Promise.BrokenChain(rows, LedgerRows.Epoch(place.Data)));
    }
}
