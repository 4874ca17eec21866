using System.CommandLine;

namespace DaNangTrace.Edge.Decoding;

/// <summary>The options by which a person chooses how answers look.</summary>
internal sealed class MannerArguments
{
    private readonly Option<string> _language = new("--lang")
    {
        Description = "Language of messages and country names.",
        HelpName = "en|vi",
        DefaultValueFactory = _ => "en",
    };

    private readonly Option<string> _colour = new("--color")
    {
        Description = "Whether to print in colour; auto: on a terminal, unless NO_COLOR is set.",
        HelpName = "auto|always|never",
        DefaultValueFactory = _ => "auto",
    };

    internal MannerArguments(Command command)
    {
        _language.AcceptOnlyFromAmong("en", "vi");
        _colour.AcceptOnlyFromAmong("auto", "always", "never");
        command.Add(_language);
        command.Add(_colour);
    }

    internal Manner Of(ParseResult parsed) => new(
        parsed.GetValue(_language) == "vi",
        parsed.GetValue(_colour) switch
        {
            "always" => true,
            "never" => false,
            _ => IsColourful(),
        });

    /// <summary>https://no-color.org: any value but the empty one says no.</summary>
    private static bool IsColourful() => !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
}
