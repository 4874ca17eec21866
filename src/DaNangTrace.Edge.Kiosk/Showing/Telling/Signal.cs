namespace DaNangTrace.Edge.Kiosk.Showing.Telling;

/// <summary>A verdict by its colour.</summary>
public enum Signal
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>Green: registered, and no warning is known as of today.</summary>
    Good,

    /// <summary>Amber: ask, compare, or try again.</summary>
    Care,

    /// <summary>Red: recalled or expired.</summary>
    Stop,
}

/// <summary>What colour a verdict has.</summary>
internal static class Signals
{
    /// <summary>That of a scene, without its words being made.</summary>
    public static Signal Of(Scene scene) => Of(FaceBuilder.SignOf(scene));

    /// <summary>That of a verdict.</summary>
    public static Signal Of(Sign verdict) => verdict switch
    {
        Sign.Idle or Sign.Announcement or Sign.Reading => Signal.None,
        Sign.Known => Signal.Good,
        Sign.Recalled or Sign.Expired => Signal.Stop,
        _ => Signal.Care,
    };
}
