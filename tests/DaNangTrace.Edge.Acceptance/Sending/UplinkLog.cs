using System.Diagnostics;
using System.Text.Json;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>What <c>/health</c> said of the uplink, and since when.</summary>
internal sealed record UplinkSaid(string State, string Message, long At);

/// <summary>Asks a kiosk again and again how its uplink is: what is said between two waits is not missed.</summary>
internal sealed class UplinkLog : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(20);

    private readonly List<UplinkSaid> _said = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly KioskProcess _kiosk;
    private readonly Task _asking;
    private TimeSpan _longestGap;
    private long _answered = Stopwatch.GetTimestamp();

    public UplinkLog(KioskProcess kiosk)
    {
        _kiosk = kiosk;
        _asking = Task.Run(AskAsync);
    }

    /// <summary>All that was said, each change once.</summary>
    public IReadOnlyList<UplinkSaid> Said
    {
        get
        {
            lock (_said)
                return [.. _said];
        }
    }

    /// <summary>What was said that something is wrong, since a moment of the stopwatch's clock.</summary>
    public IReadOnlyList<UplinkSaid> TroubleSince(long moment) =>
        [.. Said.Where(said => said.At >= moment && said.State != "ok")];

    /// <summary>The longest time between two answers: so far behind may be what it says.</summary>
    public TimeSpan LongestGap
    {
        get
        {
            lock (_said)
                return _longestGap;
        }
    }

    /// <summary>Asks no more.</summary>
    public async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _asking;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _stop.Dispose();
    }

    private async Task AskAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Note((await _kiosk.HealthAsync()).Body);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                // It has ended.
            }
            await Task.Delay(Every);
        }
    }

    private void Note(JsonElement health)
    {
        var uplink = health.GetProperty("parts").EnumerateArray()
            .Single(part => part.GetProperty("name").GetString() == "uplink");
        var said = new UplinkSaid(
            uplink.GetProperty("state").GetString()!,
            uplink.GetProperty("message").GetString()!,
            Stopwatch.GetTimestamp());
        lock (_said)
        {
            var gap = Stopwatch.GetElapsedTime(_answered, said.At);
            (_answered, _longestGap) = (said.At, gap > _longestGap ? gap : _longestGap);
            if (_said.Count == 0 || _said[^1] with { At = said.At } != said)
                _said.Add(said);
        }
    }
}
