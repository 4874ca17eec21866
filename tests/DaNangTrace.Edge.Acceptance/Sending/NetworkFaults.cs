using System.Text;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>The link itself fails: a TCP proxy between the kiosk and a real broker.</summary>
internal static class NetworkFaults
{
    // More than the kiosk says when it connects, less than that and what it has to send.
    private const int SoManyUp = 3_000;

    // In the middle of the answers.
    private const int SoManyDown = 40;

    // Packets of type 0 are reserved (MQTT 5.0, 2.1.2); the rest could be anything.
    private static readonly byte[] Garbage =
        [0, 0xFF, 0xFF, 0xFF, 0xFF, .. Enumerable.Range(0, 250).Select(n => (byte)(n * 181 + 7))];

    private static readonly byte[] SignIn = Encoding.ASCII.GetBytes(
        "HTTP/1.1 302 Found\r\nLocation: http://sign-in.example/\r\nContent-Length: 0\r\n\r\n");

    private const int UsualKeepAlive = 30;

    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(1.5 * LinkRun.KeepAlive);

    public static IEnumerable<LinkCase> All =>
    [
        new(LinkCase.Sending, "each byte is on its way for 0.3 s", () => CarriedAsync(
            new LinkFault { Latency = TimeSpan.FromMilliseconds(300) })),
        new(LinkCase.Backlog, "the link carries 64 kbit/s", NarrowAsync),
        Cut($"the link is cut after {SoManyUp} bytes to the broker", new LinkFault { CutAfterUp = SoManyUp }),
        Cut($"the link is cut after {SoManyDown} bytes to the kiosk", new LinkFault { CutAfterDown = SoManyDown }),
        Silent("half-open: nothing gets to the broker any more", new LinkFault { StallsUp = true }),
        Silent("half-open: nothing gets to the kiosk any more", new LinkFault { StallsDown = true }),
        // Were the next connection refused, which may come at once, its refusal would be told in place of the silence.
        Silent(
            "half-open: the broker's end is closed, the kiosk's is not", LinkFault.BlackHole, link => link.CutFar()),
        Silent("black hole: connections stand, nothing gets through", LinkFault.BlackHole),
        Strange("garbage comes to the kiosk", new LinkFault { GarbageDown = Garbage }),
        Strange("garbage comes to the broker", new LinkFault { GarbageUp = Garbage }),
        Strange("a sign-in page answers in the broker's place", new LinkFault { Answer = SignIn }),
    ];

    /// <summary>
    /// The run that finds planted faults: some messages over a sound link, then it goes silent under what is being
    /// sent, and is cut.
    /// </summary>
    /// <param name="start">Starts the kiosk that has to bear it.</param>
    public static async Task<LinkOutcome> SilentThenCutAsync(Func<KioskPlace, Child> start)
    {
        const int Messages = 3;
        await using var broker = await Mosquitto.StartAsync();
        await using var link = new FaultyLink(broker.Port);
        await using var run = await LinkRun.StartAsync(broker.Port, link.Address, start: start);
        await run.BeginAsync();
        for (var message = 0; message < Messages; message++)
        {
            await run.ScanAsync(1);
            await run.SettledAsync();
        }
        link.Fault = LinkFault.BlackHole;
        await run.ScanAsync();
        await run.ToldAsync(UplinkWords.Silent);
        // Else what waits on the way would arrive after all.
        link.Cut();
        link.Heal();
        return await run.EndAsync(LinkCase.ByItself);
    }

    private static LinkCase Cut(string what, LinkFault fault) =>
        new(LinkCase.Sending, what, () => FailsAsync(fault, UplinkWords.Broken, link => link.Cut()));

    private static LinkCase Strange(string what, LinkFault fault) =>
        new(LinkCase.Sending, what, () => FailsAsync(fault, UplinkWords.Strange, link => link.Cut()));

    private static LinkCase Silent(string what, LinkFault fault, Action<FaultyLink>? act = null) =>
        new(LinkCase.Sending, what, () => FailsAsync(fault, UplinkWords.Silent, act ?? (_ => { }), Noticed));

    private static async Task<LinkOutcome> FailsAsync(
        LinkFault fault, UplinkWords words, Action<FaultyLink> act, TimeSpan? noticed = null)
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var link = new FaultyLink(broker.Port);
        await using var run = await LinkRun.StartAsync(broker.Port, link.Address);
        await run.BeginAsync();
        link.Fault = fault;
        act(link);
        await run.ScanAsync();
        if (noticed is { } limit)
            await run.NoticedAsync(limit);
        await run.ToldAsync(words);
        link.Heal();
        return await run.EndAsync(LinkCase.ByItself);
    }

    private static async Task<LinkOutcome> CarriedAsync(LinkFault fault)
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var link = new FaultyLink(broker.Port);
        await using var run = await LinkRun.StartAsync(broker.Port, link.Address, keepAlive: UsualKeepAlive);
        await run.BeginAsync();
        link.Fault = fault;
        await run.ScanAsync();
        return await run.EndAsync("it went on");
    }

    // A hundred sightings in a few seconds: the kiosk must not take a link that is merely slow for a dead one.
    private static async Task<LinkOutcome> NarrowAsync()
    {
        const int Backlog = 100;
        await using var broker = await Mosquitto.StartAsync();
        await using var link = new FaultyLink(broker.Port) { Fault = new LinkFault { Refuses = true } };
        await using var run = await LinkRun.StartAsync(broker.Port, link.Address, keepAlive: UsualKeepAlive);
        await run.ScanAsync(Backlog);
        link.Fault = new LinkFault { BytesPerSecond = 64_000 / 8 };
        await run.ConnectedAsync();
        run.Mark();
        await run.ScanAsync();
        await run.SettledAsync();
        return await run.EndAsync("it went on");
    }
}
