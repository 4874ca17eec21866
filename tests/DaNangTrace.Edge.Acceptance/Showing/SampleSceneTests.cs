using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Showing;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>The catalogue is what the kiosk sends, and leaves nothing out.</summary>
public sealed class SampleSceneTests
{
    private static readonly JsonSerializerOptions AsSent = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    [Fact]
    public void Each_sample_is_a_scene_that_the_kiosk_could_send()
    {
        var wrong = new List<string>();
        foreach (var sample in SampleScenes.All)
        {
            try
            {
                _ = sample.Scene.Deserialize<Scene>(AsSent);
            }
            catch (JsonException e)
            {
                wrong.Add($"{sample.Name}: {e.Message}");
            }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Each_kind_of_scene_has_a_sample()
    {
        var kinds = typeof(Scene).GetCustomAttributes<JsonDerivedTypeAttribute>()
            .Select(one => (string)one.TypeDiscriminator!);

        Assert.Empty(kinds.Except(SampleScenes.All.Select(sample => (string)sample.Scene["kind"]!)));
    }

    [Fact]
    public void No_two_samples_have_one_name() =>
        Assert.Equal(SampleScenes.All.Count, SampleScenes.All.DistinctBy(sample => sample.Name).Count());
}
