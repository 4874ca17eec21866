namespace DaNangTrace.Edge.Kiosk.Scanning.Finding;

/// <summary>Which programs have a device open, as far as this user may see it.</summary>
internal static class DeviceHolders
{
    /// <summary>Each as <c>name (pid 123)</c>.</summary>
    public static IReadOnlyList<string> Of(string device)
    {
        var holders = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            var name = Path.GetFileName(process);
            if (!name.All(char.IsAsciiDigit) || name == $"{Environment.ProcessId}" || !Holds(process, device))
                continue;
            holders.Add($"{NameOf(process)} (pid {name})");
        }
        return holders;
    }

    /// <summary>Some of them in a row, and how many more there are.</summary>
    public static string Told(IReadOnlyList<string> holders)
    {
        // Whoever has more to stop asks fuser.
        const int MostTold = 5;
        var more = holders.Count > MostTold ? $" and {holders.Count - MostTold} more" : "";
        return string.Join(", ", holders.Take(MostTold)) + more;
    }

    private static bool Holds(string process, string device)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd"))
                .Any(link => File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName == device);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended, or is another user's.
            return false;
        }
    }

    private static string NameOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "comm")).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "a program";
        }
    }
}
