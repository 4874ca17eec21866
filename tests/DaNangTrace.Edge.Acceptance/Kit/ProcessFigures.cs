using System.Globalization;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>What a process takes now, as the kernel counts it.</summary>
/// <param name="MemoryBytes">Resident memory.</param>
/// <param name="Handles">Open files, sockets and the like.</param>
internal sealed record ProcessFigures(long MemoryBytes, int Handles)
{
    public static ProcessFigures Of(int process)
    {
        // "VmRSS:     53240 kB"
        var line = File.ReadLines($"/proc/{process}/status")
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        var kibibytes = long.Parse(line.Split(' ')[^2], CultureInfo.InvariantCulture);
        return new ProcessFigures(kibibytes * 1024, Directory.GetFileSystemEntries($"/proc/{process}/fd").Length);
    }
}
