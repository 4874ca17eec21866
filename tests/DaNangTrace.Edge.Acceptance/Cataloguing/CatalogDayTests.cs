using System.Text.Json;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <summary>
/// A day at the kiosk: its cable is pulled, and shoppers are answered as before; a recall comes on a stick.
/// </summary>
public sealed class CatalogDayTests
{
    private const string FishSauce = "9520001000010";
    private const string BeefRoll = "9520004707176";
    private const string Crisps = "9520004701150";
    private const string Squid = "9520062900915";

    private static readonly string[] Day =
    [
        FishSauce, $"]d2010{FishSauce}10NM-01", $"]d2010{BeefRoll}10CB-0705", $"]d2010{Squid}21S00150",
        $"]d2010{Squid}21S00200", Crisps, $"]d2010{FishSauce}17200101", "2012345012349", "9529999000019",
        $"]d20109529999000019172001011122010110LX\u001D422704",
    ];

    // A kiosk that could not connect tries again after a minute at the latest.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1) + Until.Deadline;

    [Fact]
    public async Task Without_the_network_all_is_answered_as_before_and_a_recall_that_arrives_is_red_at_once()
    {
        using var office = await CatalogOffice.OpenAsync();
        await using var cable = await Cable.LayAsync();
        await using var broker = await Mosquitto.StartAsync(new MosquittoRules { Space = cable.City });
        using var place = new KioskPlace(broker.Address, all =>
        {
            all["kiosk"]!["clock"] = "trusted";
            all["tracing"]!["catalog"] = new JsonObject { ["trust"] = new JsonArray(office.PublicKey) };
            // A pulled cable is only a silence: so the kiosk asks sooner whether its link lives.
            all["sending"]!["keepAliveSeconds"] = 5;
        })
        {
            Space = cable.Kiosk,
        };
        await ImportAsync(place, await office.MakeAsync("full", 41, Products()));
        await ImportAsync(place, await AgedAsync(office, await office.MakeAsync("recall", 8, Recalls()), hours: 2));
        await using var kiosk = await KioskProcess.StartAsync(place);
        using var scenes = await SceneStream.OpenAsync(place.Address, place.Handler());
        await scenes.NextSceneAsync();
        await kiosk.PartAsync("uplink", "ok");
        await using var witness = await WitnessAsync(broker, cable.City);

        var before = await DayAsync(place, scenes);
        await Until.TrueAsync(() => Came() == Day.Length, "the day's scans at the city");
        await cable.PullAsync();
        await kiosk.PartAsync("uplink", "degraded");
        var after = await DayAsync(place, scenes);

        Assert.Equal(before, after);
        Assert.Equal(
            [
                "known", "known noLotData", "known recalled", "known recalled", "known noLotData", "known expired",
                "known expired", "inStore", "notRegistered", "notRegistered LX 2020-01-01 VN",
            ],
            after.Select(Words));
        Assert.All(after.Where(scene => scene.Contains("\"asOf\"", StringComparison.Ordinal)), scene =>
            Assert.NotEqual(JsonValueKind.Null, JsonDocument.Parse(scene).RootElement.GetProperty("asOf").ValueKind));
        Assert.Contains("\"stale\":false", after[0], StringComparison.Ordinal);
        Assert.Contains("\"isOffline\":true", await ScanAsync(place, scenes, Day[0]), StringComparison.Ordinal);

        // The stick: the same lot is red at the next scan, without a restart.
        Assert.Equal("known noLotData", Words(await ScanAsync(place, scenes, Day[1])));
        await ImportAsync(place, await office.MakeAsync(
            "recall", 9, [.. Recalls(), Recall(FishSauce, "lots", "NM-01", "NM-09")]));
        await Until.TrueAsync(
            async () => await kiosk.MetricAsync("dntrace_recalls") == 3, "the recall list that was imported");
        Assert.Equal("known recalled", Words(await ScanAsync(place, scenes, Day[1])));

        // All of it was recorded, and goes to the city when the network is back.
        var scans = (2 * Day.Length) + 3;
        await LedgerRows.UntilAsync(place.Data, scans);
        Assert.Equal(Day.Length, Came());
        await cable.PlugInAsync();
        await kiosk.PartAsync("uplink", "ok", LongestPause);
        await kiosk.SentAsync();
        await Until.TrueAsync(() => Came() == scans, "all scans at the city");
        // Nobody scans behind the plugging in: there is one order.
        Assert.Empty(Promise.BrokenDelivery(place.Rows, Sightings(witness), hadBacklog: false));

        int Came() => Sightings(witness).Select(one => one.Seq).Distinct().Count();
    }

