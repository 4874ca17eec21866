using System.Text;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>Keeps every byte of <c>/events</c>, from the moment that it listens.</summary>
internal sealed class PageRecorder : IAsyncDisposable
{
    private readonly HttpClient _web = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly MemoryStream _heard = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    public static async Task<PageRecorder> ListenAsync(string address)
    {
        var recorder = new PageRecorder();
        var stream = await recorder._web.GetStreamAsync(new Uri(new Uri(address), "events"));
        recorder._loop = recorder.KeepAsync(stream);
        return recorder;
    }

    /// <summary>What came so far.</summary>
    public byte[] Bytes
    {
        get
        {
            lock (_heard)
                return _heard.ToArray();
        }
    }

    /// <summary>Waits until so many scenes of scans came.</summary>
    public Task ScenesAsync(int count) => Until.TrueAsync(
        () => Encoding.UTF8.GetString(Bytes).Contains($"\nid: {count}\n", StringComparison.Ordinal), $"scene {count}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _web.Dispose();
        _stop.Dispose();
    }

    private async Task KeepAsync(Stream stream)
    {
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, _stop.Token) is > 0 and var count)
            {
                lock (_heard)
                    _heard.Write(buffer, 0, count);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            // The kiosk stops, or the test.
        }
    }
}
