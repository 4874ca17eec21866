using System.CommandLine;
using System.CommandLine.Parsing;

namespace DaNangTrace.Edge.Exporting;

/// <summary>Sightings by their places.</summary>
internal sealed class PlaceRange
{
    private readonly Option<long?> _from = new("--from") { Description = "The first place.", HelpName = "SEQ" };
    private readonly Option<long?> _to = new("--to") { Description = "The last place.", HelpName = "SEQ" };

    public PlaceRange(Command command)
    {
        foreach (var option in (Option<long?>[])[_from, _to])
        {
            option.Validators.Add(CheckPlace);
            command.Add(option);
        }
        command.Validators.Add(CheckOrder);
    }

    /// <summary>The first place that is asked for.</summary>
    public long First(ParseResult parsed) => parsed.GetValue(_from) ?? 1;

    /// <summary>The last place that is asked for.</summary>
    public long Last(ParseResult parsed) => parsed.GetValue(_to) ?? long.MaxValue;

    private static void CheckPlace(OptionResult result)
    {
        if (result.Tokens is [{ Value: var text }] && !(long.TryParse(text, out var place) && place > 0))
            result.AddError($"{result.Option.Name} takes a place from 1 on, and got {text}.");
    }

    private void CheckOrder(CommandResult result)
    {
        if (result.GetResult(_from) is { Tokens: [{ Value: var from }] }
            && result.GetResult(_to) is { Tokens: [{ Value: var to }] }
            && long.TryParse(from, out var first) && long.TryParse(to, out var last) && first > last)
            result.AddError($"--from {first} is behind --to {last}.");
    }
}
