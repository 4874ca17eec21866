using System.Globalization;

namespace DaNangTrace.Edge.Acceptance.Measuring;

/// <summary>How figures are printed.</summary>
internal static class Figures
{
    /// <summary>A line of a measure: median, 99th hundredth and worst, in milliseconds; sorts the times.</summary>
    public static string Line(string what, List<double> times, string of)
    {
        times.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-36} p50 {At(times, 0.5):0.00} ms, p99 {At(times, 0.99):0.00} ms, "
            + $"worst {At(times, 1):0.00} ms ({of})");
    }

    /// <summary>The time that this share is not longer than; of sorted times.</summary>
    public static double At(List<double> times, double share) => times.Count == 0
        ? double.NaN
        : times[Math.Min(times.Count - 1, (int)(share * times.Count))];

    /// <summary>What a process holds: all its resident pages, and its share of those that others use too.</summary>
    public static string Memory(int process)
    {
        double Of(string file, string key) => File.ReadLines($"/proc/{process}/{file}")
            .Where(line => line.StartsWith(key + ":", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])
            .Select(kibibytes => long.Parse(kibibytes, CultureInfo.InvariantCulture) / 1024.0)
            .FirstOrDefault();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"resident {Of("status", "VmRSS"):0.0} MiB, proportional {Of("smaps_rollup", "Pss"):0.0} MiB");
    }
}
