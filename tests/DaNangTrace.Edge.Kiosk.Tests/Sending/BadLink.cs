using System.Text;
using System.Threading.Channels;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Tests.Sending;

/// <summary>A link with a planted fault: what the model must notice.</summary>
internal sealed class BadLink(IUplink link, string fault) : IUplink
{
    private readonly Lock _gate = new();
    private readonly HashSet<long> _sent = [];
    private readonly HashSet<long> _delivered = [];
    private int _messages;

    public ChannelReader<CityMessage> Heard => link.Heard;

    public LinkFilesState Files => link.Files;

    public async Task<Connection> ConnectAsync(LinkSession session, CancellationToken stop)
    {
        var connection = await link.ConnectAsync(session, stop);
        return (connection, fault) switch
        {
            (Connection.Up up, "window exceeded") => up with { Window = up.Window + 2 },
            (Connection.Up up, "too large") => up with { MostBytes = up.MostBytes * 3 },
            _ => connection,
        };
    }

    public async Task<Verdict> SendAsync(ReadOnlyMemory<byte> sightings, CancellationToken stop)
    {
        var rows = FakeUplink.Split(sightings);
        var seqs = rows.ConvertAll(bytes => WireJson.ToSighting(bytes).Seq);
        bool isFifth, isKnown, isDelivered;
        lock (_gate)
        {
            isFifth = ++_messages % 5 == 0;
            isKnown = seqs.Exists(_sent.Contains);
            isDelivered = seqs.TrueForAll(_delivered.Contains);
            _sent.UnionWith(seqs);
        }
        // The next one overtakes it.
        if (fault == "out of order" && isFifth)
            await Task.Delay(20, stop);
        // What nobody acknowledged is told as if somebody had.
        if (fault == "settled before PUBACK")
            return await link.SendAsync(sightings, stop) is Verdict.Refused refused ? refused : new Verdict.Delivered();
        if (rows.Count > 1 && ((fault == "one row dropped" && isFifth) || (fault == "a resend skips" && isDelivered)))
            rows.RemoveAt(1);
        else if (fault == "other content" && isKnown)
            rows = rows.ConvertAll(bytes => Encoding.UTF8.GetBytes(
                Encoding.UTF8.GetString(bytes).Replace("\"front\"", "\"frone\"", StringComparison.Ordinal)));
        var verdict = await link.SendAsync(rows.Count == seqs.Count && fault != "other content"
            ? sightings
            : Join(rows), stop);
        lock (_gate)
        {
            if (verdict is Verdict.Delivered)
                _delivered.UnionWith(seqs);
        }
        return verdict;
    }

    public Task<Verdict> TellCountAsync(ReadOnlyMemory<byte> count, CancellationToken stop) =>
        link.TellCountAsync(count, stop);

    public async Task<Verdict> AnswerAsync(CityAnswer answer, CancellationToken stop)
    {
        var verdict = await link.AnswerAsync(answer, stop);
        // Once more than once.
        return fault == "two receipts" && answer.Issuer != RandomCity.Probe && verdict is Verdict.Delivered
            ? await link.AnswerAsync(answer, stop)
            : verdict;
    }

    public Task BeatAsync(ReadOnlyMemory<byte> pulse, CancellationToken stop) => link.BeatAsync(pulse, stop);

    public Task<bool> IsAliveAsync(TimeSpan limit, CancellationToken stop) => link.IsAliveAsync(limit, stop);

    public bool HasNewFiles() => link.HasNewFiles();

    public void Drop() => link.Drop();

    public Task LeaveAsync() => link.LeaveAsync();

    public ValueTask DisposeAsync() => link.DisposeAsync();

    private static byte[] Join(List<byte[]> rows) => rows.Count == 1
        ? rows[0]
        : Encoding.UTF8.GetBytes($"[{string.Join(',', rows.Select(Encoding.UTF8.GetString))}]");
}
