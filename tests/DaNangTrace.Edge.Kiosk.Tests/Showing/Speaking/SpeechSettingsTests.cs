using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Speaking;

/// <summary>The section <c>showing.speech</c>: what it takes, and what it says of anything else.</summary>
public sealed class SpeechSettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Without_a_word_it_is_as_the_options_say()
    {
        var (read, own) = (Load("{}").Configuration!.Showing.Speech, new SpeechOptions());

        Assert.Equal(
            (own.Automatic, own.Voice, own.WordsPerMinute, own.Volume),
            (read.Automatic, read.Voice, read.WordsPerMinute, read.Volume));
    }

    [Fact]
    public void What_is_said_is_taken()
    {
        var speech = Load("""{ "automatic": true, "voice": "north-man", "wordsPerMinute": 300, "volume": 0 }""")
            .Configuration!.Showing.Speech;

        Assert.Equal(
            (true, "north-man", 300, 0), (speech.Automatic, speech.Voice, speech.WordsPerMinute, speech.Volume));
    }

    [Theory]
    [InlineData("""{ "voice": "hue" }""", "showing.speech.voice", "one of north-woman, north-man, south-woman")]
    [InlineData("""{ "wordsPerMinute": 79 }""", "showing.speech.wordsPerMinute", "from 80 to 300")]
    [InlineData("""{ "wordsPerMinute": 301 }""", "showing.speech.wordsPerMinute", "from 80 to 300")]
    [InlineData("""{ "volume": 201 }""", "showing.speech.volume", "from 0 to 200")]
    [InlineData("""{ "automatic": "yes" }""", "showing.speech.automatic", "true or false")]
    [InlineData("""{ "speed": 1 }""", "showing.speech.speed", "no such key")]
    public void Anything_else_is_told(string section, string begins, string contains)
    {
        var fault = Assert.Single(Load(section).Faults).ToString();

        Assert.StartsWith(begins, fault, StringComparison.Ordinal);
        Assert.Contains(contains, fault, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private LoadedConfiguration Load(string section) => ConfigurationLoader.Load(
        new ConfigurationSources
        {
            File = _folder.Write(
                "kiosk.json",
                $$"""{ "kiosk": { "id": "k-1", "market": "han" }, "showing": { "speech": {{section}} } }"""),
        });
}
