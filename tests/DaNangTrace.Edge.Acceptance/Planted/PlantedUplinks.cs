using System.Text;
using System.Threading.Channels;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Sending;

namespace DaNangTrace.Edge.Acceptance.Planted;

/// <summary>A link that does what the real one does; those with a fault in them differ in a line.</summary>
internal abstract class PassingUplink(MqttUplink link) : IUplink
{
    public ChannelReader<CityMessage> Heard => link.Heard;

    public LinkFilesState Files => link.Files;

    public Task<Connection> ConnectAsync(LinkSession session, CancellationToken stop) =>
        link.ConnectAsync(session, stop);

    public virtual Task<Verdict> SendAsync(ReadOnlyMemory<byte> sightings, CancellationToken stop) =>
        link.SendAsync(sightings, stop);

    public Task<Verdict> TellCountAsync(ReadOnlyMemory<byte> count, CancellationToken stop) =>
        link.TellCountAsync(count, stop);

    public Task<Verdict> AnswerAsync(CityAnswer answer, CancellationToken stop) => link.AnswerAsync(answer, stop);

    public Task BeatAsync(ReadOnlyMemory<byte> pulse, CancellationToken stop) => link.BeatAsync(pulse, stop);

    public Task<bool> IsAliveAsync(TimeSpan limit, CancellationToken stop) => link.IsAliveAsync(limit, stop);

    public bool HasNewFiles() => link.HasNewFiles();

    public void Drop() => link.Drop();

    public virtual Task LeaveAsync() => link.LeaveAsync();

    public ValueTask DisposeAsync() => link.DisposeAsync();
}

/// <summary>Says that the broker has a sighting while it is still to be sent.</summary>
internal sealed class HastyUplink(MqttUplink link) : PassingUplink(link)
{
    private Task _last = Task.CompletedTask;

    public override Task<Verdict> SendAsync(ReadOnlyMemory<byte> sightings, CancellationToken stop)
    {
        _last = SendLaterAsync(_last, sightings);
        return Task.FromResult<Verdict>(new Verdict.Delivered());
    }

    public override async Task LeaveAsync()
    {
        await _last;
        await base.LeaveAsync();
    }

    private async Task SendLaterAsync(Task before, ReadOnlyMemory<byte> sightings)
    {
        await Task.Delay(200);
        await before;
        await base.SendAsync(sightings, CancellationToken.None);
    }
}

/// <summary>Loses one sighting of a message; not of the first one.</summary>
internal sealed class LossyUplink(MqttUplink link) : PassingUplink(link)
{
    private int _sent;
    private bool _isDone;

    public override async Task<Verdict> SendAsync(ReadOnlyMemory<byte> sightings, CancellationToken stop)
    {
        if (Interlocked.Increment(ref _sent) == 1 || _isDone)
            return await base.SendAsync(sightings, stop);
        var rest = WithoutFirst(sightings.ToArray());
        var verdict = rest.Length == 0 ? new Verdict.Delivered() : await base.SendAsync(rest, stop);
        _isDone |= verdict is Verdict.Delivered;
        return verdict;
    }

    /// <summary>A message without its first sighting; nothing where that is the only one.</summary>
    internal static byte[] WithoutFirst(byte[] message)
    {
        var rest = Arrival.Split(message).Skip(1).Select(row => Encoding.UTF8.GetString(message[row])).ToList();
        return rest.Count == 0 ? [] : Encoding.UTF8.GetBytes($"[{string.Join(',', rest)}]");
    }
}

/// <summary>Sends a message twice, and once it says something else; not the first one.</summary>
internal sealed class FickleUplink(MqttUplink link) : PassingUplink(link)
{
    private int _sent;
    private bool _isDone;

    public override async Task<Verdict> SendAsync(ReadOnlyMemory<byte> sightings, CancellationToken stop)
    {
        if (Interlocked.Increment(ref _sent) > 1 && !_isDone)
        {
            var other = Encoding.UTF8.GetString(sightings.Span).Replace(
                "\"scanner\":\"front\"", "\"scanner\":\"trunk\"", StringComparison.Ordinal);
            _isDone = await base.SendAsync(Encoding.UTF8.GetBytes(other), stop) is Verdict.Delivered;
        }
        return await base.SendAsync(sightings, stop);
    }
}
