using System.CommandLine;
using System.CommandLine.Parsing;
using DaNangTrace.Edge.Commands;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Scanning.Scripted;

namespace DaNangTrace.Edge.Decoding;

/// <summary><c>dntrace decode</c>: says what codes mean, a block or a JSON line for each.</summary>
internal static class DecodeCommand
{
    internal static Command Create()
    {
        var texts = new Argument<string[]>("TEXT")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = @"What a scanner sends; \xHH stands for a byte (\x1D for GS), \\ for a backslash. "
                + "Quote what a shell would take for itself, such as ( & \\. "
                + "Without any, the codes are read from standard input, one a line. "
                + "Positions in the answers count from 0, behind the symbology identifier.",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object for each code, on one line." };
        var deviceConfig = ConfigurationArguments.DeviceConfigOption();
        var command = new Command("decode", "Say what codes mean.") { texts, json, deviceConfig };
        var manner = new MannerArguments(command);
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
            using var input = StandardInput.Open();
            if ((parsed.GetValue(texts) ?? []).Length == 0 && !Console.IsInputRedirected)
                Console.Error.WriteLine(manner.Of(parsed).Say(
                    "Scan or type codes, one a line; Ctrl-D ends.",
                    "Quét hoặc nhập mã, mỗi dòng một mã; Ctrl-D để kết thúc."));
            var output = StandardOutput.Open();
            var people = parsed.GetValue(json) ? null : new PeopleTable(TimeProvider.System, manner.Of(parsed));
            var decoder = new Decoder(new Gs1Reader(TimeProvider.System, recognisers.Options), people, output);
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
}
