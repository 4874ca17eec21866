using DaNangTrace.Edge.Fleet.Intake;

namespace DaNangTrace.Edge.Fleet.Tests.Intake;

public sealed class BackoffTests
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(30);

    [Fact]
    public void Waits_double_up_to_the_cap_and_start_again_after_a_link_that_held()
    {
        var backoff = new Backoff(First, Cap, new Longest());

        Assert.Equal([1, 2, 4, 8, 16, 30, 30],
            Enumerable.Range(0, 7).Select(_ => Math.Round(backoff.Next().TotalSeconds)));

        backoff.Went(TimeSpan.FromSeconds(1));
        Assert.Equal(30, Math.Round(backoff.Next().TotalSeconds));
        backoff.Went(TimeSpan.FromMinutes(1));
        Assert.Equal(1, Math.Round(backoff.Next().TotalSeconds));
    }

    [Fact]
    public void Waits_lie_anywhere_below_their_bound()
    {
        var chance = new Random(7);
        var firsts = Enumerable.Range(0, 200).Select(_ => new Backoff(First, Cap, chance).Next()).ToList();

        Assert.All(firsts, wait => Assert.InRange(wait, TimeSpan.Zero, First));
        Assert.True(firsts.Min() < First * 0.1 && firsts.Max() > First * 0.9);
    }

    private sealed class Longest() : Random(0)
    {
        public override double NextDouble() => 0.999999;
    }
}
