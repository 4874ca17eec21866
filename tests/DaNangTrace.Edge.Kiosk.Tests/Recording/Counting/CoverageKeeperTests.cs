using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Recording.Counting;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Recording.Counting;

/// <summary>The figures beside a ledger that goes on, against a recount of all that it holds.</summary>
public sealed class CoverageKeeperTests : IAsyncDisposable
{
    private const int Products = 40;

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly KioskClock _clock;
    private Ledger _ledger;
    private CoverageKeeper _keeper;

    public CoverageKeeperTests()
    {
        _clock = Samples.Clock(_time);
        _ledger = Open();
        _keeper = Keeper();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Before_the_first_count_there_are_no_figures_and_of_an_empty_ledger_they_are_zero()
    {
        Assert.Null(_keeper.Figures);
        await _keeper.LookAsync(Stop);
        Assert.Equal([0, 0, 0], _keeper.Figures!.Windows.Select(one => one.Codes));
    }

    [Fact]
    public async Task It_follows_what_is_recorded_and_counts_anew_on_a_new_day()
    {
        await KeepAsync(SeenRows.Of(SeenRows.Rice, "known", _clock.LocalNow));
        await _keeper.LookAsync(Stop);
        Assert.Equal([1, 1, 1], Codes());

        await KeepAsync(SeenRows.Of(SeenRows.Sauce, "known", _clock.LocalNow));
        await _keeper.LookAsync(Stop);
        Assert.Equal([2, 2, 2], Codes());

        _time.Advance(TimeSpan.FromDays(1));
        await _keeper.LookAsync(Stop);
        Assert.Equal([0, 2, 2], Codes());
    }

    [Fact]
    public async Task More_than_a_page_since_the_last_look_is_counted_too()
    {
        await _keeper.LookAsync(Stop);
        for (var n = 0; n < 600; n++)
            await KeepAsync(SeenRows.Of(SeenRows.Rice, "known", _clock.LocalNow));

        await _keeper.LookAsync(Stop);

        Assert.Equal(600, _keeper.Figures!.Windows[0].Sightings);
    }

    [Fact]
    public async Task A_correction_that_comes_later_moves_what_was_counted()
    {
        var claimed = SeenRows.Unset(SeenRows.Of(SeenRows.Rice, "known", _clock.LocalNow));
        await KeepAsync(claimed);
        await _keeper.LookAsync(Stop);
        Assert.Equal([1, 1, 1], Codes());

        await KeepAsync(SeenRows.Corrected(claimed, _clock.LocalNow.AddDays(-10)));
        await _keeper.LookAsync(Stop);

        Assert.Equal([0, 0, 1], Codes());
        Assert.Equal(1, _keeper.Figures!.Windows[2].Sightings);
    }

    [Fact]
    public async Task A_new_ledger_is_counted_from_its_beginning()
    {
        await KeepAsync(SeenRows.Of(SeenRows.Rice, "known", _clock.LocalNow));
        await _keeper.LookAsync(Stop);
        var file = _ledger.File;
        await _ledger.DisposeAsync();
        foreach (var one in Directory.GetFiles(_folder.Path, "ledger.db*"))
            File.Delete(one);
        _ledger = Open();
        Assert.Equal(file, _ledger.File);
        _keeper = Keeper();
        await KeepAsync(SeenRows.Of(SeenRows.Sauce, "notRegistered", _clock.LocalNow));
        await _keeper.LookAsync(Stop);

        Assert.Equal(SeenRows.Sauce, Assert.Single(_keeper.Figures!.NotRegistered).Gtin);
    }

    [Fact]
    public async Task What_was_rescued_of_damaged_ledgers_counts_too_and_its_corrections_find_it()
    {
        var claimed = SeenRows.Unset(SeenRows.Of(SeenRows.Rice, "known", _clock.LocalNow));
        await KeepAsync(claimed);
        await KeepAsync(SeenRows.Of(SeenRows.Sauce, "notRegistered", _clock.LocalNow));
        await _keeper.LookAsync(Stop);
        Assert.Equal([2, 2, 2], Codes());
        await BeginAnewAsync();
        await KeepAsync(SeenRows.Of(SeenRows.Sauce, "known", _clock.LocalNow.AddSeconds(1)));
        // A second one is damaged, too.
        await BeginAnewAsync();
        await KeepAsync(SeenRows.Corrected(claimed, _clock.LocalNow.AddDays(-10)));
        await _keeper.LookAsync(Stop);

        Assert.Equal([1, 1, 2], Codes());
        Assert.Equal([2, 2, 3], _keeper.Figures!.Windows.Select(one => one.Sightings));
        Assert.Empty(_keeper.Figures!.NotRegistered);

        await KeepAsync(SeenRows.Of(SeenRows.Rice, "known", _clock.LocalNow));
        await _keeper.LookAsync(Stop);
        Assert.Equal([3, 3, 4], _keeper.Figures!.Windows.Select(one => one.Sightings));
    }

    [Fact]
    public async Task While_a_damaged_ledger_is_being_rescued_nothing_is_counted_without_it()
    {
        for (var n = 0; n < 3000; n++)
            await KeepAsync(SeenRows.Of(SeenRows.Rice, "known", _clock.LocalNow));
        await DamageAsync();
        while (!_ledger.IsRescued || _ledger.Epoch == Guid.Empty)
        {
            await _keeper.LookAsync(Stop);
            Assert.Equal(3000, _keeper.Figures?.Windows[0].Sightings ?? 3000);
            await Task.Yield();
        }

        await _keeper.LookAsync(Stop);
        Assert.Equal(3000, _keeper.Figures!.Windows[0].Sightings);
    }

    [Fact]
    public async Task What_could_not_be_rescued_at_once_is_counted_when_it_is()
    {
        await KeepAsync(SeenRows.Of(SeenRows.Sauce, "known", _clock.LocalNow));
        await BeginAnewAsync();
        var (rescued, away) = (_folder.File("ledger-1.rescued.db"), _folder.File("away"));
        File.Move(rescued, away);
        await KeepAsync(SeenRows.Of(SeenRows.Rice, "known", _clock.LocalNow));
        await _keeper.LookAsync(Stop);
        Assert.Equal([1, 1, 1], Codes());

        File.Move(away, rescued);
        await _keeper.LookAsync(Stop);
        Assert.Equal([2, 2, 2], Codes());
    }

    [Fact]
    public async Task What_was_rescued_and_can_not_be_read_any_more_hides_nothing_else()
    {
        await KeepAsync(SeenRows.Of(SeenRows.Sauce, "known", _clock.LocalNow));
        await BeginAnewAsync();
        await KeepAsync(SeenRows.Of(SeenRows.Rice, "known", _clock.LocalNow));
        await File.WriteAllBytesAsync(_folder.File("ledger-2.rescued.db"), new byte[5000], Stop);
        await _keeper.LookAsync(Stop);

        Assert.Equal([2, 2, 2], Codes());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Whatever_is_recorded_a_recount_of_all_rows_says_the_same(int seed)
    {
        var chance = new Random(seed);
        var unset = new List<Sighting>();
        for (var look = 0; look < 25; look++)
        {
            for (var n = chance.Next(40); n > 0; n--)
                await KeepAsync(Next(chance, unset));
            if (chance.Next(4) == 0)
                _time.Advance(TimeSpan.FromHours(chance.Next(1, 60)));
            if (chance.Next(6) == 0)
                _keeper = Keeper();
            await _keeper.LookAsync(Stop);

            Assert.Equal((seed, look, Naive()), (seed, look, Words(_keeper.Figures!)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }

    private Ledger Open() => new(_folder.Path, new RecordingOptions(), _clock, NullLogger.Instance);

    // A ledger that is damaged is set aside, and what can be read of it is rescued.
    private async Task BeginAnewAsync()
    {
        await DamageAsync();
        await Wait.UntilAsync(() => _ledger.IsRescued && _ledger.Epoch != Guid.Empty, "the rescue");
    }

    private async Task DamageAsync()
    {
        await _ledger.DisposeAsync();
        using (var connection = LedgerFile.Open(_folder.File(LedgerFile.Name), SqliteOpenMode.ReadWrite))
            LedgerFile.Execute(connection, "DROP TABLE start");
        _ledger = Open();
        _keeper = Keeper();
    }

    private CoverageKeeper Keeper() => new(_ledger, _clock, NullLogger<CoverageKeeper>.Instance);

    private IEnumerable<long> Codes() => _keeper.Figures!.Windows.Select(one => one.Codes);

    private async Task KeepAsync(Sighting sighting) =>
        Assert.IsType<Recorded.Kept>(await _ledger.AppendAsync(sighting));

    private Sighting Next(Random chance, List<Sighting> unset)
    {
        var now = _clock.LocalNow;
        if (unset.Count > 0 && chance.Next(5) == 0)
        {
            var at = chance.Next(unset.Count);
            var wrong = unset[at];
            unset.RemoveAt(at);
            return SeenRows.Corrected(wrong, now.AddHours(-chance.Next(800)));
        }
        string[] answers = ["known", "notRegistered", "outOfReach", "inStore", "none"];
        // A ledger is in the order of time, where its clock was right.
        var right = chance.Next(4) > 0;
        var when = right ? now : now.AddHours(chance.Next(-1500, 100));
        var number = chance.Next(Products);
        var seen = chance.Next(3) == 0
            ? SeenRows.OfStamp($"{(char)('a' + (number % 3))}.example", $"T{number}", answers[chance.Next(3)], when)
            : SeenRows.Of(
                Gs1.Gtin.TryParse(Ean(number), out var gtin) ? gtin.Digits : "", answers[chance.Next(5)], when);
        seen = seen with { Repeat = chance.Next(8) == 0 };
        if (right)
            return seen;
        unset.Add(SeenRows.Unset(seen));
        return unset[^1];
    }

    private static string Ean(int number)
    {
        var body = $"952999{number:000000}";
        var sum = body.Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 3)).Sum();
        return body + (char)('0' + ((10 - (sum % 10)) % 10));
    }

    // From nothing, by the words of the contract.
    private string Naive()
    {
        var all = LedgerCheck.Rows(_ledger.File).Select(row => WireJson.ToSighting(row.Bytes)).ToList();
        var seen = all.GroupBy(one => one.Id).Select(group => group.MaxBy(one => one.Rev)!)
            .Where(one => !one.Repeat && one.Answer.Kind is "known" or "notRegistered" or "outOfReach")
            .Where(one => !one.Repeat && (one.Reading.Gtin ?? one.Reading.TraceCode) is not null)
            .Select(one => (
                Code: $"{one.Reading.Gtin}|{one.Reading.TraceCode}|{one.Reading.Host}", one.Answer.Kind, one.At,
                Day: DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(one.At, _clock.Zone).DateTime)))
            .ToList();
        var windows = PulseCoverage.Lengths.Select(days =>
        {
            var some = seen.Where(one => one.Day <= _clock.Today && one.Day > _clock.Today.AddDays(-days)).ToList();
            var codes = some.GroupBy(one => one.Code).ToList();
            var known = codes.Count(code => Says(code.Select(one => (one.Kind, one.At))) == "known");
            return $"{days} {codes.Count} {known} {some.Count} {some.Count(one => one.Kind == "known")}";
        });
        var missing = seen.Where(one => one.Day <= _clock.Today && one.Day > _clock.Today.AddDays(-30))
            .GroupBy(one => one.Code)
            .Where(code => Says(code.Select(one => (one.Kind, one.At))) == "notRegistered")
            .Select(code => code.Count()).OrderDescending().Take(20);
        return $"{string.Join('\n', windows)}\n{string.Join(' ', missing)}";
    }

    private static string? Says(IEnumerable<(string Kind, DateTimeOffset At)> answers) => answers
        .Where(one => one.Kind != "outOfReach").OrderBy(one => one.At).ThenBy(one => one.Kind == "known")
        .LastOrDefault().Kind;

    private static string Words(PulseCoverage one)
    {
        var windows = one.Windows.Select(
            of => $"{of.Days} {of.Codes} {of.KnownCodes} {of.Sightings} {of.KnownSightings}");
        return $"{string.Join('\n', windows)}\n{string.Join(' ', one.NotRegistered.Select(code => code.Count))}";
    }
}
