using System.Text;
using DaNangTrace.Edge.Fleet.Intake;
using DaNangTrace.Edge.Fleet.Tests.Kit;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Fleet.Tests.Intake;

public sealed class ArrivalReaderTests
{
    private static readonly string Topic = Sample.Han1.Scan;

    [Fact]
    public void A_sighting_is_read_with_its_exact_bytes()
    {
        var row = Sample.Row(1);

        var scanned = Assert.IsType<Arrival.Scanned>(Assert.Single(ArrivalReader.Read(Topic, row, false)));

        Assert.Equal(row, scanned.Bytes);
        Assert.Equal(Sample.Han1, scanned.Address);
        Assert.Equal(1, scanned.Sighting.Seq);
    }

    [Fact]
    public void A_row_is_byte_for_byte_the_same_whether_it_comes_alone_or_in_an_array()
    {
        byte[][] rows = [.. Enumerable.Range(1, ArrivalReader.MostSightings).Select(seq => Sample.Row(seq))];

        var arrivals = ArrivalReader.Read(Topic, Sample.Array(rows), false);

        Assert.Equal(rows, arrivals.Cast<Arrival.Scanned>().Select(a => a.Bytes));
    }

    [Fact]
    public void Fields_that_this_version_does_not_know_are_ignored_and_kept_with_the_bytes()
    {
        var row = Encoding.UTF8.GetString(Sample.Row(1)).Replace(
            "{", "{\"later\":{\"a\":[1,null,\"ạ\"]},\"note\":\"x\",", StringComparison.Ordinal);
        // Each object has grown, those in the sighting too.
        Assert.Equal(5, row.Split("\"note\"").Length - 1);
        var bytes = Sample.Bytes(row.Replace(
            "\"elements\":{\"later\":{\"a\":[1,null,\"ạ\"]},\"note\":\"x\",}", "\"elements\":{}",
            StringComparison.Ordinal));

        var arrivals = ArrivalReader.Read(Topic, Sample.Array(bytes, Sample.Row(2)), false);

        Assert.Equal([bytes, Sample.Row(2)], arrivals.Cast<Arrival.Scanned>().Select(a => a.Bytes));
        Assert.Equal(
            Sample.Sighting(1).Reading.Gtin, Assert.IsType<Arrival.Scanned>(arrivals[0]).Sighting.Reading.Gtin);
        var status = Encoding.UTF8.GetString(Sample.Status("online", 7)).Replace(
            "{", "{\"later\":[{}],", StringComparison.Ordinal);
        Assert.Equal(
            7, Assert.IsType<Arrival.Told>(
                Assert.Single(ArrivalReader.Read(Sample.Han1.Status, Sample.Bytes(status), true))).Status.Session);
    }

    [Fact]
    public void A_bad_row_in_an_array_does_not_take_the_good_ones_with_it()
    {
        var payload = Sample.Array(Sample.Row(1), Sample.Bytes("{\"v\":1}"), Sample.Bytes("7"), Sample.Row(2));

        var arrivals = ArrivalReader.Read(Topic, payload, false);

        Assert.Equal([1, 2], arrivals.OfType<Arrival.Scanned>().Select(a => a.Sighting.Seq));
        Assert.All(arrivals.OfType<Arrival.SetAside>(), a => Assert.Equal(Cause.NotASighting, a.Cause));
        Assert.Equal(4, arrivals.Count);
    }

    [Theory]
    [InlineData("", nameof(Cause.NotJson))]
    [InlineData("hello", nameof(Cause.NotJson))]
    [InlineData("{\"v\":1", nameof(Cause.NotJson))]
    [InlineData("[{},{}", nameof(Cause.NotJson))]
    [InlineData("{} {}", nameof(Cause.NotJson))]
    [InlineData("[]", nameof(Cause.WrongCount))]
    [InlineData("null", nameof(Cause.NotASighting))]
    [InlineData("{}", nameof(Cause.NotASighting))]
    [InlineData("[[]]", nameof(Cause.NotASighting))]
    public void What_is_no_sighting_is_set_aside(string payload, string cause) =>
        Assert.Equal(cause, SetAside(Topic, Sample.Bytes(payload)).Cause.ToString());

