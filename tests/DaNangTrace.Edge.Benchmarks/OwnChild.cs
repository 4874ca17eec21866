using System.Diagnostics;
using System.Globalization;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>This program once more, so that what it measures shares no memory and no warm code with the rest.</summary>
internal static class OwnChild
{
    /// <summary>The numbers that it writes, separated by blanks.</summary>
    /// <param name="arguments">The first is the word that leads to what is measured.</param>
    public static async Task<double[]> AskAsync(params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        // Under `dotnet exec` this process is dotnet, else the benchmarks' own program.
        string[] before = Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? ["exec", typeof(OwnChild).Assembly.Location] : [];
        var start = new ProcessStartInfo(program, [.. before, .. arguments]) { RedirectStandardOutput = true };
        using var child = Process.Start(start)!;
        var answer = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0
            ? [.. answer.Split(' ').Select(one => double.Parse(one, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} failed:\n{answer}");
    }
}
