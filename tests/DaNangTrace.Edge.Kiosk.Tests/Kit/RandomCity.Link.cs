using System.Runtime.InteropServices;
using System.Threading.Channels;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <content>How kiosks reach it.</content>
internal sealed partial class RandomCity
{
    /// <summary>The link of one start of a kiosk.</summary>
    internal sealed class Link(RandomCity city) : IUplink
    {
        private readonly Channel<CityMessage> _heard = Channel.CreateUnbounded<CityMessage>();
        private volatile bool _isDead;

        public ChannelReader<CityMessage> Heard => _heard.Reader;

        public LinkFilesState Files => new(null, null);

        /// <summary>Nothing goes over it any more.</summary>
        public void Die()
        {
            _isDead = true;
            city.Break("dead");
        }

        public async Task<Connection> ConnectAsync(LinkSession session, CancellationToken stop)
        {
            await city.Quiet.WaitAsync(stop);
            try
            {
                city.Locked(() => city._session = null);
                if (_isDead)
                    return new Connection.Down("dead");
                var (waiting, newest) = await city.Ask();
                // It may have died meanwhile.
                return city.Locked(() => _isDead
                    ? new Connection.Down("dead")
                    : city.Accept(session, waiting, newest));
            }
            finally
            {
                city.Quiet.Release();
            }
        }

        public Task<Verdict> SendAsync(ReadOnlyMemory<byte> sightings, CancellationToken stop) => FlyAsync(
            FakeUplink.Split(sightings).ConvertAll(bytes => (WireJson.ToSighting(bytes).Seq, bytes)),
            sightings.Length, () => { }, stop);

        public Task<Verdict> TellCountAsync(ReadOnlyMemory<byte> count, CancellationToken stop)
        {
            var id = WireJson.ToRecallCount(count.Span).Id;
            return FlyAsync([], count.Length, () => city.NoteCount(id, count.ToArray()), stop);
        }

        public async Task<Verdict> AnswerAsync(CityAnswer answer, CancellationToken stop)
        {
            if (answer.Issuer == Probe)
            {
                city.Locked(() => city._session?.HasBegun = true);
                return new Verdict.Delivered();
            }
            var receipt = WireJson.ToReceipt(answer.Payload);
            var verdict = await FlyAsync([], answer.Payload.Length, () => city.Receipts.Add(receipt), stop);
            if (verdict is not Verdict.Delivered)
                city.Locked(() => CollectionsMarshal.GetValueRefOrAddDefault(
                    city.Missed, (receipt.Id, receipt.Result), out _)++);
            return verdict;
        }

        public Task BeatAsync(ReadOnlyMemory<byte> pulse, CancellationToken stop) => Task.CompletedTask;

        public Task<bool> IsAliveAsync(TimeSpan limit, CancellationToken stop) =>
            Task.FromResult(city.Session is not null);

        public void Drop() { }

        public bool HasNewFiles() => false;

        public Task LeaveAsync() => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private async Task<Verdict> FlyAsync(
            List<(long Seq, byte[] Bytes)> rows, int bytes, Action delivered, CancellationToken stop)
        {
            if (city.Session is not { } session || _isDead)
                return new Verdict.Unreachable("broken");
            var (fate, held, isAgain) = city.Locked(() => city.Take(session, rows, bytes));
            try
            {
                await Task.Yield();
                await held.WaitAsync(stop);
            }
            catch (OperationCanceledException)
            {
                fate = Fate.Lost;
            }
            return city.Locked(() =>
            {
                session.OnTheirWay--;
                // Whoever is not told knows nothing.
                var verdict = _isDead || stop.IsCancellationRequested
                    ? new Verdict.Unreachable("broken")
                    : city.Answer(session, rows, fate, isAgain);
                if (verdict is Verdict.Delivered)
                    delivered();
                return verdict;
            });
        }
    }
}
