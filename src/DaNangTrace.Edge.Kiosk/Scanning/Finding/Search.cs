namespace DaNangTrace.Edge.Kiosk.Scanning.Finding;

/// <summary>What a look for a device found.</summary>
internal abstract record Search
{
    private Search()
    {
    }

    /// <summary>It is there.</summary>
    public sealed record Found(DeviceNode Node) : Search;

    /// <summary>It is not plugged in.</summary>
    public sealed record Absent : Search;

    /// <summary>It can't be told which one is meant, or what is there must not be touched.</summary>
    /// <param name="Problem">What is wrong and what to do.</param>
    public sealed record Wrong(string Problem) : Search;
}
