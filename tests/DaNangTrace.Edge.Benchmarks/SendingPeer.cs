using System.Diagnostics;
using System.Globalization;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Recording;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// <c>mosquitto_pub -q 1 -l</c>: a C program that publishes each line of a text. It has as many messages on their way
/// as the broker's Receive Maximum allows (MQTT 5.0), or 20 (MQTT 3.1.1): counted at a listener that acknowledges none.
/// Mosquitto says 20, so that is the window of both.
/// </summary>
internal sealed class SendingPeer(string[] variant)
{
    public const string Program = "/usr/bin/mosquitto_pub";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>The variant that is the fastest here.</summary>
    public static async Task<SendingPeer> FastestAsync(SendingBacklog backlog, int port)
    {
        LedgerKit.Tell($"\nThe peer in its variants, {backlog.Rows} sightings, the better of two rounds:");
        string[][] variants =
        [
            ["-V", "mqttv311"], ["-V", "mqttv5"], ["-V", "mqttv311", "--nodelay"], ["-V", "mqttv5", "--nodelay"],
        ];
        var rates = new double[variants.Length];
        for (var i = 0; i < 2 * variants.Length; i++)
        {
            var which = i % variants.Length;
            var seconds = await new SendingPeer(variants[which]).SendAsync(backlog, port, isInMemory: true);
            rates[which] = Math.Max(rates[which], backlog.Rows / seconds);
        }
        for (var i = 0; i < variants.Length; i++)
            LedgerKit.Tell($"  {string.Join(' ', variants[i]),-24} {rates[i]:0}/s");
        var fastest = variants[rates.IndexOf(rates.Max())];
        LedgerKit.Tell($"  taken: {string.Join(' ', fastest)}; 20 messages on their way, as with the kiosk");
        return new SendingPeer(fastest);
    }

    /// <summary>Sends all lines, a process for each text.</summary>
    /// <returns>How many seconds that took.</returns>
    public async Task<double> SendAsync(SendingBacklog backlog, int port, bool isInMemory)
    {
        foreach (var lines in backlog.Lines)
        {
            if (isInMemory)
                SendingComparison.Remember(lines);
            else
                DiskTruth.Establish(lines);
        }
        var seconds = 0.0;
        foreach (var lines in backlog.Lines)
            seconds += await SendAsync(lines, port);
        return seconds;
    }

    private async Task<double> SendAsync(string lines, int port)
    {
        // The shell only opens the file: a pipe from here would cost the machine.
        string[] arguments =
        [
            "-c", "lines=$1; shift; exec \"$0\" \"$@\" < \"$lines\"", Program, lines,
            "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture),
            "-q", "1", "-l", "-t", SendingComparison.Identity.Address.Scan, .. variant,
        ];
        var begun = Stopwatch.GetTimestamp();
        await using var child = Child.Start("/bin/sh", arguments);
        var code = await child.ExitAsync(Longest);
        return code == 0
            ? Stopwatch.GetElapsedTime(begun).TotalSeconds
            : throw new InvalidOperationException($"mosquitto_pub said:\n{child.Tail()}");
    }
}
