using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Exporting;

/// <summary>Which sightings: by their places, by their time, or both.</summary>
internal sealed class ExportRange
{
    private readonly PlaceRange _places;

    private readonly Option<string?> _since = new("--since")
    {
        Description = "Not before this time: a day, or a time with its offset, for example 2026-11-24 or "
            + "2026-11-24T07:15:30+07:00. Without an offset it is Vietnam's time, +07:00.",
        HelpName = "TIME",
    };

    private readonly Option<string?> _until = new("--until")
    {
        Description = "Before this time.",
        HelpName = "TIME",
    };

    public ExportRange(Command command)
    {
        _places = new PlaceRange(command);
        foreach (var option in (Option<string?>[])[_since, _until])
        {
            option.Validators.Add(CheckTime);
            command.Add(option);
        }
        command.Validators.Add(CheckOrder);
    }

    /// <summary>Places of rows that are no sightings: they are left out.</summary>
    public List<long> Unreadable { get; } = [];

    /// <summary>The first place that is asked for.</summary>
    public long First(ParseResult parsed) => _places.First(parsed);

    /// <summary>What of rows in their order is asked for.</summary>
    public IEnumerable<(LedgerRow Row, Sighting Sighting)> Of(ParseResult parsed, IEnumerable<LedgerRow> rows)
    {
        var last = _places.Last(parsed);
        var since = TimeOf(parsed.GetValue(_since)) ?? DateTimeOffset.MinValue;
        var until = TimeOf(parsed.GetValue(_until)) ?? DateTimeOffset.MaxValue;
        // A clock that was set makes times go back: only places are in order.
        foreach (var row in rows.TakeWhile(row => row.Seq <= last))
        {
            if (!SightingArray.TryRead(row, out var sighting))
                Unreadable.Add(row.Seq);
            else if (sighting.At >= since && sighting.At < until)
                yield return (row, sighting);
        }
    }

    // The machine may stand at UTC; the market does not.
    private static DateTimeOffset? TimeOf(string? text)
    {
        if (text is null)
            return null;
        var clock = text.AsSpan(Math.Min(text.Length, "yyyy-MM-dd".Length));
        var hasOffset = clock.IndexOfAny("+-Z") >= 0;
        var whole = (text.Length == "yyyy-MM-dd".Length ? text + "T00:00" : text) + (hasOffset ? "" : "+07:00");
        return DateTimeOffset.TryParseExact(
            whole, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
    }

    private static readonly string[] Forms =
        ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    private static void CheckTime(OptionResult result)
    {
        if (result.Tokens is [{ Value: var text }] && TimeOf(text) is null)
        {
            result.AddError($"{result.Option.Name} takes a day or a time, for example 2026-11-24 or "
                + $"2026-11-24T07:15:30+07:00, and got {text}.");
        }
    }

    private void CheckOrder(CommandResult result)
    {
        if (result.GetResult(_since) is { Tokens: [{ Value: var since }] }
            && result.GetResult(_until) is { Tokens: [{ Value: var until }] }
            && TimeOf(since) is { } begin && TimeOf(until) is { } end && begin >= end)
            result.AddError($"--since {since} is not before --until {until}.");
    }
}
