using System.CommandLine;
using System.CommandLine.Parsing;

namespace DaNangTrace.Edge.Commands;

/// <summary>Options and arguments that name a file or a folder.</summary>
internal static class PathArguments
{
    /// <summary>An option that takes a path; an empty one, of a variable that is not set, is told.</summary>
    public static Option<string?> Option(string name, string helpName, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = helpName };
        option.Validators.Add(CheckNotEmpty);
        return option;
    }

    /// <summary>An argument that takes a path, and may be left out.</summary>
    public static Argument<string?> Argument(string name, string description)
    {
        var argument = new Argument<string?>(name)
        {
            Description = description,
            Arity = ArgumentArity.ZeroOrOne,
        };
        argument.Validators.Add(CheckNotEmpty);
        return argument;
    }

    /// <summary>The absolute path that was given; null for none.</summary>
    public static string? Of(ParseResult parsed, Option<string?> option) => Absolute(parsed.GetValue(option));

    /// <inheritdoc cref="Of(ParseResult, Option{string?})"/>
    public static string? Of(ParseResult parsed, Argument<string?> argument) => Absolute(parsed.GetValue(argument));

    private static string? Absolute(string? path) => path is null ? null : Path.GetFullPath(path);

    private static void CheckNotEmpty(OptionResult result) => CheckNotEmpty(result, result.Option.Name);

    private static void CheckNotEmpty(ArgumentResult result) => CheckNotEmpty(result, result.Argument.Name);

    private static void CheckNotEmpty(SymbolResult result, string name)
    {
        if (result.Tokens.Any(token => token.Value.Length == 0))
            result.AddError($"{name} takes a path, and got an empty text: is a variable not set?");
    }
}
