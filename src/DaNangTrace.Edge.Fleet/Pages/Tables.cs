using System.Globalization;
using System.Text;
using DaNangTrace.Edge.Fleet.Watching;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Fleet.Pages;

/// <summary>
/// What the city's office takes away: tables that open in a spreadsheet. UTF-8 with a byte order mark, without which
/// spreadsheets read Vietnamese as another language's letters.
/// </summary>
internal static class Tables
{
    private const string TimeForm = "yyyy-MM-ddTHH:mm:sszzz";

    /// <summary>Answers <c>/coverage.csv</c> and <c>/unregistered.csv</c>.</summary>
    internal static void MapTables(this WebApplication app)
    {
        var board = app.Services.GetRequiredService<Board>();
        var markets = app.Services.GetRequiredService<MarketNames>();
        app.MapGet("/coverage.csv", context => AnswerAsync(context, "coverage.csv", Coverage(board.View, markets)));
        app.MapGet("/unregistered.csv", context => AnswerAsync(
            context, "unregistered.csv", NotRegistered(board.View, markets)));
    }

    /// <summary>The city, its markets, and each kiosk as it told of itself, with the time of that.</summary>
    internal static string Coverage(BoardView view, MarketNames markets)
    {
        var table = new StringBuilder(TableCell.Line(
        [
            "scope", "market", "marketName", "kiosk", "online", "days", "codes", "knownCodes", "codesPercent",
            "sightings", "knownSightings", "sightingsPercent", "asOf",
        ]));
        if (view.Coverage is { } coverage)
        {
            foreach (var place in coverage.Markets.Prepend(coverage.City))
            {
                Add(
                    place.Windows, coverage.At, place.Market is null ? "city" : "market", place.Market ?? "",
                    place.Market is null ? "" : markets.Of(place.Market), "", "");
            }
        }
        foreach (var card in view.Kiosks.Values.OrderBy(one => one.Address.Market, StringComparer.Ordinal)
            .ThenBy(one => one.Address.Kiosk, StringComparer.Ordinal))
        {
            // While the broker is away nobody knows how a kiosk is.
            var online = view.Broker is BrokerView.Away || card.State is null ? "unknown"
                : card.State.IsOnline ? "yes" : "no";
            if (card.Coverage is { } told)
                Add(
                    told.Coverage.Windows, told.Received, "kiosk", card.Address.Market, markets.Of(card.Address.Market),
                    card.Address.Kiosk, online);
        }
        return table.ToString();

        void Add(IReadOnlyList<CoverageWindow> windows, DateTimeOffset asOf, params string[] place)
        {
            foreach (var one in windows)
                table.Append(TableCell.Line(
                [
                    .. place, one.Days, one.Codes, one.KnownCodes, TableCell.Share(one.KnownCodes, one.Codes),
                    one.Sightings, one.KnownSightings, TableCell.Share(one.KnownSightings, one.Sightings), Time(asOf),
                ]));
        }
    }

    /// <summary>The codes most asked for in 30 days that nobody registered.</summary>
    internal static string NotRegistered(BoardView view, MarketNames markets)
    {
        var table = new StringBuilder(TableCell.Line(["code", "host", "sightings", "last", "markets", "asOf"]));
        foreach (var one in view.Coverage?.NotRegistered ?? [])
            table.Append(TableCell.Line(
            [
                TableCell.OfCode(one.Code), one.Code.Host, one.Code.Count, Time(one.Code.Last),
                string.Join(", ", one.Markets.Select(markets.Of)), Time(view.Coverage!.At),
            ]));
        return table.ToString();
    }

    private static string Time(DateTimeOffset at) =>
        MarketTime.Of(at).ToString(TimeForm, CultureInfo.InvariantCulture);

    private static async Task AnswerAsync(HttpContext context, string name, string table)
    {
        context.Response.ContentType = "text/csv; charset=utf-8; header=present";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(
            Encoding.UTF8.GetBytes("\uFEFF" + table), context.RequestAborted).ConfigureAwait(false);
    }
}
