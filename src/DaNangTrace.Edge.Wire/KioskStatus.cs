namespace DaNangTrace.Edge.Wire;

/// <summary>The retained state of a kiosk, and its will.</summary>
/// <param name="V">Version of this form: 1.</param>
/// <param name="State"><c>online</c> or <c>offline</c>.</param>
/// <param name="Epoch">The ledger's epoch: sessions are compared within one only.</param>
/// <param name="Session">
/// Greater with each connection of the kiosk since its ledger was made, not without gaps. A late will of an old session
/// carries a lower number than the <c>online</c> of the new one and is to be ignored.
/// </param>
/// <param name="Version">Version of the program.</param>
/// <param name="PreviousEpoch">
/// The ledger before this one, which was damaged and set aside; what could be read of it is sent first. Null where
/// there was none.
/// </param>
public sealed record KioskStatus(
    int V, string State, Guid Epoch, long Session, string Version, Guid? PreviousEpoch = null)
{
    /// <summary>The kiosk is there.</summary>
    public const string Online = "online";

    /// <summary>The kiosk has gone, or its link broke.</summary>
    public const string Offline = "offline";
}
