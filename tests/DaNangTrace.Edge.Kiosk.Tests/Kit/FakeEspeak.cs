using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Showing.Speaking;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>
/// A program that stands in for espeak-ng: a real child process, which notes what it was given and then does what it is
/// told.
/// </summary>
internal sealed class FakeEspeak(TempFolder folder)
{
    public const string AllVoices = """
        Pty Language       Age/Gender VoiceName          File                 Other Languages
         5  cmn             --/M      Chinese_(Mandarin,_latin_as_English) sit/cmn              (zh-cmn 5)(zh 5)
         5  cmn-latn-pinyin --/M      Chinese_(Mandarin,_latin_as_Pinyin) sit/cmn-Latn-pinyin  (zh-cmn 5)(zh 5)
         2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)
         3  en-gb           --/M      english-mb-en1     mb/mb-en1            (en-gb 3)(en 2)
         5  ko              --/M      Korean             ko
         5  vi              --/M      Vietnamese_(Northern) aav/vi
         5  vi-vn-x-south   --/M      Vietnamese_(Southern) aav/vi-VN-x-south
        """;

    private const uint OwnerRuns = 0b111_000_000;

    public string Path => folder.File("espeak-ng");

    /// <summary>What each child was given: its arguments, and the text on a line of its own.</summary>
    public IReadOnlyList<string> Given =>
        [.. Directory.GetFiles(folder.Path, "given-*").Order().Select(File.ReadAllText)];

    /// <summary>The texts that were said, in order.</summary>
    public IReadOnlyList<string> Said => [.. Given.Select(given => given[(given.IndexOf('\n') + 1)..])];

    /// <summary>Children that have begun and were not seen to end.</summary>
    public IReadOnlyList<int> Running => [.. Directory.GetFiles(folder.Path, "given-*")
        .Select(file => int.Parse(file.Split('-')[^1], null)).Where(child => Directory.Exists($"/proc/{child}"))];

    /// <summary>Puts it in place.</summary>
    /// <param name="says">What it does with a text, in the shell's words.</param>
    /// <param name="voices">What it lists.</param>
    /// <param name="tries">What it does with a text without a sound, which is not noted.</param>
    public void Install(string says = "exit 0", string voices = AllVoices, string tries = "exit 0")
    {
        folder.Write("voices", voices);
        // Its list comes once nobody holds it back. The moment stands first in the name, so that the names are in
        // order.
        var script = folder.Write(
            "espeak-ng.new",
            $"""
            #!/bin/sh
            if [ "$1" = --voices ]; then
                while [ -e '{folder.File("held")}' ]; do sleep 0.01; done
                exec cat '{folder.File("voices")}'
            fi
            case "$*" in *' -a 0') cat > /dev/null; {tries}; exit;; esac
            text=$(cat)
            printf '%s\n%s' "$*" "$text" > '{folder.Path}/new-'$$
            mv '{folder.Path}/new-'$$ '{folder.Path}/given-'$(date +%s%N)-$$
            {says}

            """);
        Assert.Equal(0, Unix.Protect(script, OwnerRuns));
        // A program that is being written can't be started.
        File.Move(script, Path, overwrite: true);
    }

    /// <summary>From now on it lists its voices only when it is let go.</summary>
    public void Hold() => folder.Write("held", "");

    public void LetGo() => File.Delete(folder.File("held"));

    public void Remove() => File.Delete(Path);

    public EspeakProgram Program(TimeProvider time) => new(Path, time);
}
