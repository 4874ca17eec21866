namespace DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;

/// <summary>One state of a row.</summary>
/// <param name="Text">As wide as the row.</param>
/// <param name="Stands">For how long.</param>
internal readonly record struct LcdFrame(string Text, TimeSpan Stands);

/// <summary>
/// A row of the panel over time: its states follow each other and begin anew; a row with one state stands. What is
/// longer than the row is moved by, a character a step.
/// </summary>
/// <param name="Column">Where it begins.</param>
/// <param name="Frames">Its states, one or more.</param>
internal sealed record LcdRow(int Column, IReadOnlyList<LcdFrame> Frames)
{
    // Times for slow readers, at arm's length, of words without marks. A short line: about three words.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2.5);
    // The start of a long line is read before it moves.
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(1.5);
    // Liquid crystal takes up to a quarter of a second to turn, in the cold longer: faster would smear.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan End = TimeSpan.FromSeconds(1.2);

    // Whoever looks up in between still stands there. After each line, a recall took longer than its scene stands.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(14);

    /// <summary>A row that shows one line after the other; none is a blank row.</summary>
    public static LcdRow Of(int column, int width, IEnumerable<string> lines)
    {
        List<LcdFrame> frames = [.. lines.SelectMany(line => FramesOf(line, width))];
        return new LcdRow(column, frames.Count > 0 ? frames : [.. FramesOf("", width)]);
    }

    /// <summary>
    /// A row for a line that must not be missed: it stands longer than others, and comes back before they have taken
    /// a quarter of a minute, unless a single one takes longer.
    /// </summary>
    public static LcdRow Around(int column, int width, string weighty, IReadOnlyList<string> lines)
    {
        var weightyFrames = FramesOf(weighty, width)
            .Select(frame => frame with { Stands = frame.Stands > Step ? frame.Stands + Start : frame.Stands })
            .ToList();
        List<LcdFrame> frames = [.. weightyFrames];
        var since = TimeSpan.Zero;
        foreach (var line in lines)
        {
            var lineFrames = FramesOf(line, width).ToList();
            var takes = lineFrames.Aggregate(TimeSpan.Zero, (sum, frame) => sum + frame.Stands);
            if (since > TimeSpan.Zero && since + takes > Between)
            {
                frames.AddRange(weightyFrames);
                since = TimeSpan.Zero;
            }
            frames.AddRange(lineFrames);
            since += takes;
        }
        return new LcdRow(column, frames);
    }

    /// <summary>Whether it shows the same.</summary>
    public bool IsSameAs(LcdRow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Column == other.Column && Frames.SequenceEqual(other.Frames);
    }

    private static IEnumerable<LcdFrame> FramesOf(string line, int width)
    {
        if (line.Length <= width)
        {
            yield return new LcdFrame(line.PadRight(width), Short);
            yield break;
        }
        var last = line.Length - width;
        for (var at = 0; at <= last; at++)
            yield return new LcdFrame(line.Substring(at, width), at == 0 ? Start : at == last ? End : Step);
    }
}
