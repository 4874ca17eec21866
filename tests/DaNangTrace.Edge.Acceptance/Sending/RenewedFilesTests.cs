using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>The files of a link that is up change, go, and come again.</summary>
public sealed class RenewedFilesTests
{
    [Fact]
    public async Task A_certificate_that_is_gone_or_half_renewed_costs_no_link_and_a_renewed_one_needs_no_restart()
    {
        using var city = new TestAuthority();
        var pair = city.ForKiosk();
        await using var broker = await Mosquitto.StartAsync(CertificateFaults.RulesOf(city, city.ForBroker()));
        await using var witness = await MqttWitness.ListenAsync(broker.Port);
        using var place = new KioskPlace($"mqtts://127.0.0.1:{broker.DoorPort}", all =>
        {
            var sending = all["sending"]!;
            (sending["ca"], sending["certificate"], sending["key"]) = (city.Ca, pair.Certificate, pair.Key);
            // A stall of the machine must not look like one of the broker.
            sending["keepAliveSeconds"] = 20;
        });
        await using var kiosk = await KioskProcess.StartAsync(place);
        await kiosk.PartAsync("uplink", "ok");

        File.Delete(pair.Certificate);
        File.Delete(pair.Key);
        await kiosk.PartAsync("uplink", "degraded");
        await ScanAsync(place, 0, 5);
        await LedgerRows.DeliveredAsync(place.Data);

        // The new certificate is there, and the key is another one's still.
        var next = city.ForKiosk();
        File.Move(city.ForKiosk().Key, pair.Key);
        File.Copy(next.Certificate, pair.Certificate);
        await Until.TrueAsync(
            () => UplinkAsync(kiosk, "does not fit it); the old one is in use"), "that they are no pair");
        await ScanAsync(place, 5, 8);
        await LedgerRows.DeliveredAsync(place.Data);
        // A backup is put back: it has expired.
        pair.Become(city.ForKiosk(isExpired: true));
        await Until.TrueAsync(() => UplinkAsync(kiosk, $"{pair.Certificate} expired on "), "that it has expired");
        await kiosk.PartAsync("uplink", "degraded");
        Assert.Single(witness.States);

        pair.Become(next);
        await kiosk.PartAsync("uplink", "ok");
        await Until.TrueAsync(
            () => witness.States.Count(state => state.GetProperty("state").GetString() == "online") >= 2,
            "a link with the renewed certificate");
        await ScanAsync(place, 8, 10);
        await LedgerRows.DeliveredAsync(place.Data);
        await witness.CatchUpAsync();
        Assert.Empty(Promise.BrokenDelivery(place.Rows, witness.Sightings));

        // Others may read the key: told as long as it is so, over this link and the next one.
        SetMode(pair.Key, UnixFileMode.OtherRead);
        await IsOpenAsync(kiosk);
        await broker.EndAsync();
        await kiosk.PartAsync("uplink", "degraded");
        await broker.BeginAsync();
        await Until.TrueAsync(() => UplinkAsync(kiosk, "connected; "), "the link is up again");
        await ScanAsync(place, 10, 12);
        await LedgerRows.DeliveredAsync(place.Data);
        await IsOpenAsync(kiosk);
        SetMode(pair.Key, UnixFileMode.None);
        await kiosk.PartAsync("uplink", "ok");
    }

    [Fact]
    public async Task A_kiosk_whose_certificate_is_not_there_serves_and_records_and_sends_once_it_is()
    {
        using var city = new TestAuthority();
        var pair = city.ForKiosk();
        var (certificate, key) = (pair.Certificate + ".new", pair.Key + ".new");
        await using var broker = await Mosquitto.StartAsync(CertificateFaults.RulesOf(city, city.ForBroker()));
        using var place = new KioskPlace($"mqtts://127.0.0.1:{broker.DoorPort}", all =>
        {
            var sending = all["sending"]!;
            (sending["ca"], sending["certificate"], sending["key"]) = (city.Ca, certificate, key);
        });
        await using var kiosk = await KioskProcess.StartAsync(place);
        using var scenes = await SceneStream.OpenAsync(place.Address);
        await scenes.NextSceneAsync();
        place.Line.Send(Codes.Known);
        Assert.Equal("known 1", await scenes.NextAnswerAsync());
        await LedgerRows.UntilAsync(place.Data, 1);
        var health = await kiosk.PartAsync("uplink", "degraded");
        Assert.Contains(key, health.Body.ToString(), StringComparison.Ordinal);

        new PemPair(certificate, key).Become(pair);
        await LedgerRows.DeliveredAsync(place.Data);
    }

    private static void SetMode(string file, UnixFileMode others)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
    }

    private static Task IsOpenAsync(KioskProcess kiosk) =>
        Until.TrueAsync(() => UplinkAsync(kiosk, "it is open to others"), "that it is open to others");

    private static async Task<bool> UplinkAsync(KioskProcess kiosk, string words) =>
        (await kiosk.HealthAsync()).Body.GetProperty("parts").EnumerateArray().Any(part =>
            part.GetProperty("name").GetString() == "uplink"
            && part.GetProperty("message").GetString()!.Contains(words, StringComparison.Ordinal));

    private static async Task ScanAsync(KioskPlace place, int from, int to)
    {
        for (var n = from; n < to; n++)
            place.Line.Send(Codes.Ean13(n));
        await LedgerRows.UntilAsync(place.Data, to);
    }
}
