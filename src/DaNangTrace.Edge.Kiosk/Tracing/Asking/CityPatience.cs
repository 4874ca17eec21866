using System.Net;
using System.Security.Authentication;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>
/// How often and how long a server is asked: twice more where it refuses at once, and not for half a minute after it
/// failed to answer again and again. A shopper waits for none of that beyond the time limit.
/// </summary>
/// <param name="options">The time limit.</param>
/// <param name="time">Its clock.</param>
internal sealed class CityPatience(CityOptions options, TimeProvider time)
{
    private const int MostRetries = 2;

    // A shopper asks for an unknown product now and then, with two questions where its code names a lot. A resolver
    // that knows products and hangs where it is asked about lots fails every other time: at most three of five.
    private const int LeastAsked = 4;

    // One product has some documents, and they may be broken together.
    private const int LeastDocuments = 12;
    private const double MostFailing = 0.65;
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    // Else who asked and this would give up at the same moment, and nobody would know whether it was the server.
    private static readonly TimeSpan Before = TimeSpan.FromMilliseconds(50);

    private long _openedAt;

    /// <summary>How long a server that does not answer is left alone.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>Whether the resolver is left alone now. Behind the pause one question finds out whether it is back.
    /// </summary>
    public bool IsPausing => Interlocked.Read(ref _openedAt) is var at and not 0 && time.GetElapsedTime(at) < Pause;

    /// <summary>Puts the strategies together, the outermost first: what was asked thrice fails once.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="isResolver">Whether it is the resolver's: its pauses are told.</param>
    public void Build(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, bool isResolver)
    {
        pipeline.TimeProvider = new SteadyTime(time);
        var breaker = new HttpCircuitBreakerStrategyOptions
        {
            FailureRatio = MostFailing,
            MinimumThroughput = isResolver ? LeastAsked : LeastDocuments,
            SamplingDuration = Watched,
            BreakDuration = Pause,
            // Also what the shopper's own limit cut off: it hung.
            ShouldHandle = asked => ValueTask.FromResult(
                MayPass(asked.Outcome) || asked.Outcome.Result?.StatusCode == HttpStatusCode.TooManyRequests
                || asked.Outcome.Exception is TimeoutRejectedException or OperationCanceledException),
        };
        if (isResolver)
        {
            breaker.OnOpened = _ =>
            {
                Interlocked.Exchange(ref _openedAt, time.GetTimestamp());
                return ValueTask.CompletedTask;
            };
            breaker.OnClosed = _ =>
            {
                Interlocked.Exchange(ref _openedAt, 0);
                return ValueTask.CompletedTask;
            };
        }
        pipeline.AddCircuitBreaker(breaker);
        pipeline.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = MostRetries,
            Delay = FirstPause,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldRetryAfterHeader = false,
            ShouldHandle = asked => ValueTask.FromResult(MayPass(asked.Outcome)),
        });
        pipeline.AddTimeout(options.TimeLimit - Before);
    }

    // Waiting mends no certificate; and who is asked too often is not asked again at once.
    private static bool MayPass(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException { InnerException: not AuthenticationException }
        || outcome.Result?.StatusCode is HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;
}
