using System.Text;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>Bytes in many forms on a real serial line, and what the ledger's file then holds.</summary>
public sealed class LineTests
{
    private static readonly (string Sent, string Expected)[] Forms =
    [
        ("9520001000010\r\n", "item E0? 09520001000010 known"),
        ("]E09520001000010\r\n", "item E0 09520001000010 known"),
        ("95201238\r\n", "item E4? 00000095201238 notRegistered"),
        ("012345678905\r\n", "item E0? 00012345678905 notRegistered"),
        ("19520001000017\r\n", "item I1? 19520001000017 notRegistered"),
        ("(01)09520001000010(10)A1(17)270131(21)7\r\n", "item C1? 09520001000010 10=A1 17=270131 21=7 known"),
        ("]d2010952000100001010A1\u001D217\r\n", "item d2 09520001000010 10=A1 21=7 known"),
        ("]C1010952000100001010A1\r\n", "item C1 09520001000010 10=A1 known"),
        ("https://id.gs1.org/01/09520001000010/10/A1/21/7\r\n", "item Q1? 09520001000010 10=A1 21=7 known"),
        ("]Q1https://example.com/menu?table=7\r\n", "web Q1 example.com none"),
        ("chợ Hàn\r\n", "text 7 none"),
        ("9520001000011\r\n", "unreadable E0? check-digit none"),
        ("2012345012349\r\n", "item E0? 02012345012349 inStore"),
        ("9520001000010\r", "item E0? 09520001000010 known"),
        ("9520001000010\n", "item E0? 09520001000010 known"),
    ];

