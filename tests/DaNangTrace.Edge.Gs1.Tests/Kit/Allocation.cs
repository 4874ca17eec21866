namespace DaNangTrace.Edge.Gs1.Tests.Kit;

/// <summary>Measures what a piece of code allocates.</summary>
internal static class Allocation
{
    /// <summary>
    /// Fails if every round allocates. Unoptimised code of the framework allocates here and there until it is compiled
    /// again; what is ours does so in every round.
    /// </summary>
    internal static void IsNone(Action round)
    {
        var least = long.MaxValue;
        SpinWait.SpinUntil(() => (least = Math.Min(least, AllocatedBy(round))) == 0, TimeSpan.FromSeconds(30));
        Assert.Equal(0, least);
    }

    private static long AllocatedBy(Action round)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        round();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
