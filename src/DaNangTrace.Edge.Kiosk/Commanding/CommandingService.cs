using System.Threading.Channels;
using DaNangTrace.Edge.Kiosk.Sending;
using Microsoft.Extensions.Hosting;

namespace DaNangTrace.Edge.Kiosk.Commanding;

/// <summary>Takes one message of the city after the other.</summary>
internal sealed class CommandingService(IUplink link, CommandGate gate, NoticeGate notices) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var message in link.Heard.ReadAllAsync(stoppingToken))
            {
                if (message.Subject is CitySubject.Pack pack)
                    notices.Take(pack.Kind, message);
                else
                    await gate.TakeAsync(message);
                message.Take();
            }
        }
        // The ledger is closed while it answers slowly: what was not taken up, the broker says again.
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException
            && stoppingToken.IsCancellationRequested)
        {
            // An ordinary end.
        }
    }
}
