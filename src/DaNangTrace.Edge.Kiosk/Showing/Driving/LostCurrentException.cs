namespace DaNangTrace.Edge.Kiosk.Showing.Driving;

/// <summary>The panel was without current, and has forgotten all.</summary>
public sealed class LostCurrentException() : IOException("was without current");
