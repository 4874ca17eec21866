using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>
/// Brings what the ledger holds to the city.
/// <code>
///   connect ─► <see cref="Delivery"/> until the link breaks ─► wait (full jitter) ─► connect …
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

    // A link that breaks sooner has not held: whatever broke it is still there.
    private static readonly TimeSpan HeldAfter = TimeSpan.FromSeconds(30);

    // One is a broker that was restarted.
    private const int MostCuts = 3;

    // Several servers fail in turn, each in its own way: each way is told once, until the link was up again. More ways
    // are the same with other figures.
    private const int MostTold = 16;

    private readonly SendingParts _parts;
    private readonly ILogger<Uplink> _log;
    private readonly Backoff _backoff;
    private readonly Condition _condition;
    private readonly HashSet<string> _told = [];
    private Delivery? _delivery;
    private LinkSession _session = new(Guid.Empty, 0);
    private string? _hint;
    private int _cuts;

    /// <summary>Makes the loop.</summary>
    public Uplink(Ledger ledger, IUplink link, SendingOptions options, TimeProvider time, ILogger<Uplink> log)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_parts, _log) = (new SendingParts(ledger, link, options, time, log), log);
        // Each kiosk's own chance, or they would come back in step; its seed is of no use to anyone.
        _backoff = new Backoff(new Random(HashCode.Combine(Environment.ProcessId, time.GetTimestamp())));
        _condition = new Condition(time);
    }

    /// <summary>What is to go to the city besides what was recorded.</summary>
    public CityOrders Orders => _parts.Orders;

    /// <summary>Whether the city's broker is connected.</summary>
    public bool IsUp => _condition.Now.Wellness == Wellness.Ok;

    /// <summary>How the link is, with all that nobody is there to tell it of: a certificate that grows old.</summary>
    public Condition.State Now
    {
        get
        {
            var now = _condition.Now;
            var told = string.Join("; ", ((string?[])
                [
                    _hint, _parts.CertificateWords(), _parts.Link.Files.Trouble, LedgerWords(), RefusedWords(),
                    CountWords(),
                ])
                .Where(words => words is not null));
            return told.Length == 0
                ? now
                : new Condition.State(
                    now.Wellness == Wellness.Ok ? Wellness.Degraded : now.Wellness, now.Since,
                    $"{now.Message}; {told}");
        }
    }

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
                var ended = await ServeLinkAsync(stoppingToken);
                _condition.Set(Wellness.Degraded, ended.Why);
                if (ended.IsAtOnce)
                {
                    LogAnew(ended.Why);
                    continue;
                }
                if (_told.Count == MostTold)
                    _told.Clear();
                if (_told.Add(ended.Why))
                    LogDown(ended.Why, _parts.Ledger.Pending);
                await Task.Delay(_backoff.Next(), _parts.Time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
        }
        await _parts.Link.LeaveAsync();
    }

    /// <summary>Connects and delivers until the link breaks.</summary>
    private async Task<LinkEnd> ServeLinkAsync(CancellationToken stop)
    {
        try
        {
            _session = await NextSessionAsync();
        }
        catch (SqliteException e)
        {
            return new LinkEnd($"the ledger can't be read: {e.Message}");
        }
        var connection = await _parts.Link.ConnectAsync(_session, stop);
        _parts.TellFiles();
        if (connection is Connection.Down down)
            return down.IsCut
                ? CountCut(new LinkEnd(down.Reason) { IsClosed = true }, hasHeld: false)
                : new LinkEnd(down.Reason);
        var link = (Connection.Up)connection;
        var since = _parts.Time.GetTimestamp();
        _hint = link.Hint;
        _condition.Set(Wellness.Ok, "connected");
        _told.Clear();
        LogUp(_session.Number, _parts.Ledger.Pending);
        try
        {
            _delivery = new Delivery(_parts, link, _session.Epoch);
            var ended = await _delivery.RunAsync(stop);
            return CountCut(ended, hasHeld: _parts.Time.GetElapsedTime(since) >= HeldAfter);
        }
        finally
        {
            (_delivery, _hint) = (null, null);
            // Else pulses would go on over a link that was given up. At a stop, leave is taken first.
            if (!stop.IsCancellationRequested)
                _parts.Link.Drop();
        }
    }

    private LinkEnd CountCut(LinkEnd ended, bool hasHeld)
    {
        if (hasHeld)
            _backoff.Reset();
        _cuts = ended.IsClosed && !hasHeld ? _cuts + 1 : 0;
        // Brokers of MQTT 3.1.1, and Mosquitto 2.0 too, close a link that was taken over without a word.
        return _cuts < MostCuts
            ? ended
            : ended with
            {
                Why = $"{ended.Why}, again and again: another client may have the kiosk's id; look whether two kiosks "
                    + "have the same kiosk.id",
            };
    }

    // One write a start, not one an attempt: an outage of weeks must not wear out the SD card. A ledger that could not
    // be opened yet has no epoch and counts nothing; the city is to hear of the kiosk all the same.
    private async Task<LinkSession> NextSessionAsync()
    {
        var figures = _parts.Ledger.Figures;
        var epoch = figures.Newest.Epoch;
        var number = epoch == Guid.Empty || (epoch == _session.Epoch && _session.Number % AttemptsPerStart != 0)
            ? _session.Number
            : await _parts.Ledger.CountStartAsync() * AttemptsPerStart;
        return new LinkSession(epoch, number + 1, figures.PreviousEpoch);
    }

    private string? LedgerWords() =>
        _delivery?.LedgerTrouble is { } trouble ? $"the ledger can't be read: {trouble}" : null;

    private string? RefusedWords()
    {
        if (_parts.Ledger.Figures.Refused is not (> 0 and var refused))
            return null;
        var last = _parts.LastRefusal is { } reason ? $", the last as {reason}" : "";
        return $"{(refused == 1 ? "1 sighting was" : $"{refused} sightings were")} refused by the broker{last}: "
            + "dntrace ledger refused list tells why, mend it and send them with retry";
    }

    private string? CountWords() => _parts.Ledger.Counts is { Refused: > 0 and var refused, Reason: var reason }
        ? $"{(refused == 1 ? "1 count" : $"{refused} counts")} of recalled goods that were seen earlier "
            + $"{(refused == 1 ? "was" : "were")} refused by the broker, the last as {reason}: allow evt/recalled, "
            + "then dntrace ledger refused retry sends them"
        : null;

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Connected to the city, session {Session}; sightings to deliver: {Pending}")]
    private partial void LogUp(long session, long pending);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "No link to the city: {Trouble}. Sightings that wait: {Pending}")]
    private partial void LogDown(string trouble, long pending);

    [LoggerMessage(Level = LogLevel.Information, Message = "A new link is made: {Why}")]
    private partial void LogAnew(string why);
}
