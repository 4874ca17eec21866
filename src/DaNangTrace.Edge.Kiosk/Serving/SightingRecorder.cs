using System.Diagnostics.Metrics;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Serving;

/// <summary>
/// Makes the sighting of a scan and gives it to the ledger, without letting the next shopper wait for the disk.
/// </summary>
public sealed partial class SightingRecorder(Ledger ledger, KioskIdentity identity, ILogger<SightingRecorder> log)
{
    private readonly Counter<long> _sightings = Metering.Meter.CreateCounter<long>(
        "dntrace_sightings_total", description: "Sightings by kind, answer and whether they were recorded");

    private Task _followed = Task.CompletedTask;

    /// <summary>Returns when the sighting stands in the ledger's queue, in the order of the calls.</summary>
    public async ValueTask RecordAsync(Scan scan, Reading reading, Answer? answer, bool repeat)
    {
        ArgumentNullException.ThrowIfNull(scan);
        var sighting = new Sighting
        {
            Id = Guid.CreateVersion7(scan.At.At),
            Market = identity.Address.Market,
            Kiosk = identity.Address.Kiosk,
            Scanner = scan.Scanner,
            Repeat = repeat,
            At = scan.At.At,
            Time = new SightingTime(
                scan.At.IsSynchronised ? "sync" : "unsync", scan.At.BootId, scan.At.BootNanoseconds),
            Reading = SightingReading.Of(reading),
            Answer = OnTheWire(answer),
        };
        var kept = await ledger.EnqueueAsync(sighting);
        // Refused at once: so many wait for the disk that no more may wait here.
        if (kept is { IsCompletedSuccessfully: true, Result: Recorded.Failed failed })
            Count(sighting, failed);
        else
            // Followed beside: if the ledger fails for good, the next call throws and the host stops.
            _followed = FollowAsync(_followed, sighting, kept);
    }

    // One after the other, so that the log has them in their order.
    private async Task FollowAsync(Task before, Sighting sighting, Task<Recorded> appended)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Count(sighting, await appended);
    }

    private void Count(Sighting sighting, Recorded recorded)
    {
        var isKept = recorded is Recorded.Kept ? "true" : "false";
        _sightings.Add(
            1, new("kind", sighting.Reading.Kind), new("answer", sighting.Answer.Kind), new("recorded", isKept));
        if (recorded is Recorded.Kept kept)
        {
            var summary = Summary(sighting);
            LogKept(kept.Seq, summary, sighting.Scanner);
        }
    }

    // What was asked and answered. Never the code's text: it may be a shopper's own.
    private static string Summary(Sighting sighting)
    {
        var (reading, answer) = (sighting.Reading, sighting.Answer);
        return string.Join(", ", (IEnumerable<string>)
        [
            reading.Kind,
            .. reading.Fault is null ? [] : (string[])[reading.Fault],
            .. answer.Kind == "none" ? [] : (string[])[answer.Kind],
            .. answer.Alerts,
            .. reading.Gtin is null ? [] : (string[])[$"GTIN {reading.Gtin}"],
        ]);
    }

    internal static SightingAnswer OnTheWire(Answer? answer) => answer switch
    {
        Answer.Known known => Of("known", known.Data, known),
        // More than one product has its number: known, but not which.
        Answer.Several several => Of("known", several.Data, several),
        Answer.NotRegistered none => Of("notRegistered", none.Data, none),
        Answer.InStore => Of("inStore", null, answer),
        Answer.OutOfReach => Of("outOfReach", null, answer),
        _ => new SightingAnswer("none", null, null, []),
    };

    private static SightingAnswer Of(string kind, DataAge? data, Answer answer) =>
        new(kind, data?.Version, (long?)data?.Told?.TotalSeconds, Alerts(answer));

    private static List<string> Alerts(Answer answer)
    {
        var alerts = new List<string>(2);
        if (answer.Expiry is { IsCertain: true })
            alerts.Add("expired");
        if (answer.Recall is { Match: RecallMatch.ThisItem })
            alerts.Add("recalled");
        return alerts;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Recorded {Seq}: {Summary}, from {Scanner}")]
    private partial void LogKept(long seq, string summary, string scanner);
}
