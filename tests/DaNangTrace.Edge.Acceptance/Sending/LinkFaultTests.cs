using System.Diagnostics;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Acceptance.Recording;

namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>The link, the broker or the certificates fail: every sighting is delivered, or kept and told.</summary>
public sealed class LinkFaultTests(ITestOutputHelper output)
{
    private const string Title = "The link fails";

    private const string Explained = """
        A real kiosk and a real broker; between them, where the link itself fails, a TCP proxy of our own. Some
        sightings are scanned before, some while it lasts, some after. In the end the ledger's file says what was
        recorded and what became of it, and a witness at the broker what arrived: every row but those kept apart, byte
        for byte, in its order. The kiosk says it in `/health`, part `uplink`, and of a silence within 1.5 keep-alives.
        0x97 and 0x89 come from another broker, since Mosquitto never gives them; and Mosquitto 2.0.11 is the one that
        cuts the link with a forbidden message, where its queue has no limit.
        """;

    // Most of a case is waiting: for a silence to be noticed, for the backoff.
    private const int AtOnce = 7;

    // To look into one: only cases whose words contain this run, and the table is left alone.
    private static readonly string? Only = Environment.GetEnvironmentVariable("DNTRACE_LINK_CASE");

    [Fact]
    public async Task Every_sighting_is_delivered_or_kept_and_told_whatever_the_link_does()
    {
        RealParts.NeedProgram();
        RealParts.NeedMosquitto();
        RealParts.NeedMount();
        IReadOnlyList<LinkCase> cases =
        [
            .. NetworkFaults.All.Concat(BrokerFaults.All).Concat(CertificateFaults.All)
                .Where(one => Only is null || one.What.Contains(Only, StringComparison.Ordinal)),
        ];
        var outcomes = new LinkOutcome[cases.Count];
        await Parallel.ForEachAsync(
            cases.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (one, _) => outcomes[one.Index] = await OutcomeAsync(one.Item));
        foreach (var (one, outcome) in cases.Zip(outcomes))
            output.WriteLine($"{one.What}, {one.When}: {string.Join("; ", outcome.Notes)}");
        var broken = outcomes.SelectMany(outcome => outcome.Broken).ToList();
        Assert.True(broken.Count == 0, string.Join('\n', broken));
        if (Only is not null)
            return;
        FaultTable.Compare(
            Title, Explained, ["When", "What happens", "It said", "It delivered", "Afterwards"],
            [
                .. cases.Zip(outcomes).Select(pair => (string[])
                [
                    pair.First.When, pair.First.What, pair.Second.Said, pair.Second.Kept, pair.Second.After,
                ]),
            ]);
    }

    private static async Task<LinkOutcome> OutcomeAsync(LinkCase one)
    {
        var begun = Stopwatch.StartNew();
        LinkOutcome outcome;
        try
        {
            outcome = await one.RunAsync();
        }
        // One case that did not get to its end must not hide the others.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            outcome = new LinkOutcome("?", "?", "?", [e.Message]);
        }
        return outcome with
        {
            Broken = [.. outcome.Broken.Select(broken => $"{one.What}, {one.When}: {broken}")],
            Notes = [FormattableString.Invariant($"{begun.Elapsed.TotalSeconds:0.0} s"), .. outcome.Notes],
        };
    }
}
