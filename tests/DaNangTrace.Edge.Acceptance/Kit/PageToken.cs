using System.Net;
using System.Text;
using System.Text.Json;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>What a page of the kiosk's knows from its greeting, and sends with each key.</summary>
internal static class PageToken
{
    public const string Header = "X-Page-Token";

    public static async Task<string> OfAsync(KioskPlace place)
    {
        using var web = new HttpClient { BaseAddress = new Uri(place.Address) };
        using var reader = new StreamReader(await web.GetStreamAsync("events"));
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return JsonDocument.Parse(line[6..]).RootElement.GetProperty("token").GetString()!;
        }
        throw new InvalidOperationException("the stream ended before its hello");
    }

    /// <summary>Tells the kiosk that its page paints, as a browser does.</summary>
    public static async Task BeatAsync(KioskPlace place)
    {
        using var web = new HttpClient { BaseAddress = new Uri(place.Address) };
        using var beat = new HttpRequestMessage(HttpMethod.Post, "beat")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        beat.Headers.Add(Header, await OfAsync(place));
        using var answer = await web.SendAsync(beat);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }
}
