using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Wire;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>
/// The link as an MQTT client (MQTT 5.0 or 3.1.1).
/// <para>Constraints of the client library: it remembers nothing across connections, <c>IsConnected</c> is true for
/// hours on a dead socket, and a client whose connection failed may refuse to connect again. So each connection gets
/// a new client, each message a deadline, and the link's life is judged by answers only.</para>
/// </summary>
public sealed class MqttUplink(KioskIdentity identity, SendingOptions options) : IUplink
{
    // A market's network answers within a second; ten are given to one that is merely slow.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    // The broker keeps commands for a kiosk that is away, for a week.
    private const uint SessionExpirySeconds = 7 * 24 * 3600;

    // An old pulse is no sign of life.
    private const uint PulseExpirySeconds = 300;

    private readonly MqttClientFactory _factory = new();
    private IMqttClient? _client;
    private LinkSession _session = new(Guid.Empty, 0);
    private int _nextServer;

    /// <inheritdoc/>
    public async Task<string?> ConnectAsync(LinkSession session, CancellationToken stop)
    {
        Drop();
        _session = session;
        var server = options.Servers[_nextServer % options.Servers.Count];
        var problem = await TryConnectAsync(server, stop);
        // The first server first, the others in their order while it does not answer.
        _nextServer = problem is null ? 0 : _nextServer + 1;
        return problem is null ? null : $"{server}: {problem}";
    }

    /// <inheritdoc/>
    public async Task<Verdict> SendAsync(ReadOnlyMemory<byte> sighting, CancellationToken stop)
    {
        if (sighting.Length > WireJson.MaxPayload)
            return new Verdict.Refused($"{sighting.Length} bytes, the contract allows {WireJson.MaxPayload}");
        return await PublishAsync(identity.Address.Scan, sighting, retain: false, stop);
    }