    [Fact]
    public async Task Old_data_says_how_old_it_is()
    {
        using var office = await CatalogOffice.OpenAsync();
        using var place = new KioskPlace($"mqtt://127.0.0.1:{FreePort.Take()}", all =>
        {
            all["kiosk"]!["clock"] = "trusted";
            all["tracing"]!["catalog"] = new JsonObject { ["trust"] = new JsonArray(office.PublicKey) };
        });
        var month = await AgedAsync(office, await office.MakeAsync("full", 1, Products()), hours: 24 * 30);
        await ImportAsync(place, month);
        await using var kiosk = await KioskProcess.StartAsync(place);
        using var scenes = await SceneStream.OpenAsync(place.Address);
        await scenes.NextSceneAsync();

        // Without a list of recalls nobody may say that there is no warning.
        Assert.Equal("known newerWarnings", Words(await ScanAsync(place, scenes, FishSauce)));
        await kiosk.PartAsync("catalog", "degraded");

        var days = await AgedAsync(office, await office.MakeAsync("recall", 1, Recalls()), hours: 24 * 5);
        await ImportAsync(place, days);
        await Until.TrueAsync(async () => await kiosk.MetricAsync("dntrace_recalls") == 2, "the recall list");
        using var old = JsonDocument.Parse(await ScanAsync(place, scenes, FishSauce));
        Assert.True(old.RootElement.GetProperty("stale").GetBoolean());
        Assert.InRange(Age(old, "warningsAsOf").TotalDays, 5, 5.1);
        Assert.InRange(Age(old, "asOf").TotalDays, 30, 30.1);

        static TimeSpan Age(JsonDocument scene, string name) =>
            scene.RootElement.GetProperty("at").GetDateTimeOffset()
            - scene.RootElement.GetProperty(name).GetDateTimeOffset();
    }

    // Hears what the city hears; returns when the broker has its subscription, for then it repeats the kiosk's state.
    private static async Task<Child> WitnessAsync(Mosquitto broker, NetworkSpace city)
    {
        var witness = city.Start(
            RealParts.NeedMosquittoSub(),
            ["-h", broker.Host, "-p", $"{broker.Port}", "-V", "mqttv5", "-q", "1", "-t", "dnt/v1/#", "-F", "%t %q %r %x"]);
        await witness.LineAsync("/status ");
        return witness;
    }

    private static IReadOnlyList<Arrival> Sightings(Child witness) =>
    [
        .. witness.Lines.Select(line => line.Split(' '))
            .Where(words => words[0].EndsWith("/evt/scan", StringComparison.Ordinal))
            .SelectMany(words => new Arrival(
                words[0], Convert.FromHexString(words[3]), Enum.Parse<MqttQualityOfServiceLevel>(words[1]),
                words[2] == "1").Elements),
    ];

    private static async Task<List<string>> DayAsync(KioskPlace place, SceneStream scenes)
    {
        var seen = new List<string>();
        foreach (var code in Day)
            seen.Add(WithoutMoment(await ScanAsync(place, scenes, code)));
        return seen;
    }

    // Its number and time differ each time, and that the city is not heard is told with every scene.
    private static string WithoutMoment(string scene)
    {
        var all = JsonNode.Parse(scene)!.AsObject();
        all.Remove("number");
        all.Remove("at");
        all.Remove("isOffline");
        return all.ToJsonString();
    }

    private static async Task<string> ScanAsync(KioskPlace place, SceneStream scenes, string code)
    {
        place.Line.Send(code);
        return (await scenes.NextAnswerSceneAsync()).GetRawText();
    }

    private static string Words(string scene)
    {
        using var parsed = JsonDocument.Parse(scene);
        var root = parsed.RootElement;
        var words = new List<string> { root.GetProperty("kind").GetString()! };
        if (root.TryGetProperty("alert", out var alert) && alert.GetString() is { } told)
            words.Add(told);
        else if (root.TryGetProperty("cautions", out var cautions))
            words.AddRange(cautions.EnumerateArray().Select(one => one.GetString()!));
        if (root.TryGetProperty("onCode", out var onCode) && onCode.ValueKind == JsonValueKind.Object)
            words.AddRange(
                ((string[])["lot", "expires", "country"]).Select(name => onCode.GetProperty(name).GetString()!));
        return string.Join(' ', words);
    }

    private static async Task ImportAsync(KioskPlace place, string pack)
    {
        var answer = await Cli.RunAsync(["catalog", "import", pack, "--config", place.Configuration]);
        Assert.True(answer.ExitCode == 0, $"{answer}");
    }

    private static async Task<string> AgedAsync(CatalogOffice office, string pack, int hours)
    {
        await office.ChangeManifestAsync(pack, manifest => manifest["validFrom"] =
            DateTimeOffset.Parse(manifest["validFrom"]!.GetValue<string>(), null).AddHours(-hours).ToString("O"));
        return pack;
    }

    private static IEnumerable<string> Products()
    {
        yield return Product(FishSauce, "Nước mắm Nam Ô", "");
        yield return Product(BeefRoll, "Chả bò", "");
        yield return Product(Crisps, "Bánh khô mè", ",\"expirationDate\":{\"date\":\"2020-06-01\"}");
        yield return Product(Squid, "Mực một nắng", "");
    }

    private static string Product(string gtin, string name, string more) =>
        $$"""{"v":1,"gtin":"0{{gtin}}","productName":{"vi":"{{name}}"}{{more}}}""";

    private static string[] Recalls() =>
    [
        Recall(BeefRoll, "lots", "CB-0700", "CB-0710"), Recall(Squid, "serials", "S00100", "S00199"),
    ];

    private static string Recall(string gtin, string what, string from, string to) => $$$"""
        {"v":1,"gtin":"0{{{gtin}}}","recall":{"authority":{"vi":"Chi cục"},"reason":{"vi":"Mẫu"},
        """ + $$$"""
        "{{{what}}}":[{"from":"{{{from}}}","to":"{{{to}}}"}]}}
        """;
}
