using DaNangTrace.Edge.Acceptance.Cataloguing;
using DaNangTrace.Edge.Acceptance.Planted;
using DaNangTrace.Edge.Acceptance.Recording;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>
/// Runs the tests; or, as a child of one, a kiosk with a planted fault, a ledger or an import; or measures.
/// </summary>
internal static class EntryPoint
{
    public static async Task<int> Main(string[] args) => args switch
    {
        [PlantedKiosk.Word, var fault, var file] => await PlantedKiosk.RunAsync(fault, file),
        [LedgerChild.Word, var fault, var folder] => await LedgerChild.RunAsync(fault, folder),
        [ImportChild.Word, var fault, var pack, var data, var key] => ImportChild.Run(fault, pack, data, key),
        [Measuring.Latency.Word, .. var rest] => await Measuring.Latency.RunAsync(rest),
        [Measuring.PanelFigures.Word, .. var rest] => await Measuring.PanelFigures.RunAsync(rest),
        [Measuring.PageFigures.Word, .. var rest] => await Measuring.PageFigures.RunAsync(rest),
        [Showing.ContactSheet.Word, .. var rest] => await Showing.ContactSheet.RunAsync(rest),
        [Showing.PanelSheet.Word, .. var rest] => Showing.PanelSheet.Run(rest),
        [Measuring.HangingCity.Word, .. var rest] => await Measuring.HangingCity.RunAsync(rest),
        // As the entry point that xunit would make: `dotnet test` speaks to the platform, people to the console.
        _ when args.Any(arg => arg is "--server" or "--internal-msbuild-node") =>
            await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(args),
    };
}
