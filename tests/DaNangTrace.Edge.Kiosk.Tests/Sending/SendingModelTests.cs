namespace DaNangTrace.Edge.Kiosk.Tests.Sending;

/// <summary>
/// Random scans, acknowledgements, commands, refusals, broken links, crashes and time that passes, beside a twin in
/// memory that knows what the city did.
/// </summary>
public sealed class SendingModelTests
{
    [Theory]
    [MemberData(nameof(Seeds), 1, 12)]
    public Task It_sends_what_its_twin_says(int seed) => RunAsync(seed, null);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Seeds), 100, 200)]
    public Task It_sends_what_its_twin_says_with_many_seeds(int seed) => RunAsync(seed, null);

    [Theory]
    [InlineData("settled before PUBACK", "never acknowledged it")]
    [InlineData(
        "one row dropped",
        "never acknowledged it|the next historical one was|the next live one was|is out of order|goes once more")]
    [InlineData("other content", "with other bytes|with bytes that were not kept")]
    [InlineData("an ack beyond the newest row", "the city said")]
    [InlineData("a resend skips", "was sent again")]
    [InlineData("window exceeded", "the window is")]
    [InlineData("too large", "the city takes")]
    [InlineData("out of order", "out of order|the next historical one was|the next live one was|wait")]
    [InlineData("two receipts", "receipts, it was said")]
    public async Task The_model_finds_a_planted_fault(string fault, string finding)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            if (await Record.ExceptionAsync(() => RunAsync(seed, fault)) is not Xunit.Sdk.XunitException found)
                continue;
            Assert.Matches(finding, found.Message);
            return;
        }
        Assert.Fail($"{fault} was not found");
    }

    public static TheoryData<int> Seeds(int first, int count) => [.. Enumerable.Range(first, count)];

    private static async Task RunAsync(int seed, string? fault)
    {
        await using var run = new SendingRun(seed, fault);
        await run.RunAsync(phases: 4, steps: 25);
    }
}
