using System.Security.Cryptography;
using DaNangTrace.Edge.Acceptance.Kit;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>The broker fails, or does not want the kiosk or what it sends.</summary>
internal static class BrokerFaults
{
    private const string Own = "dnt/v1/han/k-test-001";

    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(1.5 * LinkRun.KeepAlive);

    public static IEnumerable<LinkCase> All =>
    [
        new(LinkCase.Sending, "the broker is killed and comes back", KilledAsync),
        new(LinkCase.Sending, "the broker stands still, then goes on", () => StoppedAsync(isSending: true)),
        new(LinkCase.Idle, "the broker stands still, then goes on", () => StoppedAsync(isSending: false)),
        new(LinkCase.Sending, "the broker's disk is full, then has room", OutOfDiskAsync),
        new(LinkCase.Sending, "the broker forbids each sighting (0x87)", () => ForbiddenAsync(mostQueued: 10_000)),
        // Without a limit for its queue, Mosquitto 2.0.11 takes a forbidden message for one too many.
        new(
            LinkCase.Sending, "the broker forbids each sighting and cuts the link",
            () => ForbiddenAsync(mostQueued: 0)),
        new(LinkCase.Sending, "the broker has no quota for each sighting (0x97)", OverQuotaAsync),
        new(LinkCase.Sending, "the broker is too busy to let it in (0x89)", BusyAsync),
        new(LinkCase.Start, "the broker does not know its password", WrongPasswordAsync),
        new(LinkCase.Sending, "a sighting is too large for the broker", TooLargeAsync),
        new(LinkCase.Sending, "somebody else comes with its client id, again and again", TakenOverAsync),
    ];

