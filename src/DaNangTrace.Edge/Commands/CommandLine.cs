using System.CommandLine;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Commands;

/// <summary>What the exit code of <c>dntrace</c> says.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Fault = 1;
    public const int WrongUse = 2;

    /// <summary>Somebody ended it by SIGINT or SIGTERM.</summary>
    public const int Cancelled = 130;

    /// <summary>The configuration is wrong (EX_CONFIG of sysexits.h): starting again will not help.</summary>
    public const int Configuration = 78;
}

/// <summary>Runs a command, and says in a sentence what went wrong.</summary>
internal static class CommandLine
{
    // EPIPE.
    private const int BrokenPipe = 32;

    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        // A code may begin with @, which would otherwise name a file of arguments.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync($"dntrace: {error.Message}");
            await Console.Error.WriteLineAsync(
                $"Try: {string.Join(' ', ["dntrace", .. PathOf(parsed.CommandResult.Command), "--help"])}");
            return ExitCode.WrongUse;
        }
        try
        {
            // The host ends by itself at SIGTERM; the library would end the process two seconds later with 143.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                ProcessTerminationTimeout = null,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (IOException e) when (e.HResult == BrokenPipe)
        {
            // Who reads the output has seen enough, as in: dntrace ledger list | head.
            return ExitCode.Fault;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException
            or NotSupportedException)
        {
            await Console.Error.WriteLineAsync($"dntrace: {e.Message}");
            return ExitCode.Fault;
        }
    }

    private static IEnumerable<string> PathOf(Command command) =>
        command is RootCommand ? [] : [.. command.Parents.OfType<Command>().SelectMany(PathOf), command.Name];
}
