using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>Kiosk and broker do not believe each other: TLS 1.3 both ways, as at a market's broker.</summary>
internal static class CertificateFaults
{
    private const string Replaced = "sends once its certificate is replaced, without a restart";
    private const string BrokerMended = "sends once the broker's certificate is right";

    public static IEnumerable<LinkCase> All =>
    [
        Kiosk("its certificate has expired", UplinkWords.Expired, city => city.ForKiosk(isExpired: true)),
        Kiosk("its certificate is of another authority", UplinkWords.NotTaken, _ => OfSomebodyElse.ForKiosk()),
        Kiosk("its certificate is revoked", UplinkWords.NotTaken, city =>
        {
            var pair = city.ForKiosk();
            city.Revoke(pair);
            return pair;
        }),
        Kiosk("its certificate is another kiosk's", UplinkWords.Forbidden, city => city.ForKiosk("k-test-002")),
        new(LinkCase.Sending, "its certificate is revoked", RevokedAsync),
        Broker(
            "the broker's certificate has expired", UplinkWords.NotTrusted, city => city.ForBroker(isExpired: true)),
        Broker(
            "the broker's certificate is of another authority", UplinkWords.NotTrusted,
            _ => OfSomebodyElse.ForBroker()),
        Broker(
            "the broker's certificate has another name", UplinkWords.WrongName,
            city => city.ForBroker("broker.example")),
        new(LinkCase.Start, "the broker's port speaks no TLS", NoTlsAsync),
        new(LinkCase.Start, "the broker wants a certificate, and it has none", NoneAsync),
    ];

    // Its files must outlive every case.
    private static readonly TestAuthority OfSomebodyElse = new("Somebody Else's Root");

    private static LinkCase Kiosk(string what, UplinkWords words, Func<TestAuthority, PemPair> issue) =>
        new(LinkCase.Start, what, async () =>
        {
            using var city = new TestAuthority();
            var pair = issue(city);
            await using var broker = await Mosquitto.StartAsync(RulesOf(city, city.ForBroker()));
            await using var run = await StartAsync(broker, city, pair);
            await run.ScanAsync();
            await run.ToldAsync(words);
            pair.Become(city.ForKiosk());
            return await run.EndAsync(Replaced);
        });

    private static LinkCase Broker(string what, UplinkWords words, Func<TestAuthority, PemPair> issue) =>
        new(LinkCase.Start, what, async () =>
        {
            using var city = new TestAuthority();
            await using var broker = await Mosquitto.StartAsync(RulesOf(city, issue(city)));
            await using var run = await StartAsync(broker, city, city.ForKiosk());
            await run.ScanAsync();
            await run.ToldAsync(words);
            broker.Change(RulesOf(city, city.ForBroker()));
            await broker.EndAsync();
            await broker.BeginAsync();
            return await run.EndAsync(BrokerMended);
        });

    private static async Task<LinkOutcome> RevokedAsync()
    {
        using var city = new TestAuthority();
        var pair = city.ForKiosk();
        await using var broker = await Mosquitto.StartAsync(RulesOf(city, city.ForBroker()));
        await using var run = await StartAsync(broker, city, pair);
        await run.BeginAsync();
        city.Revoke(pair);
        // A connection that stands is not asked again.
        await broker.EndAsync();
        await broker.BeginAsync();
        await run.ScanAsync();
        await run.ToldAsync(UplinkWords.NotTaken);
        pair.Become(city.ForKiosk());
        return await run.EndAsync(Replaced);
    }

    private static async Task<LinkOutcome> NoTlsAsync()
    {
        using var city = new TestAuthority();
        await using var broker = await Mosquitto.StartAsync(new MosquittoRules { Door = ["allow_anonymous true"] });
        await using var run = await StartAsync(broker, city, city.ForKiosk());
        await run.ScanAsync();
        await run.ToldAsync(UplinkWords.NoTls);
        broker.Change(RulesOf(city, city.ForBroker()));
        await broker.EndAsync();
        await broker.BeginAsync();
        return await run.EndAsync("sends once the broker's port speaks it");
    }

    private static async Task<LinkOutcome> NoneAsync()
    {
        using var city = new TestAuthority();
        var pair = city.ForBroker();
        await using var broker = await Mosquitto.StartAsync(RulesOf(city, pair));
        await using var run = await LinkRun.StartAsync(
            broker.Port, $"mqtts://127.0.0.1:{broker.DoorPort}", sending => sending["ca"] = city.Ca);
        await run.ScanAsync();
        await run.ToldAsync(UplinkWords.NoCertificate);
        broker.Change(new MosquittoRules
        {
            Door = ["allow_anonymous true", $"certfile {pair.Certificate}", $"keyfile {pair.Key}"],
        });
        await broker.EndAsync();
        await broker.BeginAsync();
        return await run.EndAsync("sends once the broker wants none");
    }

    internal static MosquittoRules RulesOf(TestAuthority city, PemPair broker)
    {
        const string List = "user k-test-001\ntopic readwrite dnt/v1/han/k-test-001/#\n";
        var file = Path.ChangeExtension(city.Ca, "acl");
        File.WriteAllText(file, List);
        return new MosquittoRules { Door = city.Door(broker, file) };
    }

    private static Task<LinkRun> StartAsync(Mosquitto broker, TestAuthority city, PemPair kiosk) => LinkRun.StartAsync(
        broker.Port, $"mqtts://127.0.0.1:{broker.DoorPort}",
        sending => (sending["ca"], sending["certificate"], sending["key"]) = (city.Ca, kiosk.Certificate, kiosk.Key));
}
