using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>
/// Prints what displays without a browser show: every scene of the catalogue on one sheet, a sheet a language and size.
/// For people to look at; judges nothing.
/// </summary>
internal static class PanelSheet
{
    /// <summary>First argument of the test program as the printer.</summary>
    public const string Word = "panel-sheet";

    private static readonly (int Width, int Height)[] Sizes = [(1024, 600), (800, 480), (480, 320), (480, 800)];

    /// <param name="arguments">The name of a hostile text fills the scenes with it; none = as they are.</param>
    public static int Run(string[] arguments)
    {
        (string Name, string Text)? hostile =
            arguments is [var name] ? HostileTexts.All.First(one => one.Name == name) : null;
        Directory.CreateDirectory(ContactSheet.Folder);
        foreach (var language in SampleScenes.Languages)
        {
            var scenes = PanelScenes.All
                .Select(sample => hostile is { Text: var text }
                    ? sample with { Scene = HostileTexts.Full(sample.Scene, text) }
                    : sample)
                .Select(sample => (sample.Name, Scene: PanelScenes.Of(sample, language))).ToList();
            var mode = hostile is null ? "" : "-hostile";
            using var pages = ContactSheet.Compose([.. scenes.Select(one => (one.Name, PanelScenes.Pages(one.Scene)))]);
            ContactSheet.Write(Path.Combine(ContactSheet.Folder, $"oled-{language}{mode}.png"), pages);
            foreach (var (width, height) in Sizes)
            {
                using var sheet = ContactSheet.Compose(
                    [.. scenes.Select(one => (one.Name, PanelScenes.Painted(one.Scene, width, height)))]);
                ContactSheet.Write(
                    Path.Combine(ContactSheet.Folder, $"framebuffer-{language}-{width}x{height}{mode}.png"), sheet);
            }
        }
        return 0;
    }
}
