using System.Net;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;
using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.CircuitBreaker;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Asking;

public sealed class CityPatienceTests
{
    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly LeapingTime _leaping;
    private readonly CityPatience _patience;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private int _asked;

    public CityPatienceTests()
    {
        _leaping = new LeapingTime(_time);
        _patience = new CityPatience(new CityOptions { Resolver = "https://id.example/" }, _leaping);
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage>();
        _patience.Build(builder, isResolver: true);
        _pipeline = builder.Build();
    }

    [Fact]
    public async Task A_server_that_hangs_is_left_alone_and_one_question_finds_out_whether_it_is_back()
    {
        for (var n = 0; n < 4; n++)
        {
            Assert.False(_patience.IsPausing);
            await HangAsync();
        }

        Assert.True(_patience.IsPausing);
        await Assert.ThrowsAnyAsync<BrokenCircuitException>(() => AskAsync(_ => Answer(200)));
        Assert.Equal(4, _asked);

        _time.Advance(CityPatience.Pause + TimeSpan.FromSeconds(1));
        Assert.False(_patience.IsPausing);
        await HangAsync();
        Assert.True(_patience.IsPausing);

        _time.Advance(CityPatience.Pause + TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(_ => Answer(200))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(_ => Answer(200))).StatusCode);
        Assert.False(_patience.IsPausing);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_hangs_every_other_time_is_asked_on(bool isFirst)
    {
        for (var n = 0; n < 12; n++)
        {
            if (isFirst == (n % 2 == 0))
                await HangAsync();
            else
                Assert.Equal(HttpStatusCode.OK, (await AskAsync(_ => Answer(200))).StatusCode);
            Assert.False(_patience.IsPausing);
        }
    }

    [Fact]
    public async Task What_the_shoppers_own_limit_cuts_off_hung_as_well()
    {
        for (var n = 0; n < 4; n++)
        {
            using var limit = new CancellationTokenSource();
            var asked = AskUntilAsync(async stop =>
            {
                await limit.CancelAsync();
                await Task.Delay(Timeout.Infinite, stop);
                return null!;
            }, limit.Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        }

        Assert.True(_patience.IsPausing);
    }

    [Fact]
    public async Task A_clock_that_leaps_back_leaves_nobody_alone_for_longer()
    {
        for (var n = 0; n < 4; n++)
            await HangAsync();
        Assert.True(_patience.IsPausing);
        _leaping.Leap = TimeSpan.FromDays(-4 * 365);
        _time.Advance(CityPatience.Pause + TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(_ => Answer(200))).StatusCode);
    }

    [Fact]
    public async Task One_question_that_fails_thrice_is_one_failure()
    {
        var asked = AskAsync(_ => Answer(503));
        await AdvanceAsync(asked);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await asked).StatusCode);
        Assert.Equal(3, _asked);
        Assert.False(_patience.IsPausing);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(429)]
    public async Task What_is_an_answer_is_not_asked_again(int code)
    {
        Assert.Equal(code, (int)(await AskAsync(_ => Answer(code))).StatusCode);

        Assert.Equal(1, _asked);
    }

    private Task<HttpResponseMessage> AskAsync(Func<CancellationToken, Task<HttpResponseMessage>> answer) =>
        AskUntilAsync(answer, TestContext.Current.CancellationToken);

    private Task<HttpResponseMessage> AskUntilAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> answer, CancellationToken stop) =>
        _pipeline.ExecuteAsync(async token =>
        {
            Interlocked.Increment(ref _asked);
            return await answer(token);
        }, stop).AsTask();

    private async Task HangAsync()
    {
        var asked = AskAsync(async stop =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return null!;
        });
        await AdvanceAsync(asked);
        await Assert.ThrowsAnyAsync<Exception>(() => asked);
    }

    private async Task AdvanceAsync(Task until)
    {
        while (!until.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    private static Task<HttpResponseMessage> Answer(int code) =>
        Task.FromResult(new HttpResponseMessage((HttpStatusCode)code));
}
