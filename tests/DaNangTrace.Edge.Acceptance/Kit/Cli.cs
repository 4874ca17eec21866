using System.Diagnostics;
using System.Text;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>What a command of the published program answered.</summary>
internal sealed record Answered(int ExitCode, byte[] Bytes, string Error)
{
    public string Output => Encoding.UTF8.GetString(Bytes);

    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";
}

/// <summary>Runs one command of the published program to its end.</summary>
internal static class Cli
{
    public static Task<Answered> RunAsync(
        string[] arguments, byte[]? input = null, IReadOnlyDictionary<string, string>? environment = null) =>
        RunAsync(RealParts.NeedProgram(), arguments, input, environment);

    /// <summary>The same as a person runs it: all three streams are one terminal, which <c>script</c> makes.</summary>
    public static Task<Answered> RunInTerminalAsync(string arguments, byte[] typed) =>
        RunAsync(
            "script",
            ["-qec", $"'{RealParts.NeedProgram()}' {arguments}", "/dev/null"],
            typed,
            new Dictionary<string, string> { ["TERM"] = "xterm", ["NO_COLOR"] = "" });

    private static async Task<Answered> RunAsync(
        string program, string[] arguments, byte[]? input, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            using var output = new MemoryStream();
            var reading = process.StandardOutput.BaseStream.CopyToAsync(output);
            var complaining = process.StandardError.ReadToEndAsync();
            await process.StandardInput.BaseStream.WriteAsync(input ?? []);
            process.StandardInput.Close();
            await process.WaitForExitAsync().WaitAsync(Until.Deadline);
            await reading;
            return new Answered(process.ExitCode, output.ToArray(), await complaining);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
