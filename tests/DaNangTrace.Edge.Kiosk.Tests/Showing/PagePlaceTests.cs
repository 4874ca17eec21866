using System.Net;
using System.Text;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Showing.Web;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing;

/// <summary>What a page may do by where it is: on the kiosk's machine, or on another of the market's network.</summary>
public sealed class PagePlaceTests : IDisposable
{
    private const string Neighbour = "192.0.2.7";
    private const string Own = "192.0.2.1";

    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly LoggedLines _log = new();
    private readonly FrameBeat _frames;
    private readonly Screen _screen;
    private readonly RecordingSpeech _speech = new();
    private readonly PageKeys _keys;

    public PagePlaceTests()
    {
        var clock = Samples.Clock(_time);
        _frames = new FrameBeat(clock);
        _screen = new Screen([], new ShowingOptions(), clock);
        _keys = new PageKeys(
            _screen, _frames, clock, new Speaker(_speech, new SpeechOptions()), new LoggedLines<PageKeys>(_log));
    }

    [Theory]
    [InlineData("127.0.0.1", 204)]
    [InlineData("::1", 204)]
    [InlineData("::ffff:127.0.0.1", 204)]
    [InlineData(Neighbour, 403)]
    [InlineData("::ffff:192.0.2.7", 403)]
    [InlineData(Own, 204)] // it listens on the network, and its own browser comes by that address
    [InlineData("2001:db8::7", 403)]
    [InlineData(null, 403)]
    public async Task Keys_are_taken_from_the_kiosk_s_own_machine_only(string? from, int expected)
    {
        _screen.Show(new Scene.Payment());
        Assert.Equal(expected, (await PostAsync(_keys.ChooseAsync, """{"language":"en"}""", from)).Status);
        Assert.Equal(expected, (await PostAsync(_keys.TouchAsync, "{}", from)).Status);
        Assert.Equal(expected, (await PostAsync(_keys.SpeakAsync, """{"what":"scene"}""", from)).Status);
        Assert.Equal(expected, (await PostAsync(_keys.BeatAsync, """{"screen":true}""", from)).Status);
        Assert.Equal(expected, (await PostAsync(_keys.FailAsync, """{"fault":"x"}""", from)).Status);

        var isTaken = expected == StatusCodes.Status204NoContent;
        Assert.Equal(isTaken ? "en" : "vi", _screen.Standing.Language);
        Assert.Equal(isTaken ? 1 : 0, _speech.Said);
        Assert.Equal((isTaken, isTaken ? "x" : null), (_frames.IsOwnFresh, _frames.Fault));
    }

    [Fact]
    public async Task A_page_elsewhere_is_told_why()
    {
        var (_, said) = await PostAsync(_keys.TouchAsync, "{}", Neighbour);
        Assert.Equal("Keys are taken from the kiosk's own machine only; others look on.\n", said);
    }

    [Fact]
    public void A_page_elsewhere_gets_no_token_and_no_keys()
    {
        var greeting = new PageGreeting(Samples.Identity, new ShowingOptions(), Samples.Clock(_time), _keys);

        var (here, there) = (greeting.For(isLocal: true, ["vi"]), greeting.For(isLocal: false, ["vi"]));

        Assert.Equal((_keys.Token, true), (here.Token, here.Panel.Touch));
        Assert.Equal(("", false), (there.Token, there.Panel.Touch));
    }

    [Fact]
    public async Task A_fault_of_the_page_is_logged_escaped_and_cut_once_a_minute_with_how_many_more_there_were()
    {
        Assert.Equal(204, (await PostAsync(_keys.FailAsync, """{"fault":"known: \u001b[31mred"}""")).Status);
        for (var more = 0; more < 40; more++)
            await PostAsync(_keys.FailAsync, $$"""{"fault":"{{new string('x', 900)}}"}""");
        Assert.Equal(200, _frames.Fault!.Length);
        var line = Assert.Single(_log.Lines);
        Assert.Contains(@"known: \x1B[31mred (0 more since", line, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromMinutes(1));
        await PostAsync(_keys.FailAsync, """{"fault":"y"}""");
        Assert.Contains("y (40 more since", _log.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"fault":""}""")]
    [InlineData("""{"fault":7}""")]
    public async Task A_fault_that_says_nothing_is_refused(string body)
    {
        Assert.Equal(400, (await PostAsync(_keys.FailAsync, body)).Status);
        Assert.Equal(400, (await PostAsync(_keys.FailAsync, $$"""{"fault":"{{new string('x', 2000)}}"}""")).Status);
        Assert.Null(_frames.Fault);
    }

    [Theory]
    [InlineData("", false, 503)]
    [InlineData("?screen", false, 503)]
    [InlineData("", true, 204)]
    [InlineData("?screen", true, 503)]
    public async Task Who_watches_the_kiosk_s_own_screen_asks_for_it(string query, bool paintsElsewhere, int expected)
    {
        if (paintsElsewhere)
            _frames.Heard();
        Assert.Equal(expected, await LookAsync());
        _frames.Heard(isOwn: true);
        Assert.Equal(204, await LookAsync());

        async Task<int> LookAsync()
        {
            var context = Context(null, "127.0.0.1");
            context.Request.QueryString = new QueryString(query);
            await _keys.AnswerBeatAsync(context);
            return context.Response.StatusCode;
        }
    }

    public void Dispose()
    {
        _screen.Dispose();
        _frames.Dispose();
    }

    private async Task<(int Status, string Said)> PostAsync(
        Func<HttpContext, Task> take, string body, string? from = "127.0.0.1")
    {
        var context = Context(body, from);
        await take(context);
        var said = ((MemoryStream)context.Response.Body).ToArray();
        return (context.Response.StatusCode, Encoding.UTF8.GetString(said));
    }

    private DefaultHttpContext Context(string? body, string? from)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = from is null ? null : IPAddress.Parse(from);
        context.Connection.LocalIpAddress = from == "127.0.0.1" ? IPAddress.Loopback : IPAddress.Parse(Own);
        context.Request.Headers["X-Page-Token"] = _keys.Token;
        context.Response.Body = new MemoryStream();
        var bytes = Encoding.UTF8.GetBytes(body ?? "");
        context.Request.Body = new MemoryStream(bytes);
        context.Request.ContentLength = bytes.Length;
        return context;
    }
}
