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
        await EventAsync("hello");
        await EventAsync("scene");

        _speaker.SayScene();
        Assert.Equal("""{"what":"scene"}""", await EventAsync("speaking"));
        _speech.Languages = [];
        _speech.Saying!.SetResult();

        Assert.Equal("""{"what":null}""", await EventAsync("speaking"));
        Assert.Equal("[]", await EventAsync("spoken"));
        await _left.CancelAsync();
        await served;

        // The next event is to be this one: nothing else may come between.
        async Task<string> EventAsync(string kind)
        {
            string? line;
            do
                line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
            while (line is not null && !line.StartsWith("event: ", StringComparison.Ordinal));
            Assert.Equal($"event: {kind}", line);
            do
                line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
            while (line is not null && !line.StartsWith("data: ", StringComparison.Ordinal));
            return line!["data: ".Length..];
        }
    }

    public void Dispose()
    {
        _left.Dispose();
        _screen.Dispose();
        _frames.Dispose();
    }
}
