using DaNangTrace.Edge.Kiosk.Commanding;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Sending;

/// <summary>
/// A kiosk's ledger, uplink and gate, real ones, before a city that decides by chance; beside them what must be true.
/// </summary>
internal sealed partial class SendingRun : IAsyncDisposable
{
    private const int KeepAlive = 10;

    private static readonly TimeSpan Retention = TimeSpan.FromDays(3);

    private readonly Random _chance;
    private readonly Random _counting;
    private readonly List<Guid> _counted = [];
    private readonly int _seed;
    private readonly int _batch;
    private readonly string? _fault;
    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly List<TempFolder> _folders = [new TempFolder()];
    private readonly RandomCity _city;
    private readonly SendingTwin _twin;
    private readonly CommandTwin _commands;
    private RandomCity.Link _link = null!;
    private Ledger _ledger = null!;
    private Uplink _uplink = null!;
    private CommandGate _gate = null!;
    private bool _isUp;
    private bool _hasRetried;
    private volatile bool _isSynchronised = true;
    private int _step;

    /// <param name="seed">Of everything that is chance.</param>
    /// <param name="fault">What is planted; null for nothing.</param>
    public SendingRun(int seed, string? fault)
    {
        (_seed, _fault, _chance) = (seed, fault, new Random(seed));
        _counting = new Random(seed + 2);
        _batch = _chance.Next(2, 21);
        _city = new RandomCity(new Random(seed + 1), _batch) { Ask = AskAsync };
        (_twin, _commands) = (new SendingTwin(_city, Retention), new CommandTwin(_city));
    }

    private string File => _folders[^1].File(LedgerFile.Name);

    public async Task RunAsync(int phases, int steps)
    {
        await OpenAsync();
        for (var phase = 0; phase < phases; phase++)
        {
            for (var step = 0; step < steps; step++, _step++)
            {
                await StepAsync();
                await LookAsync();
            }
            await DrainAsync();
            await CheckQuietAsync();
        }
        await CloseAsync();
        await OpenAsync();
        await LookAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _link.Die();
        await StopAsync();
        await _ledger.DisposeAsync();
        foreach (var folder in _folders)
            folder.Dispose();
        _city.Dispose();
    }

    private async Task StepAsync()
    {
        _isSynchronised = _chance.Next(5) > 0;
        _city.Heal(_chance.Next(6) == 0);
        switch (_chance.Next(18))
        {
            case < 6:
                await AppendAsync(_chance.Next(3) == 0 ? 1 : _chance.Next(1, 90));
                break;
            case 6:
                _time.Advance(TimeSpan.FromSeconds(_chance.Next(1, 30)));
                break;
            case 7:
                await PassDaysAsync();
                break;
            case 8:
                await AcknowledgeAsync();
                break;
            case 9 or 10:
                await CommandAsync();
                break;
            case 11:
                _city.Break("cut");
                break;
            case 12:
                _city.Release(_chance.Next(1, 10));
                break;
            case 13:
                Retry();
                break;
            case 14:
                _city.IsForbidding = !_city.IsForbidding;
                break;
            case 15 or 16:
                await RushAsync();
                break;
            default:
                if (_chance.Next(2) == 0)
                    await CrashAsync();
                else
                    await CloseAsync();
                await OpenAsync();
                break;
        }
        if (_counting.Next(6) == 0)
            await CountAsync();
        await Task.Delay(_chance.Next(3), TestContext.Current.CancellationToken);
        // Else the wait before the next link lasts for most of the run.
        if (_city.Session is null)
            _time.Advance(TimeSpan.FromSeconds(_chance.Next(15)));
    }

    private async Task AppendAsync(int count)
    {
        await _city.Quiet.WaitAsync();
        try
        {
            await BeginAsync();
            _twin.Append();
            var sightings = Enumerable.Range(0, count)
                .Select(i => Samples.Sighting() with { Id = new Guid(RandomBytes()) }).ToList();
            var answers = await Task.WhenAll(sightings.Select(_ledger.AppendAsync));
            _twin.Keep(
                _ledger.Epoch,
                answers.Zip(sightings)
                    .Where(one => one.First is Recorded.Kept)
                    .Select(one => (((Recorded.Kept)one.First).Seq, one.Second)),
                _time.GetUtcNow());
        }
        finally
        {
            _city.Quiet.Release();
        }
    }

    // Until the kiosk is past the moment that parts historical from live; a receipt would be the first to go.
    private async Task BeginAsync()
    {
        var session = _city.Session;
        if (session is null or { HasBegun: true })
            return;
        _uplink.Orders.TryAdd(new CityAnswer(RandomCity.Probe, [], null), isOrder: true);
        await Wait.UntilAsync(
            () => session.HasBegun || _city.Session != session, $"seed {_seed}, step {_step}: the link begins");
    }

