namespace DaNangTrace.Edge.Kiosk.Showing.Telling;

/// <summary>A text to be said.</summary>
/// <param name="Language"><c>vi</c>, <c>en</c>, <c>ko</c> or <c>zh</c>.</param>
/// <param name="Text">Plain text; what a voice can't say of it is left out.</param>
public sealed record Utterance(string Language, string Text);
