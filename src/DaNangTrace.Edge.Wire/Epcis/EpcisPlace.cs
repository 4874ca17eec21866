using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Wire.Epcis;

/// <summary>Where an event took place.</summary>
/// <param name="ReadPoint">The kiosk, a URI.</param>
/// <param name="BizLocation">The market, a URI; the kiosk where the market has none.</param>
public sealed record EpcisPlace(string ReadPoint, string BizLocation)
{
    // GS1 General Specifications, 3.5: AI 254 holds up to 20 characters. An id of ours may have 32.
    private const int LongestExtension = 20;

    /// <summary>The place of a kiosk.</summary>
    /// <param name="address">Its market and id.</param>
    /// <param name="gln">The market's Global Location Number, 13 digits; null where it has none.</param>
    /// <param name="uri">Names the kiosk where no GLN can; null for <c>urn:dnt:{market}:{kiosk}</c>.</param>
    public static EpcisPlace Of(KioskAddress address, string? gln = null, string? uri = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        uri ??= $"urn:dnt:{address.Market}:{address.Kiosk}";
        if (gln is null)
            return new EpcisPlace(uri, uri);
        var location = new Element("414", gln, "");
        var kiosk = address.Kiosk.Length <= LongestExtension
            ? Gs1Writer.DigitalLink([location, new Element("254", address.Kiosk, "")])!
            : uri;
        return new EpcisPlace(kiosk, Gs1Writer.DigitalLink([location])!);
    }
}
