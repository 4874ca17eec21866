using System.Diagnostics.Metrics;
using DaNangTrace.Edge.Kiosk.Recording;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>What sending works with, over one link as over the next.</summary>
internal sealed partial class SendingParts(
    Ledger ledger, IUplink link, SendingOptions options, TimeProvider time, ILogger log)
{
    private readonly Counter<long> _sent = Metering.Meter.CreateCounter<long>(
        "dntrace_sightings_sent_total", description: "Sightings by the broker's verdict");

    private volatile string? _refusal;

    /// <summary>What is to be sent.</summary>
    public Ledger Ledger => ledger;

    /// <summary>Over what.</summary>
    public IUplink Link => link;

    /// <summary>How.</summary>
    public SendingOptions Options => options;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>What is to go to the city besides.</summary>
    public CityOrders Orders { get; } = new();

    /// <summary>How many sightings go into a message.</summary>
    public BatchSize Batch { get; } = new(options.Batch);

    /// <summary>Why a sighting was refused last; null where none was since the start.</summary>
    public string? LastRefusal => _refusal;

    /// <summary>Counts what became of sightings, and tells of those that were refused.</summary>
    public void Told(IReadOnlyList<LedgerRow> rows, Verdict verdict)
    {
        if (verdict is Verdict.Delivered)
        {
            _sent.Add(rows.Count, new KeyValuePair<string, object?>("verdict", "delivered"));
        }
        else if (verdict is Verdict.Refused refused)
        {
            _sent.Add(rows.Count, new KeyValuePair<string, object?>("verdict", "refused"));
            // Once per cause: a broker may refuse all of a backlog.
            if (_refusal != refused.Reason)
                LogRefused(rows[0].Seq, refused.Reason);
            _refusal = refused.Reason;
        }
    }

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Sightings from {Seq} on were refused by the broker for good ({Reason}); they are kept apart: "
            + "dntrace ledger refused list shows them, retry sends them again")]
    private partial void LogRefused(long seq, string reason);
}
