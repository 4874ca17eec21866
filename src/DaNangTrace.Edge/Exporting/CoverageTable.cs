using System.Globalization;
using System.Text;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Exporting;

/// <summary>Coverage for a technician: as lines, or as one table with the days first and the codes behind.</summary>
internal static class CoverageTable
{
    public static string Csv(PulseCoverage coverage)
    {
        // By this mark a spreadsheet knows UTF-8.
        var text = new StringBuilder("\uFEFF").Append(TableCell.Line(
        [
            "what", "days", "codes", "knownCodes", "codesPercent", "sightings", "knownSightings", "sightingsPercent",
            "code", "host", "last",
        ]));
        foreach (var one in coverage.Windows)
            text.Append(TableCell.Line(
            [
                "coverage", one.Days, one.Codes, one.KnownCodes, TableCell.Share(one.KnownCodes, one.Codes),
                one.Sightings, one.KnownSightings, TableCell.Share(one.KnownSightings, one.Sightings), "", "", "",
            ]));
        foreach (var one in coverage.NotRegistered)
            text.Append(TableCell.Line(
            [
                "notRegistered", PulseCoverage.Lengths[^1], "", "", "", one.Count, 0, "", TableCell.OfCode(one),
                one.Host, one.Last.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            ]));
        return text.ToString();
    }

    public static string Text(PulseCoverage coverage)
    {
        var text = new StringBuilder();
        Line($"{"",-9}  {"codes known",22}  {"sightings known",22}");
        foreach (var one in coverage.Windows)
        {
            var days = one.Days == 1 ? "today" : $"{one.Days} days";
            Line($"{days,-9}  {Of(one.KnownCodes, one.Codes),22}  {Of(one.KnownSightings, one.Sightings),22}");
        }
        text.Append("Codes that could not be looked up count as asked for, and not as known.\n");
        if (coverage.Uncounted > 0)
            Line($"{coverage.Uncounted} sightings are of more product codes than are counted.");
        text.Append(coverage.NotRegistered.Count == 0
            ? "Nothing that was asked for in 30 days was told to be without registration.\n"
            : "Most asked for in 30 days, and nobody registered them:\n");
        foreach (var one in coverage.NotRegistered)
            Line($"{one.Count,9}  {one.Gtin ?? $"{one.TraceCode} at {one.Host}"}, last {one.Last:yyyy-MM-dd HH:mm}");
        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Of(long known, long all) => all == 0
        ? "nothing asked for"
        : string.Create(CultureInfo.InvariantCulture, $"{known} of {all}, {TableCell.Share(known, all)} %");
}
