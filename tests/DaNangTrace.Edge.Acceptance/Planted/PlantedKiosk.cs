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
    public const string SentAgainOtherwise = "sent-again-otherwise";
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
            case SentAgainOtherwise:
                services.AddSingleton<IUplink, FickleUplink>();
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
