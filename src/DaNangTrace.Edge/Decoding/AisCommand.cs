using System.CommandLine;
using System.Text;
using DaNangTrace.Edge.Commands;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Decoding;

/// <summary><c>dntrace ais</c>: prints what the reader knows of each application identifier.</summary>
internal static class AisCommand
{
    internal static Command Create()
    {
        var command = new Command("ais",
            "Prints all GS1 application identifiers, one a line, columns separated by tabs.");
        command.SetAction(_ => Print(StandardOutput.Open()) ? ExitCode.Done : ExitCode.Fault);
        return command;
    }

    /// <summary>False if not all could be printed.</summary>
    private static bool Print(Stream output)
    {
        try
        {
            // Each field in the notation of the GS1 Barcode Syntax Dictionary, so that both can be compared.
            output.Write("ai\tflags\tformat\treq\tex\tdlpkey\ttitle\n"u8);
            foreach (var ai in ApplicationIdentifier.All)
                output.Write(Encoding.UTF8.GetBytes(string.Join('\t', FieldsOf(ai)) + "\n"));
            output.Flush();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever read the lines has gone: `ais | head`. Nobody is left to tell.
            return false;
        }
    }

    private static string[] FieldsOf(ApplicationIdentifier ai) =>
    [
        ai.Code,
        ai.Flags,
        ai.Format,
        ai.Requires,
        ai.Excludes,
        // A key without qualifiers stands in the dictionary as the word alone.
        ai.Qualifiers is { Length: 0 } ? "dlpkey" : ai.Qualifiers ?? "",
        ai.Title,
    ];
}
