using System.Globalization;

namespace DaNangTrace.Edge.Kiosk.Showing.Speaking;

/// <summary>
/// A voice of <c>espeak-ng</c>: a language's, with the timbre of a woman or a man. Its languages have men's voices
/// only; the variants change formants and pitch.
/// </summary>
/// <param name="File">As the program's own list names it, <c>aav/vi</c>.</param>
/// <param name="Variant"><c>f2</c> or <c>m3</c>.</param>
/// <param name="Pitch">0 to 99.</param>
internal sealed record EspeakVoice(string File, string Variant, int Pitch)
{
    private const string South = "vi-vn-x-south";

    // Languages as the program names them, the first that it has is taken. cmn of 1.51 reads each syllable's spelling
    // aloud in English; its sister, where Latin letters are pinyin, does not. With these pitches a sentence has a
    // fundamental frequency of about 200 Hz for a woman and 120 Hz for a man, as people's voices have; without them f2
    // is at 162 to 190 Hz and m3 at 85 to 102.
    private static readonly (string Language, string Name, int Woman, int Man)[] Known =
    [
        ("vi", "vi", 70, 80),
        ("en", "en-gb", 60, 70),
        ("en", "en-us", 60, 70),
        ("ko", "ko", 55, 70),
        ("zh", "cmn-latn-pinyin", 70, 80),
        ("zh", "cmn", 70, 80),
    ];

    private static readonly (string Language, string Name, int Woman, int Man) Southern = ("vi", South, 60, 70);

    /// <summary>The voices by language, of those that the program has.</summary>
    /// <param name="list">What <c>--voices</c> prints: priority, language, sex, name, file.</param>
    /// <param name="voice">As of <see cref="SpeechOptions.Voice"/>; its sex holds for every language.</param>
    public static Dictionary<string, EspeakVoice> Of(string list, string voice)
    {
        var files = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in list.Split('\n').Skip(1))
        {
            // Voices of another engine (mb/) are listed whether it is there or not.
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var language, _, _, var file, ..]
                && !file.StartsWith("mb/", StringComparison.Ordinal))
                files.TryAdd(language, file);
        }
        var isWoman = voice.EndsWith("-woman", StringComparison.Ordinal);
        var wanted = voice.StartsWith("south-", StringComparison.Ordinal) ? Known.Prepend(Southern) : Known;
        var voices = new Dictionary<string, EspeakVoice>();
        foreach (var (language, name, woman, man) in wanted)
        {
            if (!files.TryGetValue(name, out var file))
                continue;
            voices.TryAdd(
                language, isWoman ? new EspeakVoice(file, "f2", woman) : new EspeakVoice(file, "m3", man));
        }
        return voices;
    }

    /// <summary>The arguments with which the program says what comes by standard input.</summary>
    public IReadOnlyList<string> Arguments(SpeechOptions options) =>
    [
        "-b", "1", // UTF-8, whatever the service's locale
        "--stdin",
        "-v", $"{File}+{Variant}",
        "-p", Text(Pitch),
        "-s", Text(options.WordsPerMinute),
        "-a", Text(options.Volume),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
