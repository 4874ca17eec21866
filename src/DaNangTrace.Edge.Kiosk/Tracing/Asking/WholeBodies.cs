namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>
/// Reads each answer to its end, up to a size, within what watches the time and counts failures: else a server that
/// sends a byte a second would be a good one.
/// </summary>
internal sealed class WholeBodies : DelegatingHandler
{
    /// <summary>A linkset has a few kilobytes, a product's data some tens; a lot's events fit too.</summary>
    public const int MostBytes = 256 * 1024;

    private const int ReadLength = 16 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            // Nobody reads what stands behind another status.
            var bytes = (int)response.StatusCode is >= 200 and <= 300
                ? await ReadAsync(response.Content, cancellationToken)
                : [];
            var whole = new ByteArrayContent(bytes);
            whole.Headers.ContentType = response.Content.Headers.ContentType;
            response.Content.Dispose();
            response.Content = whole;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken stop)
    {
        if (content.Headers.ContentLength > MostBytes)
            throw new TooLargeException();
        using var body = await content.ReadAsStreamAsync(stop);
        using var bytes = new MemoryStream();
        var buffer = new byte[ReadLength];
        try
        {
            for (int count; (count = await body.ReadAsync(buffer, stop)) > 0;)
            {
                if (bytes.Length + count > MostBytes)
                    throw new TooLargeException();
                bytes.Write(buffer, 0, count);
            }
        }
        catch (IOException e) when (e is not TooLargeException)
        {
            // The library tells a connection that broke in an answer's body in another way than before it.
            throw new HttpRequestException("the answer broke off", e);
        }
        return bytes.ToArray();
    }
}

/// <summary>An answer is larger than may be.</summary>
internal sealed class TooLargeException() : IOException($"the answer has more than {WholeBodies.MostBytes} bytes");
