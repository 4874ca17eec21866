namespace DaNangTrace.Edge.Gs1.Tests.Facts;

/// <summary>
/// The library's table against facts of the GS1 Barcode Syntax Dictionary, release 2026-01-27, that another maker took
/// from it: <c>make-ais-facts.py</c>.
/// </summary>
public sealed class AiFactsTests
{
    private static readonly string[][] Facts =
    [
        .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Facts", "ais-2026-01-27.tsv"))
            .Select(line => line.Split('\t')),
    ];

    private static string[] Columns => Facts[0];

    private static IEnumerable<string[]> Rows => Facts.Skip(1);

    [Fact]
    public void The_table_says_of_each_AI_what_the_dictionary_says()
    {
        Assert.Equal(Rows.Select(row => row[0]), ApplicationIdentifier.All.Select(ai => ai.Code));
        var differences = Rows.Zip(ApplicationIdentifier.All, Differences).SelectMany(found => found).ToArray();
        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }

    [Fact]
    public void There_are_as_many_of_each_kind_as_in_the_dictionary()
    {
        var all = ApplicationIdentifier.All;
        Assert.Equal(541, all.Count);
        Assert.Equal(337, all.Count(ai => ai.HasPredefinedLength));
        Assert.Equal(525, all.Count(ai => ai.IsAttribute));
        Assert.Equal(16, all.Count(ai => ai.IsKey));
        Assert.Equal(34, all.SelectMany(ai => Linters(ai.Format)).Distinct().Count());
    }

    [Fact]
    public void Each_AI_is_found_by_its_digits_and_by_no_others()
    {
        var codes = ApplicationIdentifier.All.ToDictionary(ai => ai.Code, StringComparer.Ordinal);
        for (var length = 1; length <= 5; length++)
        {
            for (var number = 0; number < Math.Pow(10, length); number++)
            {
                var code = $"{number}".PadLeft(length, '0');
                Assert.Same(codes.GetValueOrDefault(code), ApplicationIdentifier.Find(code));
            }
        }
    }

    [Fact]
    public void Two_digits_tell_how_long_an_AI_is()
    {
        var lengths = ApplicationIdentifier.All
            .GroupBy(ai => ai.Code[..2], ai => ai.Code.Length)
            .Where(group => group.Distinct().Count() > 1)
            .Select(group => group.Key);
        Assert.Empty(lengths);
    }

    /// <summary>The list of predefined lengths that scanners and printers have built in, never to be changed.</summary>
    [Fact]
    public void Two_digits_tell_whether_a_GS_may_follow()
    {
        foreach (var ai in ApplicationIdentifier.All)
        {
            var isInList = (ai.Code[0] - '0') * 10 + ai.Code[1] - '0'
                is (>= 0 and <= 4) or (>= 11 and <= 20) or (>= 31 and <= 36) or 41;
            Assert.True(isInList == ai.Flags.Contains('*'), $"AI {ai.Code}: flags {ai.Flags}");
            Assert.Equal(isInList, ai.HasPredefinedLength);
        }
    }

    private static IEnumerable<string> Differences(string[] row, ApplicationIdentifier ai)
    {
        string[] ours =
        [
            ai.Code, ai.Flags, ai.Format, ai.Requires, ai.Excludes,
            ai.IsKey ? ai.Qualifiers is { Length: > 0 } some ? some : "dlpkey" : "",
            ai.Title,
        ];
        for (var i = 0; i < Columns.Length; i++)
        {
            if (row[i] != ours[i])
                yield return $"AI {row[0]}, {Columns[i]}: the dictionary has '{row[i]}', the table '{ours[i]}'";
        }
    }

    private static IEnumerable<string> Linters(string format) =>
        format.Split(' ').SelectMany(component => component.Split(',').Skip(1));
}
