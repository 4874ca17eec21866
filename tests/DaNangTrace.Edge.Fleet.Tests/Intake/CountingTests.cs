using DaNangTrace.Edge.Fleet.Intake;
using DaNangTrace.Edge.Fleet.Tests.Kit;
using DaNangTrace.Edge.Fleet.Watching;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Fleet.Tests.Intake;

/// <summary>What the city counts of sightings, and what kiosks count themselves.</summary>
public sealed partial class CountingTests : IDisposable
{
    private const string BackToTheFormBefore = """
        DROP TABLE asked; DROP TABLE recalled;
        ALTER TABLE kiosks DROP COLUMN coverage; ALTER TABLE kiosks DROP COLUMN coverage_ms;
        PRAGMA user_version = 2;
        """;

    private const string Rice = "08936012345674";
    private const string Sauce = "09520001000010";
    private const string Roll = "09520004707176";

    private static readonly DateTimeOffset Now = Sample.Noon;
    private static readonly KioskAddress Con1 = new("con", "k-con-001");

    private readonly TempFolder folder = new();
    private IntakeStore store;
    private long seq;

    public CountingTests() => store = Open();

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_code_that_two_markets_ask_for_is_one_in_the_city_and_one_in_each()
    {
        Take(Rice, "known");
        Take(Rice, "known", Con1);
        Take(Rice, "outOfReach", Con1);
        Take(Sauce, "notRegistered", Con1, Now.AddDays(-8));
        Take(Roll, "notRegistered", at: Now.AddDays(-29));
        Take("02012345012346", "inStore");

        var view = View();

        Assert.Equal(
            [new(1, 1, 1, 3, 2), new CoverageWindow(7, 1, 1, 3, 2), new(30, 3, 1, 5, 2)], view.City.Windows);
        Assert.Equal(["con", "han"], view.Markets.Select(one => one.Market));
        Assert.Equal(new CoverageWindow(30, 2, 1, 3, 1), view.Markets[0].Longest);
        Assert.Equal(new CoverageWindow(30, 2, 1, 2, 1), view.Markets[1].Longest);
        Assert.Equal([Sauce, Roll], view.NotRegistered.Select(one => one.Code.Gtin).Order().Reverse().Order());
    }

    [Fact]
    public void The_latest_answer_of_any_kiosk_says_whether_a_code_is_known()
    {
        Take(Rice, "notRegistered", at: Now.AddDays(-2));
        Take(Rice, "known", Con1, Now.AddDays(-1));
        Take(Sauce, "known", at: Now.AddDays(-2));
        Take(Sauce, "notRegistered", Con1, Now.AddDays(-1));
        // A backlog comes later and is no newer.
        Take(Sauce, "known", at: Now.AddDays(-3));

        var view = View();

        Assert.Equal((2, 1), (view.City.Longest.Codes, view.City.Longest.KnownCodes));
        var wanted = Assert.Single(view.NotRegistered);
        Assert.Equal((Sauce, 3, Now.AddDays(-1)), (wanted.Code.Gtin, wanted.Code.Count, wanted.Code.Last));
        Assert.Equal(["con", "han"], wanted.Markets);
        // The market that was answered last as known does not hear of the other's answer.
        Assert.Equal(1, view.Markets.Single(one => one.Market == "han").Longest.KnownCodes);
    }

    [Fact]
    public void A_second_arrival_a_repeat_and_a_correction_count_nothing()
    {
        var one = Sample.Asked(1, Rice, "known");
        Commit(one);
        Commit(one);
        Commit(Sample.Asked(2, Rice, "known") with { Repeat = true });
        Commit(Sample.Asked(3, Rice, "known") with { Id = one.Id, Rev = 1 });

        Assert.Equal(1, View().City.Longest.Sightings);
    }

