using System.Text.Json.Nodes;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>A kiosk whose broker is away: what its scanners send ends in the ledger.</summary>
internal sealed class KioskOnALine(KioskPlace place, KioskProcess kiosk) : IAsyncDisposable
{
    public KioskPlace Place => place;

    public KioskProcess Kiosk => kiosk;

    public static async Task<KioskOnALine> StartAsync(Action<JsonObject>? scanning = null)
    {
        var place = new KioskPlace(
            $"mqtt://127.0.0.1:{FreePort.Take()}", all => scanning?.Invoke(all["scanning"]!.AsObject()));
        try
        {
            return new KioskOnALine(place, await KioskProcess.StartAsync(place));
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await kiosk.DisposeAsync();
        place.Dispose();
    }
}
