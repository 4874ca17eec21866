using System.Diagnostics;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Acceptance.Speaking;

/// <summary>The real program plays, and it is heard at a sound card that is a pipe.</summary>
// One after the other: children are counted.
[Collection("Speaking")]
public sealed class LoudspeakerTests
{
    private const int Tries = 5;

    private const string Text = "Món này làm ở đâu ạ? Đã đăng ký, không có cảnh báo. Bị thu hồi. Đừng mua, đừng dùng.";

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task What_is_said_is_heard_soon_and_whole()
    {
        using var loudspeaker = new Loudspeaker();
        using var speech = await BeginAsync(loudspeaker.Environment);
        await SayAsync(speech, "một"); // the first child reads its files from disk
        var returned = await ReturnAsync(speech);
        await loudspeaker.HeardOutAsync();
        var before = loudspeaker.Heard.Length;

        var watch = Stopwatch.StartNew();
        var said = speech.Say(new Utterance("vi", Text));
        await Until.TrueAsync(() => loudspeaker.HeardBytes > before * 2 && Espeaks().Count > 0, "it is heard");
        var first = watch.Elapsed;
        var child = Assert.Single(Espeaks());
        var memory = ProcessFigures.Of(child).MemoryBytes;
        await said;

        Measured($"Say returned after {returned.TotalMilliseconds:0.0} ms; first sample after "
            + $"{first.TotalMilliseconds:0} ms; said within {watch.Elapsed.TotalSeconds:0.0} s; "
            + $"the child has {memory / 1024 / 1024.0:0.0} MiB");
        await Until.TrueAsync(
            () => new Wave(22_050, loudspeaker.Heard[before..]).Seconds > 6, "all of it is heard");
        Assert.InRange(returned, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
        Assert.InRange(first, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(new Wave(22_050, loudspeaker.Heard[before..]).Loudness, 1000, 20_000);
        Assert.Equal(Wellness.Ok, speech.Condition.Now.Wellness);
    }

    [Fact]
    public async Task A_new_text_ends_the_one_before_and_two_are_never_heard_at_a_time()
    {
        using var loudspeaker = new Loudspeaker();
        using var speech = await BeginAsync(loudspeaker.Environment);
        using var enough = new CancellationTokenSource();
        var most = Task.Run(() => MostAtATime(enough.Token));

        for (var i = 0; i < 10; i++)
        {
            var before = loudspeaker.HeardBytes;
            _ = speech.Say(new Utterance(SceneWords.Languages[i % 4], Text));
            if (i % 2 == 0)
                await Until.TrueAsync(() => loudspeaker.HeardBytes > before, "it is heard");
        }
        await Until.TrueAsync(() => Espeaks().Count == 1, "the last is said");
        await enough.CancelAsync();

        Assert.Equal(1, await most);
    }

    [Fact]
    public async Task Told_to_stop_it_is_silent_within_a_fifth_of_a_second()
    {
        using var loudspeaker = new Loudspeaker();
        using var speech = await BeginAsync(loudspeaker.Environment);
        await SayAsync(speech, "một"); // what was tried without a sound has been played, too
        var took = TimeSpan.MaxValue;
        // A machine that is busy may take the processor away in between: the soonest of a few counts.
        for (var tries = 0; tries < Tries && took > Soon; tries++)
        {
            var before = loudspeaker.HeardBytes;
            var said = speech.Say(new Utterance("vi", Text));
            await Until.TrueAsync(() => loudspeaker.HeardBytes > before && Espeaks().Count > 0, "it is heard");
            Assert.Single(Espeaks());

            var watch = Stopwatch.StartNew();
            speech.Stop();
            await said;
            took = watch.Elapsed < took ? watch.Elapsed : took;
            Assert.Empty(Espeaks());
        }

        Measured($"Stop ended the child within {took.TotalMilliseconds:0} ms");
        Assert.InRange(took, TimeSpan.Zero, Soon);
        Assert.Equal(Wellness.Ok, speech.Condition.Now.Wellness);
    }

    [Fact]
    public async Task Without_a_sound_card_it_is_told_what_to_look_at_before_anybody_presses_a_key()
    {
        using var folder = new TempFolder();
        using var speech = Begin(Loudspeaker.None(folder));

        await Until.TrueAsync(() => speech.Condition.Now.Message != Condition.NotBegun, "it is told");
        var now = speech.Condition.Now;
        Assert.Equal(Wellness.Degraded, now.Wellness);
        Assert.StartsWith("espeak-ng was not heard (", now.Message, StringComparison.Ordinal);
        Assert.Contains("is there a sound card", now.Message, StringComparison.Ordinal);
        Assert.Empty(speech.Languages);
    }

    private static EspeakSpeech Begin(Dictionary<string, string> environment)
    {
        var time = TimeProvider.System;
        var program = new EspeakProgram(RealParts.NeedEspeak(), time) { Environment = environment };
        return new EspeakSpeech(program, new SpeechOptions(), time, NullLogger.Instance);
    }

    private static async Task<EspeakSpeech> BeginAsync(Dictionary<string, string> environment)
    {
        var speech = Begin(environment);
        await Until.TrueAsync(() => speech.Languages.Count == 4, "it has all four languages");
        return speech;
    }

    /// <summary>After how long Say returns: the soonest of a few times, as above.</summary>
    private static async Task<TimeSpan> ReturnAsync(EspeakSpeech speech)
    {
        var soonest = TimeSpan.MaxValue;
        for (var tries = 0; tries < Tries; tries++)
        {
            var watch = Stopwatch.StartNew();
            var said = SayAsync(speech, "một");
            soonest = watch.Elapsed < soonest ? watch.Elapsed : soonest;
            await said;
        }
        return soonest;
    }

    private static Task SayAsync(EspeakSpeech speech, string text) => speech.Say(new Utterance("vi", text));

    private static int MostAtATime(CancellationToken enough)
    {
        var most = 0;
        while (!enough.IsCancellationRequested)
            most = Math.Max(most, Espeaks().Count);
        return most;
    }

    /// <summary>Children of these tests that speak.</summary>
    private static List<int> Espeaks() => EspeakChildren.Of(Environment.ProcessId);

    private static void Measured(string what) => TestContext.Current.TestOutputHelper?.WriteLine(what);
}