    private byte[] RandomBytes()
    {
        var bytes = new byte[16];
        _chance.NextBytes(bytes);
        return bytes;
    }

    private async Task PassDaysAsync()
    {
        for (var days = _chance.Next(1, 4); days > 0; days--)
        {
            _time.Advance(TimeSpan.FromHours(25));
            // Time passes, then the ledger looks at what is too old, in several turns.
            for (var turn = 0; turn < 4; turn++)
                await _ledger.WhileItStandsAsync(() => { });
        }
    }

    private void Retry()
    {
        _city.Disorder();
        _hasRetried = true;
        var first = _chance.NextInt64(1, _twin.Newest + 2);
        RefusedRows.Retry(File, first, first + _chance.Next(200));
    }

    private async Task OpenAsync()
    {
        _link = new RandomCity.Link(_city);
        var clock = new KioskClock(_time, TimeZoneInfo.Utc, () => _isSynchronised);
        _ledger = new Ledger(
            _folders[^1].Path, new RecordingOptions { MaxSize = "3 MiB", Retention = Retention }, clock,
            NullLogger.Instance);
        _uplink = new Uplink(
            _ledger, _fault is null ? _link : new BadLink(_link, _fault),
            new SendingOptions { Batch = _batch, KeepAliveSeconds = KeepAlive }, _time, NullLogger<Uplink>.Instance);
        _gate = new CommandGate(
            _ledger, _uplink.Orders, Samples.Identity, clock, NullLogger<CommandGate>.Instance);
        // What was planted beside the ledger shows before anything is sent.
        await LookAsync();
        await _uplink.StartAsync(CancellationToken.None);
        _isUp = true;
    }

    private async Task StopAsync()
    {
        if (!_isUp)
            return;
        _isUp = false;
        _commands.Lose();
        _city.Release(int.MaxValue);
        await _uplink.StopAsync(CancellationToken.None);
        _uplink.Dispose();
    }

    private async Task CloseAsync()
    {
        await StopAsync();
        _link.Die();
        await LookAsync();
        var before = _twin.States.ToDictionary();
        await _ledger.DisposeAsync();
        using (var connection = LedgerFile.OpenToRead(File))
        {
            var ranges = SettledRanges.Read(connection, LedgerFile.EpochOf(connection));
            foreach (var (seq, state) in before)
                Check(ranges.Ranges(state, seq, seq).Any() ? null : $"row {seq} was {state}, not after the close");
        }
        if (_fault != "an ack beyond the newest row")
            return;
        using var writer = LedgerFile.OpenToWrite(File, Guid.Empty, null);
        LedgerFile.Execute(writer, $"""
            INSERT OR REPLACE INTO ack (epoch, seq)
            VALUES ((SELECT value FROM about WHERE name = 'epoch'), {_twin.Newest + 5})
            """);
    }

    // As SIGKILL leaves it: what was written is in the files, what was shared in memory is not.
    private async Task CrashAsync()
    {
        _link.Die();
        var next = new TempFolder();
        await _ledger.WhileItStandsAsync(() =>
        {
            foreach (var name in (string[])[LedgerFile.Name, LedgerFile.Name + "-wal"])
            {
                if (System.IO.File.Exists(_folders[^1].File(name)))
                    System.IO.File.Copy(_folders[^1].File(name), next.File(name));
            }
        });
        await StopAsync();
        await _ledger.DisposeAsync();
        _folders.Add(next);
        _twin.HasCrashed = true;
        // The newest word of the city may be lost; it never grows.
        using var connection = LedgerFile.OpenToRead(File);
        var left = LedgerFile.Scalar(connection, "SELECT seq FROM ack") as long?;
        Check(left is null || (left <= _twin.Acknowledged && _acks.Contains(left.Value))
            ? null
            : $"a crash made {left} of {_twin.Acknowledged}");
        _twin.Acknowledged = left;
    }

    private async Task<(IReadOnlyList<long> Waiting, long Newest)> AskAsync()
    {
        var waiting = await _ledger.TakeUndeliveredAsync(100_000);
        return ([.. waiting.Select(row => row.Seq)], _ledger.LastSeq);
    }

    private async Task LookAsync()
    {
        Check(_city.Fault);
        using (var connection = LedgerFile.OpenToRead(File))
        {
            Check(_twin.LookAtFile(SettledRanges.Read(connection, LedgerFile.EpochOf(connection)).All(1, long.MaxValue)
                .Where(range => range.State != LedgerState.Gone)));
        }
        var rows = (await _ledger.TakeStoredAsync(_ledger.Epoch, 1, long.MaxValue, int.MaxValue))!;
        Check(_twin.Look(rows, _ledger.Figures, _time.GetUtcNow()));
    }

    private void Check(string? fault) => Assert.True(fault is null, $"seed {_seed}, step {_step}: {fault}");
}
