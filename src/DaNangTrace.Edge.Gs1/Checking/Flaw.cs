namespace DaNangTrace.Edge.Gs1;

/// <summary>What a linter finds in a component.</summary>
/// <param name="Code">What is wrong.</param>
/// <param name="At">Where the bad part begins, from the component's first character.</param>
/// <param name="Length">How many characters are bad, at least one.</param>
internal readonly record struct Flaw(FaultCode Code, int At, int Length);
