using System.Text.Json;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Asking;

/// <content>How a row comes about: a resolver in its mood, a kiosk, a scan.</content>
public sealed partial class CityAnswersTests
{
    private async Task RowAsync(
        string what, string code, Action<ResolverServer> mood, Action<JsonObject>? change = null,
        ResolverServer? other = null, PemPair? certificate = null, bool hasTls = true, bool isThere = true,
        string timeLimit = Long)
    {
        await using var server = await ResolverServer.StartAsync(
            hasTls ? certificate ?? _authority.ForBroker() : null);
        mood(server);
        var city = new JsonObject
        {
            ["resolver"] = server.Address,
            ["ca"] = _authority.Ca,
            ["timeLimit"] = timeLimit,
        };
        change?.Invoke(city);
        if (!isThere)
            await server.DisposeAsync();
        using var place = new KioskPlace(
            "mqtt://127.0.0.1:1", configuration => configuration["tracing"]!["city"] = city);
        await using var kiosk = await KioskProcess.StartAsync(place);
        using var scenes = await SceneStream.OpenAsync(place.Address);

        place.Line.Send($"]Q3{code}");

        var shown = new List<string>();
        do
        {
            shown.Add(Words(await scenes.NextAnswerSceneAsync()));
        }
        while (shown is [] or [.., "reading"]);
        var row = Assert.Single(await LedgerRows.UntilAsync(place.Data, 1));
        var answer = JsonDocument.Parse(row.Bytes).RootElement.GetProperty("answer");
        var health = (await kiosk.HealthAsync()).Body.GetProperty("parts").EnumerateArray()
            .Single(part => part.GetProperty("name").GetString() == "city");
        var said = $"{health.GetProperty("state").GetString()}: {health.GetProperty("message").GetString()}"
            .Replace(server.Authority, "HOST", StringComparison.Ordinal)
            .Replace(_authority.Ca, "ca.pem", StringComparison.Ordinal);
        if (other is not null)
            said = said.Replace(other.Authority, "OTHER", StringComparison.Ordinal);
        if (isThere && hasTls && certificate is null)
            Assert.All(server.Asked, asked => Assert.Contains(" vi, en", asked, StringComparison.Ordinal));
        _rows.Add(
        [
            what, string.Join(", then ", shown), $"{answer.GetProperty("kind").GetString()}{Alerts(answer)}", said,
        ]);
    }

    private static string Alerts(JsonElement answer) => string.Concat(
        answer.GetProperty("alerts").EnumerateArray().Select(alert => $", {alert.GetString()}"));

    private static string Words(JsonElement scene)
    {
        var kind = scene.GetProperty("kind").GetString()!;
        if (kind != "known")
            return kind;
        var origin = scene.GetProperty("origin");
        string?[] words =
        [
            scene.GetProperty("alert").GetString() ?? kind,
            .. scene.GetProperty("cautions").EnumerateArray().Select(caution => caution.GetString()),
            Count(origin, "certification", "certificate"), Count(origin, "stages", "step"),
        ];
        return string.Join(" + ", words.OfType<string>());
    }

    private static string? Count(JsonElement origin, string list, string noun) =>
        origin.GetProperty(list).GetArrayLength() is > 0 and var count ? $"{count} {noun}" : null;
}
