using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Composition;
using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Acceptance.Planted;

/// <summary>
/// The kiosk with one fault in it, as a process of its own that can be killed: the checks that pass the real program
/// must find each of these.
/// </summary>
internal static class PlantedKiosk
{
    /// <summary>First argument of the test program as such a child.</summary>
    public const string Word = "planted";

    public const string AnsweredBeforeCommit = "answered-before-commit";
    public const string SettledBeforePuback = "settled-before-puback";
    public const string OneRowDropped = "one-row-dropped";
    public const string Nothing = "nothing";

    /// <summary>Starts one on a place's configuration.</summary>
    public static Func<KioskPlace, Child> With(string fault) => place =>
    {
        // Under `dotnet exec` this process is dotnet, else the test program itself.
        var self = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(self) == "dotnet";
        string[] before = isHost ? ["exec", typeof(PlantedKiosk).Assembly.Location] : [];
        return Child.Start(self, [.. before, Word, fault, place.Configuration]);
    };

    public static async Task<int> RunAsync(string fault, string file)
    {
        var loaded = ConfigurationLoader.Load(new ConfigurationSources { File = file });
        if (loaded.Configuration is not { } configuration)
            return 78;
        var extras = new KioskExtras
        {
            Replacements = services => Plant(fault, services, configuration.Kiosk.DataFolder),
        };
        return await KioskHost.RunAsync(configuration, extras, CancellationToken.None) ? 0 : 1;
    }

    private static void Plant(string fault, IServiceCollection services, string folder)
    {
        services.AddSingleton<MqttUplink>();
        switch (fault)
        {
            case AnsweredBeforeCommit:
                services.AddSingleton<Ledger>(provider => new HastyLedger(
                    folder,
                    provider.GetRequiredService<KioskClock>(),
                    provider.GetRequiredService<ILogger<Ledger>>()));
                break;
            case SettledBeforePuback:
                services.AddSingleton<IUplink, HastyUplink>();
                services.AddSingleton<Ledger>(provider => new PromptLedger(
                    folder,
                    provider.GetRequiredService<KioskClock>(),
                    provider.GetRequiredService<ILogger<Ledger>>()));
                break;
            case OneRowDropped:
                services.AddSingleton<IUplink, LossyUplink>();
                break;
            case Nothing:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "no such fault");
        }
    }
}

/// <summary>Says that a sighting is kept while it is not.</summary>
internal sealed class HastyLedger(string folder, KioskClock clock, ILogger log)
    : Ledger(folder, new RecordingOptions(), clock, log)
{
    protected internal override void Keep(Batch batch)
    {
        batch.Answer();
        Task.Delay(300).Wait();
        batch.Commit();
    }
}

/// <summary>Writes at once what was settled, so that a kill finds it in the file.</summary>
internal sealed class PromptLedger(string folder, KioskClock clock, ILogger log)
    : Ledger(folder, new RecordingOptions(), clock, log)
{
    protected internal override TimeSpan SettleLimit => TimeSpan.Zero;
}

/// <summary>Says that the broker has a sighting while it is still to be sent.</summary>
internal sealed class HastyUplink(MqttUplink link) : IUplink
{
    private Task _last = Task.CompletedTask;

    public Task<string?> ConnectAsync(LinkSession session, CancellationToken stop) => link.ConnectAsync(session, stop);

    public Task<Verdict> SendAsync(ReadOnlyMemory<byte> sighting, CancellationToken stop)
    {
        _last = SendLaterAsync(_last, sighting);
        return Task.FromResult<Verdict>(new Verdict.Delivered());
    }

    public Task BeatAsync(ReadOnlyMemory<byte> pulse, CancellationToken stop) => link.BeatAsync(pulse, stop);

    public Task<bool> IsAliveAsync(CancellationToken stop) => link.IsAliveAsync(stop);

    public async Task LeaveAsync()
    {
        await _last;
        await link.LeaveAsync();
    }

    public ValueTask DisposeAsync() => link.DisposeAsync();

    private async Task SendLaterAsync(Task before, ReadOnlyMemory<byte> sighting)
    {
        await before;
        await Task.Delay(50);
        await link.SendAsync(sighting, CancellationToken.None);
    }
}

/// <summary>Loses the fifth sighting of its life.</summary>
internal sealed class LossyUplink(MqttUplink link) : IUplink
{
    private int _sent;

    public Task<string?> ConnectAsync(LinkSession session, CancellationToken stop) => link.ConnectAsync(session, stop);

    public Task<Verdict> SendAsync(ReadOnlyMemory<byte> sighting, CancellationToken stop) =>
        Interlocked.Increment(ref _sent) == 5
            ? Task.FromResult<Verdict>(new Verdict.Delivered())
            : link.SendAsync(sighting, stop);

    public Task BeatAsync(ReadOnlyMemory<byte> pulse, CancellationToken stop) => link.BeatAsync(pulse, stop);

    public Task<bool> IsAliveAsync(CancellationToken stop) => link.IsAliveAsync(stop);

    public Task LeaveAsync() => link.LeaveAsync();

    public ValueTask DisposeAsync() => link.DisposeAsync();
}
