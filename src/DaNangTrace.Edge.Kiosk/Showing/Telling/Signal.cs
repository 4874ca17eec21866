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
    public static Signal Of(Scene scene) => Of(FaceBuilder.VerdictOf(scene));

    /// <summary>That of a verdict.</summary>
    public static Signal Of(Verdict verdict) => verdict switch
    {
        Verdict.Idle or Verdict.Announcement or Verdict.Reading => Signal.None,
        Verdict.Known => Signal.Good,
        Verdict.Recalled or Verdict.Expired => Signal.Stop,
        _ => Signal.Care,
    };
}
