namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>Who speaks.</summary>
internal static class EspeakChildren
{
    /// <summary>The running <c>espeak-ng</c> of one process, by their ids.</summary>
    public static List<int> Of(int parent)
    {
        var found = new List<int>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(path => char.IsAsciiDigit(path[6])))
        {
            try
            {
                // "12 (espeak-ng) S 7 …": its state and its parent stand behind the name.
                var stat = File.ReadAllText($"{folder}/stat");
                var behind = stat.Split(") ")[^1].Split(' ');
                if (stat.Contains("(espeak-ng)", StringComparison.Ordinal) && behind[0] != "Z"
                    && behind[1] == $"{parent}")
                    found.Add(int.Parse(folder[6..], null));
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }
        return found;
    }
}
