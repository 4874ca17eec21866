using System.Diagnostics;
using System.Globalization;
using System.Text;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>Thousands of codes of all forms on one line: all are read, none are merged, whatever the pace.</summary>
public sealed class ManyScansTests(ITestOutputHelper output)
{
    // 115,200 baud, ten bits a byte; a pseudo-terminal has no speed of its own.
    private const int BytesPerSecond = 11_520;
    private const int ScansPerSecond = 50;

    [Fact]
    public Task A_thousand_codes_at_fifty_a_second_are_all_read() => AtFiftyASecondAsync(1_000);

    [Fact]
    [Trait("Category", "Long")]
    public Task Ten_thousand_codes_at_fifty_a_second_are_all_read() => AtFiftyASecondAsync(10_000);

    [Fact]
    public Task A_thousand_codes_at_the_full_speed_of_115200_baud_are_all_read() => AtFullSpeedAsync(1_000);

    [Fact]
    [Trait("Category", "Long")]
    public Task Ten_thousand_codes_at_the_full_speed_of_115200_baud_are_all_read() => AtFullSpeedAsync(10_000);

    private async Task AtFiftyASecondAsync(int count)
    {
        await using var line = await KioskOnALine.StartAsync();
        var begun = Stopwatch.StartNew();
        for (var n = 0; n < count; n++)
        {
            var due = TimeSpan.FromSeconds(n / (double)ScansPerSecond) - begun.Elapsed;
            if (due > TimeSpan.Zero)
                await Task.Delay(due, TestContext.Current.CancellationToken);
            line.Place.Line.Send(Form(n).Sent, end: "");
        }
        await AllReadAsync(line, count, begun.Elapsed);
    }

    private async Task AtFullSpeedAsync(int count)
    {
        await using var line = await KioskOnALine.StartAsync();
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(n => Form(n).Sent)));
        var begun = Stopwatch.StartNew();
        for (var sent = 0; sent < bytes.Length;)
        {
            // As many as the line would have carried by now: pieces end anywhere within a code.
            var due = Math.Min(bytes.Length, (int)(begun.Elapsed.TotalSeconds * BytesPerSecond));
            if (due > sent)
                line.Place.Line.Send(bytes.AsSpan(sent, due - sent));
            sent = Math.Max(sent, due);
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
        await AllReadAsync(line, count, begun.Elapsed);
    }

    private async Task AllReadAsync(KioskOnALine line, int count, TimeSpan taken)
    {
        await Until.TrueAsync(
            async () => await line.Kiosk.MetricAsync("dntrace_ledger_seq") >= count, $"{count} rows in the ledger");
        var rows = LedgerRows.Of(line.Place.Data);

        Assert.Equal(Enumerable.Range(0, count).Select(n => Form(n).Expected), rows.Select(RowWords.Of));
        Assert.Equal(count, await line.Kiosk.MetricAsync("dntrace_scans_total"));
        Assert.Equal(0, await line.Kiosk.MetricAsync("dntrace_scanner_faults_total"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{count} codes sent within {taken.TotalSeconds:0.0} s, {rows.Count} read"));
    }

    // Each says which it is, so that one that is lost, doubled or merged shows.
    private static (string Sent, string Expected) Form(int n)
    {
        var number = n.ToString(CultureInfo.InvariantCulture);
        var ean = Codes.Ean13(n);
        return (n % 8) switch
        {
            0 => ($"{ean}\r\n", $"item E0? 0{ean} notRegistered"),
            1 => ($"]E0{ean}\r", $"item E0 0{ean} notRegistered"),
            2 => ($"]d2010{ean}10L{number}\u001D21{number}\r\n",
                $"item d2 0{ean} 10=L{number} 21={number} notRegistered"),
            3 => ($"]C1010{ean}21{number}\n", $"item C1 0{ean} 21={number} notRegistered"),
            4 => ($"https://id.gs1.org/01/0{ean}/10/A/21/{number}\r\n",
                $"item Q1? 0{ean} 10=A 21={number} notRegistered"),
            5 => ($"]Q1https://stall{number}.example/menu\r\n", $"web Q1 stall{number}.example none"),
            6 => ($"{Filler(n)}\r\n", $"text {Filler(n).Length} none"),
            _ => ($"(01)0{ean}(17)270131(21){number}\r\n",
                $"item C1? 0{ean} 17=270131 21={number} notRegistered"),
        };
    }

    // Of a length of its own among its neighbours, up to a large QR code.
    private static string Filler(int n) => new('x', 20 + (n * 7 % 900));
}