    /// <inheritdoc/>
    public async Task BeatAsync(ReadOnlyMemory<byte> pulse, CancellationToken stop)
    {
        if (_client is not { } client)
            return;
        using var deadline = DeadlineOf(stop);
        try
        {
            var message = new MqttApplicationMessageBuilder()
                .WithTopic(identity.Address.Pulse)
                .WithPayload(pulse.ToArray())
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtMostOnce);
            if (options.Protocol == "5")
                message.WithMessageExpiryInterval(PulseExpirySeconds);
            await client.PublishAsync(message.Build(), deadline.Token);
        }
        catch (Exception e) when (IsLinkFailure(e))
        {
            // The next one comes in half a minute; that the link is down is noticed by those who wait for an answer.
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsAliveAsync(CancellationToken stop)
    {
        if (_client is not { } client)
            return false;
        using var deadline = DeadlineOf(stop);
        try
        {
            await client.PingAsync(deadline.Token);
            return true;
        }
        catch (Exception e) when (IsLinkFailure(e))
        {
            // The library turns a stop into a timeout of its own.
            stop.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task LeaveAsync()
    {
        if (_client is not { } client)
            return;
        // A clean disconnect sends no will, so the state is told first; a second is all that a stop waits for it.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await PublishAsync(identity.Address.Status, StatusOf(KioskStatus.Offline), retain: true, deadline.Token);
            await client.DisconnectAsync(new MqttClientDisconnectOptionsBuilder().Build(), deadline.Token);
        }
        catch (Exception e) when (IsLinkFailure(e) || e is OperationCanceledException)
        {
            // The broker is away: its will says what we could not.
        }
        Drop();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Drop();
        return ValueTask.CompletedTask;
    }

    private async Task<string?> TryConnectAsync(string server, CancellationToken stop)
    {
        using var deadline = DeadlineOf(stop);
        var client = _factory.CreateMqttClient();
        try
        {
            var answer = await client.ConnectAsync(OptionsOf(new Uri(server)), deadline.Token);
            if (answer.ResultCode != MqttClientConnectResultCode.Success)
                return $"the broker refuses the kiosk ({answer.ResultCode})";
            _client = client;
            var online = await PublishAsync(identity.Address.Status, StatusOf(KioskStatus.Online), retain: true, stop);
            return online switch
            {
                Verdict.Delivered => null,
                Verdict.Refused refused =>
                    $"the broker refuses the kiosk's status ({refused.Reason}): check its access list",
                Verdict.Unreachable unreachable => unreachable.Reason,
                _ => throw new InvalidOperationException("no such verdict"),
            };
        }
        catch (Exception e) when (IsLinkFailure(e) || e is CryptographicException or UnauthorizedAccessException)
        {
            stop.ThrowIfCancellationRequested();
            return ReasonOf(e);
        }
        finally
        {
            if (_client != client)
                client.Dispose();
        }
    }

    private async Task<Verdict> PublishAsync(
        string topic, ReadOnlyMemory<byte> payload, bool retain, CancellationToken stop)
    {
        if (_client is not { } client)
            return new Verdict.Unreachable("not connected");
        using var deadline = DeadlineOf(stop);
        try
        {
            var message = new MqttApplicationMessageBuilder()
                .WithTopic(topic)
                .WithPayload(payload.ToArray())
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .WithRetainFlag(retain)
                .Build();
            // Returns at PUBACK.
            var answer = await client.PublishAsync(message, deadline.Token);
            return answer.IsSuccess ? new Verdict.Delivered()
                : IsFinal(answer.ReasonCode) ? new Verdict.Refused(answer.ReasonCode.ToString())
                : new Verdict.Unreachable($"the broker does not take messages now ({answer.ReasonCode})");
        }
        catch (Exception e) when (IsLinkFailure(e))
        {
            stop.ThrowIfCancellationRequested();
            return new Verdict.Unreachable(ReasonOf(e));
        }
    }

    private MqttClientOptions OptionsOf(Uri server)
    {
        var isEncrypted = server.Scheme == "mqtts";
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(
                server.Host, server.IsDefaultPort || server.Port <= 0 ? (isEncrypted ? 8883 : 1883) : server.Port)
            .WithClientId(identity.Address.Kiosk)
            .WithProtocolVersion(options.Protocol == "5" ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(options.KeepAliveSeconds))
            .WithTimeout(Deadline)
            .WithCleanStart(false)
            .WithWillTopic(identity.Address.Status)
            .WithWillPayload(StatusOf(KioskStatus.Offline))
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithWillRetain();
        if (options.Protocol == "5")
            builder.WithSessionExpiryInterval(SessionExpirySeconds);
        if (options.Username is not null)
            builder.WithCredentials(options.Username, ReadPassword());
        if (isEncrypted)
            builder.WithTlsOptions(Encrypted);
        return builder.Build();
    }

    private string ReadPassword() =>
        options.PasswordFile is null ? "" : File.ReadAllText(options.PasswordFile).TrimEnd('\r', '\n');

    private void Encrypted(MqttClientTlsOptionsBuilder tls)
    {
        tls.UseTls().WithSslProtocols(SslProtocols.Tls13);
        if (options.Ca is not null)
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(options.Ca);
            tls.WithTrustChain(authorities);
        }
        if (options.Certificate is not null)
            tls.WithClientCertificates([X509Certificate2.CreateFromPemFile(options.Certificate, options.Key)]);
    }

    private byte[] StatusOf(string state) => WireJson.ToBytes(
        new KioskStatus(1, state, _session.Epoch, _session.Number, identity.Version, _session.PreviousEpoch));

    private static CancellationTokenSource DeadlineOf(CancellationToken stop)
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(Deadline);
        return deadline;
    }

    // A quota or a fault of the broker's passes; what it forbids or can't parse it will refuse for ever.
    private static bool IsFinal(MqttClientPublishReasonCode code) => code is MqttClientPublishReasonCode.NotAuthorized
        or MqttClientPublishReasonCode.TopicNameInvalid or MqttClientPublishReasonCode.PayloadFormatInvalid;

    // What a link can fail with; everything else is a fault of the program.
    private static bool IsLinkFailure(Exception e) => e is MqttCommunicationException or MqttProtocolViolationException
        or OperationCanceledException or System.Net.Sockets.SocketException or IOException or AuthenticationException
        or ObjectDisposedException or MqttClientNotConnectedException or InvalidOperationException;

    private static string ReasonOf(Exception e) => e is OperationCanceledException or MqttCommunicationTimedOutException
        ? $"no answer within {Deadline.TotalSeconds:0} s"
        : (e.InnerException ?? e).Message;

    private void Drop()
    {
        _client?.Dispose();
        _client = null;
    }
}