    [Theory]
    [InlineData("\"v\":1", "\"v\":2")]
    [InlineData("\"seq\":1", "\"seq\":0")]
    [InlineData("\"scanner\":\"front\"", "\"scanner\":null")]
    [InlineData("\"alerts\":[]", "\"alerts\":null")]
    [InlineData("\"kind\":\"item\"", "\"kind\":null")]
    [InlineData("\"quality\":\"sync\"", "\"quality\":null")]
    [InlineData("\"gtin\":\"08936012345674\"", "\"gtin\":\"\\ud800\"")]
    public void A_field_that_the_types_promise_is_never_taken_for_granted(string right, string wrong)
    {
        var row = Encoding.UTF8.GetString(Sample.Row(1));
        Assert.Contains(right, row, StringComparison.Ordinal);

        var aside = SetAside(Topic, Sample.Bytes(row.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Equal(Cause.NotASighting, aside.Cause);
    }

    [Fact]
    public void A_sighting_of_another_kiosk_or_market_than_its_topic_is_set_aside()
    {
        Assert.Equal(Cause.WrongAddress, SetAside(new KioskAddress("con", "k-han-001").Scan, Sample.Row(1)).Cause);
        Assert.Equal(Cause.WrongAddress, SetAside(new KioskAddress("han", "k-han-002").Scan, Sample.Row(1)).Cause);
    }

    [Theory]
    [InlineData("dnt/v1/han/k-han-001/evt/other")]
    [InlineData("dnt/v2/han/k-han-001/evt/scan")]
    [InlineData("dnt/v1/Han/k-han-001/evt/scan")]
    [InlineData("elsewhere")]
    public void A_topic_that_is_not_ours_is_set_aside(string topic) =>
        Assert.Equal(Cause.UnknownTopic, SetAside(topic, Sample.Row(1)).Cause);

    [Fact]
    public void More_than_the_contract_allows_is_set_aside_and_only_its_beginning_is_kept()
    {
        var large = SetAside(Topic, new byte[WireJson.MaxPayload + 1]);
        Assert.Equal((Cause.TooLarge, WireJson.MaxPayload + 1), (large.Cause, large.Size));
        Assert.Equal(ArrivalReader.FirstBytes, large.First.Length);

        var many = Sample.Array([.. Enumerable.Repeat(Sample.Bytes("{}"), ArrivalReader.MostSightings + 1)]);
        Assert.Equal(Cause.WrongCount, SetAside(Topic, many).Cause);
    }

    [Theory]
    [InlineData("{\"v\":1,\"state\":\"asleep\",\"session\":1,\"version\":\"1\"}")]
    [InlineData("{\"v\":1,\"state\":\"online\",\"session\":-1,\"version\":\"1\"}")]
    [InlineData("{\"v\":1,\"state\":\"online\",\"session\":1,\"version\":null}")]
    [InlineData("{}")]
    [InlineData("")]
    public void What_is_no_state_is_set_aside(string payload) =>
        Assert.Equal(Cause.NotAStatus, SetAside(Sample.Han1.Status, Sample.Bytes(payload)).Cause);

    [Fact]
    public void Nothing_is_thrown_whatever_the_bytes()
    {
        const int Seed = 20261123;
        var chance = new Random(Seed);
        var good = Sample.Array(Sample.Row(1), Sample.Row(2));
        for (var i = 0; i < 20_000; i++)
        {
            byte[] bad = [.. good];
            for (var changes = chance.Next(1, 4); changes > 0; changes--)
                bad[chance.Next(bad.Length)] = (byte)chance.Next(256);
            var cut = bad[..chance.Next(bad.Length / 2, bad.Length + 1)];
            try
            {
                Assert.NotEmpty(ArrivalReader.Read(i % 2 == 0 ? Topic : Sample.Han1.Status, cut, false));
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {Seed}, round {i}: {e}");
            }
        }
    }

    private static Arrival.SetAside SetAside(string topic, byte[] payload) =>
        Assert.IsType<Arrival.SetAside>(Assert.Single(ArrivalReader.Read(topic, payload, false)));
}
