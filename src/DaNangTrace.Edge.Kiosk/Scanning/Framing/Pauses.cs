namespace DaNangTrace.Edge.Kiosk.Scanning.Framing;

/// <summary>
/// Where a scanner paused within what should be one code. One pause is a slow scanner's; two behind enough bytes tell
/// that they were several codes, and then each pause was between two.
/// </summary>
internal sealed class Pauses
{
    // More than these are not needed to tell.
    private const int Most = 16;

    private readonly List<int> _at = new(Most);

    /// <summary>The places, in bytes from the beginning.</summary>
    public IReadOnlyList<int> All => [.. _at];

    /// <summary>Where the last one was; 0 for none.</summary>
    public int Last { get; private set; }

    /// <summary>Whether at least two of what they part are codes, and no stray bytes.</summary>
    public bool TellOfSeveral =>
        _at.Select((at, i) => at - (i == 0 ? 0 : _at[i - 1])).Count(length => length >= Habit.ShortestTelling) > 1;

    /// <summary>It paused where that tells nothing.</summary>
    public void Pass(int at) => Last = at;

    /// <summary>It paused.</summary>
    public void Add(int at)
    {
        Last = at;
        if (_at.Count < Most)
            _at.Add(at);
    }

    /// <summary>Another code begins.</summary>
    public void Clear()
    {
        Last = 0;
        _at.Clear();
    }
}
