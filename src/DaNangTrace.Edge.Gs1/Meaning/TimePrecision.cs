namespace DaNangTrace.Edge.Gs1;

/// <summary>The smallest part of a moment that its value states; what is smaller is zero.</summary>
public enum TimePrecision
{
    /// <summary>The day alone.</summary>
    Day,

    /// <summary>Day and hour.</summary>
    Hour,

    /// <summary>Down to the minute.</summary>
    Minute,

    /// <summary>Down to the second.</summary>
    Second,
}
