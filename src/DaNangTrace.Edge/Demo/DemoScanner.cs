using System.Threading.Channels;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Demo;

/// <summary>A scanner whose trigger is a click on <c>/demo</c>.</summary>
internal sealed class DemoScanner : IScanner
{
    private readonly Channel<Symbol> _clicks = Channel.CreateBounded<Symbol>(16);
    private readonly KioskClock _clock;

    public DemoScanner(KioskClock clock, ILogger<DemoScanner> log)
    {
        _clock = clock;
        Condition = new Condition(clock.Time);
        Tally = new ScannerTally(Name, clock.Time, log);
        Condition.Set(Wellness.Ok, "waits for clicks on /demo");
    }

    public string Name => "demo";

    public Condition Condition { get; }

    public ScannerTally Tally { get; }

    /// <summary>False when too many clicks wait.</summary>
    public bool TryScan(Symbol symbol) => _clicks.Writer.TryWrite(symbol);

    public async Task RunAsync(ScanTaker take, CancellationToken stop)
    {
        try
        {
            await foreach (var symbol in _clicks.Reader.ReadAllAsync(stop))
                await take(Scan.Now(Name, symbol, _clock), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The kiosk stops.
        }
    }
}
