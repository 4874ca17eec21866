using DaNangTrace.Edge.Fleet.Intake;
using DaNangTrace.Edge.Fleet.Tests.Kit;
using DaNangTrace.Edge.Fleet.Watching;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Fleet.Tests.Intake;

/// <content>Recalled goods that were seen before their recall.</content>
public sealed partial class CountingTests
{
    [Fact]
    public void A_count_of_recalled_goods_is_kept_once_by_its_id()
    {
        Arrival[] arrivals = [Recalled(1), Recalled(2), Recalled(1)];
        store.Commit(arrivals, Now);

        var totals = store.Commit(arrivals, Now.AddMinutes(1)).Totals;

        Assert.Equal((2, 4), (totals.Recalled, totals.Duplicates));
        Assert.Equal(
            [Sample.RecallCount(1), Sample.RecallCount(2)],
            Column("SELECT body FROM recalled ORDER BY n").Select(body => WireJson.ToRecallCount((byte[])body)));
        Assert.Equal(
            [Now.ToUnixTimeMilliseconds()], Column("SELECT DISTINCT received_ms FROM recalled").Cast<long>());
    }

    [Fact]
    public void An_id_that_another_kiosk_told_before_is_no_second_arrival()
    {
        store.Commit([Recalled(1)], Now);

        var totals = store.Commit([Recalled(1) with { Address = Con1 }], Now).Totals;

        Assert.Equal((2, 0), (totals.Recalled, totals.Duplicates));
        Assert.Equal(6, Assert.Single(new StoreReader(store.File).Recalled(Now).Lots).Times);
    }

    [Fact]
    public void Another_count_under_an_id_that_stands_is_a_conflict_and_the_first_stands()
    {
        store.Commit([Recalled(1)], Now);
        var other = Sample.RecallCount(1, count: 7);
        Arrival[] arrivals = [new Arrival.Recalled(Sample.Han1, other, WireJson.ToBytes(other))];
        store.Commit(arrivals, Now);

        var totals = store.Commit(arrivals, Now).Totals;

        Assert.Equal((1, 0, 1), (totals.Recalled, totals.Duplicates, totals.Conflicts));
        Assert.Equal(3, Assert.Single(new StoreReader(store.File).Recalled(Now).Lots).Times);
        Assert.Equal(WireJson.ToBytes(other), Scalar("SELECT body FROM conflicts"));
    }

    [Fact]
    public void The_sum_of_a_lot_is_of_all_its_counts_and_what_is_limited_is_how_many_lots_are_told()
    {
        store.Commit([.. Enumerable.Range(1, 700).Select(n => At(n, $"k-han-{n % 10:000}", "A1", 2))], Now);
        store.Commit([.. Enumerable.Range(701, 4).Select(n => At(n, "k-han-001", $"B{n}", 1))], Now);
        store.Commit([At(800, "k-han-003", "A1", 50), At(801, "k-han-001", "OLD", 1)], Now.AddDays(-6));

        var view = new StoreReader(store.File).Recalled(Now);

        Assert.Equal(1, view.More);
        Assert.Equal(["OLD", "A1"], view.Lots.Take(2).Select(one => one.Lot));
        var lot = view.Lots[1];
        Assert.Equal(1450, lot.Times);
        Assert.Equal((StoreReader.MostPlaces, 4), (lot.Kiosks.Count, lot.MoreKiosks));
        Assert.Equal(new RecalledAt(new KioskAddress("han", "k-han-003"), 190), lot.Kiosks[0]);
        // A week later nobody needs to go there any more.
        Assert.Equal(1400, new StoreReader(store.File).Recalled(Now.AddDays(2)).Lots.Single(
            one => one.Lot == "A1").Times);
    }

    [Theory]
    [InlineData("""{"v":1}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\0")]
    [InlineData("@\"count\":3@\"count\":0")]
    [InlineData("@\"count\":3@\"count\":-3")]
    [InlineData("@\"v\":1@\"v\":2")]
    [InlineData("@TH-01/2026@TH 01")]
    [InlineData("@CB-0717@CB 0717")]
    [InlineData("@CB-0717@123456789012345678901")]
    [InlineData("@09520004707176@9520004707176")]
    [InlineData("@\"lot\":\"CB-0717\"@\"lot\":7")]
    public void A_malformed_count_is_set_aside(string change)
    {
        var text = System.Text.Encoding.UTF8.GetString(WireJson.ToBytes(Sample.RecallCount()));
        if (change.Split('@') is ["", var right, var wrong])
        {
            Assert.Contains(right, text, StringComparison.Ordinal);
            change = text.Replace(right, wrong, StringComparison.Ordinal);
        }

        var aside = Assert.IsType<Arrival.SetAside>(Assert.Single(
            ArrivalReader.Read(Sample.Han1.Recalled, Sample.Bytes(change), false)));

        Assert.Equal(Cause.NotARecallCount, aside.Cause);
        Assert.IsType<Arrival.Recalled>(Assert.Single(
            ArrivalReader.Read(Sample.Han1.Recalled, Sample.Bytes(text), false)));
    }

    private static Arrival.Recalled Recalled(int n) =>
        new(Sample.Han1, Sample.RecallCount(n), WireJson.ToBytes(Sample.RecallCount(n)));

    private static Arrival.Recalled At(int n, string kiosk, string lot, long times)
    {
        var count = Sample.RecallCount(n, lot, times);
        return new Arrival.Recalled(new KioskAddress("han", kiosk), count, WireJson.ToBytes(count));
    }

    private List<object> Column(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={store.File};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        var values = new List<object>();
        while (row.Read())
            values.Add(row.GetValue(0));
        return values;
    }
}
