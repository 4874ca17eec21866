using System.Buffers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Packs;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <content>How the link is made, and what the city says over it.</content>
public sealed partial class MqttUplink
{
    private async Task<Connection> TryConnectAsync(Uri server, CancellationToken stop)
    {
        var faults = ReadFiles(out var files);
        if (files is null && _files is null)
            return new Connection.Down(WordsOf(faults));
        // Those that worked are better than none, until the new ones fit together.
        if (files is not null)
        {
            _files?.Dispose();
            _files = files;
        }
        _filesState = new LinkFilesState(_files!.Expires, OldInUse(faults));
        using var deadline = DeadlineOf(Deadline, stop);
        var client = _factory.CreateMqttClient();
        var broken = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.DisconnectedAsync += ended =>
        {
            broken.TrySetResult(LinkFault.WordsOf(ended));
            return Task.CompletedTask;
        };
        // What an earlier link said and was not taken up is the broker's again.
        _hearing = new CancellationTokenSource();
        var isHeard = _hearing.Token;
        client.ApplicationMessageReceivedAsync += received => HearAsync(received, isHeard);
        var seen = new SeenServer();
        try
        {
            var answer = await client.ConnectAsync(OptionsOf(server, seen), deadline.Token);
            if (answer.ResultCode != MqttClientConnectResultCode.Success)
                return new Connection.Down(WordsOf(answer));
            _client = client;
            seen.HasLetIn = true;
            return await GreetAsync(client, answer, broken.Task, deadline.Token);
        }
        catch (Exception e) when (LinkFault.Is(e))
        {
            stop.ThrowIfCancellationRequested();
            return new Connection.Down(seen.Fault ?? WordsOf(e, server, seen))
            {
                IsCut = seen.HasLetIn && LinkFault.IsCut(e),
            };
        }
        finally
        {
            if (_client != client)
                client.Dispose();
        }
    }

    // The city hears that the kiosk is there, and the kiosk hears the city.
    private async Task<Connection> GreetAsync(
        IMqttClient client, MqttClientConnectResult answer, Task<string> broken, CancellationToken deadline)
    {
        // The library says 0 where the broker says nothing.
        var beside = identity.Address.Scan.Length + BytesBeside;
        _mostBytes = (int)Math.Min(WireJson.MaxPayload,
            answer.MaximumPacketSize is > 0 and var largest ? Math.Max(0, largest - beside) : int.MaxValue);
        var online = await PublishAsync(StatusOf(KioskStatus.Online).Build(), deadline);
        switch (online)
        {
            case Verdict.Refused refused:
                return new Connection.Down(
                    $"the broker refuses the kiosk's status ({refused.Reason}): check its access list");
            case Verdict.Postponed postponed:
                return new Connection.Down(postponed.Words);
            case Verdict.Unreachable gone:
                var word = await BrokersWordAsync(broken);
                return new Connection.Down(word ?? gone.Reason) { IsCut = word is not null || gone.IsCut };
        }
        var window = answer.ReceiveMaximum is > 0 and var most ? most : IsVersion5 ? ushort.MaxValue : UntoldWindow;
        return new Connection.Up(Math.Min(window, WidestWindow), Math.Min(_mostBytes, MostTogether), broken)
        {
            Hint = await SubscribeAsync(client, deadline),
        };
    }

