using System.Diagnostics.Metrics;
using System.Threading.Channels;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>
/// What is to go to the city besides what was recorded: rows once more, and receipts. Safe for any thread; it outlives
/// a broken link.
/// </summary>
public sealed class CityOrders
{
    // A city that asks for more at once waits for none of it.
    private const int MostResends = 16;
    private const int MostAnswers = 100;

    // A requester that asks far too often must not have the receipts of what was done dropped.
    private const int MostRefusals = MostAnswers - MostResends;

    private readonly Counter<long> _dropped = Metering.Meter.CreateCounter<long>(
        "dntrace_receipts_dropped_total", description: "Receipts that found no place, or that the broker did not take");

    private readonly Channel<ResendOrder> _resends = Channel.CreateBounded<ResendOrder>(MostResends);
    private readonly Channel<CityAnswer> _answers = Channel.CreateBounded<CityAnswer>(MostAnswers);
    private ResendOrder? _resend;
    private volatile Action _wake = () => { };
    private long _taken;
    private long _refused;

    /// <summary>Commands and acknowledgements that were carried out.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Commands and acknowledgements that were refused.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Whether too many orders wait already.</summary>
    public bool IsFull => _resends.Reader.Count >= MostResends;

    /// <summary>Counts what the city said.</summary>
    public void Count(bool isTaken) => Interlocked.Increment(ref isTaken ? ref _taken : ref _refused);

    /// <summary>Sends rows once more, behind all that are pending; false where too many wait already.</summary>
    public bool TryAdd(ResendOrder order)
    {
        var isTaken = _resends.Writer.TryWrite(order);
        _wake();
        return isTaken;
    }

    /// <summary>Sends a receipt; false where too many wait already: then it is counted.</summary>
    /// <param name="answer">The receipt.</param>
    /// <param name="isOrder">Whether it is for something that was done; a few places are kept for these.</param>
    public bool TryAdd(CityAnswer answer, bool isOrder)
    {
        var isTaken = (isOrder || _answers.Reader.Count < MostRefusals) && _answers.Writer.TryWrite(answer);
        if (!isTaken)
            CountDropped();
        _wake();
        return isTaken;
    }

    /// <summary>Counts a receipt that will not arrive.</summary>
    public void CountDropped() => _dropped.Add(1);

    /// <summary>What is called when something comes.</summary>
    internal void OnArrival(Action wake) => _wake = wake;

    /// <summary>The order that is being carried out; the next one when there is none.</summary>
    internal ResendOrder? TakeResend() => _resend ??= _resends.Reader.TryRead(out var next) ? next : null;

    /// <summary>The order has come to its end.</summary>
    internal void EndResend()
    {
        _resend?.End();
        _resend = null;
    }

    /// <summary>The receipt that is to go next.</summary>
    internal CityAnswer? TakeAnswer() => _answers.Reader.TryRead(out var next) ? next : null;
}
