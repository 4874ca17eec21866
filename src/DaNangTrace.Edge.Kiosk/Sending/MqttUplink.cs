using System.Buffers;
using System.Threading.Channels;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Wire;
using MQTTnet;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>
/// The link as an MQTT client (MQTT 5.0 or 3.1.1).
/// <para>Constraints of the client library: it remembers nothing across connections, <c>IsConnected</c> is true for
/// hours on a dead socket, a client whose connection failed may refuse to connect again, and it honours neither the
/// server's Receive Maximum nor its Maximum Packet Size. So each connection gets a new client, the limits are told to
/// whoever sends, and the link's life is judged by answers only.</para>
/// </summary>
public sealed partial class MqttUplink(KioskIdentity identity, SendingOptions options, TimeProvider time) : IUplink
{
    // A market's network answers within a second; ten are given to one that is merely slow.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    // Whoever sends judges the link by the age of the last answer; this only bounds what nobody waits for.
    private static readonly TimeSpan LibraryTimeout = TimeSpan.FromMinutes(5);

    // It is there already, and only has to be handed over.
    private static readonly TimeSpan UntilBrokersWord = TimeSpan.FromMilliseconds(200);

    // The broker keeps commands for a kiosk that is away, for a week.
    private const uint SessionExpirySeconds = 7 * 24 * 3600;

    // An old pulse is no sign of life, and nobody waits for an answer for longer than a minute.
    private const uint PulseExpirySeconds = 300;
    private const uint AnswerExpirySeconds = 60;

    // MQTT 3.1.1 has no word for it: what Mosquitto takes from such a client is not limited, other brokers are not
    // asked for more than this.
    private const int UntoldWindow = 20;

    // More gain nothing on a broker that is near, and are sent twice if the link breaks.
    private const int WidestWindow = 100;

    // What was not taken up is not acknowledged: the broker keeps it, and sends no more than so many at once (MQTT 5).
    private const int MostHeard = 100;

    // The largest payload, and room for topics and properties.
    private const int MostPacketBytes = WireJson.MaxPayload + (4 * 1024);

    // Of what a broker says beside its code.
    private const int LongestWords = 100;

    // Of a PUBLISH with a topic: fixed header, the topic's length, packet identifier, no properties (MQTT 5.0, 3.3).
    private const int BytesBeside = 5 + 2 + 2 + 1;

    // Of the payload that the contract allows, a little is left to whoever passes it on.
    private const int MostTogether = 60 * 1024;

    // Of the kernel, for the connection. The library asks for 8 KiB, less than one array: each message then waits for
    // the broker's TCP, which waits for ours with its acknowledgements (40 ms a round).
    private const int BufferBytes = 256 * 1024;

    private readonly MqttClientFactory _factory = new(new MqttNetNullLogger(), new GatheringAdapters());
    private readonly Channel<CityMessage> _heard = Channel.CreateBounded<CityMessage>(1);

    private IMqttClient? _client;
    private LinkFiles? _files;
    private LinkSession _session = new(Guid.Empty, 0);
    private int _mostBytes = WireJson.MaxPayload;
    private int _nextServer;
    private bool _isTried;
    private volatile bool _hasAnswered;
    private bool _isDisposed;
    private CancellationTokenSource _hearing = new();
    private volatile LinkFilesState _filesState = new(null, null);

    private bool IsVersion5 => options.Protocol == "5";

    /// <inheritdoc/>
    public ChannelReader<CityMessage> Heard => _heard.Reader;

    /// <inheritdoc/>
    public LinkFilesState Files => _filesState;

    /// <inheritdoc/>
    public async Task<Connection> ConnectAsync(LinkSession session, CancellationToken stop)
    {
        Drop();
        _session = session;
        // The first server first; the others in their order while it does not answer, or answers and takes nothing.
        if (_isTried)
            _nextServer = _hasAnswered ? 0 : _nextServer + 1;
        (_isTried, _hasAnswered) = (true, false);
        var server = options.Servers[_nextServer % options.Servers.Count];
        var connection = await TryConnectAsync(new Uri(server), stop);
        if (connection is not Connection.Down down)
            return connection;
        Drop();
        return down with { Reason = $"{server}: {down.Reason}" };
    }

    /// <inheritdoc/>
    public Task<Verdict> SendAsync(ReadOnlyMemory<byte> sightings, CancellationToken stop) =>
        SendAsync(identity.Address.Scan, sightings, stop);

    /// <inheritdoc/>
    public Task<Verdict> TellCountAsync(ReadOnlyMemory<byte> count, CancellationToken stop) =>
        SendAsync(identity.Address.Recalled, count, stop);

