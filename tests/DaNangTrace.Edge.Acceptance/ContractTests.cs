using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Wire;
using MQTTnet;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>What is really published and really recorded, held against the contract's schemas.</summary>
public sealed class ContractTests(ITestOutputHelper output)
{
    private const int Backlog = 120;
    private static readonly KioskAddress Kiosk = new("han", "k-test-001");
    private const string NoEpoch = "00000000-0000-7000-8000-000000000000";

    // The first pulse comes half a minute after the start.
    private static readonly TimeSpan UntilAPulse = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("5")]
    [InlineData("3.1.1")]
    public async Task Everything_that_a_kiosk_publishes_is_as_its_schema_says(string protocol)
    {
        await using var broker = await Mosquitto.StartAsync();
        // Its session stands at the broker before anything is sent, so that it misses nothing.
        await using var witness = await MqttWitness.ListenAsync(broker.Port, "#");
        await broker.EndAsync();
        using var place = new KioskPlace(broker.Address, all =>
        {
            all["sending"]!["protocol"] = protocol;
            // Else a machine without a time source could not tell what has expired.
            all["kiosk"]!["clock"] = "trusted";
        });
        await using (var kiosk = await KioskProcess.StartAsync(place))
        {
            for (var n = 0; n < Backlog; n++)
                place.Line.Send(Codes.Ean13(n));
            await LedgerRows.UntilAsync(place.Data, Backlog);
            await broker.BeginAsync();
            await LedgerRows.DeliveredAsync(place.Data);
            place.Line.Send(Codes.Expired);
            await LedgerRows.UntilAsync(place.Data, Backlog + 1);
            await LedgerRows.DeliveredAsync(place.Data);
            await TalkAsync(broker.Port, protocol, LedgerRows.Epoch(place.Data));
            await Until.TrueAsync(() => witness.Pulses.Any(HasSending), "a pulse", UntilAPulse);
            await kiosk.KillAsync();
            await Until.TrueAsync(() => StatesOf(witness).Contains("offline"), "the will");
        }
        await witness.CatchUpAsync();

        var published = witness.All.Where(IsTheKiosks).ToArray();
        Assert.Empty(published.SelectMany(one => Contract.BrokenOn(one.Topic, one.Payload)));
        Assert.Empty(place.Rows.SelectMany(row => Contract.Broken("sighting", row.Bytes)));
        Assert.All(published, one => Assert.Equal(
            one.Topic == Kiosk.Pulse ? MqttQualityOfServiceLevel.AtMostOnce : MqttQualityOfServiceLevel.AtLeastOnce,
            one.Qos));
        // It was all there.
        Assert.Contains(published, one => one.Topic == Kiosk.Scan && one.Payload[0] == '[');
        Assert.Contains(published, one => one.Topic == Kiosk.Scan && one.Payload[0] == '{');
        Assert.Equal(["online", "offline"], StatesOf(witness));
        // MQTT 3.1.1 has no word for a response topic, and tells of no retained message while the link is up.
        string[] only5 = protocol == "5" ? ["invalid", "retained"] : [];
        Assert.Equal(
            [.. ((string[])["done", "done", "done", "expired", "invalid", "repeated", "unknown", .. only5]).Order()],
            published.Where(one => one.Topic == Kiosk.Receipt(City.Issuer))
                .Select(one => one.Json.GetProperty("result").GetString()).Order());
        output.WriteLine($"{published.Length} messages, {place.Rows.Count} rows, all as the schemas say");
    }

    [Fact]
    public async Task Whatever_is_scanned_gives_nothing_but_valid_messages()
    {
        const int codes = 1500, seed = 8128;
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = await MqttWitness.ListenAsync(broker.Port, "#");
        using var place = new KioskPlace(broker.Address);
        await using var kiosk = await KioskProcess.StartAsync(place);
        var hostile = new HostileCodes(seed);
        for (var n = 0; n < codes; n++)
        {
            place.Line.Send(hostile.Next());
            place.Line.Send("\r\n"u8);
        }
        // Some held what ends a code: only the last one tells that all were read.
        place.Line.Send(Codes.Known);
        await Until.TrueAsync(
            () => place.Rows is [.., var last] && Encoding.UTF8.GetString(last.Bytes)
                .Contains($"0{Codes.Known}", StringComparison.Ordinal),
            $"the last code in the ledger (seed {seed})", TimeSpan.FromSeconds(120));
        await LedgerRows.DeliveredAsync(place.Data);
        await witness.CatchUpAsync();

        Assert.Empty(place.Rows.SelectMany(row => Contract.Broken("sighting", row.Bytes)));
        Assert.Empty(witness.All.Where(IsTheKiosks).SelectMany(one => Contract.BrokenOn(one.Topic, one.Payload)));
        var kinds = place.Rows.Select(row => JsonDocument.Parse(row.Bytes).RootElement.GetProperty("reading")
            .GetProperty("kind").GetString()!).CountBy(kind => kind).OrderBy(kind => kind.Key).ToArray();
        output.WriteLine($"seed {seed}: {string.Join(", ", kinds)}");
        Assert.True(place.Rows.Count >= codes, $"{place.Rows.Count} rows of {codes} codes");
        Assert.Equal(
            ["item", "payment", "personal", "text", "unreadable", "web"], kinds.Select(kind => kind.Key));
    }

    // Everything that the city may say, right and wrong, with fields that this version does not know.
    private static async Task TalkAsync(int port, string protocol, string epoch)
    {
        await using var city = await City.ConnectAsync(port, Kiosk);
        var later = TimeProvider.System.GetUtcNow().AddMinutes(5);
        string Command(string id, DateTimeOffset expires, string more) =>
            $$"""{"v":1,"id":"{{id}}","issuer":"city","expires":"{{expires:yyyy-MM-ddTHH:mm:ss}}Z","priority":1,"""
            + more + "}";
        string Range(string of, long from, long to) => $$"""
            "epoch":"{{of}}","from":{{from}},"to":{{to}},"why":{"asked":["by","hand"]}
            """.Trim();

        await city.SayAsync(Kiosk.Ack, $$"""{"v":1,"epoch":"{{epoch}}","upTo":100,"by":{"node":"a"} }""");
        // Neither is anybody answered: nobody knows whom.
        await city.SayAsync(Kiosk.Ack, "\0{[");
        await city.SayAsync(Kiosk.Command("resend"), "{\"v\":1}");

        var whole = Command("c-1", later, Range(epoch, 1, 60));
        var correlation = "mine"u8.ToArray();
        var done = await city.AskAsync(
            "resend", whole, responseTopic: Kiosk.Receipt(City.Issuer), correlation: correlation);
        Assert.Equal((60, "[]"), (Sent(done), Gone(done)));
        if (protocol == "5")
        {
            Assert.Equal(correlation, done.CorrelationData);
            Assert.InRange(done.MessageExpiryInterval, 50u, 60u);
        }
        // Places beyond the newest sighting, and those of a ledger that nobody knows, are gone.
        var gone = await city.AskAsync("resend", Command("c-2", later, Range(epoch, Backlog, Backlog + 50)));
        Assert.Equal((2, $"[[{Backlog + 2},{Backlog + 50}]]"), (Sent(gone), Gone(gone)));
        gone = await city.AskAsync("resend", Command("c-7", later, Range(NoEpoch, 7, 9)));
        Assert.Equal((0, "[[7,9]]"), (Sent(gone), Gone(gone)));
        await city.AskAsync("resend", whole);
        await city.AskAsync("resend", Command("c-3", later.AddHours(-1), Range(epoch, 1, 2)));
        await city.AskAsync("resend", Command("c-4", later, Range(epoch, 1, 10_001)));
        await city.AskAsync("reboot", Command("c-5", later, Range(epoch, 1, 2)));
        if (protocol != "5")
            return;
        await city.AskAsync("resend", Command("c-6", later, Range(epoch, 1, 2)), retain: true);
        await city.AskAsync("resend", Command("c-8", later, Range(epoch, 1, 2)), responseTopic: Kiosk.Status);
    }

    private static bool IsTheKiosks(Arrival one) =>
        one.Topic.StartsWith("dnt/v1/han/k-test-001/", StringComparison.Ordinal)
        && one.Topic != Kiosk.Ack && !one.Topic.Contains("/cmd/", StringComparison.Ordinal);

    private static bool HasSending(Arrival pulse) =>
        pulse.Json.TryGetProperty("sending", out var sending)
        && sending.GetProperty("acknowledged").GetArrayLength() == 1;

    // A retained one is the broker's repetition for the witness, which comes back after the broker as the kiosk does.
    private static IEnumerable<string?> StatesOf(MqttWitness witness) =>
        witness.All.Where(one => one.Topic == Kiosk.Status && !one.Retained)
            .Select(one => one.Json.GetProperty("state").GetString());

    private static long Sent(MqttApplicationMessage receipt) => Of(receipt).GetProperty("sent").GetInt64();

    private static string Gone(MqttApplicationMessage receipt) => Of(receipt).GetProperty("gone").GetRawText();

    private static JsonElement Of(MqttApplicationMessage receipt) =>
        JsonDocument.Parse(receipt.ConvertPayloadToString()).RootElement;
}
