using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>axe-core, which judges a page by the Web Content Accessibility Guidelines.</summary>
internal static class Axe
{
    // A and AA of WCAG 2.0, 2.1 and 2.2.
    private static readonly string[] Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

    /// <summary>Brings its script into a page.</summary>
    public static Task BringAsync(Browser browser) =>
        browser.EvaluateAsync($"{new BundledAxeScriptProvider().GetScript()}\n;undefined");

    /// <summary>What it finds wrong: the rule, what it asks for, and where.</summary>
    public static async Task<IReadOnlyList<string>> JudgeAsync(Browser browser)
    {
        var tags = new JsonArray([.. Tags.Select(tag => (JsonNode)tag)]).ToJsonString();
        var found = await browser.EvaluateAsync($$"""
            axe.run(document, { runOnly: { type: "tag", values: {{tags}} }, resultTypes: ["violations"] })
              .then((all) => all.violations.flatMap(({ id, help, nodes }) => nodes.map((node) =>
                `${id} (${help}): ${node.target.join(" ")}: ${node.any.map((one) => one.message).join("; ")}`)))
            """);
        return [.. found.EnumerateArray().Select(one => one.GetString() ?? "")];
    }
}
