using System.Text;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>
/// <c>tests/FAULTS.md</c>: what the kiosk says and keeps when its disk, its link or a pack fails, written by the run
/// that found it out.
/// </summary>
internal static class FaultTable
{
    private const string Renew = "DNTRACE_WRITE_FAULTS";

    private const string Head = $"""
        # When the disk, the link or a pack fails

        What the kiosk says and keeps when its disk, its link to the city or a pack fails. **These tables are written
        by the tests, not by hand**: each run makes them anew and fails where they differ from this file. After a
        change that is meant, run `{Renew}=1 tests/run` (as root, since disks are mounted) and look at the difference.

        In no case a sighting that was told as kept is missing, twice or torn: the tests check that in every row, by
        the file, by its chain, and of the disk's cases by SQLite's own program.

        - **It said**: its health while or after something failed, of the disk's cases also what it logged. *Nothing*:
          no promise was touched, and it went on.
        - **It kept**, **it delivered**: which of the sightings of the run are in its file in the end, or at the city's
          broker. None is lost without a word.
        - **Afterwards**: what it took until it recorded, or sent, again.

        """;

    // The tests of several tables may write at once.
    private static readonly Lock Writing = new();

    private static string File => Path.Combine(RealParts.Repository, "tests", "FAULTS.md");

    /// <inheritdoc cref="Compare(string, string, IReadOnlyList{string}, IReadOnlyList{string[]})"/>
    public static void Compare(
        string title, string explained, IReadOnlyList<string> columns, IReadOnlyList<FaultRow> rows) => Compare(
        title, explained, [.. columns, "It said", "It kept", "Afterwards"],
        [.. rows.Select(row => (string[])[.. row.What, row.Outcome.Said, row.Outcome.Kept, row.Outcome.After])]);

    /// <summary>Compares a part of the file with what was found; or writes it, if the environment says so.</summary>
    public static void Compare(
        string title, string explained, IReadOnlyList<string> columns, IReadOnlyList<string[]> rows)
    {
        var found = Part(title, explained, columns, rows);
        if (Environment.GetEnvironmentVariable(Renew) == "1")
            Write(title, found);
        var parts = Read();
        Assert.True(
            parts.GetValueOrDefault(title) == found,
            $"{File} says otherwise; if the change is meant, write it anew with {Renew}=1. Found:\n{found}");
    }

    private static void Write(string title, string part)
    {
        lock (Writing)
        {
            var parts = Read();
            parts[title] = part;
            var ordered = parts.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value);
            System.IO.File.WriteAllText(File, Head + string.Concat(ordered));
        }
    }

    private static Dictionary<string, string> Read() => !System.IO.File.Exists(File) ? [] :
        System.IO.File.ReadAllText(File).Split("\n## ").Skip(1)
            .ToDictionary(part => part[..part.IndexOf('\n')], part => $"\n## {part.TrimEnd('\n')}\n");

    private static string Part(
        string title, string explained, IReadOnlyList<string> columns, IReadOnlyList<string[]> rows)
    {
        var text = new StringBuilder($"\n## {title}\n\n{explained}\n\n");
        AppendLine(text, columns);
        AppendLine(text, [.. columns.Select(_ => "---")]);
        foreach (var row in rows)
            AppendLine(text, row);
        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
