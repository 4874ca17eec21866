namespace DaNangTrace.Edge.Kiosk.Tests.Showing.CharacterLcd;

/// <summary>
/// A panel of characters looks as it did when somebody last looked at it. <c>DNTRACE_WRITE_GOLDEN=1</c> writes the
/// texts anew: look at them before they are committed.
/// </summary>
public sealed class LcdGoldenTests
{
    private static readonly bool IsWriting = Environment.GetEnvironmentVariable("DNTRACE_WRITE_GOLDEN") == "1";

    [Theory]
    [InlineData(20, 4, "vi")]
    [InlineData(20, 4, "en")]
    [InlineData(16, 2, "vi")]
    [InlineData(16, 2, "en")]
    public void It_looks_as_it_did(int columns, int rows, string language)
    {
        var file = Path.Combine(Folder, $"{columns}x{rows}-{language}.txt");
        var now = LcdGolden.Of(columns, rows, language);
        if (IsWriting)
            File.WriteAllText(file, now);
        Assert.True(File.Exists(file), $"{file} is not there: DNTRACE_WRITE_GOLDEN=1 writes it");

        var (before, after) = (File.ReadAllLines(file), now.Split('\n')[..^1]);
        var different = Enumerable.Range(0, Math.Max(before.Length, after.Length))
            .Where(at => before.ElementAtOrDefault(at) != after.ElementAtOrDefault(at))
            .Select(at => $"{at + 1,4} - {before.ElementAtOrDefault(at)}\n     + {after.ElementAtOrDefault(at)}")
            .Take(20).ToList();
        Assert.True(
            different.Count == 0,
            $"{Path.GetFileName(file)} looks otherwise (DNTRACE_WRITE_GOLDEN=1 takes it over):\n"
                + string.Join('\n', different));
    }

    private static string Folder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DaNangTrace.Edge.sln")))
                folder = folder.Parent;
            return Path.Combine(
                folder?.FullName ?? AppContext.BaseDirectory, "tests", "DaNangTrace.Edge.Kiosk.Tests", "Showing",
                "CharacterLcd", "Golden");
        }
    }
}
