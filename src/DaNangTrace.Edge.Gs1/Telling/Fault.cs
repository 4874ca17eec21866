namespace DaNangTrace.Edge.Gs1;

/// <summary>One thing that is wrong, or suspicious, in a code.</summary>
/// <param name="Code">A stable word for machines, in kebab case, for example <c>check-digit</c>.</param>
/// <param name="Ai">The application identifier it concerns; null where it concerns none.</param>
/// <param name="At">0-based offset in the text after the symbology identifier.</param>
/// <param name="Message">One English sentence for a technician: what, where, and what is expected.</param>
public sealed record Fault(string Code, string? Ai, int At, string Message)
{
    /// <summary>How many characters of the text are concerned; 0 where something is missing.</summary>
    public int Length { get; init; }

    /// <summary>The same sentence in Vietnamese.</summary>
    public string MessageVi { get; init; } = "";

    /// <summary>
    /// The element, or where there is none the text, with the bad part between bars: <c>(17)26|13|00</c>. Unlike the
    /// messages it quotes content: it must not be logged. What can't be seen is escaped as by <see cref="Shown"/>; of a
    /// long text only the neighbourhood is there.
    /// </summary>
    public string Markup { get; init; } = "";

    /// <summary>What may be logged: code, AI and place, nothing of the content.</summary>
    public override string ToString() => Ai is null ? $"{Code} at {At}" : $"{Code} of AI {Ai} at {At}";
}
