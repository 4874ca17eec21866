using System.Diagnostics.CodeAnalysis;

namespace DaNangTrace.Edge.Wire;

/// <summary>Where a kiosk speaks: its market and its own id, each 1–32 characters of <c>a–z 0–9 -</c>.</summary>
/// <param name="Market">Id of the market, for example <c>han</c>.</param>
/// <param name="Kiosk">Id of the kiosk, for example <c>k-han-001</c>; also its MQTT client id.</param>
public sealed record KioskAddress(string Market, string Kiosk)
{
    // Every topic of a kiosk begins with this; the version is the contract's, not the program's.
    private const string Root = "dnt/v1/";

    /// <summary>Sightings of all kiosks, as a subscription.</summary>
    public const string EveryScan = Root + "+/+/evt/scan";

    /// <summary>Counts of recalled sightings of all kiosks, as a subscription.</summary>
    public const string EveryRecalled = Root + "+/+/evt/recalled";

    /// <summary>Pulses of all kiosks, as a subscription.</summary>
    public const string EveryPulse = Root + "+/+/tele/health";

    /// <summary>States of all kiosks, as a subscription.</summary>
    public const string EveryStatus = Root + "+/+/status";

    /// <summary>Topic of one sighting; QoS 1, not retained.</summary>
    public string Scan => $"{Root}{Market}/{Kiosk}/evt/scan";

    /// <summary>Topic of how many sightings a recall covers that came after them; QoS 1, not retained.</summary>
    public string Recalled => $"{Root}{Market}/{Kiosk}/evt/recalled";

    /// <summary>Topic of the retained state and of its will; QoS 1.</summary>
    public string Status => $"{Root}{Market}/{Kiosk}/status";

    /// <summary>Topic of the pulse; QoS 0, not retained.</summary>
    public string Pulse => $"{Root}{Market}/{Kiosk}/tele/health";

    /// <summary>Topic on which the city says what it has committed; QoS 1, not retained.</summary>
    public string Ack => $"{Root}{Market}/{Kiosk}/ack";

    /// <summary>Commands of the city to this kiosk, as a subscription; QoS 1, never retained.</summary>
    public string EveryCommand => $"{Root}{Market}/{Kiosk}/cmd/+";

    /// <summary>Topic of a command; QoS 1, never retained.</summary>
    public string Command(string name) => $"{Root}{Market}/{Kiosk}/cmd/{name}";

    /// <summary>Topic of the market on which the city announces its newest catalog; QoS 1, retained.</summary>
    public string CatalogManifest => $"{Root}{Market}/catalog/manifest";

    /// <summary>Topic of the market on which the city announces its newest recall list; QoS 1, retained.</summary>
    public string RecallsManifest => $"{Root}{Market}/recalls/manifest";

    /// <summary>Topic of the receipts for whoever issued commands; QoS 1, not retained.</summary>
    public string Receipt(string issuer) => $"{Root}{Market}/{Kiosk}/rsp/{issuer}";

    /// <summary>
    /// Whether a text may stand in a topic as a market or a kiosk. Scanned data never does: control characters make
    /// a broker drop the connection, and <c>+</c> and <c>#</c> are wildcards (MQTT 5.0, 4.7.1).
    /// </summary>
    public static bool IsId([NotNullWhen(true)] string? text)
    {
        if (text is null || text.Length is < 1 or > 32)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        }
        return true;
    }

    /// <summary>Reads the address out of a topic of a kiosk; false for any other topic.</summary>
    public static bool TryParse(string? topic, [NotNullWhen(true)] out KioskAddress? address, out string leaf)
    {
        address = null;
        leaf = "";
        var levels = topic?.Split('/', 5);
        if (levels is not ["dnt", "v1", var market, var kiosk, var rest] || !IsId(market) || !IsId(kiosk))
            return false;
        address = new KioskAddress(market, kiosk);
        leaf = rest;
        return true;
    }
}
