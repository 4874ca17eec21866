using System.Text;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire;

/// <summary>The contract's page says what the schemas say.</summary>
public class ContractPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Contract.Folder, "README.md"));

    [Theory]
    [InlineData("## `status`", "status")]
    [InlineData("## `tele/health`", "pulse")]
    [InlineData("## `ack`", "acknowledgement")]
    [InlineData("## `cmd/resend`", "resend-command")]
    [InlineData("## `rsp/{issuer}`", "receipt")]
    [InlineData("## `evt/scan`", "sighting")]
    public void Its_examples_are_messages(string heading, string name)
    {
        var example = Regex.Match(SectionOf(heading), "```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

        Assert.Empty(Contract.Broken(name, Encoding.UTF8.GetBytes(example)));
    }

    [Fact]
    public void Its_table_of_results_is_complete()
    {
        var told = Regex.Matches(SectionOf("## `rsp/{issuer}`"), "^\\| `([a-z]+)` \\|", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value).Where(word => word != "result");

        Assert.Equal(
            Contract.SchemaOf("receipt").GetProperty("properties").GetProperty("result").GetProperty("enum")
                .EnumerateArray().Select(one => one.GetString()),
            told);
    }

    [Fact]
    public void Its_links_lead_to_the_contracts_files()
    {
        var links = Regex.Matches(Page, @"\]\(([^)]+)\)").Select(match => match.Groups[1].Value).ToArray();

        Assert.Subset(links.ToHashSet(), Contract.Names.Select(name => $"schemas/{name}.schema.json").ToHashSet());
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(Contract.Folder, link)), link));
    }

    private static string SectionOf(string heading)
    {
        var from = Page.IndexOf($"\n{heading}", StringComparison.Ordinal);
        Assert.True(from >= 0, heading);
        var to = Page.IndexOf("\n## ", from + 1, StringComparison.Ordinal);
        return to < 0 ? Page[from..] : Page[from..to];
    }
}
