using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Asking;

public sealed class HeardStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LoggedLines _log = new();
    private HeardStore _store;

    public HeardStoreTests() => _store = Open();

    [Fact]
    public async Task What_was_heard_outlives_a_restart()
    {
        _store.Keep("01/1", new Heard(ScriptedCity.Known("08936012345674"), Samples.Noon, true) { Stamp = 7 });
        _store.Keep("01/2", new Heard(null, Samples.Noon, false));
        await ReopenAsync();

        var known = _store.Find("01/1")!;
        Assert.Equal("Bánh dừa nướng", known.Known!.Origin.Name["vi"]);
        Assert.Equal((Samples.Noon, true, null), (known.At, known.IsTimeRight, known.Stamp));
        Assert.Equal((null, false), (_store.Find("01/2")!.Known, _store.Find("01/2")!.IsTimeRight));
        Assert.Null(_store.Find("01/3"));
    }

    [Fact]
    public void Nothing_is_written_before_the_city_has_said_something()
    {
        Assert.Null(_store.Find("01/1"));

        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task Of_many_the_newest_thousands_stay_and_the_disk_does_not_fill()
    {
        const int many = 9000;
        for (var n = 0; n < many; n++)
            Write($"01/{n}", new Heard(null, Samples.Noon, true));
        await ReopenAsync();

        Assert.NotNull(_store.Find($"01/{many - 1}"));
        Assert.NotNull(_store.Find($"01/{many - 4000}"));
        Assert.Null(_store.Find("01/0"));
        var files = new DirectoryInfo(Folder).GetFiles();
        Assert.InRange(files.Sum(file => file.Length), 1, 16 << 20);
        Assert.InRange(files.Length, 2, 4);
    }

    [Fact]
    public void Large_answers_are_bounded_by_their_bytes()
    {
        var word = ScriptedCity.Known("08936012345674", new string('x', 200_000));
        for (var n = 0; n < 400; n++)
            Write($"01/{n}", new Heard(word, Samples.Noon, true));

        Assert.InRange(new DirectoryInfo(Folder).GetFiles().Sum(file => file.Length), 1, 100 << 20);
    }

    [Fact]
    public async Task A_file_that_is_damaged_is_thrown_away_and_the_next_answer_is_kept()
    {
        for (var n = 0; n < 50; n++)
            Write($"01/{n}", new Heard(ScriptedCity.Known("08936012345674"), Samples.Noon, true));
        _store.Dispose();
        var file = Path.Combine(Folder, "answers.db");
        var bytes = File.ReadAllBytes(file);
        for (var at = 8192; at < bytes.Length; at++)
            bytes[at] ^= 0x5A;
        File.WriteAllBytes(file, bytes);
        _store = Open();

        await _store.Opened;

        Assert.Null(_store.Find("01/7"));
        Assert.Contains(_log.Lines, line => line.Contains("thrown away", StringComparison.Ordinal));
        _store.Keep("01/7", new Heard(null, Samples.Noon, true));
        await ReopenAsync();
        Assert.NotNull(_store.Find("01/7"));
    }

    [Fact]
    public async Task A_changed_bit_is_no_answer_and_no_other_codes()
    {
        const int seed = 20261129;
        var random = new Random(seed);
        var heard = Enumerable.Range(0, 4)
            .Select(n => new Heard(ScriptedCity.Known("08936012345674", $"Món {n}"), Samples.Noon, true)).ToArray();
        for (var run = 0; run < 60; run++)
        {
            for (var n = 0; n < heard.Length; n++)
                Write($"01/{n}", heard[n]);
            _store.Dispose();
            var file = Path.Combine(Folder, "answers.db");
            var bytes = File.ReadAllBytes(file);
            var at = random.Next(bytes.Length);
            bytes[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(file, bytes);
            _store = Open();
            await _store.Opened;

            for (var n = 0; n < heard.Length; n++)
            {
                var found = _store.Find($"01/{n}");
                Assert.True(
                    found is null || !found.Differs(heard[n]),
                    $"seed {seed}, run {run}, byte {at}: another answer was told");
            }
        }
    }

    [Fact]
    public async Task A_disk_that_hangs_holds_up_nobody()
    {
        using var held = new ManualResetEventSlim();
        using var began = new ManualResetEventSlim();
        // A write that does not end.
        var stuck = Task.Run(
            () => _store.While(() =>
            {
                began.Set();
                held.Wait(TestContext.Current.CancellationToken);
            }),
            TestContext.Current.CancellationToken);
        began.Wait(TestContext.Current.CancellationToken);

        for (var n = 0; n < 200; n++)
            _store.Keep($"01/{n}", new Heard(null, Samples.Noon, true));

        Assert.NotNull(_store.Find("01/199"));
        Assert.Null(_store.Find("01/x"));
        held.Set();
        await stuck;
    }

    [Fact]
    public void Where_the_disk_takes_nothing_it_stays_in_memory()
    {
        File.WriteAllText(Folder, "a file where a folder should be");
        _store.Keep("01/1", new Heard(null, Samples.Noon, true));

        Assert.NotNull(_store.Find("01/1"));
        _store.Dispose();
        Assert.Single(_log.Lines);
    }

    [Fact]
    public async Task Two_threads_do_not_harm_it()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var n = 0; n < 300; n++)
            {
                Write($"01/{thread}-{n}", new Heard(null, Samples.Noon, true));
                _store.Find($"01/{(thread + 1) % 4}-{n}");
            }
        })));
        await ReopenAsync();

        Assert.All(Enumerable.Range(0, 300), n => Assert.NotNull(_store.Find($"01/3-{n}")));
        Assert.Empty(_log.Lines);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    private string Folder => _folder.File("city");

    // As it is kept, but waiting for the disk.
    private void Write(string code, Heard heard) => _store.Write(code, HeardJson.BytesOf(heard));

    private async Task ReopenAsync()
    {
        _store.Dispose();
        _store = Open();
        await _store.Opened;
    }

    private HeardStore Open() => new(Folder, _log);
}
