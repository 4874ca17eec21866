using System.Text.Json.Serialization;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Kiosk.Scanning;

/// <summary>The section <c>scanning</c>; limits and accepted values stand in <c>kiosk.schema.json</c>.</summary>
public sealed class ScanningOptions
{
    /// <summary>The scanners; none is allowed, and told.</summary>
    public IReadOnlyList<ScannerOptions> Scanners { get; init; } = [];

    /// <summary>
    /// Scans a second that one scanner may send in the long run; 0 = no limit. Five times that may come at once.
    /// </summary>
    public int ScansPerSecond { get; init; } = 10;

    /// <summary>Seconds within which the same code again is a repeat.</summary>
    public double RepeatSeconds { get; init; } = 2;

    /// <summary>What is known of stamps and of hosts, from <c>recognisers.json</c>.</summary>
    [JsonIgnore]
    public Gs1Options Recognisers { get; internal set; } = new();
}

/// <summary>One scanner.</summary>
public sealed class ScannerOptions
{
    /// <summary>Its name on the wire and in messages.</summary>
    public string Name { get; init; } = "";

    /// <summary>Name of a file in <c>device-config/scanners/</c>; null for none.</summary>
    public string? Profile { get; init; }

    /// <summary><c>serial</c> or <c>scripted</c>.</summary>
    public string Driver { get; init; } = "serial";

    /// <summary>
    /// The device file; for <c>scripted</c> a file or pipe with a code a line, <c>-</c> for standard input.
    /// </summary>
    public string? Port { get; init; }

    /// <summary>Bits a second.</summary>
    public int Baud { get; init; } = 9600;

    /// <summary>7 or 8.</summary>
    public int DataBits { get; init; } = 8;

    /// <summary><c>none</c>, <c>even</c>, <c>odd</c>, <c>mark</c> or <c>space</c>.</summary>
    public string Parity { get; init; } = "none";

    /// <summary>1 or 2.</summary>
    public int StopBits { get; init; } = 1;

    /// <summary><c>auto</c> (CR, LF or both), <c>CR</c>, <c>LF</c>, <c>CRLF</c>, <c>TAB</c> or <c>ETX</c>.</summary>
    public string Terminator { get; init; } = "auto";

    /// <summary>Silence in milliseconds that ends a code where no terminator does.</summary>
    public int IdleMilliseconds { get; init; } = 50;
}
