using System.Text.Json.Serialization;
using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Tracing;

namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>The kiosk's configuration, checked: every value keeps to <c>kiosk.schema.json</c>.</summary>
public sealed class KioskConfiguration
{
    /// <summary>Which kiosk this is.</summary>
    public KioskOptions Kiosk { get; init; } = new();

    /// <summary>The scanners.</summary>
    public ScanningOptions Scanning { get; init; } = new();

    /// <summary>Where origins come from.</summary>
    public TracingOptions Tracing { get; init; } = new();

    /// <summary>What the shopper sees.</summary>
    public ShowingOptions Showing { get; init; } = new();

    /// <summary>The web side.</summary>
    public WebOptions Web { get; init; } = new();

    /// <summary>How long and how much the ledger keeps.</summary>
    public RecordingOptions Recording { get; init; } = new();

    /// <summary>The city's broker.</summary>
    public SendingOptions Sending { get; init; } = new();

    /// <summary>Sightings for partners.</summary>
    public EpcisOptions Epcis { get; init; } = new();

    /// <summary>The market, from <c>markets/{market}.json</c>.</summary>
    [JsonIgnore]
    public Market Market { get; internal set; } = new() { Id = "" };

    /// <summary>The Global Location Number of the place where the kiosk stands: its own, else its market's.</summary>
    [JsonIgnore]
    public string? Gln => Kiosk.Gln ?? Market.Gln;
}

/// <summary>The section <c>kiosk</c>.</summary>
public sealed class KioskOptions
{
    /// <summary>Its id, unique in its market.</summary>
    public string Id { get; init; } = "";

    /// <summary>The market's id.</summary>
    public string Market { get; init; } = "";

    /// <summary>Folder of ledger and catalog.</summary>
    public string DataFolder { get; init; } = "";

    /// <summary>IANA name of the time zone.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Global Location Number, 13 digits; null for the market's.</summary>
    public string? Gln { get; init; }

    /// <summary>Names the kiosk where no GLN does; null for <c>urn:dnt:{market}:{kiosk}</c>.</summary>
    public string? Uri { get; init; }

    /// <summary><c>auto</c> or <c>trusted</c>.</summary>
    public string Clock { get; init; } = "auto";
}

/// <summary>The section <c>epcis</c>.</summary>
public sealed class EpcisOptions
{
    /// <summary>Namespace of own fields, an absolute URI that ends in <c>/</c>.</summary>
    public string Namespace { get; init; } = "";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KioskConfiguration))]
[JsonSerializable(typeof(ScannerSetup))]
internal sealed partial class ConfigurationJson : JsonSerializerContext;
