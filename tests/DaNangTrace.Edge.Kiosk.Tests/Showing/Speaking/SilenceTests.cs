using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Speaking;

public sealed class SilenceTests
{
    [Theory]
    [InlineData(typeof(EspeakSpeech), false, "web")]
    [InlineData(typeof(EspeakSpeech), false, "lcd", "web")]
    [InlineData(typeof(EspeakSpeech), true, "lcd")]
    [InlineData(typeof(Silence), false, "lcd")]
    [InlineData(typeof(Silence), false)]
    public async Task A_sound_card_is_looked_for_where_somebody_can_ask_for_a_voice(
        Type voice, bool isAutomatic, params string[] drivers)
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddShowing(new ShowingOptions
            {
                Displays = [.. drivers.Select(driver => new DisplayOptions { Driver = driver })],
                Speech = new SpeechOptions { Automatic = isAutomatic },
            });
        await using var provider = services.BuildServiceProvider();

        var speech = provider.GetRequiredService<ISpeech>();

        Assert.IsType(voice, speech);
        if (speech is not Silence)
            return;
        Assert.Empty(speech.Languages);
        Assert.Equal(Wellness.Ok, speech.Condition.Now.Wellness);
        await speech.Say(new("vi", "một"));
    }
}
