using System.Diagnostics;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Recording.Counting;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tests.Tracing.Recounting;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Recounting;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Recording.Counting;

/// <summary>How long a shopper's sighting takes to be recorded while a large ledger is counted.</summary>
[Trait("Category", "Long")]
public sealed class CountingPaceTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const int Rows = 300_000;
    private const int Products = 3000;

    private readonly ImportPlace _place = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_records_beside_a_count_of_three_hundred_thousand_rows_waits_no_longer()
    {
        var clock = new KioskClock(
            TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh"), () => true);
        await using var ledger = new Ledger(
            _place.Data, new RecordingOptions { MaxSize = "1 GiB" }, clock, NullLogger.Instance);
        var recalled = await FillAsync(ledger, clock.LocalNow);
        var alone = await PaceAsync(ledger, clock, Task.Delay(TimeSpan.FromSeconds(3), Stop));

        var keeper = new CoverageKeeper(ledger, clock, NullLogger<CoverageKeeper>.Instance);
        var watch = Stopwatch.StartNew();
        var besideCoverage = await PaceAsync(
            ledger, clock, Task.Run(() => keeper.LookAsync(Stop), Stop).ContinueWith(_ => watch.Stop(), Stop));
        output.WriteLine(
            $"coverage: {keeper.Figures!.Windows[2]} in {watch.Elapsed.TotalSeconds:0.0} s");

        using var pack = _place.RecallPack(1, Line());
        _place.Taken(pack);
        var recalls = _place.Recalls();
        await recalls.RefreshAsync(ledger);
        var recounter = new Recounter(
            ledger, recalls, TimeProvider.System, NullLogger<Recounter>.Instance);
        await recounter.LookAsync(Stop);
        watch.Restart();
        var besideRecount = await PaceAsync(
            ledger, clock, Task.Run(() => recounter.LookAsync(Stop), Stop).ContinueWith(_ => watch.Stop(), Stop));
        output.WriteLine($"recount: {ledger.Counts.Pending} lots in {watch.Elapsed.TotalSeconds:0.0} s");
        output.WriteLine($"alone {alone}, beside coverage {besideCoverage}, beside a recount {besideRecount}");

        var told = (await ledger.TakeCountsAsync(0, 100)).Sum(row => WireJson.ToRecallCount(row.Bytes).Count);
        Assert.InRange(told, recalled, long.MaxValue);
        // A shopper sees nothing of a twentieth of a second.
        Assert.InRange(besideRecount.P99, 0, 50);
        Assert.InRange(besideCoverage.P99, 0, 50);
    }

    [Theory]
    [InlineData(2000, 5)]
    [InlineData(Coverage.MostCodes, 1)]
    [InlineData(Coverage.MostCodes, 30)]
    public void Coverage_takes_this_much_memory(int codes, int days)
    {
        var (today, zone) = (new DateOnly(2026, 11, 24), TimeZoneInfo.Utc);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var coverage = new Coverage(today, zone);
        for (var day = 0; day < days; day++)
        {
            for (var n = 0; n < codes; n++)
                coverage.Take(SeenRows.Rows(SeenRows.OfStamp(
                    "tem.example", $"TX-{n:000000}", "known", Samples.Noon.AddDays(-day)))[0]);
        }
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        var watch = Stopwatch.StartNew();
        var figures = coverage.Figures();
        output.WriteLine(
            $"{codes} codes on {days} days: {taken / 1048576.0:0.0} MiB, "
            + $"figures in {watch.Elapsed.TotalMilliseconds:0.0} ms");

        Assert.Equal(codes, figures.Windows[2].Codes);
        Assert.InRange(taken, 0, 32 << 20);
        GC.KeepAlive(coverage);
    }

    public ValueTask DisposeAsync()
    {
        _place.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Line() => System.Text.Encoding.UTF8.GetString(PackJson.ToBytes(
        RecallTallyTests.Recall(SeenRows.Roll, "TH-01", lots: [new("L00", "L99")])));

    // A month of a busy market: one row in a hundred is of what will be recalled.
    private static async Task<int> FillAsync(Ledger ledger, DateTimeOffset now)
    {
        var recalled = 0;
        for (var from = 0; from < Rows; from += 1000)
        {
            await Task.WhenAll(Enumerable.Range(from, 1000).Select(n => ledger.AppendAsync(Seen(n))));
            recalled += 10;
        }
        return recalled;

        Sighting Seen(int n)
        {
            var at = now.AddSeconds(-(Rows - n) * 8);
            return n % 100 == 0
                ? SeenRows.Of(SeenRows.Roll, "known", at, lot: $"L{n / 100 % 100:00}")
                : SeenRows.Of(
                    Gtin(n % Products), n % 4 == 0 ? "notRegistered" : "known", at, lot: "A1", serial: $"{n}");
        }
    }

    private static string Gtin(int n)
    {
        var body = $"9529{n:00000000}";
        var sum = body.Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 3)).Sum();
        return "0" + body + (char)('0' + ((10 - (sum % 10)) % 10));
    }

    // Shoppers who scan a hundred times a second while something goes on.
    private static async Task<Pace> PaceAsync(Ledger ledger, KioskClock clock, Task beside)
    {
        var took = new List<double>();
        while (!beside.IsCompleted || took.Count < 50)
        {
            var began = Stopwatch.GetTimestamp();
            await ledger.AppendAsync(SeenRows.Of(SeenRows.Sauce, "known", clock.LocalNow));
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(10, Stop);
        }
        await beside;
        took.Sort();
        return new Pace(took.Count, took[took.Count / 2], took[took.Count * 99 / 100], took[^1]);
    }

    private sealed record Pace(int Count, double P50, double P99, double Most)
    {
        public override string ToString() => FormattableString.Invariant(
            $"p50 {P50:0.00} ms, p99 {P99:0.00} ms, most {Most:0.00} ms of {Count}");
    }
}
