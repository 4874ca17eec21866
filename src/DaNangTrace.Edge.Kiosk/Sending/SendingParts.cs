using System.Diagnostics.Metrics;
using DaNangTrace.Edge.Kiosk.Recording;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>What sending works with, over one link as over the next.</summary>
internal sealed partial class SendingParts(
    Ledger ledger, IUplink link, SendingOptions options, TimeProvider time, ILogger log)
{
    // Once may be chance, twice bad luck.
    private const int MostTimes = 3;

    // As many as may be on their way.
    private const int MostPostponed = 100;

    // Time enough for a new certificate to come by itself, or by hand.
    private static readonly TimeSpan ExpiresSoon = TimeSpan.FromDays(30);

    private readonly Counter<long> _sent = Metering.Meter.CreateCounter<long>(
        "dntrace_sightings_sent_total", description: "Sightings by the broker's verdict");

    private readonly Counter<long> _counts = Metering.Meter.CreateCounter<long>(
        "dntrace_recall_counts_sent_total",
        description: "Counts of sightings of recalled goods by the broker's verdict");

    // A row that the broker does not take: how often, and how many it had taken before.
    private readonly Dictionary<LedgerPosition, (int Times, long Taken)> _postponed = [];
    private long _taken;
    private volatile string? _refusal;
    private string? _filesTrouble;
    private int _historyVersion = ledger.HistoryVersion;
    private bool _isExpiryTold;
    private bool _isCountRefusedTold;
    private bool _isNotAnsweredTold;
    private bool _isRetried;

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
    /// <param name="rows">The sightings.</param>
    /// <param name="verdict">What became of them.</param>
    /// <param name="isAgain">Whether the city wanted them once more.</param>
    public void Told(IReadOnlyList<LedgerRow> rows, Verdict verdict, bool isAgain)
    {
        var refused = verdict as Verdict.Refused;
        _taken += refused is null ? rows.Count : 0;
        _sent.Add(
            rows.Count, new("verdict", refused is null ? "delivered" : "refused"),
            new("again", isAgain ? "true" : "false"));
        if (refused is null || isAgain)
            return;
        // Once per cause: a broker may refuse all of a backlog.
        if (_refusal != refused.Reason || _isRetried)
            LogRefused(rows[0].Seq, refused.Words is null ? refused.Reason : $"{refused.Reason}: {refused.Words}");
        (_refusal, _isRetried) = (refused.Reason, false);
    }

    /// <summary>Counts what became of a count of recalled sightings, and tells, once, that one was refused.</summary>
    public void ToldCount(Verdict verdict)
    {
        var isDelivered = verdict is Verdict.Delivered;
        _taken += isDelivered ? 1 : 0;
        _counts.Add(1, new KeyValuePair<string, object?>("verdict", isDelivered ? "delivered" : "refused"));
        if (!isDelivered && !_isCountRefusedTold)
            LogCountRefused((verdict as Verdict.Refused)?.Reason ?? ((Verdict.Postponed)verdict).Reason);
        _isCountRefusedTold |= !isDelivered;
    }

    /// <summary>The streams begin anew: whether sightings that are sent once more are refused again is told again.
    /// </summary>
    /// <param name="historyVersion">Of the ledger: another one than before means that older rows wait again.</param>
    public void Begun(int historyVersion)
    {
        _isRetried |= historyVersion != _historyVersion;
        _historyVersion = historyVersion;
    }

    /// <summary>What is to be said of the kiosk's certificate; null where nothing is.</summary>
    public string? CertificateWords()
    {
        if (link.Files.Expires is not { } expires)
            return null;
        var left = expires - time.GetUtcNow();
        return left > ExpiresSoon ? null
            : (left <= TimeSpan.Zero
                ? $"the kiosk's certificate expired on {expires:yyyy-MM-dd}"
                : $"the kiosk's certificate expires on {expires:yyyy-MM-dd}, in {left.TotalDays:0} days")
            + $": put a new one in the place of {options.Certificate}, it is taken without a restart";
    }

    /// <summary>Counts that the broker did not take a row.</summary>
    /// <returns>Whether that was so too often, while it took others: then it would hold them up for ever.</returns>
    public bool CountPostponed(LedgerRow row)
    {
        // Whatever is in the way of more than so many is not the row.
        if (_postponed.Count >= MostPostponed)
            _postponed.Clear();
        var place = new LedgerPosition(row.Epoch, row.Seq);
        var (times, taken) = _postponed.GetValueOrDefault(place, (0, _taken));
        _postponed[place] = (++times, taken);
        return times >= MostTimes && _taken > taken && _postponed.Remove(place);
    }

    /// <summary>Has a receipt that did not arrive sent again a few times; then it is dropped, counted and told.
    /// </summary>
    public void NotAnswered(CityAnswer answer, bool isFinal)
    {
        if (!isFinal)
        {
            if (++answer.Attempts < MostTimes)
                Orders.TryAdd(answer, isOrder: true);
            else
                Orders.CountDropped();
            return;
        }
        Orders.CountDropped();
        if (!_isNotAnsweredTold)
            LogNotAnswered(answer.Issuer);
        _isNotAnsweredTold = true;
    }

    /// <summary>Tells, once each, of files of the link that can't be used, and of a certificate that grows old.
    /// </summary>
    public void TellFiles()
    {
        if (link.Files.Trouble is { } trouble && trouble != _filesTrouble)
            LogFiles(trouble);
        _filesTrouble = link.Files.Trouble;
        var expiry = CertificateWords();
        if (expiry is not null && !_isExpiryTold)
            LogExpiry(expiry);
        _isExpiryTold = expiry is not null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Look after the link: {Trouble}")]
    private partial void LogFiles(string trouble);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Look after the link: {Words}")]
    private partial void LogExpiry(string words);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Sightings from {Seq} on were refused by the broker for good ({Reason}); they are kept apart: "
            + "dntrace ledger refused list shows them, retry sends them again")]
    private partial void LogRefused(long seq, string reason);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "How often recalled goods were seen before their recall was refused by the broker for good "
            + "({Reason}); it is kept apart: allow evt/recalled, then dntrace ledger refused retry sends it again")]
    private partial void LogCountRefused(string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The broker does not take receipts for {Issuer}: check its access list. Others are only counted")]
    private partial void LogNotAnswered(string issuer);
}
