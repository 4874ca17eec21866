using System.Net;

namespace DaNangTrace.Edge.Fleet;

/// <summary>What a run of the program was told.</summary>
internal sealed record FleetOptions
{
    /// <summary>The broker's host.</summary>
    internal required string BrokerHost { get; init; }

    /// <summary>The broker's port.</summary>
    internal required int BrokerPort { get; init; }

    /// <summary>Where the page is; a loopback address.</summary>
    internal required IPEndPoint Listen { get; init; }

    /// <summary>Folder of the store.</summary>
    internal required string DataFolder { get; init; }

    /// <summary>Host names, beside loopback's, under which the page may be asked for.</summary>
    internal IReadOnlyList<string> Hosts { get; init; } = [];
}
