using DaNangTrace.Edge.Acceptance.Planted;

namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>
/// The harness finds faults that were planted into the uplink, by the same run that the real program has to pass.
/// </summary>
public sealed class PlantedUplinkTests
{
    [Theory]
    [InlineData(PlantedKiosk.SettledBeforePuback, "was recorded and never arrived (state 1)")]
    [InlineData(PlantedKiosk.OneRowDropped, "was recorded and never arrived (state 1)")]
    [InlineData(PlantedKiosk.SentAgainOtherwise, "differs from what is recorded")]
    public async Task The_harness_finds_a_planted_fault(string fault, string expected)
    {
        var outcome = await NetworkFaults.SilentThenCutAsync(PlantedKiosk.With(fault));
        Assert.Contains(outcome.Broken, broken => broken.EndsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_harness_finds_nothing_where_nothing_was_planted()
    {
        var outcome = await NetworkFaults.SilentThenCutAsync(PlantedKiosk.With(PlantedKiosk.Nothing));
        Assert.Empty(outcome.Broken);
    }
}