    private static async Task<LinkOutcome> KilledAsync()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var run = await LinkRun.StartAsync(broker.Port, broker.Address);
        await run.BeginAsync();
        var scans = run.ScanAsync(60);
        await broker.EndAsync(Unix.Kill);
        await scans;
        await run.ToldAsync(UplinkWords.Broken);
        await broker.BeginAsync();
        return await run.EndAsync(LinkCase.ByItself);
    }

    private static async Task<LinkOutcome> StoppedAsync(bool isSending)
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var run = await LinkRun.StartAsync(broker.Port, broker.Address);
        await run.BeginAsync();
        broker.Signal(Unix.Stop);
        if (isSending)
            await run.ScanAsync();
        await run.NoticedAsync(Noticed);
        await run.ToldAsync(UplinkWords.Silent);
        await run.ScanAsync();
        broker.Signal(Unix.Continue);
        return await run.EndAsync(LinkCase.ByItself);
    }

    // It acknowledges all the same and keeps in memory what it can't write: the kiosk keeps what it delivered, too.
    private static async Task<LinkOutcome> OutOfDiskAsync()
    {
        using var folder = new TempFolder();
        await using var disk = await SmallDisk.InMemoryAsync(folder.File("broker"));
        await using var broker = await Mosquitto.StartAsync(new MosquittoRules { Storage = disk.Folder });
        await using var run = await LinkRun.StartAsync(broker.Port, broker.Address);
        await run.BeginAsync();
        await disk.FillAsync();
        await run.ScanAsync();
        await run.SettledAsync();
        await disk.FreeAsync();
        return await run.EndAsync("it went on");
    }

    private static async Task<LinkOutcome> ForbiddenAsync(int mostQueued)
    {
        const string Forbidden = $"topic readwrite {Own}/status\ntopic readwrite {Own}/tele/health\n";
        using var folder = new TempFolder();
        var list = folder.File("acl");
        await File.WriteAllTextAsync(list, $"topic readwrite {Own}/#\n");
        await using var broker = await Mosquitto.StartAsync(new MosquittoRules
        {
            Door = ["allow_anonymous true", $"acl_file {list}"],
            Settings = [FormattableString.Invariant($"max_queued_messages {mostQueued}")],
        });
        await using var run = await LinkRun.StartAsync(broker.Port, $"mqtt://127.0.0.1:{broker.DoorPort}");
        await run.BeginAsync();
        await File.WriteAllTextAsync(list, Forbidden);
        await broker.ReloadAsync();
        var meanwhile = await run.ScanAsync();
        if (mostQueued > 0)
            await run.SettledAsync();
        await run.ToldAsync(mostQueued > 0 ? UplinkWords.Refused : UplinkWords.Strange);
        await File.WriteAllTextAsync(list, $"topic readwrite {Own}/#\n");
        await broker.ReloadAsync();
        return mostQueued > 0
            ? await run.EndAsync(
                LinkCase.OthersByItself, new Apart(meanwhile, "what it was forbidden", UplinkWords.Forbidden))
            : await run.EndAsync(
                LinkCase.OthersByItself,
                new Apart(meanwhile, "some of what it was forbidden", UplinkWords.Forbidden) { IsAtMost = true });
    }

    private static async Task<LinkOutcome> OverQuotaAsync()
    {
        await using var broker = await MoodyBroker.StartAsync();
        await using var run = await LinkRun.StartAsync(broker.Port, broker.Address);
        await run.BeginAsync();
        broker.Refusal = MqttPubAckReasonCode.QuotaExceeded;
        await run.ScanAsync();
        await run.ToldAsync(UplinkWords.Quota);
        broker.Refusal = null;
        return await run.EndAsync(LinkCase.ByItself);
    }

    private static async Task<LinkOutcome> BusyAsync()
    {
        await using var broker = await MoodyBroker.StartAsync();
        await using var run = await LinkRun.StartAsync(broker.Port, broker.Address);
        await run.BeginAsync();
        broker.Welcome = MqttConnectReasonCode.ServerBusy;
        await broker.DisconnectAsync();
        await run.ScanAsync();
        await run.ToldAsync(UplinkWords.Busy);
        broker.Welcome = null;
        return await run.EndAsync(LinkCase.ByItself);
    }

    private static async Task<LinkOutcome> WrongPasswordAsync()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("users"), $"k-test-001:{Hashed("right")}\n");
        await File.WriteAllTextAsync(folder.File("password"), "wrong\n");
        _ = Unix.Protect(folder.File("password"), Unix.OwnerOnly);
        await using var broker = await Mosquitto.StartAsync(new MosquittoRules
        {
            Door = ["allow_anonymous false", $"password_file {folder.File("users")}"],
        });
        await using var run = await LinkRun.StartAsync(
            broker.Port, $"mqtt://127.0.0.1:{broker.DoorPort}",
            sending => (sending["username"], sending["passwordFile"]) = ("k-test-001", folder.File("password")));
        await run.ScanAsync();
        await run.ToldAsync(UplinkWords.Password);
        await File.WriteAllTextAsync(folder.File("password"), "right\n");
        return await run.EndAsync("sends once the password's file is corrected");
    }

    // Under a limit that lets through any sighting but one with most of what an element string can hold.
    private static async Task<LinkOutcome> TooLargeAsync()
    {
        const int Limit = 1_300;
        await using var broker = await Mosquitto.StartAsync(new MosquittoRules
        {
            Settings = [FormattableString.Invariant($"max_packet_size {Limit}")],
        });
        await using var run = await LinkRun.StartAsync(broker.Port, broker.Address);
        await run.BeginAsync();
        var apart = await run.ScanAsync([Codes.Large]);
        Assert.True(run.Rows[^1].Bytes.Length > Limit, "it is larger than the broker allows");
        Assert.True(run.Rows[0].Bytes.Length < Limit - 300, "others are not, with all that stands beside them");
        await run.ScanAsync();
        await run.SettledAsync();
        await run.ToldAsync(UplinkWords.Refused);
        return await run.EndAsync(LinkCase.OthersByItself, new Apart(apart, "that one", UplinkWords.TooLarge)
        {
            MendAsync = async () =>
            {
                await broker.EndAsync();
                broker.Change(new MosquittoRules());
                await broker.BeginAsync();
            },
        });
    }

    private static async Task<LinkOutcome> TakenOverAsync()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var run = await LinkRun.StartAsync(broker.Port, broker.Address);
        await run.BeginAsync();
        using var enough = new CancellationTokenSource();
        var stealing = StealAsync(broker.Port, enough.Token);
        await run.ScanAsync();
        await run.ToldAsync(UplinkWords.TakenOver);
        await enough.CancelAsync();
        await stealing;
        return await run.EndAsync(LinkCase.ByItself);
    }

    private static async Task StealAsync(int port, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            using var thief = new MqttClientFactory().CreateMqttClient();
            var gone = new TaskCompletionSource();
            thief.DisconnectedAsync += _ =>
            {
                gone.TrySetResult();
                return Task.CompletedTask;
            };
            try
            {
                await thief.ConnectAsync(
                    new MqttClientOptionsBuilder()
                        .WithTcpServer("127.0.0.1", port)
                        .WithClientId("k-test-001")
                        .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500)
                        .Build(),
                    CancellationToken.None);
                await gone.Task.WaitAsync(enough);
            }
            catch (Exception e) when (e is MqttCommunicationException or OperationCanceledException)
            {
                // The kiosk took it back, or it is enough.
            }
        }
    }

    // As mosquitto_passwd writes it: PBKDF2 with SHA-512.
    private static string Hashed(string password)
    {
        const int Rounds = 101;
        var salt = RandomNumberGenerator.GetBytes(12);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA512, 64);
        return FormattableString.Invariant(
            $"$7${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }
}
