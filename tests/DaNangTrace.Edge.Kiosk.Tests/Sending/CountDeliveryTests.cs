using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Sending;

/// <summary>How the counts of recalled goods come to the city.</summary>
public sealed class CountDeliveryTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly FakeUplink _city = new() { Window = 2 };
    private Ledger _ledger = null!;
    private Uplink _uplink = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_is_sent_once_with_its_stored_bytes_in_order_beside_sightings()
    {
        await KeepAsync(1, 2, 3);
        for (var n = 0; n < 20; n++)
            await _ledger.AppendAsync(Samples.Sighting());
        await _uplink.StartAsync(Stop);
        await UntilAsync(() => _ledger.Counts.Pending == 0 && _ledger.Pending == 0);
        await KeepAsync(4);
        await UntilAsync(() => _ledger.Counts.Pending == 0);

        Assert.Equal(Enumerable.Range(1, 4).Select(n => WireJson.ToBytes(Samples.RecallCount(n))), _city.Counts);
        await AnewAsync();
        await _ledger.AppendAsync(Samples.Sighting());
        await UntilAsync(() => _ledger.Pending == 0);
        Assert.Equal(4, _city.Counts.Count);
    }

    [Fact]
    public async Task What_was_not_acknowledged_is_sent_again_over_the_next_link_and_after_a_start()
    {
        var isThere = false;
        _city.JudgeCount = _ => isThere ? new Verdict.Delivered() : new Verdict.Unreachable("lost");
        await KeepAsync(1, 2);
        await _uplink.StartAsync(Stop);
        await UntilAsync(() => _city.Sessions.Count > 2);
        Assert.Equal(2, _ledger.Counts.Pending);

        await AnewAsync();
        isThere = true;
        await UntilAsync(() => _ledger.Counts.Pending == 0);

        Assert.Equal(
            Enumerable.Range(1, 2).Select(n => WireJson.ToBytes(Samples.RecallCount(n))), _city.Counts.Take(2));
    }

    [Fact]
    public async Task What_is_refused_is_kept_told_and_sent_again_on_request()
    {
        var isForbidden = true;
        _city.JudgeCount = one => isForbidden && one.Id == Samples.RecallCount(2).Id
            ? new Verdict.Refused("NotAuthorized, 0x87")
            : new Verdict.Delivered();
        await KeepAsync(1, 2, 3);
        await _uplink.StartAsync(Stop);
        await UntilAsync(() => _ledger.Counts is { Pending: 0, Refused: 1 });
        Assert.Equal(2, _city.Counts.Count);
        Assert.Equal(Wellness.Degraded, _uplink.Now.Wellness);
        Assert.Contains("allow evt/recalled", _uplink.Now.Message, StringComparison.Ordinal);
        // A start does not forget it.
        await AnewAsync();
        Assert.Equal(new CountFigures(0, 1, "NotAuthorized, 0x87"), _ledger.Counts);
        Assert.Equal(_ledger.Counts, RefusedRows.CountsOf(_ledger.File));

        isForbidden = false;
        Assert.Equal(1, RefusedRows.Retry(_ledger.File, 1, long.MaxValue));
        await UntilAsync(() => _ledger.Counts is { Pending: 0, Refused: 0 });

        Assert.Equal(WireJson.ToBytes(Samples.RecallCount(2)), _city.Counts[^1]);
        Assert.Equal(Wellness.Ok, _uplink.Now.Wellness);
    }

    [Fact]
    public async Task What_the_broker_never_takes_while_it_takes_others_holds_nothing_up()
    {
        _city.JudgeCount = one => one.Id == Samples.RecallCount(1).Id
            ? new Verdict.Postponed("ImplementationSpecificError, 0x83", "not now")
            : new Verdict.Delivered();
        await KeepAsync(1, 2, 3);
        await _uplink.StartAsync(Stop);
        await UntilAsync(() =>
        {
            // Something that it takes tells that it is this one that it does not.
            _ = _ledger.AppendAsync(Samples.Sighting());
            return _ledger.Counts is { Pending: 0, Refused: 1 };
        });
    }

    public ValueTask InitializeAsync()
    {
        Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Dispose();
    }

    private void Open()
    {
        _ledger = new Ledger(_folder.Path, new RecordingOptions(), Samples.Clock(_time), NullLogger.Instance);
        _uplink = new Uplink(_ledger, _city, new SendingOptions(), _time, NullLogger<Uplink>.Instance);
    }

    private async Task CloseAsync()
    {
        await _uplink.StopAsync(CancellationToken.None);
        _uplink.Dispose();
        await _ledger.DisposeAsync();
    }

    private async Task AnewAsync()
    {
        await CloseAsync();
        Open();
        await _uplink.StartAsync(Stop);
    }

    private async Task KeepAsync(params int[] numbers) => Assert.Equal(
        numbers.Length,
        await _ledger.KeepCountsAsync(_ledger.Epoch, [.. numbers.Select(Samples.RecallCount)], $"{numbers[0]}"));

    private Task UntilAsync(Func<bool> happened) => Wait.UntilAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return happened();
        },
        () => $"{_ledger.Counts}, {_uplink.Now}");
}
