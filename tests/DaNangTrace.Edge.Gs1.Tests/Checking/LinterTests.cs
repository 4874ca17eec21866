using System.Globalization;
using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests.Checking;

public sealed class LinterTests(ITestOutputHelper output)
{
    private const int FewestCases = 2;

    public static TheoryData<string> Linters => [.. Enum.GetNames<Linter>().Select(x => x.ToLowerInvariant())];

    [Theory]
    [MemberData(nameof(Linters))]
    public void A_linter_accepts_what_is_right_and_marks_what_is_wrong(string word)
    {
        foreach (var one in LinterCases.All.Where(x => WordOf(x.Linter) == word))
        {
            var finds = Linting.Finds(one.Linter, one.Text, LinterCase.ThisYear, out var flaw);
            Assert.True(
                one.Expected == (finds ? flaw : null),
                $"{word} of \"{one.Text}\": {(finds ? flaw : "accepted")}, expected {one.Expected}");
        }
    }

    [Fact]
    public void Each_linter_has_cases_on_both_sides()
    {
        foreach (var linter in Enum.GetValues<Linter>())
        {
            var accepted = LinterCases.All.Count(x => x.Linter == linter && x.Expected is null);
            var refused = LinterCases.All.Count(x => x.Linter == linter && x.Expected is not null);
            output.WriteLine($"{WordOf(linter),-14} {accepted,3} accepted {refused,3} refused");
            Assert.True(
                accepted >= FewestCases && refused >= FewestCases,
                $"{WordOf(linter)} has {accepted} accepted and {refused} refused cases.");
        }
        output.WriteLine($"{Enum.GetValues<Linter>().Length} linters, {LinterCases.All.Length} cases");
    }

    [Fact]
    public void No_case_stands_there_twice() =>
        Assert.Equal(LinterCases.All.Length, LinterCases.All.Select(x => (x.Linter, x.Text)).Distinct().Count());

    [Theory]
    // The same date in other years: two digits of a year are at most 50 years ahead and 49 back.
    [InlineData("760229", 2026, true)]
    [InlineData("000229", 1949, false)]
    [InlineData("000229", 1950, true)]
    [InlineData("000229", 2049, true)]
    [InlineData("000229", 2050, false)]
    [InlineData("000229", 2149, false)]
    [InlineData("000229", 2350, true)]
    public void A_leap_day_holds_by_the_century_that_is_near(string date, int thisYear, bool holds) =>
        Assert.Equal(!holds, Linting.Finds(Linter.Yymmd0, date, thisYear, out _));

    [Fact]
    public void Whatever_a_linter_is_given_it_answers_and_marks_something_inside()
    {
        const int seed = 20261124;
        var random = new Random(seed);
        var right = LinterCases.All.Select(x => x.Text).ToArray();
        foreach (var linter in Enum.GetValues<Linter>())
        {
            for (var i = 0; i < 5_000; i++)
            {
                var text = i % 2 == 0 ? Noise(random) : Changed(right[random.Next(right.Length)], random);
                if (!Linting.Finds(linter, text, random.Next(-100, 20_000), out var flaw))
                    continue;
                var isInside = flaw.At >= 0 && flaw.Length >= 1 && flaw.At + flaw.Length <= Math.Max(1, text.Length);
                Assert.True(isInside, $"{linter} of \"{text}\": {flaw} (seed {seed})");
            }
        }
    }

    [Fact]
    public void A_linter_leaves_nothing_for_the_garbage_collector()
    {
        Allocation.IsNone(static () =>
        {
            foreach (var one in LinterCases.All.AsSpan())
                Linting.Finds(one.Linter, one.Text, LinterCase.ThisYear, out _);
        });
    }

    private static string WordOf(Linter linter) => linter.ToString().ToLower(CultureInfo.InvariantCulture);

    private static string Noise(Random random)
    {
        var text = new char[random.Next(0, 100)];
        for (var i = 0; i < text.Length; i++)
            text[i] = (char)random.Next(random.Next(2) == 0 ? 128 : char.MaxValue);
        return new string(text);
    }

    private static string Changed(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        return random.Next(3) switch
        {
            0 => text[..at],
            1 => text.Insert(at, ((char)('0' + random.Next(10))).ToString()),
            _ => text[at..],
        };
    }
}
