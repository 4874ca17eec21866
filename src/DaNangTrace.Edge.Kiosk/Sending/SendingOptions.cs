namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>The section <c>sending</c>.</summary>
public sealed class SendingOptions
{
    /// <summary>
    /// The city's brokers, the first one first: <c>mqtt://HOST[:PORT]</c> or <c>mqtts://HOST[:PORT]</c>.
    /// </summary>
    public IReadOnlyList<string> Servers { get; init; } = ["mqtt://127.0.0.1:1883"];

    /// <summary>MQTT <c>5</c> or <c>3.1.1</c>.</summary>
    public string Protocol { get; init; } = "5";

    /// <summary>User name; null for none.</summary>
    public string? Username { get; init; }

    /// <summary>File that holds the password.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>PEM file of the certificate authority; null: the system's.</summary>
    public string? Ca { get; init; }

    /// <summary>PEM file of the kiosk's certificate.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM file of its key.</summary>
    public string? Key { get; init; }

    /// <summary>Longest silence in seconds before the link is asked whether it lives; told to the broker too.</summary>
    public int KeepAliveSeconds { get; init; } = 30;

    /// <summary>Most sightings in one message while a backlog drains.</summary>
    public int Batch { get; init; } = 50;
}
