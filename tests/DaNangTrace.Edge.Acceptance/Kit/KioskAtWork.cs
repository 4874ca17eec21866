namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// A kiosk whose ledger is read while it runs, by the tests of more than one class: so the half minute until its first
/// pulse passes once. Nobody scans after the start.
/// </summary>
public sealed class KioskAtWork : IAsyncDisposable
{
    /// <summary>A lot that a spreadsheet would take for a formula.</summary>
    public const string Formula = "=1+1";

    /// <summary>A lot with the characters that a table must quote.</summary>
    public const string Quoted = "A\"B,C";

    // Not in the fixture's own start: where a part is missing, each test is skipped and says so.
    private readonly Lazy<Task> _start;
    private Mosquitto? _broker;
    private MqttWitness? _witness;
    private KioskProcess? _kiosk;
    private KioskPlace? _place;

    public KioskAtWork() => _start = new Lazy<Task>(BeginAsync);

    internal Mosquitto Broker => _broker!;

    internal KioskPlace Place => _place!;

    internal MqttWitness Witness => _witness!;

    /// <summary>Returns when it runs, and all that was scanned is delivered.</summary>
    public Task StartAsync() => _start.Value;

    public async ValueTask DisposeAsync()
    {
        if (_kiosk is not null)
            await _kiosk.DisposeAsync();
        if (_witness is not null)
            await _witness.DisposeAsync();
        if (_broker is not null)
            await _broker.DisposeAsync();
        _place?.Dispose();
    }

    private async Task BeginAsync()
    {
        RealParts.NeedProgram();
        _broker = await Mosquitto.StartAsync();
        _witness = await MqttWitness.ListenAsync(_broker.Port);
        _place = new KioskPlace(_broker.Address);
        _kiosk = await KioskProcess.StartAsync(_place);
        string[] codes =
        [
            Codes.Known, $"]d2010893601234567410{Formula}", $"]d2010893601234567410{Quoted}\u001D21S-1",
            Codes.Payment, "https://example.com/x?y=z", Codes.Expired, "Nước mắm", Codes.NotRegistered,
        ];
        // One by one, so that their times differ.
        for (var n = 0; n < codes.Length; n++)
        {
            _place.Line.Send(codes[n]);
            await LedgerRows.UntilAsync(_place.Data, n + 1);
        }
        await LedgerRows.DeliveredAsync(_place.Data);
    }
}

/// <summary>The classes that share it; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class KioskAtWorkUsers : ICollectionFixture<KioskAtWork>
{
    public const string Name = "a kiosk at work";
}
