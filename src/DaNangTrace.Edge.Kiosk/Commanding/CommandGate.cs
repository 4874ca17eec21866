using System.Diagnostics.Metrics;
using System.Text.Json;
using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Commanding;

/// <summary>
/// Judges what the city says to this kiosk, and has it done: what it has committed, and commands. Nothing that is
/// retained, too old, taken before or not in its form is carried out; it is counted and told, and whoever issued it
/// gets a receipt that says why.
/// </summary>
public sealed partial class CommandGate(
    Ledger ledger, CityOrders orders, KioskIdentity identity, KioskClock clock, ILogger<CommandGate> log)
{
    private readonly Counter<long> _commands = Metering.Meter.CreateCounter<long>(
        "dntrace_commands_total", description: "Commands and acknowledgements of the city, by what became of them");

    // Nobody needs more, and each costs the card a write: one a second in the long run, some at once.
    private const int MostAtOnce = 16;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    // What a requester needs to find its question again; not a way to fill the link.
    private const int LongestCorrelation = 1024;

    // JSON numbers are exact up to here.
    private const long LargestPlace = (1L << 53) - 1;

    // The log hears of each cause once; the counts hear of all.
    private readonly HashSet<(string Name, string Result)> _told = [];
    private double _allowed = MostAtOnce;
    private long _lastAt;

    /// <summary>Judges one message; never throws, whatever its bytes.</summary>
    public async Task TakeAsync(CityMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        try
        {
            if (message.Subject is CitySubject.Committed)
                Count("ack", await AcknowledgeAsync(message) ?? Receipt.Done);
            else
                await ObeyAsync(message);
        }
        catch (SqliteException)
        {
            // The ledger tells of its disk; the city says it again.
            Count("ack", Receipt.Failed);
        }
    }

    // Why it is refused; null when it is noted.
    private async Task<string?> AcknowledgeAsync(CityMessage message)
    {
        if (message.IsRetained)
            return Receipt.Retained;
        return TryRead(message.Payload, WireJson.ToAcknowledgement) is { V: 1, UpTo: >= 0 } ack
            && await ledger.AcknowledgeAsync(new LedgerPosition(ack.Epoch, ack.UpTo))
            ? null
            : Receipt.Invalid;
    }

    private async Task ObeyAsync(CityMessage message)
    {
        // Of a form that is none of the contract's: it is counted only.
        if (TryRead(message.Payload, WireJson.ToCommand) is not { V: 1 } head
            || !CommandHead.IsId(head.Id) || !KioskAddress.IsId(head.Issuer))
        {
            Count("?", Receipt.Invalid);
            return;
        }
        if (RefusalOf(message, head) is { } refusal)
        {
            Answer(message, head, new Receipt(1, head.Id, refusal, 0, []));
            return;
        }
        if (RangeOf(message) is not { } range)
        {
            Answer(message, head, new Receipt(1, head.Id, Receipt.Invalid, 0, []));
            return;
        }
        if (orders.IsFull || !IsAllowed())
        {
            Answer(message, head, new Receipt(1, head.Id, Receipt.Busy, 0, []));
            return;
        }
        if (await WhyNotNewAsync(head.Id) is { } why)
        {
            Answer(message, head, new Receipt(1, head.Id, why, 0, []));
            return;
        }
        var order = new ResendOrder(range.Epoch, range.From, range.To);
        orders.TryAdd(order);
        _ = FollowAsync(message, head, order);
    }

    private async Task<string?> WhyNotNewAsync(string id)
    {
        try
        {
            return await ledger.TakeCommandAsync(id) ? null : Receipt.Repeated;
        }
        catch (SqliteException)
        {
            // The ledger tells of its disk; without it nobody knows whether the command is new.
            return Receipt.Failed;
        }
    }

    private bool IsAllowed()
    {
        var now = clock.Time.GetTimestamp();
        if (_lastAt != 0)
            _allowed = Math.Min(MostAtOnce, _allowed + (clock.Time.GetElapsedTime(_lastAt, now) / Every));
        _lastAt = now;
        if (_allowed < 1)
            return false;
        _allowed--;
        return true;
    }

    private string? RefusalOf(CityMessage message, CommandHead head)
    {
        if (message.IsRetained)
            return Receipt.Retained;
        if (NameOf(message) != ResendRange.Name)
            return Receipt.Unknown;
        if (message.Correlation?.Length > LongestCorrelation
            || (message.ResponseTopic is { Length: > 0 } topic && topic != identity.Address.Receipt(head.Issuer)))
            return Receipt.Invalid;
        var now = clock.Now();
        // A kiosk that does not know the time can't tell; the broker drops what expired there (MQTT 5).
        if (!now.IsSynchronised)
            return null;
        return head.Expires <= now.At ? Receipt.Expired
            : head.Expires > now.At + CommandHead.LongestLife ? Receipt.Invalid
            : null;
    }

    private static ResendRange? RangeOf(CityMessage message) =>
        TryRead(message.Payload, WireJson.ToResendRange) is { From: >= 1 } range && range.To >= range.From
            && range.To <= LargestPlace && range.To - range.From < ResendRange.MostRows
            ? range
            : null;

    private async Task FollowAsync(CityMessage message, CommandHead head, ResendOrder order)
    {
        var resent = await order.Done;
        Answer(message, head, new Receipt(
            1, head.Id, resent.IsWhole ? Receipt.Done : Receipt.Failed, resent.Sent,
            [.. resent.Gone.Select(gone => (IReadOnlyList<long>)[gone.First, gone.Last])]),
            isOrder: true);
    }

    private void Answer(CityMessage message, CommandHead head, Receipt receipt, bool isOrder = false)
    {
        var name = NameOf(message) == ResendRange.Name ? ResendRange.Name : "?";
        Count(name, receipt.Result);
        if (receipt.Result == Receipt.Done)
            LogDone(head.Id, head.Issuer, receipt.Sent, receipt.Gone.Count);
        var correlation = message.Correlation?.Length > LongestCorrelation ? null : message.Correlation;
        if (!orders.TryAdd(new CityAnswer(head.Issuer, WireJson.ToBytes(receipt), correlation), isOrder))
            Tell(name, "too many receipts wait");
    }

    private static string? NameOf(CityMessage message) => (message.Subject as CitySubject.Command)?.Name;

    private void Count(string name, string result)
    {
        _commands.Add(1, new("name", name), new("result", result));
        orders.Count(result == Receipt.Done);
        if (result != Receipt.Done)
            Tell(name, result);
    }

    private void Tell(string name, string result)
    {
        lock (_told)
        {
            if (!_told.Add((name, result)))
                return;
        }
        LogRefused(name, result);
    }

    private static T? TryRead<T>(byte[] payload, Reader<T> read)
        where T : class
    {
        try
        {
            return read(payload);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private delegate T Reader<T>(ReadOnlySpan<byte> bytes);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Command resend {Id} of {Issuer}: {Sent} sightings sent once more, {Gone} stretches are gone")]
    private partial void LogDone(string id, string issuer, long sent, int gone);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The city's {Name} was refused: {Result}. Further ones of this kind are only counted")]
    private partial void LogRefused(string name, string result);
}
