namespace DaNangTrace.Edge.Fleet.Watching;

/// <summary>Whether the city hears the kiosks at all.</summary>
internal abstract record BrokerView
{
    private BrokerView() { }

    /// <summary>The broker is there and has taken our subscriptions.</summary>
    /// <param name="Since">Since when.</param>
    internal sealed record There(DateTimeOffset Since) : BrokerView;

    /// <summary>The broker is away: no state on the page is newer than this.</summary>
    /// <param name="Since">Since when.</param>
    /// <param name="WasThere">Whether it was there since the program started.</param>
    internal sealed record Away(DateTimeOffset Since, bool WasThere) : BrokerView;
}