    /// <inheritdoc/>
    public async Task<Verdict> AnswerAsync(CityAnswer answer, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Payload.Length + (answer.Correlation?.Length ?? 0) > _mostBytes)
            return TooLarge();
        var message = To(identity.Address.Receipt(answer.Issuer), answer.Payload);
        if (IsVersion5)
        {
            message.WithMessageExpiryInterval(AnswerExpirySeconds);
            if (answer.Correlation is not null)
                message.WithCorrelationData(answer.Correlation);
        }
        return await PublishAsync(message.Build(), stop);
    }

    /// <inheritdoc/>
    public async Task BeatAsync(ReadOnlyMemory<byte> pulse, CancellationToken stop)
    {
        var message = To(identity.Address.Pulse, pulse)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtMostOnce);
        if (IsVersion5)
            message.WithMessageExpiryInterval(PulseExpirySeconds);
        using var deadline = DeadlineOf(Deadline, stop);
        // The next one comes in half a minute; that the link is down is noticed by those who wait for an answer.
        await PublishAsync(message.Build(), deadline.Token, stop);
    }

    /// <inheritdoc/>
    public async Task<bool> IsAliveAsync(TimeSpan limit, CancellationToken stop)
    {
        if (_client is not { } client)
            return false;
        using var deadline = DeadlineOf(limit, stop);
        try
        {
            await client.PingAsync(deadline.Token);
            _hasAnswered = true;
            return true;
        }
        catch (Exception e) when (LinkFault.Is(e))
        {
            // The library turns a stop into a timeout of its own.
            stop.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <inheritdoc/>
    public bool HasNewFiles()
    {
        if (_files is null)
            return false;
        var isChanged = LinkFiles.StampOf(options) != _files.Stamp;
        if (!isChanged && _filesState.Trouble is null)
            return false;
        // A certificate whose key has not come yet must not cost a link that works. Who put the wrong ones there may
        // have put the old ones back: then there is nothing new.
        var faults = ReadFiles(out var files);
        files?.Dispose();
        _filesState = _filesState with { Trouble = OldInUse(faults) };
        return isChanged && faults.Count == 0;
    }

    /// <inheritdoc/>
    public void Drop()
    {
        _hearing.Cancel();
        _client?.Dispose();
        _client = null;
    }

    /// <inheritdoc/>
    public async Task LeaveAsync()
    {
        if (_client is not { } client)
            return;
        // What was not taken up is the broker's again.
        await _hearing.CancelAsync();
        // A clean disconnect sends no will, so the state is told first; a second is all that a stop waits for it.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await PublishAsync(StatusOf(KioskStatus.Offline).Build(), deadline.Token);
            await client.DisconnectAsync(new MqttClientDisconnectOptionsBuilder().Build(), deadline.Token);
        }
        catch (Exception e) when (LinkFault.Is(e))
        {
            // The broker is away: its will says what we could not.
        }
        Drop();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            // The loop may be about to drop the link itself: what is cancelled twice must not be disposed of between.
            Drop();
            _files?.Dispose();
        }
        _isDisposed = true;
        return ValueTask.CompletedTask;
    }

    private async Task<Verdict> SendAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken stop)
    {
        if (payload.Length > _mostBytes)
            return TooLarge();
        var verdict = await PublishAsync(To(topic, payload).Build(), stop);
        // Of many at once; so it is only ever set.
        if (verdict is Verdict.Delivered or Verdict.Refused)
            _hasAnswered = true;
        return verdict;
    }

    private async Task<Verdict> PublishAsync(MqttApplicationMessage message, CancellationToken stop) =>
        await PublishAsync(message, stop, stop);

    private async Task<Verdict> PublishAsync(
        MqttApplicationMessage message, CancellationToken deadline, CancellationToken stop)
    {
        if (_client is not { } client)
            return new Verdict.Unreachable("not connected");
        try
        {
            // Returns at PUBACK.
            var answer = await client.PublishAsync(message, deadline);
            return answer.IsSuccess ? new Verdict.Delivered() : NotTaken(answer);
        }
        catch (Exception e) when (LinkFault.Is(e))
        {
            stop.ThrowIfCancellationRequested();
            return new Verdict.Unreachable(LinkFault.WordsOf(e)) { IsCut = LinkFault.IsCut(e) };
        }
    }

    // A quota passes; what the broker forbids or can't parse it will refuse for ever. Of the rest nobody knows.
    private static Verdict NotTaken(MqttClientPublishResult answer)
    {
        var reason = $"{answer.ReasonCode}, 0x{(int)answer.ReasonCode:X2}";
        // The broker's own words go into a log.
        var words = string.IsNullOrEmpty(answer.ReasonString) ? null : Shown.Of(answer.ReasonString, LongestWords);
        var sentence = $"the broker does not take messages now ({reason}{(words is null ? "" : $": {words}")})";
        return answer.ReasonCode switch
        {
            MqttClientPublishReasonCode.NotAuthorized or MqttClientPublishReasonCode.TopicNameInvalid
                or MqttClientPublishReasonCode.PayloadFormatInvalid => new Verdict.Refused(reason, words),
            MqttClientPublishReasonCode.UnspecifiedError or MqttClientPublishReasonCode.ImplementationSpecificError =>
                new Verdict.Postponed(reason, sentence),
            _ => new Verdict.Unreachable(sentence),
        };
    }

    // A backup that was put back, say: what is in use and good is better.
    private IReadOnlyList<LinkFileFault> ReadFiles(out LinkFiles? files)
    {
        var faults = LinkFiles.TryRead(options, out files);
        var now = time.GetUtcNow();
        // One that begins later is taken: it may be the clock that is wrong.
        if (files?.Expires is not { } expires || expires > now || _files?.IsValid(now) != true)
            return faults;
        var words = $"{options.Certificate} expired on {expires:yyyy-MM-dd}";
        files.Dispose();
        files = null;
        return [new LinkFileFault("certificate", words)];
    }

    private Verdict.Refused TooLarge() => new($"too large: the broker takes {_mostBytes} bytes") { IsOwn = true };

    private static string? OldInUse(IReadOnlyList<LinkFileFault> faults) =>
        faults.Count == 0 ? null : $"{WordsOf(faults)}; the old one is in use";

    private static string WordsOf(IReadOnlyList<LinkFileFault> faults) =>
        string.Join("; ", faults.Select(fault => fault.Words));

    private static MqttApplicationMessageBuilder To(string topic, ReadOnlyMemory<byte> payload) =>
        new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithPayload(new ReadOnlySequence<byte>(payload))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);

    private MqttApplicationMessageBuilder StatusOf(string state) =>
        To(identity.Address.Status, StatusBytes(state)).WithRetainFlag();

    private byte[] StatusBytes(string state) => WireJson.ToBytes(
        new KioskStatus(1, state, _session.Epoch, _session.Number, identity.Version, _session.PreviousEpoch));
}
