using System.Diagnostics.CodeAnalysis;
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
public sealed record ScannerOptions
{
    /// <summary>Its name on the wire and in messages.</summary>
    public string Name { get; init; } = "";

    /// <summary>Name of a file in <c>device-config/scanners/</c>; null for none.</summary>
    public string? Profile { get; init; }

    /// <summary><c>serial</c>, <c>wedge</c>, <c>hidPos</c>, <c>tcp</c> or <c>scripted</c>.</summary>
    public string Driver { get; init; } = "serial";

    /// <summary>
    /// The device file; for <c>tcp</c> a port, or an address and a port; for <c>scripted</c> a file or pipe with a code
    /// a line, <c>-</c> for standard input. Null where vendors tell the device.
    /// </summary>
    public string? Port { get; init; }

    /// <summary>USB vendor ids, four hexadecimal digits each; empty for any.</summary>
    [AllowNull]
    public IReadOnlyList<string> Vendors
    {
        get;
        init => field = value ?? [];
    }
    = [];

    /// <summary>USB product id, four hexadecimal digits; null for any.</summary>
    public string? Product { get; init; }

    /// <summary>The device's own serial number; null for any.</summary>
    public string? Serial { get; init; }

    /// <summary>Bits a second.</summary>
    public int Baud { get; init; } = 9600;

    /// <summary>7 or 8.</summary>
    public int DataBits { get; init; } = 8;

    /// <summary><c>none</c>, <c>even</c>, <c>odd</c>, <c>mark</c> or <c>space</c>.</summary>
    public string Parity { get; init; } = "none";

    /// <summary>1 or 2.</summary>
    public int StopBits { get; init; } = 1;

    /// <summary><c>none</c>, <c>rtsCts</c> or <c>xonXoff</c>.</summary>
    public string FlowControl { get; init; } = "none";

    /// <summary>Whether DTR is raised.</summary>
    public bool Dtr { get; init; } = true;

    /// <summary>Whether RTS is raised; with <c>rtsCts</c> the line has it in hand.</summary>
    public bool Rts { get; init; } = true;

    /// <summary>
    /// <c>auto</c> (CR, LF or both), <c>none</c>, <c>CR</c>, <c>LF</c>, <c>CRLF</c>, <c>TAB</c>, <c>ETX</c>, or bytes
    /// as <see cref="Escapes"/> writes them.
    /// </summary>
    public string Terminator { get; init; } = "auto";

    /// <summary>Silence in milliseconds that ends a code where no terminator does.</summary>
    public int IdleMilliseconds { get; init; } = 50;

    /// <summary><c>auto</c>, <c>stxEtx</c> or <c>none</c>: whether codes stand between STX and ETX.</summary>
    public string Envelope { get; init; } = "auto";

    /// <summary>What the scanner puts in front of each code, with escapes; null for nothing.</summary>
    public string? Preamble { get; init; }

    /// <summary>What the scanner puts behind each code, with escapes; null for nothing.</summary>
    public string? Suffix { get; init; }

    /// <summary>Whether a byte in front of each code says how many bytes it has.</summary>
    public bool LengthByte { get; init; }

    /// <summary>What the scanner sends for GS, for example <c>&lt;GS&gt;</c>; null where it sends GS itself.</summary>
    public string? GroupSeparator { get; init; }

    /// <summary>Keyboard layout that the scanner types in: <c>us</c>, <c>gb</c>, <c>de</c> or <c>fr</c>.</summary>
    public string Layout { get; init; } = "us";

    /// <summary>Keys by which a wedge sends GS besides Ctrl+] and Alt+029, for example <c>F8</c>.</summary>
    [AllowNull]
    public IReadOnlyList<string> GroupSeparatorKeys
    {
        get;
        init => field = value ?? [];
    }
    = [];

    /// <summary>
    /// Where a HID POS report has what: <c>auto</c> (by the device's own descriptor), <c>aim</c>, <c>aimShifted</c>,
    /// <c>makerId</c> or <c>simpleCom</c>.
    /// </summary>
    public string Report { get; init; } = "auto";
}
