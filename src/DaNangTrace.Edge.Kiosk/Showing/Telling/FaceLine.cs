namespace DaNangTrace.Edge.Kiosk.Showing.Telling;

/// <summary>What a line of a scene is about.</summary>
internal enum FacePart
{
    /// <summary>The sign's word.</summary>
    Word,

    /// <summary>What the sign says to do.</summary>
    Action,

    /// <summary>What the product is called.</summary>
    Name,

    /// <summary>What that means, where it is called so in another language.</summary>
    Translation,

    /// <summary>What else is to be known before anything is bought.</summary>
    Caution,

    /// <summary>Where it comes from.</summary>
    Place,

    /// <summary>Who made it.</summary>
    Maker,

    /// <summary>When it was made, and until when it is good.</summary>
    Day,

    /// <summary>Who stands behind the line above.</summary>
    Grade,

    /// <summary>What explains the verdict.</summary>
    More,

    /// <summary>The question to the seller.</summary>
    Ask,

    /// <summary>The number on the code, and what else stands in it.</summary>
    Code,

    /// <summary>How old the data is.</summary>
    Age,
}

/// <summary>One line of a scene.</summary>
/// <param name="Part">What it is about.</param>
/// <param name="Label">What it is called; null where it speaks for itself.</param>
/// <param name="Text">What it says.</param>
internal sealed record FaceLine(FacePart Part, string? Label, string Text)
{
    /// <summary>Whether nobody told what it asks for: <c>chưa có</c>.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Label and text.</summary>
    public override string ToString() => Label is null ? Text : $"{Label}: {Text}";
}
