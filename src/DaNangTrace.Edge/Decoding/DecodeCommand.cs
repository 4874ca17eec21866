using System.CommandLine;
using System.CommandLine.Parsing;
using DaNangTrace.Edge.Commands;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Configuring;
using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Decoding;

/// <summary><c>dntrace decode</c>: says what codes mean, one line for each.</summary>
internal static class DecodeCommand
{
    internal static Command Create()
    {
        var texts = new Argument<string[]>("TEXT")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = @"What a scanner sends; \xHH stands for a byte (\x1D for GS), \\ for a backslash. "
                + "Without any, the codes are read from standard input, one a line.",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object for each code." };
        var deviceConfig = ConfigurationArguments.DeviceConfigOption();
        var command = new Command("decode", "Say what codes mean.") { texts, json, deviceConfig };
        command.SetAction(parsed =>
        {
            if (MistypedOption(parsed) is { } option)
            {
                Console.Error.WriteLine(
                    $"dntrace: decode has no option {option}; a code that begins with -- stands behind --");
                return ExitCode.WrongUse;
            }
            var recognisers = RecogniserFile.Load(parsed.GetValue(deviceConfig)!);
            if (recognisers.Options is null)
                return ConfigurationArguments.Tell(recognisers.Faults);
            using var input = Console.OpenStandardInput();
            // Not disposed: that would flush once more into a pipe that may be broken.
            var output = new BufferedStream(StandardOutput());
            var reader = new Gs1Reader(TimeProvider.System, recognisers.Options);
            var decoder = new Decoder(reader, parsed.GetValue(json), output);
            return decoder.Answer(parsed.GetValue(texts) ?? [], input) ? 0 : 1;
        });
        return command;
    }

    /// <summary>An option that does not exist would otherwise be taken for a code.</summary>
    private static string? MistypedOption(ParseResult parsed) => parsed.Tokens
        .TakeWhile(token => token.Type != TokenType.DoubleDash)
        .FirstOrDefault(token =>
            token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))?
        .Value;

    /// <summary>
    /// The console's own stream keeps silent when the reader of a pipe has gone, and <c>decode | head</c> would go on
    /// for ever. A file's would not, but writes a seekable file from where it thinks it is.
    /// </summary>
    private static Stream StandardOutput()
    {
        const int Descriptor = 1;
        var file = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return file.CanSeek ? Console.OpenStandardOutput() : file;
    }
}
