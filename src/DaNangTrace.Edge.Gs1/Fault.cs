namespace DaNangTrace.Edge.Gs1;

/// <summary>One thing that is wrong, or suspicious, in a code.</summary>
/// <param name="Code">A stable word for machines, in kebab case, for example <c>check-digit</c>.</param>
/// <param name="Ai">The application identifier it concerns; null where it concerns none.</param>
/// <param name="At">0-based offset in the text after the symbology identifier.</param>
/// <param name="Message">One English sentence for a technician: what, where, and what is expected.</param>
public sealed record Fault(string Code, string? Ai, int At, string Message);
