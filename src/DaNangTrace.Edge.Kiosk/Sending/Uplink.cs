using System.Diagnostics.Metrics;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>
/// Brings what the ledger holds to the city.
/// <code>
///   connect ─► take the oldest undelivered ─► send, up to ten on their way ─► settle each by its verdict ─────┐
///      ▲                 ▲                                                                                   │
///      │                 └───────────────────────────────────────────────────────────────────────────────────┤
///      └── wait (full jitter) ◄── any of them unreachable, or the idle link does not answer ◄─────────────────┘
/// </code>
/// The ledger is the only memory: what was not acknowledged is sent again after a reconnection, from the oldest on.
/// </summary>
public sealed partial class Uplink : BackgroundService
{
    // Most of a year of attempts, one in thirty seconds; each start's sessions are greater than those of the one
    // before.
    private const long AttemptsPerStart = 1_000_000;

    // Taking leave has a second of its own.
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(2);

    // A broker that gets more unacknowledged messages than its Receive Maximum cuts the link (MQTT 5.0, 3.3.4), and the
    // client library does not tell that number: RabbitMQ's is 10, Mosquitto's 20, unless configured.
    private const int MostOnTheirWay = 10;

    private readonly Ledger _ledger;
    private readonly IUplink _link;
    private readonly SendingOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<Uplink> _log;
    private readonly Backoff _backoff;
    private readonly Counter<long> _sent;
    private LinkSession _session = new(Guid.Empty, 0);

    /// <summary>Makes the loop.</summary>
    public Uplink(Ledger ledger, IUplink link, SendingOptions options, TimeProvider time, ILogger<Uplink> log)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_ledger, _link, _options, _time, _log) = (ledger, link, options, time, log);
        // Each kiosk's own chance, or they would come back in step; its seed is of no use to anyone.
        _backoff = new Backoff(new Random(HashCode.Combine(Environment.ProcessId, time.GetTimestamp())));
        _sent = Metering.Meter.CreateCounter<long>(
            "dntrace_sightings_sent_total", description: "Sightings by the broker's verdict");
        Condition = new Condition(time);
    }

    /// <summary>How the link is.</summary>
    public Condition Condition { get; }

    /// <summary>Ends the loop and takes leave of the city, whatever of the host's limit is left.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is { } loop)
            await loop.WaitAsync(LeaveLimit, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var trouble = await ServeLinkAsync(stoppingToken);
                if (Condition.Set(Wellness.Degraded, trouble))
                    LogDown(trouble, _ledger.Pending);
                await Task.Delay(_backoff.Next(), _time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
        }
        await _link.LeaveAsync();
    }

    /// <summary>Connects and delivers until the link breaks.</summary>
    /// <returns>What broke it.</returns>
    private async Task<string> ServeLinkAsync(CancellationToken stop)
    {
        try
        {
            // One write a start, not one an attempt: an outage of weeks must not wear out the SD card.
            var number = _session.Number % AttemptsPerStart == 0 || _ledger.Epoch != _session.Epoch
                ? await _ledger.CountStartAsync() * AttemptsPerStart
                : _session.Number;
            _session = SessionOf(number + 1);
            if (await _link.ConnectAsync(_session, stop) is { } refusal)
                return refusal;
            Condition.Set(Wellness.Ok, "connected");
            LogUp(_session.Number, _ledger.Pending);
            while (true)
            {
                var rows = await _ledger.TakeUndeliveredAsync(_options.Batch);
                if (_session != SessionOf(_session.Number))
                    return "a new ledger began: the city is told by a new session";
                if (rows.Count > 0)
                {
                    if (await DeliverAsync(rows, stop) is { } trouble)
                        return trouble;
                    // It carried something: the link holds.
                    _backoff.Reset();
                }
                else if (!await _ledger.WaitForAppendAsync(TimeSpan.FromSeconds(_options.KeepAliveSeconds), stop)
                    && !await _link.IsAliveAsync(stop))
                {
                    return "the broker does not answer any more";
                }
            }
        }
        catch (SqliteException e)
        {
            return $"the ledger can't be read: {e.Message}";
        }
    }

    private LinkSession SessionOf(long number) => new(_ledger.Epoch, number, _ledger.Figures.PreviousEpoch);

    private async Task<string?> DeliverAsync(IReadOnlyList<LedgerRow> rows, CancellationToken stop)
    {
        foreach (var few in rows.Chunk(MostOnTheirWay))
        {
            var verdicts = await Task.WhenAll(few.Select(row => _link.SendAsync(row.Bytes, stop)));
            var delivered = few.Where((_, i) => verdicts[i] is Verdict.Delivered).ToList();
            var refused = few.Where((_, i) => verdicts[i] is Verdict.Refused).ToList();
            if (delivered.Count + refused.Count > 0)
            {
                await _ledger.SettleAsync(
                [
                    .. SettledRange.Of(delivered, LedgerState.Delivered),
                    .. SettledRange.Of(refused, LedgerState.Refused),
                ]);
            }
            _sent.Add(delivered.Count, new KeyValuePair<string, object?>("verdict", "delivered"));
            _sent.Add(refused.Count, new KeyValuePair<string, object?>("verdict", "refused"));
            if (verdicts.OfType<Verdict.Refused>().FirstOrDefault() is { } refusal)
                LogRefused(refused.Count, refused[0].Seq, refusal.Reason);
            if (verdicts.OfType<Verdict.Unreachable>().FirstOrDefault() is { } unreachable)
                return unreachable.Reason;
        }
        return null;
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Connected to the city, session {Session}; {Pending} sightings to deliver")]
    private partial void LogUp(long session, long pending);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "No link to the city: {Trouble}. {Pending} sightings wait")]
    private partial void LogDown(string trouble, long pending);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "{Count} sightings from {Seq} on were refused by the broker for good ({Reason}); "
            + "they are kept apart")]
    private partial void LogRefused(int count, long seq, string reason);
}
