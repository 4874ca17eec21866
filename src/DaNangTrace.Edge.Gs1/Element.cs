namespace DaNangTrace.Edge.Gs1;

/// <summary>One application identifier with its value (GS1 General Specifications, section 3).</summary>
/// <param name="Ai">Two to four digits.</param>
/// <param name="Value">The value as it stands in the carrier, percent-decoded where that was a Digital Link.</param>
/// <param name="Title">The data title of the AI, for example <c>BATCH/LOT</c>.</param>
public sealed record Element(string Ai, string Value, string Title);
