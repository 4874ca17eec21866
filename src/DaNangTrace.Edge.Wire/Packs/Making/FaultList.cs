using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Wire.Packs.Making;

/// <summary>What is wrong with a line of the input.</summary>
/// <param name="Line">Where the row begins, from 1; 0 where the file as a whole is meant.</param>
/// <param name="Reason">The field, where one is meant, and what is wrong with it.</param>
public sealed record InputFault(int Line, string Reason)
{
    /// <summary>As it is told: <c>line 7: gtin: expected 14 digits</c>.</summary>
    public override string ToString() => Line == 0 ? Reason : $"line {Line}: {Reason}";
}

/// <summary>The faults of an input: the first ones whole, of the others their number.</summary>
public sealed class FaultList
{
    /// <summary>More than a screen of them helps nobody.</summary>
    public const int MostTold = 20;

    private readonly List<InputFault> _told = [];

    /// <summary>The first ones, in the order in which they were found.</summary>
    public IReadOnlyList<InputFault> Told => _told;

    /// <summary>How many more there are.</summary>
    public int More { get; private set; }

    /// <summary>Whether there is any.</summary>
    public bool IsEmpty => _told.Count == 0;

    internal int Count => _told.Count + More;

    internal void Add(int line, string reason)
    {
        if (_told.Count < MostTold)
            AddShown(line, Shown.Of(reason, PackJson.MostFault));
        else
            More++;
    }

    /// <summary>Takes a fault that is fit for a terminal already: escaped twice it would be hard to read.</summary>
    internal void AddShown(int line, string reason)
    {
        if (_told.Count < MostTold)
            _told.Add(new InputFault(line, reason));
        else
            More++;
    }

    internal void AddAll(FaultList others)
    {
        foreach (var (line, reason) in others._told)
            AddShown(line, reason);
        More += others.More;
    }
}
