namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>Waits for what is to happen, and says what did not.</summary>
internal static class Wait
{
    // Far more than anything here takes; a test that waits so long has failed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task UntilAsync(Func<bool> happened, string what) => UntilAsync(happened, () => what);

    /// <summary>Asks only in the end what did not happen, and how all stands then.</summary>
    public static async Task UntilAsync(Func<bool> happened, Func<string> what)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (!happened())
        {
            if (TimeProvider.System.GetElapsedTime(end) > Patience)
                Assert.Fail($"did not happen within {Patience}: {what()}");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
