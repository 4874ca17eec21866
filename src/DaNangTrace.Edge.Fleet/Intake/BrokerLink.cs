using System.Buffers;
using DaNangTrace.Edge.Fleet.Watching;
using DaNangTrace.Edge.Wire;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Fleet.Intake;

/// <summary>Where the broker is and who we are to it.</summary>
/// <param name="Host">Its host.</param>
/// <param name="Port">Its port.</param>
/// <param name="ClientId">Our client id; the persistent session belongs to it.</param>
internal sealed record BrokerAddress(string Host, int Port, string ClientId);

/// <summary>
/// Keeps the link to the broker: one loop of our own owns it, and every connection gets a client of its own, because
/// a client that lost its link may refuse to connect again.
/// The session is persistent (MQTT 5.0, 3.1.2.4): what is published while we are away waits at the broker, and what
/// was not acknowledged comes again.
/// </summary>
internal sealed partial class BrokerLink(
    BrokerAddress address, Inbox inbox, Board board, LinkTiming timing, ILogger<BrokerLink> log)
{
    // A week: a fleet that was not repaired by then takes up what the kiosks' ledgers still hold.
    private const uint SessionSeconds = 7 * 24 * 3600;

    // The contract's limit is 64 KiB. Up to this a message is set aside and counted; what is larger still the broker
    // keeps from us (MQTT 5.0, 3.1.2.11.4), so that no message fills the memory.
    private const uint LargestPacket = 1024 * 1024;

    private readonly MqttClientFactory factory = new();
    private bool toldAway;

    /// <summary>Serves until it is stopped.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            var began = timing.Time.GetTimestamp();
            try
            {
                await OnceAsync(stop).ConfigureAwait(false);
            }
            catch (Exception e) when (IsLinkTrouble(e))
            {
                // A cancelled request of the client looks like one that had no answer in time.
                stop.ThrowIfCancellationRequested();
                TellAway(e);
            }
            board.BrokerWent();
            timing.Backoff.Went(timing.Time.GetElapsedTime(began));
            await Task.Delay(timing.Backoff.Next(), timing.Time, stop).ConfigureAwait(false);
        }
    }

    // One connection, from its beginning to its end.
    private async Task OnceAsync(CancellationToken stop)
    {
        using var client = factory.CreateMqttClient();
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.DisconnectedAsync += e =>
        {
            // Only told here: connecting again inside this event can wait for itself for ever.
            ended.TrySetResult(e.ReasonString ?? e.Exception?.Message ?? e.Reason.ToString());
            return Task.CompletedTask;
        };
        using var connection = CancellationTokenSource.CreateLinkedTokenSource(stop);
        client.ApplicationMessageReceivedAsync += e => TakeAsync(e, connection.Token);
        try
        {
            await ConnectAsync(client, stop).ConfigureAwait(false);
            board.BrokerCame();
            LogThere(address.Host, address.Port);
            toldAway = false;
            await WatchAsync(client, ended.Task, stop).ConfigureAwait(false);
        }
        finally
        {
            await connection.CancelAsync().ConfigureAwait(false);
            if (stop.IsCancellationRequested)
                await LeaveAsync(client).ConfigureAwait(false);
        }
    }

    private async Task ConnectAsync(IMqttClient client, CancellationToken stop)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(timing.Deadline);
        var options = factory.CreateClientOptionsBuilder()
            .WithTcpServer(address.Host, address.Port)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(address.ClientId)
            .WithCleanStart(false)
            .WithSessionExpiryInterval(SessionSeconds)
            .WithReceiveMaximum(Inbox.Length)
            .WithMaximumPacketSize(LargestPacket)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(30))
            .WithTimeout(timing.Deadline)
            .Build();
        var connected = await client.ConnectAsync(options, deadline.Token).ConfigureAwait(false);
        if (connected.ResultCode != MqttClientConnectResultCode.Success)
            throw new MqttCommunicationException($"the broker refused: {connected.ResultCode}");

        // A sighting is never retained; a state always is, and the broker's copy is what we missed.
        var subscribe = factory.CreateSubscribeOptionsBuilder()
            .WithTopicFilter(f => f.WithTopic(KioskAddress.EveryScan).WithAtLeastOnceQoS()
                .WithRetainHandling(MqttRetainHandling.DoNotSendOnSubscribe))
            .WithTopicFilter(f => f.WithTopic(KioskAddress.EveryStatus).WithAtLeastOnceQoS()
                .WithRetainHandling(MqttRetainHandling.SendAtSubscribe))
            .WithTopicFilter(f => f.WithTopic(KioskAddress.EveryRecalled).WithAtLeastOnceQoS()
                .WithRetainHandling(MqttRetainHandling.DoNotSendOnSubscribe))
            .WithTopicFilter(f => f.WithTopic(KioskAddress.EveryPulse).WithAtMostOnceQoS()
                .WithRetainHandling(MqttRetainHandling.DoNotSendOnSubscribe))
            .Build();
        var subscribed = await client.SubscribeAsync(subscribe, deadline.Token).ConfigureAwait(false);
        foreach (var item in subscribed.Items)
        {
            if (item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2)
                throw new MqttCommunicationException($"the broker refused {item.TopicFilter.Topic}: {item.ResultCode}");
        }
    }

    // The client says "connected" for hours on a dead socket; only an answer is believed.
    private async Task WatchAsync(IMqttClient client, Task<string> ended, CancellationToken stop)
    {
        while (true)
        {
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var first = await Task.WhenAny(ended, Task.Delay(timing.Ping, timing.Time, wait.Token))
                .ConfigureAwait(false);
            await wait.CancelAsync().ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
            if (first == ended)
                throw new MqttCommunicationException(await ended.ConfigureAwait(false));
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
            deadline.CancelAfter(timing.Deadline);
            await client.PingAsync(deadline.Token).ConfigureAwait(false);
        }
    }

    private async Task TakeAsync(MqttApplicationMessageReceivedEventArgs e, CancellationToken connection)
    {
        e.AutoAcknowledge = false;
        var message = e.ApplicationMessage;
        var envelope = new Envelope(
            message.Topic, message.Payload.ToArray(), message.Retain, e.AcknowledgeAsync);
        if (message.QualityOfServiceLevel != MqttQualityOfServiceLevel.AtMostOnce)
        {
            try
            {
                await inbox.PutAsync(envelope, connection).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The connection ends; the message comes again at the next.
            }
        }
        else
        {
            // No receive maximum bounds QoS 0, so waiting here would fill the memory; the inbox counts what it loses,
            // but for pulses: a newer one comes in half a minute.
            inbox.PutOrLose(envelope, isCounted: !message.Topic.EndsWith("/tele/health", StringComparison.Ordinal));
        }
    }

    private static async Task LeaveAsync(IMqttClient client)
    {
        try
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            // The expiry is said again: a DISCONNECT with 0 would end the session (MQTT 5.0, 3.14.2.2.2).
            var leave = new MqttClientDisconnectOptions { SessionExpiryInterval = SessionSeconds };
            await client.DisconnectAsync(leave, soon.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (IsLinkTrouble(e))
        {
            // We leave either way.
        }
    }

    // InvalidOperationException: "connect or disconnect is pending", after a broker that died at the wrong moment.
    private static bool IsLinkTrouble(Exception e) =>
        e is MqttCommunicationException or MqttProtocolViolationException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException or IOException
            or System.Net.Sockets.SocketException;

    private void TellAway(Exception e)
    {
        if (!toldAway)
            LogAway(address.Host, address.Port, Plain.Of(e.InnerException?.Message ?? e.Message));
        toldAway = true;
    }

    [LoggerMessage(11, LogLevel.Information, "The broker {Host}:{Port} is there.")]
    private partial void LogThere(string host, int port);

    [LoggerMessage(12, LogLevel.Warning, "The broker {Host}:{Port} is away: {Why}. Trying until it is back.")]
    private partial void LogAway(string host, int port, string why);
}

/// <summary>The link's times and chance.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Backoff">How long to wait after the link went.</param>
/// <param name="Ping">How long a link is believed before the broker is asked whether it still answers.</param>
/// <param name="Deadline">How long an answer may take; a broker that was stopped never gives one.</param>
internal sealed record LinkTiming(TimeProvider Time, Backoff Backoff, TimeSpan Ping, TimeSpan Deadline);
