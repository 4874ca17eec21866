using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Acceptance.Kit;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <summary>The access list of a market's broker, as deploy/README.md has it.</summary>
public sealed class PackAccessTests
{
    private const string Topic = "dnt/v1/han/recalls/manifest";

    [Fact]
    public async Task The_office_announces_kiosks_hear_it_and_nobody_else_announces()
    {
        using var city = new TestAuthority();
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.Path);
        var list = folder.File("acl");
        await File.WriteAllTextAsync(list, ListOfTheGuide(), TestContext.Current.CancellationToken);
        await using var broker = await Mosquitto.StartAsync(
            new MosquittoRules { Door = city.Door(city.ForBroker(), list) });
        var pair = city.ForKiosk();
        using var place = new KioskPlace($"mqtts://127.0.0.1:{broker.DoorPort}", all =>
        {
            var sending = all["sending"]!.AsObject();
            (sending["ca"], sending["certificate"], sending["key"]) = (city.Ca, pair.Certificate, pair.Key);
        });
        await using var witness = await MqttWitness.ListenAsync(broker.Port);
        await using var kiosk = await KioskProcess.StartAsync(place);
        await kiosk.PartAsync("uplink", "ok");

        // By another client id, so that the kiosk keeps its link: the list goes by the certificate's name.
        Assert.Equal(
            MqttClientPublishReasonCode.NotAuthorized, await PublishAsync(broker, city, city.ForKiosk("k-han-002")));
        Assert.Equal(MqttClientPublishReasonCode.Success, await PublishAsync(broker, city, city.ForKiosk("office")));

        await Until.TrueAsync(
            async () => await kiosk.MetricAsync("""dntrace_notices_total{kind="recall",result="invalid"}""") == 1,
            "what the office announced");
        await witness.CatchUpAsync();
        Assert.Equal("office", System.Text.Encoding.UTF8.GetString(
            Assert.Single(witness.All, one => one.Topic == Topic).Payload));
    }

    [Fact]
    public async Task A_list_that_lacks_the_announcements_costs_no_link()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.Path);
        var list = folder.File("acl");
        await File.WriteAllTextAsync(
            list, "topic readwrite dnt/v1/han/k-test-001/#\n", TestContext.Current.CancellationToken);
        await using var broker = await Mosquitto.StartAsync(
            new MosquittoRules { Door = ["allow_anonymous true", $"acl_file {list}"] });
        using var place = new KioskPlace($"mqtt://127.0.0.1:{broker.DoorPort}");
        await using var kiosk = await KioskProcess.StartAsync(place);

        await kiosk.PartAsync("uplink", "ok");
        place.Line.Send(Codes.Known);
        await LedgerRows.UntilAsync(place.Data, 1);
        await kiosk.SentAsync();
        await LedgerRows.DeliveredAsync(place.Data);
    }

    // The kiosk of the guide is called otherwise.
    private static string ListOfTheGuide()
    {
        var guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "deploy", "README.md"));
        var list = Regex.Match(guide, "```\n(user k-han-001\n.*?)```", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains("user office", list, StringComparison.Ordinal);
        return list.Replace("k-han-001", "k-test-001", StringComparison.Ordinal)
            + "\nuser k-han-002\ntopic write dnt/v1/han/k-han-002/evt/scan\n";
    }

    private static async Task<MqttClientPublishReasonCode> PublishAsync(
        Mosquitto broker, TestAuthority city, PemPair pair)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        using var certificate = X509Certificate2.CreateFromPemFile(pair.Certificate, pair.Key);
        using var root = X509CertificateLoader.LoadCertificateFromFile(city.Ca);
        var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        await client.ConnectAsync(new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", broker.DoorPort)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTlsOptions(tls => tls.UseTls().WithTrustChain([root]).WithClientCertificates([certificate]))
            .Build());
        var answer = await client.PublishAsync(new MqttApplicationMessageBuilder()
            .WithTopic(Topic).WithPayload(name).WithRetainFlag()
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());
        return answer.ReasonCode;
    }
}
