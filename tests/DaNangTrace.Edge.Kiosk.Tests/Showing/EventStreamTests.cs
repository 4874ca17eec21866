using System.IO.Pipelines;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Showing.Web;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing;

/// <summary>What a page hears, and when: time stands, so that nothing waits for a beat.</summary>
public sealed class EventStreamTests : IDisposable
{
    // Far more than an event takes; one that has not come by then does not come.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RecordingSpeech _speech = new();
    private readonly CancellationTokenSource _left = new();
    private readonly Pipe _pipe = new();
    private readonly FrameBeat _frames;
    private readonly Screen _screen;
    private readonly Speaker _speaker;
    private readonly EventStream _stream;

    public EventStreamTests()
    {
        var clock = Samples.Clock();
        _frames = new FrameBeat(clock);
        _speaker = new Speaker(_speech, new SpeechOptions());
        var display = new WebDisplay(clock, _frames);
        _screen = new Screen([display, _speaker], new ShowingOptions(), clock);
        var keys = new PageKeys(_screen, _frames, clock, _speaker, NullLogger<PageKeys>.Instance);
        var greeting = new PageGreeting(Samples.Identity, new ShowingOptions(), clock, keys);
        _stream = new EventStream(display, greeting, _speaker, clock);
    }

    [Fact]
    public async Task A_press_whose_sound_fails_takes_the_key_away_at_once()
    {
        var context = new DefaultHttpContext { RequestAborted = _left.Token };
        context.Response.Body = _pipe.Writer.AsStream();
        var served = _stream.ServeAsync(
            context, new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));
        using var reader = new StreamReader(_pipe.Reader.AsStream());
        Assert.StartsWith("event: hello ", await EventAsync(), StringComparison.Ordinal);
        Assert.StartsWith("event: scene ", await EventAsync(), StringComparison.Ordinal);

        _speaker.SayScene();
        Assert.Equal("""event: speaking data: {"what":"scene"}""", await EventAsync());
        _speech.Languages = [];
        _speech.Saying!.SetResult();

        // In either order: the stream may still be telling what came before when the languages go.
        Assert.Equal(
            ["event: speaking data: {\"what\":null}", "event: spoken data: []"],
            new[] { await EventAsync(), await EventAsync() }.Order(StringComparer.Ordinal));
        await _left.CancelAsync();
        await served;

        async Task<string> EventAsync() => $"{await LineAsync("event: ")} {await LineAsync("data: ")}";

        async Task<string> LineAsync(string start)
        {
            while (await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience) is { } line)
            {
                if (line.StartsWith(start, StringComparison.Ordinal))
                    return line;
            }
            throw new EndOfStreamException($"no line {start}");
        }
    }

    public void Dispose()
    {
        _left.Dispose();
        _screen.Dispose();
        _frames.Dispose();
    }
}
