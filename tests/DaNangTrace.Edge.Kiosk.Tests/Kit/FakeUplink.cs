using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>A city that answers as the test tells it.</summary>
internal sealed class FakeUplink : IUplink
{
    private readonly Lock _gate = new();
    private readonly List<IReadOnlyList<Sighting>> _messages = [];
    private readonly List<CityAnswer> _answers = [];
    private readonly List<byte[]> _counts = [];
    private readonly List<long> _sessions = [];
    private readonly List<Pulse> _pulses = [];
    private readonly Channel<CityMessage> _heard = Channel.CreateUnbounded<CityMessage>();
    private TaskCompletionSource<string> _broken = new();

    /// <summary>Why there is no link; null while there is one.</summary>
    public string? Refusal { get; set; }

    /// <summary>Whether it lets in and cuts the link, instead of refusing.</summary>
    public bool IsCut { get; set; }

    /// <summary>Says at each attempt why there is no link; null while there is one.</summary>
    public Func<string?>? Refuse { get; set; }

    /// <summary>Judges each message by its places.</summary>
    public Func<IReadOnlyList<long>, Verdict> Judge { get; set; } = _ => new Verdict.Delivered();

    /// <summary>Judges each receipt.</summary>
    public Func<CityAnswer, Verdict> JudgeAnswer { get; set; } = _ => new Verdict.Delivered();

    /// <summary>Judges each count of recalled sightings.</summary>
    public Func<RecallCount, Verdict> JudgeCount { get; set; } = _ => new Verdict.Delivered();

    /// <summary>Holds every answer back while it is not done.</summary>
    public Task Pause { get; set; } = Task.CompletedTask;

    /// <summary>What happens before each answer.</summary>
    public Func<Task> Pace { get; set; } = () => Task.CompletedTask;

    public int Window { get; init; } = 4;

    public int MostBytes { get; init; } = 60 * 1024;

    public bool HasLeft { get; private set; }

    public bool AreFilesNew { get; set; }

    public bool IsAlive { get; set; } = true;

    public LinkFilesState Files { get; set; } = new(null, null);

    public ChannelReader<CityMessage> Heard => _heard.Reader;

    /// <summary>Places of the sightings that were delivered, in the order in which they were sent.</summary>
    public IReadOnlyList<long> Arrived => [.. Messages.SelectMany(one => one.Select(sighting => sighting.Seq))];

    /// <summary>The delivered messages.</summary>
    public IReadOnlyList<IReadOnlyList<Sighting>> Messages => Copy(_messages);

    public IReadOnlyList<CityAnswer> Answers => Copy(_answers);

    /// <summary>The counts of recalled sightings that were delivered, byte for byte.</summary>
    public IReadOnlyList<byte[]> Counts => Copy(_counts);

    public IReadOnlyList<long> Sessions => Copy(_sessions);

    public IReadOnlyList<Pulse> Pulses => Copy(_pulses);

    /// <summary>The last connection's.</summary>
    public LinkSession? Session { get; private set; }

    /// <summary>Messages that wait for their answer, and the most that ever did.</summary>
    public int OnTheirWay { get; private set; }

    /// <inheritdoc cref="OnTheirWay"/>
    public int MostOnTheirWay { get; private set; }

    /// <summary>Of the largest message that was sent.</summary>
    public int LargestBytes { get; private set; }

    public void Break(string why) => _broken.TrySetResult(why);

    public void Say(CityMessage message) => _heard.Writer.TryWrite(message);

    public Task<Connection> ConnectAsync(LinkSession session, CancellationToken stop)
    {
        lock (_gate)
            _sessions.Add(session.Number);
        Session = session;
        _broken = new TaskCompletionSource<string>();
        return Task.FromResult<Connection>((Refuse is null ? Refusal : Refuse()) is { } refusal
            ? new Connection.Down(refusal) { IsCut = IsCut }
            : new Connection.Up(Window, MostBytes, _broken.Task));
    }

    public async Task<Verdict> SendAsync(ReadOnlyMemory<byte> sightings, CancellationToken stop)
    {
        var read = Read(sightings);
        var verdict = Judge([.. read.Select(sighting => sighting.Seq)]);
        lock (_gate)
        {
            LargestBytes = Math.Max(LargestBytes, sightings.Length);
            MostOnTheirWay = Math.Max(MostOnTheirWay, ++OnTheirWay);
            if (verdict is Verdict.Delivered)
                _messages.Add(read);
        }
        try
        {
            await Pause.WaitAsync(stop);
            await Pace().WaitAsync(stop);
        }
        finally
        {
            lock (_gate)
                OnTheirWay--;
        }
        return verdict;
    }

    public async Task<Verdict> TellCountAsync(ReadOnlyMemory<byte> count, CancellationToken stop)
    {
        await Pause.WaitAsync(stop);
        var verdict = JudgeCount(WireJson.ToRecallCount(count.Span));
        lock (_gate)
        {
            if (verdict is Verdict.Delivered)
                _counts.Add(count.ToArray());
        }
        return verdict;
    }

    public Task<Verdict> AnswerAsync(CityAnswer answer, CancellationToken stop)
    {
        lock (_gate)
            _answers.Add(answer);
        return Task.FromResult(JudgeAnswer(answer));
    }

    public Task BeatAsync(ReadOnlyMemory<byte> pulse, CancellationToken stop)
    {
        lock (_gate)
            _pulses.Add(WireJson.ToPulse(pulse.Span));
        return Task.CompletedTask;
    }

    public Task<bool> IsAliveAsync(TimeSpan limit, CancellationToken stop) => Task.FromResult(IsAlive);

    public bool HasNewFiles()
    {
        var areNew = AreFilesNew;
        AreFilesNew = false;
        return areNew;
    }

    public void Drop() { }

    public Task LeaveAsync()
    {
        HasLeft = true;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The exact bytes of each sighting of a message.</summary>
    public static List<byte[]> Split(ReadOnlyMemory<byte> payload)
    {
        using var json = JsonDocument.Parse(payload);
        return json.RootElement.ValueKind == JsonValueKind.Array
            ? [.. json.RootElement.EnumerateArray().Select(one => Encoding.UTF8.GetBytes(one.GetRawText()))]
            : [payload.ToArray()];
    }

    private static List<Sighting> Read(ReadOnlyMemory<byte> payload) =>
        [.. Split(payload).Select(bytes => WireJson.ToSighting(bytes))];

    private IReadOnlyList<T> Copy<T>(List<T> list)
    {
        lock (_gate)
            return [.. list];
    }
}
