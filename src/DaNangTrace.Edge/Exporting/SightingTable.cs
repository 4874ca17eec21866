using System.Globalization;
using System.Text;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Exporting;

/// <summary>Sightings as a table (RFC 4180): UTF-8, a heading, a row each, lines that end with CR LF.</summary>
internal static class SightingTable
{
    private static readonly (string Name, Func<LedgerRow, Sighting, object?> Of)[] Columns =
    [
        ("epoch", (row, _) => row.Epoch),
        ("seq", (row, _) => row.Seq),
        ("state", (row, _) => Word(row.State)),
        ("id", (_, one) => one.Id),
        ("rev", (_, one) => one.Rev),
        ("at", (_, one) => one.At.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture)),
        ("quality", (_, one) => one.Time.Quality),
        ("market", (_, one) => one.Market),
        ("kiosk", (_, one) => one.Kiosk),
        ("scanner", (_, one) => one.Scanner),
        ("repeat", (_, one) => one.Repeat ? "true" : "false"),
        ("kind", (_, one) => one.Reading.Kind),
        ("symbology", (_, one) => one.Reading.Symbology),
        ("gtin", (_, one) => one.Reading.Gtin),
        ("lot", (_, one) => one.Reading.Lot),
        ("serial", (_, one) => one.Reading.Serial),
        ("elements", (_, one) => string.Concat(one.Reading.Elements.Select(pair => $"({pair.Key}){pair.Value}"))),
        ("withheld", (_, one) => string.Join(' ', one.Reading.Withheld)),
        ("traceCode", (_, one) => one.Reading.TraceCode),
        ("host", (_, one) => one.Reading.Host),
        ("length", (_, one) => one.Reading.Length),
        ("fault", (_, one) => one.Reading.Fault),
        ("answer", (_, one) => one.Answer.Kind),
        ("catalogVersion", (_, one) => one.Answer.CatalogVersion),
        ("ageSeconds", (_, one) => one.Answer.AgeSeconds),
        ("alerts", (_, one) => string.Join(' ', one.Answer.Alerts)),
        ("bootId", (_, one) => one.Time.BootId),
        ("bootNs", (_, one) => one.Time.BootNs),
    ];

    public static void Write(IEnumerable<(LedgerRow Row, Sighting Sighting)> rows, Stream output)
    {
        WriteLine(output, Columns.Select(column => column.Name));
        foreach (var (row, sighting) in rows)
            WriteLine(output, Columns.Select(column => column.Of(row, sighting)));
    }

    private static void WriteLine(Stream output, IEnumerable<object?> values) =>
        output.Write(Encoding.UTF8.GetBytes(TableCell.Line(values)));

    private static string Word(LedgerState state) => state switch
    {
        LedgerState.Delivered => "delivered",
        LedgerState.Refused => "refused",
        _ => "pending",
    };
}