    [Fact]
    public async Task Every_form_of_a_code_is_read_from_the_line()
    {
        await using var line = await KioskOnALine.StartAsync();
        foreach (var (sent, _) in Forms)
            line.Place.Line.Send(sent, end: "");

        var rows = await LedgerRows.UntilAsync(line.Place.Data, Forms.Length);

        Assert.Equal(Forms.Select(form => form.Expected), rows.Select(RowWords.Of));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_taken_one_by_one()
    {
        await using var line = await KioskOnALine.StartAsync();
        // Every byte but those that end a code: the line must pass them all, control characters too.
        var all = Enumerable.Range(1, 255).Where(value => value is not (10 or 13)).Append(13)
            .Select(value => (byte)value).ToArray();

        line.Place.Line.Send("Ch\u00E9"u8[..2]);
        line.Place.Line.Send([0xE9, 13]);
        line.Place.Line.Send(all);

        var rows = await LedgerRows.UntilAsync(line.Place.Data, 2);
        Assert.Equal(["text 3 none", "text 253 none"], rows.Select(RowWords.Of));
    }

    [Fact]
    public async Task Codes_neither_merge_nor_break_however_the_bytes_come()
    {
        await using var line = await KioskOnALine.StartAsync();
        line.Place.Line.Send($"{Codes.Ean13(1)}\r\n{Codes.Ean13(2)}\r{Codes.Ean13(3)}\n", end: "");
        foreach (var one in Encoding.ASCII.GetBytes(Codes.Ean13(4) + "\r"))
            line.Place.Line.Send([one]);
        // The LF of a CR LF in a write of its own ends nothing twice.
        line.Place.Line.Send("\n", end: "");
        line.Place.Line.Send(Codes.Ean13(5));

        var rows = await LedgerRows.UntilAsync(line.Place.Data, 5);

        Assert.Equal(Enumerable.Range(1, 5).Select(n => "0" + Codes.Ean13(n)), rows.Select(RowWords.Gtin));
    }

    [Fact]
    public async Task A_code_that_is_longer_than_any_carrier_is_dropped_whole_and_counted()
    {
        await using var line = await KioskOnALine.StartAsync();
        line.Place.Line.Send(Codes.Known);
        await LedgerRows.UntilAsync(line.Place.Data, 1);

        line.Place.Line.Send(new string('9', 8192) + Codes.Recalled);
        line.Place.Line.Send(new string('x', 8191));
        line.Place.Line.Send(Codes.Expired);

        var rows = await LedgerRows.UntilAsync(line.Place.Data, 3);
        Assert.Equal(["0" + Codes.Known, null, "0" + Codes.Expired], rows.Select(RowWords.Gtin));
        Assert.Equal("text 8191 none", RowWords.Of(rows[1]));
        Assert.Equal(1, await line.Kiosk.FaultsAsync("overlong"));
        Assert.Equal(3, await line.Kiosk.MetricAsync("dntrace_scans_total"));
    }

    [Fact]
    public async Task What_exceeds_the_rate_is_counted_and_not_recorded()
    {
        var begun = System.Diagnostics.Stopwatch.StartNew();
        await using var line = await KioskOnALine.StartAsync(scanning => scanning["scansPerSecond"] = 2);
        for (var n = 0; n < 40; n++)
            line.Place.Line.Send(Codes.Ean13(n));
        await Until.TrueAsync(
            async () => await line.Kiosk.FaultsAsync("overRate")
                + await line.Kiosk.MetricAsync("dntrace_scans_total") == 40,
            "forty scans counted");

        var over = (int)await line.Kiosk.FaultsAsync("overRate");
        var rows = await LedgerRows.UntilAsync(line.Place.Data, 40 - over);

        // Five seconds' worth at once, and two more for each second that this took.
        Assert.InRange(rows.Count, 10, 11 + (int)(2 * begun.Elapsed.TotalSeconds));
        Assert.Equal(40 - over, rows.Count);
        Assert.Equal(Enumerable.Range(0, 10).Select(n => "0" + Codes.Ean13(n)), rows.Take(10).Select(RowWords.Gtin));
        await Until.TrueAsync(() => Told() > 0, "a line about it");
        Assert.Equal(1, Told());

        int Told() => line.Kiosk.Log.Count(
            entry => entry.Contains("more than scanning.scansPerSecond", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_code_again_is_a_sighting_of_its_own_and_the_scene_just_stays()
    {
        await using var line = await KioskOnALine.StartAsync(scanning => scanning["repeatSeconds"] = 60);
        using var scenes = await SceneStream.OpenAsync(line.Place.Address);
        Assert.Equal("idle", (await scenes.NextSceneAsync()).GetProperty("kind").GetString());

        foreach (var code in (string[])[Codes.Known, Codes.Known, Codes.Expired, Codes.Known])
            line.Place.Line.Send(code);

        var rows = await LedgerRows.UntilAsync(line.Place.Data, 4);
        Assert.Equal(
            [false, true, false, false],
            rows.Select(row => RowWords.Json(row).GetProperty("repeat").GetBoolean()));
        Assert.Equal("known 1", await scenes.NextAnswerAsync());
        Assert.Equal("known 2", await scenes.NextAnswerAsync());
        Assert.Equal("known 3", await scenes.NextAnswerAsync());
    }

    [Fact]
    public async Task A_scanner_that_is_unplugged_and_comes_back_elsewhere_scans_on()
    {
        await using var line = await KioskOnALine.StartAsync();
        for (var cycle = 1; cycle <= 3; cycle++)
        {
            var before = line.Place.Line.Device;
            line.Place.Line.Unplug();
            var gone = await line.Kiosk.PartAsync("scanner front", "down");
            Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, gone.Status);
            Assert.Equal("down", gone.Body.GetProperty("status").GetString());

            if (cycle % 2 == 0)
            {
                line.Place.Line.PlugIn();
            }
            else
            {
                line.Place.Line.PlugInElsewhere(before!);
                Assert.NotEqual(before, line.Place.Line.Device);
            }
            await line.Kiosk.PartAsync("scanner front", "ok");
            line.Place.Line.Send(Codes.Ean13(cycle));
            await LedgerRows.UntilAsync(line.Place.Data, cycle);
        }
        Assert.Equal(Enumerable.Range(1, 3).Select(n => "0" + Codes.Ean13(n)), line.Place.Rows.Select(RowWords.Gtin));
    }
}
