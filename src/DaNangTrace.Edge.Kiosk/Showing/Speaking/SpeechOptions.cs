namespace DaNangTrace.Edge.Kiosk.Showing.Speaking;

/// <summary>The section <c>showing.speech</c>.</summary>
public sealed class SpeechOptions
{
    /// <summary>Whether each answer is read aloud without a key being touched.</summary>
    public bool Automatic { get; init; }

    /// <summary><c>north-woman</c>, <c>north-man</c>, <c>south-woman</c> or <c>south-man</c>.</summary>
    // Southern Vietnamese begins at the Hải Vân pass, north of the city: hỏi and ngã are one tone here, too. The
    // engine's central voice is that of Huế, which lies beyond the pass.
    public string Voice { get; init; } = "south-woman";

    /// <summary>How fast it speaks.</summary>
    public int WordsPerMinute { get; init; } = 150;

    /// <summary>How loud, 0 to 200; 100 is the voice's own.</summary>
    public int Volume { get; init; } = 100;
}