    // Who took the kiosk's place, say. What the library throws comes first and knows less.
    private async Task<string?> BrokersWordAsync(Task<string> broken)
    {
        try
        {
            return await broken.WaitAsync(UntilBrokersWord, time);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task<string?> SubscribeAsync(IMqttClient client, CancellationToken deadline)
    {
        var subscription = new MqttClientSubscribeOptionsBuilder();
        foreach (var topic in (string[])
            [
                identity.Address.Ack, identity.Address.EveryCommand, identity.Address.Status,
                identity.Address.CatalogManifest, identity.Address.RecallsManifest,
            ])
        {
            subscription.WithTopicFilter(filter => filter
                .WithTopic(topic)
                // The kiosk's own state is of interest while it is there: the will of its last session must not wait
                // for it at the broker.
                .WithQualityOfServiceLevel(topic == identity.Address.Status
                    ? MqttQualityOfServiceLevel.AtMostOnce
                    : MqttQualityOfServiceLevel.AtLeastOnce)
                // Else a command that somebody retains looks like a fresh one while the link is up.
                .WithRetainAsPublished(IsVersion5));
        }
        var answer = await client.SubscribeAsync(subscription.Build(), deadline);
        var refused = answer.Items.Where(item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2)
            .Select(item => item.TopicFilter.Topic).ToList();
        return refused.Count == 0
            ? null
            : $"the broker does not let the kiosk hear {string.Join(", ", refused)}: check its access list";
    }

    private async Task HearAsync(MqttApplicationMessageReceivedEventArgs received, CancellationToken isHeard)
    {
        var message = received.ApplicationMessage;
        var topic = message.Topic;
        if (topic == identity.Address.Status)
        {
            await HearStatusAsync(message.Payload.ToArray());
            return;
        }
        var isTooLarge = message.Payload.Length > WireJson.MaxPayload;
        var heard = new CityMessage(
            SubjectOf(topic), isTooLarge ? [] : message.Payload.ToArray(), message.Retain)
        {
            IsTooLarge = isTooLarge,
            ResponseTopic = message.ResponseTopic,
            Correlation = message.CorrelationData,
        };
        // The broker gets its answer with the return: what was dropped would be said again by nobody. While a disk
        // hangs, the library does not tell that the link broke before this returns; then its silence tells.
        await _heard.Writer.WriteAsync(heard, isHeard);
        await heard.Taken.WaitAsync(isHeard);
    }

    private CitySubject SubjectOf(string topic) =>
        topic == identity.Address.Ack ? new CitySubject.Committed()
        : topic == identity.Address.CatalogManifest ? new CitySubject.Pack(PackManifest.Full)
        : topic == identity.Address.RecallsManifest ? new CitySubject.Pack(PackManifest.RecallList)
        : new CitySubject.Command(topic[(topic.LastIndexOf('/') + 1)..]);

    // A will that comes late says offline of a session that was before this one: the last word must be this one's.
    private async Task HearStatusAsync(byte[] payload)
    {
        KioskStatus status;
        try
        {
            status = WireJson.ToStatus(payload);
        }
        catch (JsonException)
        {
            // Whoever writes this into the kiosk's topic is the broker's business.
            return;
        }
        var isThis = status.Epoch == _session.Epoch && status.Session == _session.Number;
        if (isThis || status.State != KioskStatus.Offline || _client is not { } client)
            return;
        using var deadline = new CancellationTokenSource(Deadline);
        // Not acknowledged, so that it needs no place among what may be on its way.
        var again = StatusOf(KioskStatus.Online).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtMostOnce);
        try
        {
            await client.PublishAsync(again.Build(), deadline.Token);
        }
        catch (Exception e) when (LinkFault.Is(e))
        {
            // The next session says it anew.
        }
    }

    private MqttClientOptions OptionsOf(Uri server, SeenServer seen)
    {
        var isEncrypted = server.Scheme == "mqtts";
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(
                server.Host, server.IsDefaultPort || server.Port <= 0 ? (isEncrypted ? 8883 : 1883) : server.Port)
            .WithTcpServer(tcp => tcp.BufferSize = BufferBytes)
            .WithClientId(identity.Address.Kiosk)
            .WithProtocolVersion(IsVersion5 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(options.KeepAliveSeconds))
            .WithTimeout(LibraryTimeout)
            .WithCleanStart(false)
            .WithWillTopic(identity.Address.Status)
            .WithWillPayload(StatusBytes(KioskStatus.Offline))
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithWillRetain();
        if (IsVersion5)
            builder.WithSessionExpiryInterval(SessionExpirySeconds).WithReceiveMaximum(MostHeard)
                .WithMaximumPacketSize(MostPacketBytes);
        if (options.Username is not null)
            builder.WithCredentials(options.Username, _files!.Password);
        if (isEncrypted)
            builder.WithTlsOptions(tls => Encrypt(tls, server.Host, seen));
        return builder.Build();
    }

    private void Encrypt(MqttClientTlsOptionsBuilder tls, string host, SeenServer seen)
    {
        tls.UseTls().WithSslProtocols(SslProtocols.Tls13).WithTargetHost(host);
        // A private authority publishes no list that a kiosk without network could ask for; the broker has its own.
        tls.WithRevocationMode(X509RevocationMode.NoCheck);
        if (_files!.Authorities is { } authorities)
            tls.WithTrustChain(authorities);
        if (_files.Certificate is { } certificate)
            tls.WithClientCertificates([certificate]);
        // As strict as without it: it only finds the words.
        tls.WithCertificateValidationHandler(check =>
        {
            seen.HasShownCertificate = true;
            if (check.SslPolicyErrors == SslPolicyErrors.None)
                return true;
            seen.Fault = WordsOf(check, host);
            return false;
        });
    }

    private static string WordsOf(MqttClientConnectResult answer) => answer.ResultCode switch
    {
        MqttClientConnectResultCode.NotAuthorized or MqttClientConnectResultCode.BadUserNameOrPassword =>
            $"the broker refuses the kiosk ({answer.ResultCode}): check its access list there, sending.username and "
            + "sending.passwordFile",
        MqttClientConnectResultCode.ServerBusy or MqttClientConnectResultCode.ServerUnavailable =>
            $"the broker is busy ({answer.ResultCode})",
        var code => $"the broker refuses the kiosk ({code})",
    };

    private string WordsOf(Exception e, Uri server, SeenServer seen)
    {
        var words = LinkFault.WordsOf(e);
        if (seen.HasLetIn || e is OperationCanceledException || LinkFault.IsNobodyThere(e))
            return words;
        if (server.Scheme != "mqtts")
            return $"no MQTT was spoken ({words}): the port may be one for mqtts://, or no broker's; check "
                + "sending.servers";
        if (!seen.HasShownCertificate)
            return $"the broker began no TLS 1.3 ({words}): the port may be one without TLS, check sending.servers; or "
                + "the broker's TLS is older";
        // With TLS 1.3 the broker looks at the kiosk's certificate when the kiosk believes that all is done.
        return _files?.Certificate is not { } certificate
            ? $"the broker ended the link ({words}): it may want a certificate of the kiosk, and sending.certificate "
                + "names none"
            : certificate.NotAfter.ToUniversalTime() < time.GetUtcNow()
            // What to do about it is told as long as it lasts, with a link or without.
            ? $"the broker ended the link ({words}), as it does when the kiosk's certificate has expired"
            : $"the broker ended the link ({words}): it may not take the kiosk's certificate; check that "
                + $"{options.Certificate} is of its authority and not revoked, or replace it";
    }

    private string WordsOf(MqttClientCertificateValidationEventArgs check, string host)
    {
        if (check.SslPolicyErrors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return "the broker shows no certificate";
        if (check.SslPolicyErrors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"the broker's certificate is for another name than {host}: correct sending.servers, or it is "
                + "another server";
        var faults = check.Chain.ChainStatus.Aggregate(
            X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        return faults.HasFlag(X509ChainStatusFlags.NotTimeValid)
            ? "the broker's certificate has expired or is not valid yet: check this machine's clock, then the broker"
            : $"the broker's certificate is not from an authority of {options.Ca ?? "this system"} ({faults}): correct "
                + "sending.ca, or it is another server";
    }

    private static CancellationTokenSource DeadlineOf(TimeSpan limit, CancellationToken stop)
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(limit);
        return deadline;
    }

    // How far the server came with its TLS.
    private sealed class SeenServer
    {
        public bool HasShownCertificate { get; set; }

        public bool HasLetIn { get; set; }

        public string? Fault { get; set; }
    }
}
