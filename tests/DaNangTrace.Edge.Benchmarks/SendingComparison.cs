using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// Times how the kiosk's uplink drains a backlog to Mosquitto, beside <c>mosquitto_pub -q 1 -l</c>, which sends the
/// same payloads out of a text and keeps no account of them, turn by turn; and how long a scan is on its way, beside a
/// bare publish. Prints; never judges.
/// </summary>
internal static class SendingComparison
{
    private const int Rounds = 3;

    // Enough that the runtime has compiled ours for good, and that the peer's start is little beside it.
    private const int WarmUp = 50_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(1);

    internal static KioskIdentity Identity { get; } = new(
        new KioskAddress("han", "k-han-001"), new Market { Id = "han" }, null, "bench");

    internal static async Task<int> RunAsync(string[] args)
    {
        if (!LedgerQuestion.TryParse(args, 500_000, out var question))
        {
            Console.Error.WriteLine("use: --sending [FOLDER] [--rows NUMBER]");
            return 2;
        }
        if (SendingBroker.Program is null || !File.Exists(SendingPeer.Program))
        {
            Console.Error.WriteLine("--sending needs Debian's mosquitto and mosquitto-clients");
            return 2;
        }
        var folder = Path.Combine(question.Folder ?? Path.GetTempPath(), $"dntrace-bench-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        try
        {
            LedgerKit.Tell($"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors");
            // First: gigabytes of ledgers that were drained would hold up the disk for whoever scans.
            await SendingLatency.RunAsync(folder);
            if (question.Rows > 0)
                await DrainAsync(folder, question.Rows);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task DrainAsync(string folder, int rows)
    {
        var backlog = SendingBacklog.Make(Path.Combine(folder, "backlog"), rows);
        var few = SendingBacklog.Make(Path.Combine(folder, "few"), Math.Min(rows, WarmUp));
        SendingPeer peer;
        await using (var broker = await SendingBroker.StartAsync(Path.Combine(folder, "warm-up"), persists: false))
        {
            peer = await SendingPeer.FastestAsync(few, broker.Port);
            foreach (var batch in (int[])[1, 50])
                await SendAsync(Path.Combine(folder, $"warm-up-{batch}"), few, broker.Port, batch, isInMemory: true);
        }
        await DrainAsync(folder, backlog, peer, persists: false, isInMemory: true, Rounds);
        await DrainAsync(folder, backlog, peer, persists: false, isInMemory: false, Rounds);
        await DrainAsync(folder, backlog, peer, persists: true, isInMemory: true, 1);
    }

    private static async Task DrainAsync(
        string folder, SendingBacklog backlog, SendingPeer peer, bool persists, bool isInMemory, int rounds)
    {
        var name = $"{(persists ? "persists" : "keeps-nothing")}-{(isInMemory ? "memory" : "disk")}";
        await using var broker = await SendingBroker.StartAsync(Path.Combine(folder, name), persists);
        var disk = persists ? "writes its state each second, as market.conf says" : "keeps nothing on disk";
        LedgerKit.Tell($"""

            Drain: {backlog.Rows} sightings at QoS 1, turn by turn, medians of {rounds}; the broker {disk}.
            From the connect until the ledger has noted all as delivered. When a turn begins, the ledger's file and the
            peer's texts are {(isInMemory ? "in the kernel's memory" : "on the disk only")}. The peer's time
            is that of its processes, one for 50,000 lines: more in one end before all is sent.

            | sender                    | messages/s | sightings/s | of the peer | each round      |
            |---------------------------|-----------:|------------:|------------:|-----------------|
            """);
        var names = (string[])["mosquitto_pub -q 1 -l", "kiosk, one a message", "kiosk, up to 50 a message"];
        var rates = names.Select(_ => new List<double>()).ToArray();
        var messages = new long[names.Length];
        for (var round = 0; round < rounds; round++)
        {
            for (var lane = 0; lane < names.Length; lane++)
            {
                var before = await broker.CountAsync();
                var place = Path.Combine(folder, $"{name}-{round}-{lane}");
                var seconds = lane == 0
                    ? await peer.SendAsync(backlog, broker.Port, isInMemory)
                    : await SendAsync(place, backlog, broker.Port, lane == 1 ? 1 : 50, isInMemory);
                rates[lane].Add(backlog.Rows / seconds);
                messages[lane] = await ArrivedAsync(broker, before, backlog, isOurs: lane > 0);
            }
        }
        for (var lane = 0; lane < names.Length; lane++)
        {
            var (rate, theirs) = (Median(rates[lane]), Median(rates[0]));
            var (ratio, inMessages) = (rate / theirs, rate * messages[lane] / backlog.Rows);
            var each = string.Join(' ', rates[lane].Select((one, i) =>
                (one / rates[0][i]).ToString("0.00", CultureInfo.InvariantCulture)));
            LedgerKit.Tell(
                $"| {names[lane],-25} | {inMessages,10:0} | {rate,11:0} | {ratio,11:0.00} | {each,-15} |");
        }
    }

    // The broker's own count: nobody subscribes, so that it has nothing else to do.
    private static async Task<long> ArrivedAsync(
        SendingBroker broker, (long Messages, long Bytes) before, SendingBacklog backlog, bool isOurs)
    {
        var after = await broker.CountAsync();
        // The kiosk says that it comes and that it goes.
        var messages = after.Messages - before.Messages - (isOurs ? 2 : 0);
        if (after.Bytes - before.Bytes < backlog.Bytes || messages == 0)
            throw new InvalidOperationException($"of {backlog.Bytes} bytes came {after.Bytes - before.Bytes}");
        return messages;
    }

    /// <summary>Drains a copy with what the kiosk uses.</summary>
    /// <returns>How many seconds it took.</returns>
    private static async Task<double> SendAsync(
        string place, SendingBacklog backlog, int port, int batch, bool isInMemory)
    {
        backlog.CopyTo(place);
        var options = new SendingOptions { Servers = [$"mqtt://127.0.0.1:{port}"], Batch = batch };
        double seconds;
        await using (var ledger = LedgerKit.Open(place))
        await using (var link = new MqttUplink(Identity, options, TimeProvider.System))
        {
            using var uplink = new Uplink(ledger, link, options, TimeProvider.System, NullLogger<Uplink>.Instance);
            if (ledger.Pending != backlog.Rows)
                throw new InvalidOperationException($"{ledger.Pending} sightings wait");
            // Opening a ledger has the kernel forget its file.
            if (isInMemory)
                Remember(Path.Combine(place, LedgerFile.Name));
            var begun = Stopwatch.GetTimestamp();
            await uplink.StartAsync(CancellationToken.None);
            while (ledger.Pending > 0)
            {
                if (Stopwatch.GetElapsedTime(begun) > Longest)
                    throw new TimeoutException($"{ledger.Pending} sightings wait still: {uplink.Now.Message}");
                await Task.Delay(Glance);
            }
            seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            await uplink.StopAsync(CancellationToken.None);
        }
        if (LedgerCheck.Rows(Path.Combine(place, LedgerFile.Name), LedgerState.Pending).Any())
            throw new InvalidOperationException("the file does not say that all are delivered");
        Directory.Delete(place, recursive: true);
        return seconds;
    }

    /// <summary>Has the kernel hold a file in its memory.</summary>
    internal static void Remember(string file)
    {
        using var stream = File.OpenRead(file);
        stream.CopyTo(Stream.Null);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