    [Fact]
    public void A_clock_that_was_not_right_counts_on_the_day_it_came_and_one_that_runs_ahead_today()
    {
        Commit(Sample.Asked(1, Rice, "known", at: Now.AddYears(-5)) with { Time = new("unsync", "boot", 1) });
        Commit(Sample.Asked(2, Sauce, "known", at: Now.AddYears(5)));
        Commit(Sample.Asked(3, Roll, "known", at: Now.AddDays(-30)));

        Assert.Equal([2, 2, 2], View().City.Windows.Select(one => one.Codes));
    }

    [Fact]
    public void A_stamp_is_one_with_its_host()
    {
        foreach (var host in (string[])["a.example", "b.example"])
            Commit(Sample.Asked(++seq, Rice, "notRegistered") with
            {
                Reading = new SightingReading { Kind = "web", TraceCode = Rice, Host = host },
            });
        Take(Rice, "notRegistered");

        Assert.Equal(
            [(null, "a.example"), (null, "b.example"), (Rice, (string?)null)],
            View().NotRegistered.Select(one => (one.Code.Gtin, one.Code.Host)).OrderBy(one => one.Gtin)
                .ThenBy(one => one.Host));
    }

    [Fact]
    public void What_is_older_than_the_windows_goes()
    {
        Take(Rice, "known");
        Commit(Sample.Asked(9, Sauce, "known", at: Now.AddDays(31)), Now.AddDays(31));

        Assert.Equal(1L, Scalar("SELECT count(*) FROM asked"));
        Assert.Equal(1, View(Now.AddDays(31)).City.Longest.Codes);
    }

    [Fact]
    public void A_file_of_the_form_before_is_renewed_and_what_it_holds_is_counted()
    {
        Take(Rice, "known");
        Take(Sauce, "notRegistered", Con1);
        var before = View();
        store.Dispose();
        Execute(BackToTheFormBefore);

        store = Open();

        var after = View();
        Assert.Equal(before.City.Windows, after.City.Windows);
        Assert.Equal(before.NotRegistered.Select(one => one.Code), after.NotRegistered.Select(one => one.Code));
        Assert.Equal(2, store.Load(Now).Cards.Count);
    }

    [Fact]
    public void A_renewal_that_breaks_off_before_its_end_is_done_again_at_the_next_start()
    {
        Take(Rice, "known");
        Take(Sauce, "notRegistered", Con1);
        var before = View();
        store.Dispose();
        Execute(BackToTheFormBefore);
        // Counting what the file holds fails at the second of two rows.
        Execute("""
            ALTER TABLE sightings RENAME TO kept;
            CREATE VIEW sightings AS SELECT kiosk_id, epoch, seq, at_ms, received_ms,
                CASE WHEN kiosk_id = (SELECT max(id) FROM kiosks) THEN abs(-9223372036854775807 - 1) ELSE body END
                AS body FROM kept;
            """);
        Assert.Throws<SqliteException>(Open);
        Execute("DROP VIEW sightings; ALTER TABLE kept RENAME TO sightings");

        store = Open();

        Assert.Equal(before.City.Windows, View().City.Windows);
    }

    [Fact]
    public void Coverage_that_says_the_same_is_written_now_and_then_and_its_time_is_known_at_once()
    {
        store.Commit([new Arrival.Covered(Sample.Han1, Sample.Coverage())], Now);

        var card = Assert.Single(
            store.Commit([new Arrival.Covered(Sample.Han1, Sample.Coverage())], Now.AddMinutes(1)).Cards);

        Assert.Equal(Now.AddMinutes(1), card.Coverage!.Received);
        Assert.Equal(Now.ToUnixTimeMilliseconds(), Scalar("SELECT coverage_ms FROM kiosks"));

        store.Commit([new Arrival.Covered(Sample.Han1, Sample.Coverage())], Now.AddMinutes(11));
        Assert.Equal(Now.AddMinutes(11).ToUnixTimeMilliseconds(), Scalar("SELECT coverage_ms FROM kiosks"));

        store.Commit([new Arrival.Covered(Sample.Han1, Sample.Coverage(codes: 561))], Now.AddMinutes(12));
        Assert.Equal(Now.AddMinutes(12).ToUnixTimeMilliseconds(), Scalar("SELECT coverage_ms FROM kiosks"));
    }

