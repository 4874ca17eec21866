using System.Text.Json;
using DaNangTrace.Edge.Kiosk.Commanding;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Sending;

/// <summary>What the city wants once more, from its command to the receipt.</summary>
public sealed class ResendTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly FakeUplink _city = new() { Window = 2 };
    private readonly Ledger _ledger;
    private readonly Uplink _uplink;
    private readonly CommandGate _gate;

    public ResendTests()
    {
        _ledger = new Ledger(_folder.Path, new RecordingOptions(), Samples.Clock(_time), NullLogger.Instance);
        _uplink = new Uplink(
            _ledger, _city, new SendingOptions { Batch = 5 }, _time, NullLogger<Uplink>.Instance);
        _gate = new CommandGate(
            _ledger, _uplink.Orders, Samples.Identity, Samples.Clock(_time), NullLogger<CommandGate>.Instance);
    }

    [Fact]
    public async Task Rows_go_once_more_unchanged_and_a_receipt_says_how_many()
    {
        await AppendAsync(12);
        await StartAsync();
        await Wait.UntilAsync(() => _ledger.Pending == 0, "all is delivered");
        var first = _city.Messages.Count;

        await AskAsync("r-1", 3, 9);

        var (issuer, receipt) = await ReceiptAsync(1);
        Assert.Equal(("fleet-1", "r-1", "done", 7L), (issuer, receipt.Id, receipt.Result, receipt.Sent));
        Assert.Empty(receipt.Gone);
        Assert.Equal(
            [3, 4, 5, 6, 7, 8, 9],
            _city.Messages.Skip(first).SelectMany(message => message).Select(one => (int)one.Seq));
        Assert.Equal((0, 12), (_ledger.Pending, _ledger.LastSeq));
        Assert.Equal((1, 0), (_uplink.Orders.Taken, _uplink.Orders.Refused));
    }

    [Fact]
    public async Task They_go_behind_all_that_is_pending()
    {
        await AppendAsync(60);
        var gate = new TaskCompletionSource();
        _city.Pause = gate.Task;
        await StartAsync();
        await Wait.UntilAsync(() => _city.OnTheirWay == 2, "the backlog is on its way");
        await AskAsync("r-1", 1, 4);
        gate.SetResult();

        await ReceiptAsync(1);
        var arrived = _city.Arrived.ToList();
        Assert.Equal(Enumerable.Range(1, 60).Select(seq => (long)seq), arrived.Take(60));
        Assert.Equal([1, 2, 3, 4], arrived.Skip(60).Select(seq => (int)seq));
    }

    [Fact]
    public async Task What_is_not_there_is_named()
    {
        await AppendAsync(5);
        await StartAsync();

        await AskAsync("r-1", 4, 9);
        Assert.Equal([[6L, 9L]], (await ReceiptAsync(1)).Receipt.Gone);
        await AskAsync("r-2", 1, 7, epoch: Guid.CreateVersion7(Samples.Noon));
        var unknown = (await ReceiptAsync(2)).Receipt;
        Assert.Equal(("done", 0L), (unknown.Result, unknown.Sent));
        Assert.Equal([[1L, 7L]], unknown.Gone);
    }

    [Fact]
    public async Task A_broken_link_interrupts_it_and_what_was_acknowledged_does_not_go_again()
    {
        await AppendAsync(40);
        await StartAsync();
        await Wait.UntilAsync(() => _ledger.Pending == 0, "all is delivered");
        var isBroken = true;
        _city.Judge = seqs => isBroken && seqs[0] > 15 ? new Verdict.Unreachable("cut") : new Verdict.Delivered();

        await AskAsync("r-1", 1, 40);
        await Wait.UntilAsync(() => _uplink.Now.Message.Contains("cut", StringComparison.Ordinal), "the link breaks");
        isBroken = false;
        await Wait.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return _city.Answers.Count == 1;
            },
            "a receipt");

        Assert.Equal(("done", 40L), ((await ReceiptAsync(1)).Receipt.Result, (await ReceiptAsync(1)).Receipt.Sent));
        Assert.All(_city.Arrived.CountBy(seq => seq), seq => Assert.Equal(2, seq.Value));
    }

    [Fact]
    public async Task What_the_broker_refuses_this_time_is_told_and_its_state_stays()
    {
        await AppendAsync(6);
        await StartAsync();
        await Wait.UntilAsync(() => _ledger.Pending == 0, "all is delivered");
        _city.Judge = _ => new Verdict.Refused("NotAuthorized");

        await AskAsync("r-1", 1, 6);

        Assert.Equal(("failed", 0L), ((await ReceiptAsync(1)).Receipt.Result, (await ReceiptAsync(1)).Receipt.Sent));
        Assert.Equal(0, _ledger.Figures.Refused);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _uplink.StopAsync(CancellationToken.None);
        _uplink.Dispose();
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }

    private Task StartAsync() => _uplink.StartAsync(TestContext.Current.CancellationToken);

    private Task AskAsync(string id, long from, long to, Guid? epoch = null) =>
        _gate.TakeAsync(new CityMessage(new CitySubject.Command("resend"), JsonSerializer.SerializeToUtf8Bytes(new
        {
            v = 1,
            id,
            issuer = "fleet-1",
            expires = _time.GetUtcNow().AddMinutes(1),
            epoch = epoch ?? _ledger.Epoch,
            from,
            to,
            later = "what a later version may say",
        }), IsRetained: false));

    private async Task<(string Issuer, Receipt Receipt)> ReceiptAsync(int count)
    {
        await Wait.UntilAsync(() => _city.Answers.Count >= count, "a receipt");
        var answer = _city.Answers[count - 1];
        return (answer.Issuer, WireJson.ToReceipt(answer.Payload));
    }

    private async Task AppendAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await _ledger.AppendAsync(Samples.Sighting());
    }
}
