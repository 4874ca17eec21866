using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>A city that answers as the test tells it.</summary>
internal sealed class FakeUplink : IUplink
{
    private readonly Lock _gate = new();
    private readonly List<long> _arrived = [];
    private readonly List<long> _sessions = [];
    private readonly List<Pulse> _pulses = [];

    /// <summary>Why there is no link; null while there is one.</summary>
    public string? Refusal { get; set; }

    /// <summary>Judges each message by its place.</summary>
    public Func<long, Verdict> Judge { get; set; } = _ => new Verdict.Delivered();

    public bool HasLeft { get; private set; }

    public IReadOnlyList<long> Arrived
    {
        get
        {
            lock (_gate)
                return [.. _arrived];
        }
    }

    public IReadOnlyList<long> Sessions
    {
        get
        {
            lock (_gate)
                return [.. _sessions];
        }
    }

    public IReadOnlyList<Pulse> Pulses
    {
        get
        {
            lock (_gate)
                return [.. _pulses];
        }
    }

    /// <summary>The last connection's.</summary>
    public LinkSession? Session { get; private set; }

    public Task<string?> ConnectAsync(LinkSession session, CancellationToken stop)
    {
        lock (_gate)
            _sessions.Add(session.Number);
        Session = session;
        return Task.FromResult(Refusal);
    }

    public Task<Verdict> SendAsync(ReadOnlyMemory<byte> sighting, CancellationToken stop)
    {
        var seq = WireJson.ToSighting(sighting.Span).Seq;
        var verdict = Judge(seq);
        if (verdict is Verdict.Delivered)
        {
            lock (_gate)
                _arrived.Add(seq);
        }
        return Task.FromResult(verdict);
    }

    public Task BeatAsync(ReadOnlyMemory<byte> pulse, CancellationToken stop)
    {
        lock (_gate)
            _pulses.Add(WireJson.ToPulse(pulse.Span));
        return Task.CompletedTask;
    }

    public Task<bool> IsAliveAsync(CancellationToken stop) => Task.FromResult(Refusal is null);

    public Task LeaveAsync()
    {
        HasLeft = true;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
