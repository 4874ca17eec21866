using DaNangTrace.Edge.Fleet.Intake;
using DaNangTrace.Edge.Fleet.Tests.Kit;
using DaNangTrace.Edge.Fleet.Watching;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Fleet.Tests.Intake;

public sealed class IntakeStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = Sample.Noon;

    private readonly TempFolder folder = new();
    private IntakeStore store;

    public IntakeStoreTests() => store = IntakeStore.Open(folder.File("fleet.db"), new Random(1));

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_second_arrival_changes_nothing_but_the_count_of_second_arrivals()
    {
        store.Commit(Rows(1, 2), Now);

        var again = store.Commit([.. Rows(2), .. Rows(1)], Now.AddDays(1));

        Assert.Equal(new IntakeTotals(2, 2, 0, 0, 0), again.Totals);
        Assert.Empty(again.Cards);
        Assert.Equal([1, 2], IntakeRun.SeqsIn(folder.File("fleet.db")));
    }

    [Fact]
    public void What_is_stored_is_byte_for_byte_what_came()
    {
        store.Commit(Rows(1), Now);

        Assert.Equal(Sample.Row(1), (byte[])Scalar("SELECT body FROM sightings"));
    }

    [Fact]
    public void Other_bytes_under_a_known_number_are_kept_apart_once_and_the_first_stay()
    {
        var other = Sample.Sighting(1) with { Repeat = true };
        Arrival[] conflict = [new Arrival.Scanned(Sample.Han1, other, WireJson.ToBytes(other))];
        store.Commit(Rows(1), Now);

        store.Commit(conflict, Now);
        var totals = store.Commit(conflict, Now).Totals;

        Assert.Equal(new IntakeTotals(1, 0, 1, 0, 0), totals);
        Assert.Equal(Sample.Row(1), (byte[])Scalar("SELECT body FROM sightings"));
        Assert.Equal(WireJson.ToBytes(other), (byte[])Scalar("SELECT body FROM conflicts"));
    }

    [Fact]
    public void A_correction_is_stored_and_counts_as_no_scan_of_its_own()
    {
        store.Commit(Rows(1, 2), Now);
        var correction = Sample.Sighting(3) with { Id = Sample.Sighting(1).Id, Rev = 1, At = Now.AddYears(-1) };

        var result = store.Commit(
            [new Arrival.Scanned(Sample.Han1, correction, WireJson.ToBytes(correction))], Now.AddHours(1));

        Assert.Equal(new IntakeTotals(3, 0, 0, 0, 0), result.Totals);
        Assert.Equal([1, 2, 3], IntakeRun.SeqsIn(folder.File("fleet.db")));
        var card = Assert.Single(store.Load(Now).Cards);
        Assert.Equal((2, 2), (card.DayCount, card.Last!.Sighting.Seq));
    }

    [Fact]
    public void What_was_set_aside_is_kept_up_to_its_limit_and_counted_beyond_it()
    {
        var many = IntakeStore.KeptApart + 50;
        var asides = Enumerable.Range(1, many).Select(i =>
            (Arrival)ArrivalReader.Aside(Sample.Han1.Scan, Cause.NotJson, "line 1", Sample.Bytes($"bad {i}")));

        var totals = store.Commit([.. asides], Now).Totals;

        Assert.Equal(many, totals.SetAside);
        Assert.Equal((long)IntakeStore.KeptApart, Scalar("SELECT count(*) FROM rejected"));
        Assert.Equal(Sample.Bytes($"bad {many}"), (byte[])Scalar("SELECT first FROM rejected ORDER BY id DESC"));
    }

    [Fact]
    public void A_late_will_of_an_older_session_is_ignored()
    {
        store.Commit([Told("online", 4), Told("offline", 4), Told("online", 5)], Now);

        var result = store.Commit([Told("offline", 4)], Now.AddMinutes(1));

        Assert.Equal(new KioskState(true, Now.ToUniversalTime(), true, "0.1.0"), Assert.Single(result.Cards).State);
        Assert.Equal(1, result.Totals.LateStates);
    }

    [Fact]
    public void Within_a_session_offline_is_the_last_word()
    {
        store.Commit([Told("online", 4), Told("offline", 4)], Now);

        var card = Assert.Single(store.Commit([Told("online", 4)], Now.AddMinutes(1)).Cards);

        Assert.Equal(new KioskState(false, Now.ToUniversalTime(), true, "0.1.0"), card.State);
    }

    [Fact]
    public void The_same_state_again_does_not_move_its_beginning()
    {
        store.Commit([Told("online", 4)], Now);

        var card = Assert.Single(store.Commit([Told("online", 4, retained: true)], Now.AddHours(1)).Cards);

        Assert.Equal(new KioskState(true, Now.ToUniversalTime(), true, "0.1.0"), card.State);
    }

    [Fact]
    public void A_state_that_the_broker_had_kept_began_at_an_unknown_time() =>
        Assert.False(Assert.Single(store.Commit([Told("online", 4, retained: true)], Now).Cards).State!.IsExact);

    [Fact]
    public void All_is_there_again_after_the_file_was_closed_and_opened()
    {
        store.Commit([Told("online", 1), .. Rows(1, 2, 3)], Now);
        var before = store.Load(Now);
        var clientId = store.ClientId;

        store.Dispose();
        store = IntakeStore.Open(folder.File("fleet.db"), new Random(2));

        var after = store.Load(Now);
        Assert.Equal(before.Totals, after.Totals);
        var card = Assert.Single(after.Cards);
        Assert.Equal((3L, 3L, 3L), (card.Total, card.CountOf(MarketTime.DayOf(Now)), card.Last!.Sighting.Seq));
        Assert.True(card.State!.IsOnline);
        // The broker keeps the session under this name.
        Assert.Equal(clientId, store.ClientId);
    }

    [Fact]
    public void A_backlog_counts_on_the_days_of_its_scans_unless_the_clock_was_never_set()
    {
        var yesterday = Sample.Sighting(1, at: Now.AddDays(-1));
        var unset = Sample.Sighting(2, at: Now.AddYears(-5)) with { Time = new SightingTime("unsync", "boot", 1) };
        Arrival[] backlog = [.. new[] { yesterday, unset }
            .Select(s => new Arrival.Scanned(Sample.Han1, s, WireJson.ToBytes(s)))];

        var card = Assert.Single(store.Commit(backlog, Now).Cards);

        Assert.Equal((1, 2), (card.CountOf(MarketTime.DayOf(Now)), card.Total));
    }

    [Fact]
    public void A_kiosk_with_a_new_card_is_online_at_its_first_word_and_a_late_will_of_the_old_one_changes_nothing()
    {
        var newCard = Guid.Parse("019ab2ef-0a34-7d20-8a11-6d7c0e1b2a99");
        store.Commit([Told("online", 3_000_000), Told("offline", 3_000_000)], Now);
        store.Commit([Told("online", 1_000_000, epoch: newCard)], Now);
        store.Commit([Told("offline", 3_000_000)], Now);

        Assert.Equal(1L, Scalar("SELECT online FROM kiosks"));
    }

    [Fact]
    public void A_row_that_fills_a_gap_is_not_taken_for_the_last()
    {
        store.Commit(Rows(1, 3), Now);

        Assert.Equal(3, Assert.Single(store.Commit(Rows(2), Now).Cards).Last!.Sighting.Seq);
    }

    [Fact]
    public void Made_up_kiosks_end_at_the_limit_and_known_ones_go_on()
    {
        using var small = IntakeStore.Open(folder.File("small.db"), new Random(1), mostKiosks: 1);
        small.Commit(Rows(1), Now);
        var second = new KioskAddress("han", "k-han-002");

        var result = small.Commit(
            [.. ArrivalReader.Read(second.Scan, Sample.Row(1, second), false), .. Rows(2)], Now);

        Assert.Equal((2, 1), (result.Totals.Stored, result.Totals.SetAside));
        Assert.Equal(Sample.Han1, Assert.Single(small.Load(Now).Cards).Address);
    }

    [Fact]
    public void A_commit_that_fails_has_written_nothing()
    {
        using (Held(folder.File("fleet.db")))
            Assert.Throws<SqliteException>(() => store.Commit(Rows(1), Now));

        Assert.Equal(0, store.Load(Now).Totals.Stored);
        Assert.Equal(1, store.Commit(Rows(1), Now).Totals.Stored);
    }

    /// <summary>Holds the file up as a person with a database shell would.</summary>
    internal static SqliteConnection Held(string file)
    {
        var other = new SqliteConnection($"Data Source={file};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return other;
    }

    private static Arrival[] Rows(params long[] seqs) =>
        [.. seqs.SelectMany(seq => ArrivalReader.Read(Sample.Han1.Scan, Sample.Row(seq), false))];

    private static Arrival.Told Told(string state, long session, bool retained = false, Guid? epoch = null) =>
        new(Sample.Han1, new KioskStatus(1, state, epoch ?? Sample.Epoch, session, "0.1.0"), retained);

    private object Scalar(string sql)
    {
        var file = folder.File("fleet.db");
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }
}
