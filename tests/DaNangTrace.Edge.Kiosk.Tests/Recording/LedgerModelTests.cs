using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Recording;

/// <summary>
/// Random appends, settles, acknowledgements, retries, prunings, crashes and reopenings, beside a twin in memory that
/// can't be wrong.
/// </summary>
public sealed class LedgerModelTests
{
    private const int Steps = 120;

    [Theory]
    [MemberData(nameof(Seeds), 1, 8)]
    public Task It_does_what_its_twin_does(int seed) => RunAsync(seed, null);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Seeds), 100, 200)]
    public Task It_does_what_its_twin_does_with_many_seeds(int seed) => RunAsync(seed, null);

    [Theory]
    [InlineData("one row dropped")]
    [InlineData("settled what was not delivered")]
    [InlineData("one byte changed")]
    [InlineData("an ack beyond the newest row")]
    public async Task The_model_finds_a_planted_fault(string fault)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            if (await Record.ExceptionAsync(() => RunAsync(seed, fault)) is Xunit.Sdk.XunitException)
                return;
        }
        Assert.Fail($"{fault} was not found");
    }

    public static TheoryData<int> Seeds(int first, int count) => [.. Enumerable.Range(first, count)];

    private static async Task RunAsync(int seed, string? fault)
    {
        await using var run = new Run(seed, fault);
        for (var step = 0; step < Steps; step++)
            await run.StepAsync(step);
        await run.CheckAsync(Steps);
    }

    private sealed class Run(int seed, string? fault) : IAsyncDisposable
    {
        private readonly Random _chance = new(seed);
        private readonly FakeTimeProvider _time = Samples.Time();
        private readonly List<TempFolder> _folders = [new TempFolder()];
        private readonly List<Task> _crashed = [];

        // The twin: what was answered as kept, and how far each has come. A crash may forget settles, never more.
        private readonly Dictionary<long, Guid> _kept = [];
        private readonly Dictionary<long, LedgerState> _settled = [];
        // A crash may forget a retry, never more: it stays refused.
        private readonly HashSet<long> _retried = [];
        private long? _acknowledged;
        private bool _isPlanted;
        private volatile bool _isSynchronised;
        private Ledger? _ledger;

        public async Task StepAsync(int step)
        {
            _ledger ??= Open();
            _isSynchronised = _chance.Next(4) > 0;
            switch (_chance.Next(13))
            {
                case 10:
                    await AcknowledgeAsync();
                    break;
                case 11:
                    await RetryAsync();
                    break;
                case 12:
                    await TakeStoredAsync(step);
                    break;
                case < 5:
                    await AppendAsync(_chance.Next(1, 60));
                    break;
                case < 7:
                    await SettleAsync();
                    break;
                case 7:
                    // Days pass, so that rows grow old.
                    _time.Advance(TimeSpan.FromDays(_chance.Next(1, 9)));
                    break;
                case 8:
                    await CrashAsync();
                    break;
                default:
                    await CloseAsync();
                    break;
            }
            if (step == Steps / 2)
                await PlantAsync();
            if (_chance.Next(8) == 0)
                await CheckAsync(step);
        }

        /// <summary>Compares the file with the twin.</summary>
        public async Task CheckAsync(int step)
        {
            await CloseAsync();
            var told = $"seed {seed}, step {step}: ";
            var rows = LedgerCheck.Rows(File).ToList();
            var verified = LedgerCheck.Verify(File);
            Assert.True(verified.Fault is null, told + verified.Fault);
            var last = _kept.Keys.DefaultIfEmpty(0).Max();
            Assert.True(last == verified.Newest, $"{told}newest {verified.Newest}, the twin has {last}");
            var found = rows.ToDictionary(row => row.Seq);
            foreach (var (seq, id) in _kept)
            {
                var twin = _settled.GetValueOrDefault(seq);
                if (!found.TryGetValue(seq, out var row))
                    // Only what was delivered or refused may make room.
                    Assert.True(twin != LedgerState.Pending, $"{told}row {seq} is lost");
                else
                    Assert.True(Same(row, id, twin), $"{told}row {seq} is {row.State}, the twin has {twin}");
            }
            Assert.True(
                rows.All(row => _kept.ContainsKey(row.Seq)), $"{told}a row stands there that was never answered");
            _ledger = Open();
            CheckAcknowledged(told);
            Assert.Equal(
                _kept.Keys.Order().Where(seq => found.ContainsKey(seq) && found[seq].State == LedgerState.Pending),
                (await _ledger.TakeUndeliveredAsync(100_000)).Select(row => row.Seq));
            foreach (var row in rows)
                _settled[row.Seq] = row.State;
            _retried.Clear();
        }

        public async ValueTask DisposeAsync()
        {
            if (_ledger is not null)
                await _ledger.DisposeAsync();
            await Task.WhenAll(_crashed);
            foreach (var folder in _folders)
                folder.Dispose();
        }

        private string File => _folders[^1].File(LedgerFile.Name);

        // What was settled may be forgotten, and is sent again; nothing else may differ.
        private bool Same(LedgerRow row, Guid id, LedgerState twin) =>
            WireJson.ToSighting(row.Bytes).Id == id && (row.State == twin || row.State == LedgerState.Pending
                || (row.State == LedgerState.Refused && _retried.Contains(row.Seq)));

        private Ledger Open() => new(
            _folders[^1].Path,
            new RecordingOptions { MaxSize = "3 MiB", Retention = TimeSpan.FromDays(10) },
            new KioskClock(_time, TimeZoneInfo.Utc, () => _isSynchronised),
            NullLogger.Instance);

        private async Task AppendAsync(int count)
        {
            var sightings = Enumerable.Range(0, count)
                .Select(i => Samples.Sighting() with { Id = new Guid(RandomBytes()) }).ToList();
            var answers = await Task.WhenAll(sightings.Select(one => _ledger!.AppendAsync(one)));
            foreach (var (answer, sighting) in answers.Zip(sightings))
            {
                if (answer is not Recorded.Kept kept)
                    continue;
                Assert.True(_kept.TryAdd(kept.Seq, sighting.Id), $"seed {seed}: row {kept.Seq} was answered twice");
            }
        }

        private byte[] RandomBytes()
        {
            var bytes = new byte[16];
            _chance.NextBytes(bytes);
            return bytes;
        }

        private async Task SettleAsync()
        {
            // Mostly from the oldest on, as the uplink does.
            var rows = await _ledger!.TakeUndeliveredAsync(_chance.Next(1, 200));
            var settled = rows.Where(_ => _chance.Next(30) > 0).ToList();
            var state = _chance.Next(5) == 0 ? LedgerState.Refused : LedgerState.Delivered;
            await _ledger.SettleAsync(SettledRange.Of(settled, state));
            foreach (var row in settled)
                _settled[row.Seq] = state;
        }

        private async Task AcknowledgeAsync()
        {
            var upTo = _chance.NextInt64(0, _ledger!.LastSeq + 3);
            var isTaken = await _ledger.AcknowledgeAsync(new LedgerPosition(_ledger.Epoch, upTo));
            Assert.True(isTaken == upTo <= _ledger.LastSeq, $"seed {seed}: ack {upTo} of {_ledger.LastSeq}");
            if (isTaken)
                _acknowledged = Math.Max(_acknowledged ?? 0, upTo);
            CheckAcknowledged($"seed {seed}: ");
            Assert.False(await _ledger.AcknowledgeAsync(new LedgerPosition(Guid.CreateVersion7(Samples.Noon), 1)));
        }

        private async Task RetryAsync()
        {
            var first = _chance.NextInt64(1, _ledger!.LastSeq + 2);
            var (pending, refused) = (_ledger.Pending, _ledger.Figures.Refused);
            var wanted = RefusedRows.Retry(File, first, first + _chance.Next(300));
            var released = await _ledger.TakeRetriesAsync();
            // The file may not say yet what was refused within the last seconds.
            Assert.True(
                released >= _ledger.Pending - pending && _ledger.Figures.Refused <= refused - released,
                $"seed {seed}: {released} released of {wanted}");
            foreach (var row in (await _ledger.TakeUndeliveredAsync(int.MaxValue))
                .Where(row => _settled.GetValueOrDefault(row.Seq) == LedgerState.Refused && _retried.Add(row.Seq)))
                _settled[row.Seq] = LedgerState.Pending;
        }

        private async Task TakeStoredAsync(int step)
        {
            var from = _chance.NextInt64(1, _ledger!.LastSeq + 2);
            var to = from + _chance.Next(300);
            var most = _chance.Next(1, 400);
            // What grew old goes in several turns, maybe between the two readings.
            var (rows, isSame) = ((IReadOnlyList<LedgerRow>)[], false);
            for (var turn = 0; turn < 20 && !isSame; turn++)
            {
                rows = (await _ledger.TakeStoredAsync(_ledger.Epoch, from, to, most))!;
                isSame = rows.Select(row => row.Seq).SequenceEqual(LedgerCheck.Rows(File).Select(row => row.Seq)
                    .Where(seq => seq >= from && seq <= to).Take(most));
            }
            Assert.True(isSame, $"seed {seed}, step {step}: {from} to {to}");
            Assert.True(
                rows.All(row => Same(row, _kept[row.Seq], _settled.GetValueOrDefault(row.Seq))),
                $"seed {seed}, step {step}: {from} to {to} are not what was kept");
        }

        private void CheckAcknowledged(string told)
        {
            long? said = _ledger!.Figures.Acknowledged is [var one] ? one.Seq : null;
            Assert.True(said == _acknowledged, $"{told}acknowledged {said}, the twin has {_acknowledged}");
        }

        // As SIGKILL leaves it: what was written is in the files, what was shared in memory is not.
        private async Task CrashAsync()
        {
            var next = new TempFolder();
            // On its own thread: files that are copied one by one must not change meanwhile.
            await _ledger!.WhileItStandsAsync(() =>
            {
                foreach (var name in (string[])[LedgerFile.Name, LedgerFile.Name + "-wal"])
                {
                    if (System.IO.File.Exists(_folders[^1].File(name)))
                        System.IO.File.Copy(_folders[^1].File(name), next.File(name));
                }
            });
            var crashed = _ledger;
            _folders.Add(next);
            _ledger = null;
            // The newest acknowledgements may be forgotten; none grows.
            using (var connection = LedgerFile.OpenToRead(File))
            {
                var left = LedgerFile.Scalar(connection, "SELECT seq FROM ack") as long?;
                Assert.True(left is null || left <= _acknowledged, $"seed {seed}: {left} of {_acknowledged}");
                _acknowledged = left;
            }
            // It goes on elsewhere, and nobody looks at it any more before all is over.
            _crashed.Add(crashed!.DisposeAsync().AsTask());
        }

        private async Task CloseAsync()
        {
            if (_ledger is not null)
                await _ledger.DisposeAsync();
            _ledger = null;
        }

        private async Task PlantAsync()
        {
            if (fault is null || _isPlanted)
                return;
            _isPlanted = true;
            await AppendAsync(30);
            await CloseAsync();
            var seq = _kept.Keys.Max() - 5;
            using var connection = LedgerFile.OpenToWrite(File, Guid.Empty, null);
            LedgerFile.Execute(connection, fault switch
            {
                "one row dropped" => $"DELETE FROM sighting WHERE seq = {seq}",
                "one byte changed" =>
                    $"UPDATE sighting SET bytes = CAST(replace(CAST(bytes AS TEXT), 'front', 'frone') AS BLOB) "
                    + $"WHERE seq = {seq}",
                "an ack beyond the newest row" => "INSERT OR REPLACE INTO ack (epoch, seq) "
                    + $"VALUES ((SELECT value FROM about WHERE name = 'epoch'), {seq + 100})",
                _ => "INSERT INTO settled (epoch, first, last, state) "
                    + $"VALUES ((SELECT value FROM about WHERE name = 'epoch'), {seq}, {seq}, 1)",
            });
        }
    }
}
