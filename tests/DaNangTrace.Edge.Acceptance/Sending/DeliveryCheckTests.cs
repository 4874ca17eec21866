using System.Globalization;
using System.Text;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Acceptance.Planted;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>The check of what arrived, on arrivals that were thought up: it finds disorder, and only that.</summary>
public sealed class DeliveryCheckTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 28, 8, 0, 0, TimeSpan.FromHours(7));

    // A scan every ten seconds; link sessions begin after the tenth and after the sixteenth.
    private static readonly IReadOnlyList<Row> Rows = [.. Enumerable.Range(1, 20).Select(Recorded)];
    private static readonly LinkBegin First = new(1, Begin.AddSeconds(105));
    private static readonly LinkBegin Second = new(2, Begin.AddSeconds(165));

    [Theory]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20", "")]
    [InlineData("1 11 2 12 3 4 5 6 13 7 8 9 14 10 15 16 17 18 19 20", "")]
    [InlineData("11 12 13 14 15 16 17 18 19 20 1 2 3 4 5 6 7 8 9 10", "")]
    // In the second session all that did not arrive in the first is history, and comes in one order.
    [InlineData("1 11 2 12", "3 17 4 18 5 6 7 8 9 10 13 19 14 15 16 20")]
    // What was not acknowledged comes again.
    [InlineData("1 11 2 12", "1 17 2 18 3 4 5 6 7 8 9 10 11 12 13 19 14 15 16 20")]
    public void Legal_orders_are_accepted(string inFirst, string inSecond) =>
        Assert.Empty(Promise.BrokenDelivery(Rows, Arrived(inFirst, inSecond)));

    [Theory]
    [InlineData("2 1 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20", "", "1 is history, and so is 2")]
    [InlineData("1 2 3 4 5 6 7 8 10 9 11 12 13 14 15 16 17 18 19 20", "", "9 is history, and so is 10")]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 13 12 14 15 16 17 18 19 20", "", "12 was scanned since, and so was 13")]
    [InlineData("1 11 3 12 2 4 5 6 7 8 9 10 13 14 15 16 17 18 19 20", "", "the history is out of order")]
    [InlineData("1 12 2 11 3 4 5 6 7 8 9 10 13 14 15 16 17 18 19 20", "", "what was scanned since is out of order")]
    [InlineData("1 11 2 12", "17 3 4 5 6 7 8 9 10 14 13 15 16 18 19 20", "as in the first, so in the second")]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19", "", "20 is missing")]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21", "", "nobody recorded 21")]
    public void Disorder_and_loss_are_found(string inFirst, string inSecond, string why) =>
        Assert.True(Promise.BrokenDelivery(Rows, Arrived(inFirst, inSecond)).Any(), why);

    [Fact]
    public void Without_a_backlog_there_is_one_order() => Assert.NotEmpty(Promise.BrokenDelivery(
        Rows, Arrived("1 11 2 12 3 4 5 6 13 7 8 9 14 10 15 16 17 18 19 20", ""), hadBacklog: false));

    [Fact]
    public void A_row_that_is_kept_apart_need_not_arrive()
    {
        IReadOnlyList<Row> rows = [Recorded(1), Recorded(2) with { State = Row.Refused }, Recorded(3)];
        Assert.Empty(Promise.BrokenDelivery(rows, Arrived("1 3", "")));
        Assert.NotEmpty(Promise.BrokenDelivery(rows, Arrived("1", "")));
    }

    [Fact]
    public void An_array_is_cut_into_the_exact_bytes_of_its_sightings()
    {
        var array = Message("[" + Text(1) + " ,\n" + Text(2).Replace(":", ": ", StringComparison.Ordinal) + "]");
        Assert.Equal(
            [Text(1), Text(2).Replace(":", ": ", StringComparison.Ordinal)],
            array.Elements.Select(one => Encoding.UTF8.GetString(one.Payload)));
        Assert.NotEmpty(Promise.BrokenDelivery([.. Rows.Take(2)], array.Elements));
        Assert.Empty(Promise.BrokenDelivery([.. Rows.Take(2)], Message($"[{Text(1)},{Text(2)}]").Elements));
        Assert.Equal(Text(1) + " ", Encoding.UTF8.GetString(Assert.Single(Message(Text(1) + " ").Elements).Payload));
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => Message($"[{Text(1)}]]").Elements);
    }

    [Fact]
    public void A_message_that_the_contract_does_not_allow_is_found()
    {
        Assert.Empty(Promise.BrokenMessages([Message(Text(1)), ArrayOf(50)]));
        Assert.NotEmpty(Promise.BrokenMessages([ArrayOf(0)]));
        Assert.NotEmpty(Promise.BrokenMessages([ArrayOf(51)]));
        Assert.NotEmpty(Promise.BrokenMessages([Message($"\"{new string('x', 64 * 1024)}\"")]));
    }

    [Fact]
    public void One_row_that_is_dropped_out_of_an_array_is_missed()
    {
        Assert.Empty(LossyUplink.WithoutFirst(Message(Text(1)).Payload));
        var left = LossyUplink.WithoutFirst(ArrayOf(3).Payload);
        Assert.Equal($"[{Text(2)},{Text(3)}]", Encoding.UTF8.GetString(left));
        Assert.Equal(
            ["sighting 1 was recorded and never arrived (state 1)"],
            Promise.BrokenDelivery([.. Rows.Take(3)], Message(Encoding.UTF8.GetString(left)).Elements));
    }

    private static Row Recorded(int seq) => new(seq, Encoding.UTF8.GetBytes(Text(seq)), Row.Delivered);

    private static string Text(int seq) => $$"""{"seq":{{seq}},"at":"{{Begin.AddSeconds(seq * 10):O}}"}""";

    private static Arrival Message(string text) =>
        new("evt/scan", Encoding.UTF8.GetBytes(text), MqttQualityOfServiceLevel.AtLeastOnce, false);

    private static Arrival ArrayOf(int count) =>
        Message($"[{string.Join(',', Enumerable.Range(1, count).Select(Text))}]");

    private static IReadOnlyList<Arrival> Arrived(string inFirst, string inSecond) =>
        [.. Of(inFirst, First), .. Of(inSecond, Second)];

    private static IEnumerable<Arrival> Of(string seqs, LinkBegin link) =>
        from seq in seqs.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let message = Message(Text(int.Parse(seq, CultureInfo.InvariantCulture)))
        select message with { Link = link };
}
