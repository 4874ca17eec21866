using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Identity;

/// <summary>Who this kiosk is.</summary>
/// <param name="Address">Market and kiosk id: the place in the city's topics.</param>
/// <param name="Market">The market where it stands.</param>
/// <param name="Gln">Global Location Number of the kiosk's place, 13 digits; null where it has none.</param>
/// <param name="Version">Version of the program.</param>
public sealed record KioskIdentity(
    KioskAddress Address, Market Market, string? Gln, string Version);
