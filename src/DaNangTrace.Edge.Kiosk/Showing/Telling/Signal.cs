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
    /// <summary>
    /// That of a scene, without its words being made. A green sign that asks the shopper to look at the date, or to
    /// ask, says so in words; a lamp has none, so it is amber.
    /// </summary>
    public static Signal Of(Scene scene) => scene is Scene.Known known && SpokenCautions.Of(known).HasAction
        ? Of(FaceBuilder.SignOf(scene)) == Signal.Stop ? Signal.Stop : Signal.Care
        : Of(FaceBuilder.SignOf(scene));

    /// <summary>That of a sign.</summary>
    public static Signal Of(Sign sign) => sign switch
    {
        Sign.Idle or Sign.Announcement or Sign.Reading => Signal.None,
        Sign.Known => Signal.Good,
        Sign.Recalled or Sign.Expired => Signal.Stop,
        _ => Signal.Care,
    };
}
