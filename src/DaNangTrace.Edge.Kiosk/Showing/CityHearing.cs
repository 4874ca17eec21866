namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>Tells whether the city can be heard: whoever puts the rooms together knows by which link.</summary>
/// <param name="IsHeard">Asked for each scene; answers at once.</param>
public sealed record CityHearing(Func<bool> IsHeard);
