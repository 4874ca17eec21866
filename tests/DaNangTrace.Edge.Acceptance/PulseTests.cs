using System.Security.Cryptography;
using System.Text.Json;
using DaNangTrace.Edge.Acceptance.Kit;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>A kiosk's sign of life, and what the city can do with it.</summary>
[Collection(KioskAtWorkUsers.Name)]
public sealed class PulseTests(KioskAtWork work)
{
    // The first comes half a minute after the start; one that was made while scans went on is followed by another.
    private static readonly TimeSpan TwoBeats = TimeSpan.FromSeconds(75);

    [Fact]
    public async Task The_pulse_tells_the_newest_row_and_with_it_rows_that_were_cut_off_are_missed()
    {
        await work.StartAsync();
        var (data, rows) = (work.Place.Data, work.Place.Rows);
        await Until.TrueAsync(() => work.Witness.Pulses.Any(IsOfAll), "a pulse", TwoBeats);
        var arrival = work.Witness.Pulses.First(IsOfAll);

        Assert.Equal("dnt/v1/han/k-test-001/tele/health", arrival.Topic);
        Assert.Equal(MqttQualityOfServiceLevel.AtMostOnce, arrival.Qos);
        // The broker subtracts the seconds that it had it.
        Assert.InRange(arrival.Expiry, 290u, 300u);
        IsTheContracts(arrival.Json);
        var newest = arrival.Json.GetProperty("newest");
        var head = Convert.ToHexStringLower(SHA256.HashData(rows[^1].Bytes));
        Assert.Equal(LedgerRows.Epoch(data), newest.GetProperty("epoch").GetString());
        Assert.Equal(head, newest.GetProperty("sha256").GetString());
        Assert.Equal(JsonValueKind.Null, arrival.Json.GetProperty("pendingFrom").ValueKind);
        await IsNotRetainedAsync();

        var whole = await Cli.RunAsync(["ledger", "verify", "--data", data, "--head", head]);
        Assert.True(whole.ExitCode == 0, $"{whole}");
        Assert.Contains($"is row {rows.Count}; 0 rows stand behind it", whole.Output, StringComparison.Ordinal);
        await CutRowsAreMissedAsync(data, head);

        bool IsOfAll(Arrival pulse) => PendingOf(pulse) == 0 && SeqOf(pulse) == rows.Count;
    }

    private static long SeqOf(Arrival pulse) =>
        pulse.Json.GetProperty("newest") is { ValueKind: JsonValueKind.Object } newest
            ? newest.GetProperty("seq").GetInt64()
            : 0;

    private static long PendingOf(Arrival pulse) =>
        pulse.Json.GetProperty("recording").GetProperty("pending").GetInt64();

    private static void IsTheContracts(JsonElement pulse)
    {
        Assert.Equal(
            ["v", "at", "quality", "version", "newest", "pendingFrom", "recording", "sending", "coverage", "packs"],
            NamesOf(pulse));
        Assert.Equal(["epoch", "seq", "sha256"], NamesOf(pulse.GetProperty("newest")));
        var recording = pulse.GetProperty("recording");
        Assert.Equal(
            [
                "state", "pending", "refused", "gone", "notRecorded", "usedBytes", "mostBytes", "hoursLeft",
                "prunedUnacknowledged",
            ],
            NamesOf(recording));
        Assert.Equal(
            """{"acknowledged":[],"commandsTaken":0,"commandsRefused":0,"certificateExpires":null}""",
            pulse.GetProperty("sending").GetRawText());
        Assert.Equal(1, pulse.GetProperty("v").GetInt32());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+07:00$", pulse.GetProperty("at").GetString());
        Assert.Contains(pulse.GetProperty("quality").GetString(), (string[])["sync", "unsync"]);
        Assert.Contains(recording.GetProperty("state").GetString(), (string[])["ok", "degraded"]);
        foreach (var none in (string[])["pending", "refused", "gone", "notRecorded", "prunedUnacknowledged"])
            Assert.Equal(0, recording.GetProperty(none).GetInt64());
        Assert.InRange(
            recording.GetProperty("usedBytes").GetInt64(), 1, recording.GetProperty("mostBytes").GetInt64());
        // Not known before an hour has passed.
        Assert.Equal(JsonValueKind.Null, recording.GetProperty("hoursLeft").ValueKind);
    }

    private static IEnumerable<string> NamesOf(JsonElement element) =>
        element.EnumerateObject().Select(member => member.Name);

    // What is retained comes before anything else.
    private async Task IsNotRetainedAsync()
    {
        await using var newcomer = await MqttWitness.ListenAsync(work.Broker.Port, name: "newcomer");
        await newcomer.CatchUpAsync();
        Assert.Contains(newcomer.All, one => one.Retained && one.Topic.EndsWith("/status", StringComparison.Ordinal));
        Assert.DoesNotContain(newcomer.Pulses, one => one.Retained);
    }

    private static async Task CutRowsAreMissedAsync(string data, string head)
    {
        using var copy = new TempFolder();
        LedgerRows.Copy(data, copy.Path);
        LedgerRows.Tamper(copy.Path, "DELETE FROM sighting WHERE seq > (SELECT MAX(seq) - 2 FROM sighting)");

        var cut = await Cli.RunAsync(["ledger", "verify", "--data", copy.Path, "--head", head]);
        Assert.Equal(1, cut.ExitCode);
        Assert.Contains(head, cut.Error, StringComparison.Ordinal);
        Assert.Contains("rows were cut off at the end", cut.Error, StringComparison.Ordinal);

        var unasked = await Cli.RunAsync(["ledger", "verify", "--data", copy.Path]);
        Assert.Equal((0, ""), (unasked.ExitCode, unasked.Error));
        Assert.Contains("can't be seen from the file alone", unasked.Output, StringComparison.Ordinal);
    }
}
