namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>Waits for what is to happen, and says what did not.</summary>
internal static class Wait
{
    // Far more than anything here takes; a test that waits so long has failed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task UntilAsync(Func<bool> happened, string what)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (!happened())
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(end) < Patience, $"did not happen within {Patience}: {what}");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
