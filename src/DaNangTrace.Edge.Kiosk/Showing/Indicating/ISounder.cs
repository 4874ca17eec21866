namespace DaNangTrace.Edge.Kiosk.Showing.Indicating;

/// <summary>
/// Something that sounds or is silent, opened: what a buzzer's patterns are played on, whoever drives it. Silent when
/// it is opened; an <see cref="IOException"/> says that it went away.
/// </summary>
public interface ISounder : IDisposable
{
    /// <summary>Sounds from now on, or is silent from now on; the same again is harmless.</summary>
    void Sound(bool isOn);
}
