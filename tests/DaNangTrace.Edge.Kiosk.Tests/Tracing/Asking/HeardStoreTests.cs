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
    public void What_was_heard_outlives_a_restart()
    {
        _store.Keep("01/1", new Heard(ScriptedCity.Known("08936012345674"), Samples.Noon, true) { Stamp = 7 });
        _store.Keep("01/2", new Heard(null, Samples.Noon, false));
        Reopen();

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
    public void Of_many_the_newest_thousands_stay_and_the_disk_does_not_fill()
    {
        const int many = 9000;
        for (var n = 0; n < many; n++)
            _store.Keep($"01/{n}", new Heard(null, Samples.Noon, true));
        Reopen();

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
            _store.Keep($"01/{n}", new Heard(word, Samples.Noon, true));

        Assert.InRange(new DirectoryInfo(Folder).GetFiles().Sum(file => file.Length), 1, 100 << 20);
    }

    [Fact]
    public void A_file_that_is_damaged_is_thrown_away_and_the_next_answer_is_kept()
    {
        for (var n = 0; n < 50; n++)
            _store.Keep($"01/{n}", new Heard(ScriptedCity.Known("08936012345674"), Samples.Noon, true));
        _store.Dispose();
        var file = Path.Combine(Folder, "answers.db");
        var bytes = File.ReadAllBytes(file);
        for (var at = 8192; at < bytes.Length; at++)
            bytes[at] ^= 0x5A;
        File.WriteAllBytes(file, bytes);
        _store = Open();

        Assert.Null(_store.Find("01/7"));
        Assert.Contains(_log.Lines, line => line.Contains("thrown away", StringComparison.Ordinal));
        _store.Keep("01/7", new Heard(null, Samples.Noon, true));
        Reopen();
        Assert.NotNull(_store.Find("01/7"));
    }

    [Fact]
    public void A_changed_bit_is_no_answer()
    {
        const int seed = 20261129;
        var random = new Random(seed);
        var heard = new Heard(ScriptedCity.Known("08936012345674"), Samples.Noon, true);
        for (var run = 0; run < 40; run++)
        {
            _store.Keep("01/1", heard);
            _store.Dispose();
            var file = Path.Combine(Folder, "answers.db");
            var bytes = File.ReadAllBytes(file);
            var at = random.Next(bytes.Length);
            bytes[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(file, bytes);
            _store = Open();

            var found = _store.Find("01/1");
            Assert.True(
                found is null || !found.Differs(heard), $"seed {seed}, run {run}, byte {at}: another answer was told");
        }
    }

    [Fact]
    public void Where_the_disk_takes_nothing_it_stays_in_memory()
    {
        File.WriteAllText(Folder, "a file where a folder should be");
        _store.Keep("01/1", new Heard(null, Samples.Noon, true));

        Assert.NotNull(_store.Find("01/1"));
        Assert.Single(_log.Lines);
    }

    [Fact]
    public async Task Two_threads_do_not_harm_it()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var n = 0; n < 300; n++)
            {
                _store.Keep($"01/{thread}-{n}", new Heard(null, Samples.Noon, true));
                _store.Find($"01/{(thread + 1) % 4}-{n}");
            }
        })));
        Reopen();

        Assert.All(Enumerable.Range(0, 300), n => Assert.NotNull(_store.Find($"01/3-{n}")));
        Assert.Empty(_log.Lines);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    private string Folder => _folder.File("city");

    private void Reopen()
    {
        _store.Dispose();
        _store = Open();
    }

    private HeardStore Open() => new(Folder, _log);
}
