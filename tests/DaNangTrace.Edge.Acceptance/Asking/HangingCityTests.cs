using System.Text.Json;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Asking;

/// <summary>A resolver that takes questions and never answers, and what it may not do to shoppers.</summary>
public sealed class HangingCityTests : IAsyncLifetime
{
    private const string Gtin = "08936012345674";

    private readonly TestAuthority _authority = new();
    private ResolverServer? _server;
    private KioskPlace? _place;

    public async ValueTask InitializeAsync()
    {
        _server = await ResolverServer.StartAsync(_authority.ForBroker());
        _server.Hang($"/01/{Gtin}/10/A");
        _server.Hang($"/01/{Gtin}/10/B");
        _place = new KioskPlace("mqtt://127.0.0.1:1", configuration => configuration["tracing"]!["city"] =
            new JsonObject
            {
                ["resolver"] = _server.Address,
                ["ca"] = _authority.Ca,
                // Nothing here may depend on it.
                ["timeLimit"] = "00:00:10",
            });
    }

    [Fact]
    public async Task The_next_shopper_is_answered_while_the_question_before_still_hangs()
    {
        await using var kiosk = await KioskProcess.StartAsync(_place!);
        using var scenes = await SceneStream.OpenAsync(_place!.Address);

        foreach (var lot in (string[])["A", "B"])
        {
            _place.Line.Send($"]Q301{Gtin}10{lot}");
            Assert.Equal("reading", await NextAsync(scenes));
            _place.Line.Send(Codes.Known);
            Assert.Equal("known", await NextAsync(scenes));
        }

        // Had anything waited for the city, it would be out of reach by now, ten seconds later.
        await Until.TrueAsync(
            () => _server!.Asked.Count(asked => asked.Contains("/10/", StringComparison.Ordinal)) == 2,
            "both questions at the resolver");
        var rows = await LedgerRows.UntilAsync(_place.Data, 4);
        Assert.Equal(["outOfReach", "known", "outOfReach", "known"], rows.Select(Kind));
    }

    [Fact]
    public async Task A_kiosk_that_is_told_to_stop_records_what_waits_for_the_city()
    {
        await using var kiosk = await KioskProcess.StartAsync(_place!);
        using var scenes = await SceneStream.OpenAsync(_place!.Address);
        _place.Line.Send($"]Q301{Gtin}10A");
        Assert.Equal("reading", await NextAsync(scenes));

        kiosk.Signal(Unix.Terminate);

        Assert.Equal(0, await kiosk.ExitAsync());
        Assert.Equal("outOfReach", Kind(Assert.Single(_place.Rows)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _place?.Dispose();
        _authority.Dispose();
    }

    private static async Task<string> NextAsync(SceneStream scenes) =>
        (await scenes.NextAnswerSceneAsync()).GetProperty("kind").GetString()!;

    private static string Kind(Row row) => JsonDocument.Parse(row.Bytes).RootElement
        .GetProperty("answer").GetProperty("kind").GetString()!;
}
