using DaNangTrace.Edge.Kiosk.Identity;

namespace DaNangTrace.Edge.Kiosk.Showing.Drawing;

/// <summary>Where a picture stands.</summary>
/// <param name="Kiosk">Which kiosk it is.</param>
/// <param name="Languages">Its languages, the first one first.</param>
/// <param name="ScannerAt">Where the scanner is, seen from the screen.</param>
internal sealed record PicturePlace(KioskIdentity Kiosk, IReadOnlyList<string> Languages, string ScannerAt);
