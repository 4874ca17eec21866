using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>Lets a link fail again and again, in ways and at moments that a seed decides.</summary>
internal sealed class RandomFaults(FaultyLink link, int seed)
{
    private const int Kinds = 8;

    // Some kiosks reconnect within a second, and some wait longer the more often the link broke.
    private static readonly TimeSpan LongestPeace = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongestFault = TimeSpan.FromSeconds(3);

    private readonly Random _chance = new(seed);

    /// <summary>Faults so far.</summary>
    public int Count { get; private set; }

    /// <summary>Goes on until it is enough; then the link is healed.</summary>
    public async Task RunAsync(CancellationToken enough)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_chance.NextDouble() * LongestPeace, enough);
                Count++;
                Begin(_chance.Next(Kinds));
                await Task.Delay(_chance.NextDouble() * LongestFault, enough);
                link.Heal();
            }
        }
        catch (OperationCanceledException)
        {
            link.Heal();
        }
    }

    private void Begin(int kind)
    {
        switch (kind)
        {
            case 0:
                link.Cut();
                break;
            case 1:
                link.Fault = new LinkFault { CutAfterUp = _chance.Next(60_000) };
                break;
            case 2:
                link.Fault = new LinkFault { CutAfterDown = _chance.Next(400) };
                break;
            case 3:
                link.Fault = LinkFault.BlackHole;
                break;
            case 4:
                link.CutFar();
                break;
            case 5:
                link.Fault = new LinkFault { Refuses = true };
                link.Cut();
                break;
            case 6:
                link.Fault = new LinkFault { StallsDown = true };
                break;
            default:
                link.Fault = new LinkFault { Latency = TimeSpan.FromMilliseconds(200), BytesPerSecond = 20_000 };
                break;
        }
    }
}
