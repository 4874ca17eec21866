using System.Text.Json;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Tests.Sending;

/// <content>What the city says, and what must be true when all is quiet.</content>
internal sealed partial class SendingRun
{
    // More would be told to be too many.
    private const int MostOrders = 8;

    private readonly HashSet<long> _acks = [];
    private readonly HashSet<string> _taken = [];

    private async Task AcknowledgeAsync()
    {
        await LookAsync();
        var newest = _twin.Newest;
        var isForeign = _chance.Next(8) == 0;
        var isRetained = _chance.Next(8) == 0;
        var upTo = _chance.Next(6) switch
        {
            // A stale one, one that is nonsense, one of what it can't have; mostly what it has.
            0 => _chance.NextInt64(0, newest + 1),
            1 => newest + 1 + _chance.Next(3),
            2 => -1,
            3 => newest,
            _ => _city.Locked(() => _city.Acknowledged.DefaultIfEmpty(0).Max()) - _chance.Next(50),
        };
        // A city that falls far behind: rows have to make room that it does not have.
        upTo = _seed % 2 == 0 && upTo <= newest ? Math.Min(upTo, newest / 10) : upTo;
        var (taken, refused) = (_uplink.Orders.Taken, _uplink.Orders.Refused);
        await _gate.TakeAsync(new CityMessage(
            new CitySubject.Committed(),
            JsonSerializer.SerializeToUtf8Bytes(new
            {
                v = 1,
                epoch = isForeign ? Guid.CreateVersion7(Samples.Noon) : _ledger.Epoch,
                upTo,
            }),
            isRetained));
        var isRight = !isForeign && !isRetained && upTo >= 0 && upTo <= newest;
        if (isRight)
        {
            _twin.Acknowledged = Math.Max(_twin.Acknowledged ?? 0, upTo);
            _acks.Add(upTo);
        }
        Check(isRight ? _uplink.Orders.Taken > taken ? null : $"the ack {upTo} was not taken"
            : _uplink.Orders.Refused > refused ? null : $"the ack {upTo} was not refused");
    }

    private async Task CommandAsync()
    {
        if (_commands.Waiting >= MostOrders || _twin.Newest == 0)
            return;
        // Of places that were sent already: others come by themselves, and nobody could tell which is which.
        var most = _city.Locked(() => _city.Acknowledged.DefaultIfEmpty(0).Max());
        if (most == 0)
            return;
        var from = _chance.NextInt64(1, most + 1);
        var to = Math.Min(most, from + _chance.Next(150));
        var id = $"r-{_chance.Next(60)}";
        await SayAsync(id, from, to, _chance.Next(12));
    }

    private async Task SayAsync(string id, long from, long to, int kind)
    {
        var (name, isRetained, expires) = (ResendRange.Name, false, _time.GetUtcNow().AddMinutes(5));
        var isLate = false;
        switch (kind)
        {
            case 0:
                isRetained = true;
                break;
            case 1:
                (expires, isLate) = (_time.GetUtcNow().AddSeconds(-1), _isSynchronised);
                break;
            case 2:
                to = from + ResendRange.MostRows;
                break;
            case 3:
                name = "reboot";
                break;
        }
        var result = isRetained ? Receipt.Retained
            : name != ResendRange.Name ? Receipt.Unknown
            : isLate ? Receipt.Expired
            : to - from >= ResendRange.MostRows ? Receipt.Invalid
            : _taken.Add(id) ? null
            : Receipt.Repeated;
        var missing = new HashSet<long>();
        for (var seq = from; result is null && seq <= to; seq++)
        {
            if (_twin.Pruned.Contains(seq) || seq > _twin.Newest)
                missing.Add(seq);
        }
        _city.Locked(() =>
        {
            if (result is null)
                _city.Wanted.Add((from, to));
            _commands.Add(new CommandTwin.Said(id, result, from, to, missing, _city.AgainRefused));
            return true;
        });
        await _gate.TakeAsync(new CityMessage(
            new CitySubject.Command(name),
            JsonSerializer.SerializeToUtf8Bytes(
                new { v = 1, id, issuer = "city", expires, epoch = _ledger.Epoch, from, to }),
            isRetained));
    }

    // Shoppers scan while a backlog goes out to a city that is slow: both streams wait.
    private async Task RushAsync()
    {
        _city.Break("cut");
        _city.IsSlow = true;
        await AppendAsync(_chance.Next(60, 200));
        for (var i = 0; i < 200 && _city.OnTheirWay == 0; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(_city.Session is null ? 5 : 0));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
        for (var i = 0; i < 8; i++)
        {
            await AppendAsync(_chance.Next(1, 4));
            _city.Release(_chance.Next(1, 4));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
        _city.IsSlow = false;
    }

    // The city takes whatever it does not forbid, until nothing waits any more.
    private async Task DrainAsync()
    {
        _city.Heal(isHealthy: true);
        var turn = 0;
        await Wait.UntilAsync(
            () =>
            {
                Check(_city.Fault);
                // Time goes on only when nothing waits for an answer: else the silence would grow by itself.
                if (_city.OnTheirWay == 0 || ++turn % 20 == 0)
                    _time.Advance(TimeSpan.FromSeconds(_city.Session is null ? 5 : 0.5));
                return IsQuiet();
            },
            () => $"seed {_seed}, step {_step}: all is sent; {_ledger.Pending} pending, {_city.OnTheirWay} on their way"
                + $", {_commands.Waiting} commands, session {_city.Session}, ledger {_ledger.Now.Message}, uplink "
                + $"{_uplink.Now.Message}, its loop {_uplink.ExecuteTask?.Status} {_uplink.ExecuteTask?.Exception}");
        await LookAsync();
        _hasRetried = false;
        _city.IsOrdered = true;
    }

    // A recall list that arrived.
    private async Task CountAsync()
    {
        var counts = Enumerable.Range(_counted.Count + 1, _counting.Next(1, 4)).Select(Samples.RecallCount).ToList();
        Check(await _ledger.KeepCountsAsync(_ledger.Epoch, counts, $"{_step}") == counts.Count
            ? null
            : "counts were not kept");
        _counted.AddRange(counts.Select(one => one.Id));
    }

    private bool IsQuiet()
    {
        if (_ledger.Pending > 0 || _ledger.Counts.Pending > 0 || _city.OnTheirWay > 0 || _commands.Waiting > 0)
            return false;
        if (!_hasRetried)
            return true;
        using var connection = LedgerFile.OpenToRead(File);
        return LedgerFile.Scalar(connection, "SELECT COUNT(*) FROM retry") is 0L && _ledger.Pending == 0;
    }

    private async Task CheckQuietAsync()
    {
        if (_twin.Newest > 0)
        {
            // Places that are not there yet: only now, when none is about to come.
            await SayAsync($"beyond-{_step}", Math.Max(1, _twin.Newest - _chance.Next(3)), _twin.Newest + 3, 9);
            await DrainAsync();
        }
        var messages = _city.Messages;
        for (var i = 0; i < 3; i++)
            await AcknowledgeAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        await _ledger.WhileItStandsAsync(() => { });
        await Task.Delay(2, TestContext.Current.CancellationToken);
        Check(_city.Messages == messages ? null : "an acknowledgement had something sent");
        await LookAsync();
        Check(_twin.LookAtEnd());
        Check(_city.Locked(() => _counted.TrueForAll(_city.Counts.ContainsKey)) ? null : "a count did not arrive");
        Check(LedgerCheck.Verify(File).Fault);
        Check(_commands.Look(seq => seq > _twin.Newest || _twin.Pruned.Contains(seq)));
        _city.Heal(isHealthy: false);
    }
}