    [Fact]
    public void What_a_kiosk_says_of_its_coverage_is_there_after_a_restart_with_its_time()
    {
        store.Commit([new Arrival.Covered(Sample.Han1, Sample.Coverage(codes: 7, known: 1))], Now.AddHours(-1));
        store.Commit([new Arrival.Covered(Sample.Han1, Sample.Coverage())], Now);
        store.Dispose();
        store = Open();

        var told = Assert.Single(store.Load(Now).Cards).Coverage!;

        Assert.Equal(Now.ToUniversalTime(), told.Received);
        Assert.Equal(Sample.Coverage().Windows, told.Coverage.Windows);
    }

    [Fact]
    public void The_watch_shows_what_came_and_a_new_day()
    {
        var time = new FakeTimeProvider(Now);
        var board = new Board(time);
        var watch = new CoverageWatch(new StoreReader(store.File), board, time, NullLogger<CoverageWatch>.Instance);
        watch.Look();
        Assert.Equal(0, board.View.Coverage!.City.Longest.Codes);

        var result = store.Commit(
            [new Arrival.Scanned(Sample.Han1, Sample.Asked(1, Rice, "known"), Sample.Row(1)), Recalled(1)], Now);
        board.Written(result.Cards, result.Totals);
        watch.Look();
        Assert.Equal((1, 1), (board.View.Coverage!.City.Windows[0].Codes, board.View.Recalled.Lots.Count));

        time.Advance(TimeSpan.FromDays(1));
        watch.Look();
        Assert.Equal([0, 1], board.View.Coverage!.City.Windows.Take(2).Select(one => one.Codes));
    }

    [Theory]
    [InlineData("""{"v":1}""", true)]
    [InlineData("\"windows\":[{", "\"windows\":[null,{", true)]
    [InlineData("\"notRegistered\":[]", "\"notRegistered\":[null]", true)]
    [InlineData("\"days\":7", "\"days\":8", true)]
    [InlineData("\"knownCodes\":412", "\"knownCodes\":561", true)]
    [InlineData("\"v\":1", "\"later\":7,\"v\":1", false)]
    public void A_malformed_pulse_is_set_aside(string right, object wrongOrNot, bool? isWrong = null)
    {
        var text = System.Text.Encoding.UTF8.GetString(WireJson.ToBytes(Sample.Pulse(Sample.Coverage())));
        var bytes = wrongOrNot is string wrong ? text.Replace(right, wrong, StringComparison.Ordinal) : right;
        Assert.NotEqual(text, bytes);

        var arrival = Assert.Single(ArrivalReader.Read(Sample.Han1.Pulse, Sample.Bytes(bytes), false));

        Assert.Equal(isWrong ?? true, arrival is Arrival.SetAside { Cause: Cause.NotAPulse });
    }

    [Fact]
    public void A_pulse_without_coverage_says_nothing() =>
        Assert.Empty(ArrivalReader.Read(Sample.Han1.Pulse, WireJson.ToBytes(Sample.Pulse(null)), false));

    private IntakeStore Open() => IntakeStore.Open(folder.File("fleet.db"), new Random(1));

    private CoverageView View(DateTimeOffset? now = null) => new StoreReader(store.File).Coverage(now ?? Now);

    private void Take(string gtin, string answer, KioskAddress? address = null, DateTimeOffset? at = null) =>
        Commit(Sample.Asked(++seq, gtin, answer, address, at));

    private void Commit(Sighting one, DateTimeOffset? now = null) => store.Commit(
        [new Arrival.Scanned(new KioskAddress(one.Market, one.Kiosk), one, WireJson.ToBytes(one))], now ?? Now);

    private object Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={store.File};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File("fleet.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
