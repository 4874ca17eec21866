using PublicApiGenerator;

namespace DaNangTrace.Edge.Gs1.Tests;

public sealed class PublicApiTests
{
    /// <summary>
    /// What others build on changes only on purpose. Where it should, copy the received file, whose place the failure
    /// tells, over <c>src/DaNangTrace.Edge.Gs1/PublicApi.txt</c>.
    /// </summary>
    [Fact]
    public void The_public_API_is_the_approved_one()
    {
        var received = typeof(Gs1Reader).Assembly.GeneratePublicApi(new ApiGeneratorOptions
        {
            ExcludeAttributes =
            [
                "System.Runtime.CompilerServices.InternalsVisibleToAttribute",
                "System.Reflection.AssemblyMetadataAttribute",
            ],
        }).ReplaceLineEndings("\n");
        var approved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PublicApi.txt"));
        var place = Path.Combine(AppContext.BaseDirectory, "PublicApi.received.txt");
        File.WriteAllText(place, received.TrimEnd() + "\n");
        Assert.True(
            approved.ReplaceLineEndings("\n").TrimEnd() == received.TrimEnd(),
            $"The public API is not the approved one; received: {place}");
    }
}
