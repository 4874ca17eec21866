using System.CommandLine;
using DaNangTrace.Edge.Gs1;

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
        var command = new Command("decode", "Say what codes mean.") { texts, json };
        command.SetAction(parsed =>
        {
            using var input = Console.OpenStandardInput();
            // Not disposed: that would flush once more into a pipe that may be broken.
            var output = new BufferedStream(Console.OpenStandardOutput());
            var decoder = new Decoder(new Gs1Reader(TimeProvider.System), parsed.GetValue(json), output);
            return decoder.Answer(parsed.GetValue(texts) ?? [], input) ? 0 : 1;
        });
        return command;
    }
}
