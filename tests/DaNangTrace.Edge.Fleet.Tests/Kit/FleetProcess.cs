using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace DaNangTrace.Edge.Fleet.Tests.Kit;

/// <summary>The program itself, as its own process.</summary>
internal sealed class FleetProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource pageIsThere = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FleetProcess(string[] args)
    {
        process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Program, .. args])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, e) => Heard(e.Data);
        process.ErrorDataReceived += (_, e) => Heard(e.Data);
    }

    internal static string Program { get; } = typeof(FleetProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "FleetProgram").Value!;

    /// <summary>Everything it said so far.</summary>
    internal string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    internal static async Task<FleetProcess> StartAsync(params string[] args)
    {
        var fleet = Begin(args);
        var ended = fleet.process.WaitForExitAsync();
        await Task.WhenAny(fleet.pageIsThere.Task, ended).WaitAsync(Until.Patience);
        if (ended.IsCompleted)
            throw new InvalidOperationException($"the program ended: {fleet.Output}");
        return fleet;
    }

    /// <summary>Runs it to its end.</summary>
    internal static async Task<(int ExitCode, string Output)> RunAsync(params string[] args)
    {
        await using var fleet = Begin(args);
        return (await fleet.EndAsync(), fleet.Output);
    }

    /// <summary>Asks it to end, as systemd does, and answers its exit code.</summary>
    internal async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static FleetProcess Begin(string[] args)
    {
        var fleet = new FleetProcess(args);
        fleet.process.Start();
        fleet.process.BeginOutputReadLine();
        fleet.process.BeginErrorReadLine();
        return fleet;
    }

    private async Task<int> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Until.Patience);
        return process.ExitCode;
    }

    private void Heard(string? line)
    {
        lock (output)
            output.AppendLine(line);
        if (line?.StartsWith("Page ", StringComparison.Ordinal) == true)
            pageIsThere.TrySetResult();
    }
}
