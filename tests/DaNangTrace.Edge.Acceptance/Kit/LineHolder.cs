namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>Another program that has a line open.</summary>
internal static class LineHolder
{
    /// <summary>Starts it, and waits until it has the line.</summary>
    public static async Task<Child> StartAsync(string device)
    {
        var holder = Child.Start("sh", ["-c", $"exec sleep 600 < {device}"]);
        await Until.TrueAsync(
            () => File.ResolveLinkTarget($"/proc/{holder.Id}/fd/0", returnFinalTarget: false)?.FullName == device,
            "another program has the line open");
        return holder;
    }
}
