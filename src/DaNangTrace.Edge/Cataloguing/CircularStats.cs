using System.Globalization;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Cataloguing;

/// <summary>How complete the city's records are by the circular's fields, in all and by market.</summary>
internal sealed class CircularStats
{
    // A city has seven markets; what names more of them is a slip of many records.
    private const int MostMarkets = 20;
    private const int NameWidth = 20;
    private const int CountWidth = 9;
    private const int FieldWidth = 5;
    private const string NoMarket = "no market";
    private const string Others = "others";

    private readonly SortedDictionary<string, Count> _byMarket = new(StringComparer.Ordinal);
    private readonly Count _all = new();

    /// <summary>Takes a record into the counts.</summary>
    public void Add(CircularRecord record)
    {
        _all.Add(record);
        var market = record.Market ?? NoMarket;
        if (!_byMarket.ContainsKey(market) && _byMarket.Count >= MostMarkets)
            market = Others;
        if (!_byMarket.TryGetValue(market, out var count))
            _byMarket[market] = count = new Count();
        count.Add(record);
    }

    /// <summary>Prints a table: a row a market, a column a field; then what the fields are.</summary>
    public void Print(TextWriter output)
    {
        if (_all.Records == 0)
            return;
        output.WriteLine();
        output.WriteLine("For the national portal: of the ten fields of Circular 02/2024/TT-BKHCN, % of records have");
        Row("", "records", CircularRecord.Fields.Select(field => $"{(int)field}"), "all");
        foreach (var (name, count) in _byMarket.Prepend(new("all markets", _all)))
            Row(
                name, $"{count.Records}", count.Given.Select(given => Percent(given, count.Records)),
                Percent(count.Complete, count.Records));
        foreach (var field in CircularRecord.Fields)
            output.WriteLine($"{(int)field,2} {CircularRecord.NameOf(field)}");
        output.WriteLine(
            "All: but 8 and 9, which a record needs only if there are any. What each record lacks:");
        output.WriteLine("dntrace catalog export --format circular02 --out DIR");

        void Row(string name, string records, IEnumerable<string> fields, string all) => output.WriteLine(
            Shown.Of(name, NameWidth).PadRight(NameWidth) + records.PadLeft(CountWidth)
            + string.Concat(fields.Select(field => field.PadLeft(FieldWidth))) + all.PadLeft(FieldWidth));
    }

    // Rounded down: what is not whole must not read so.
    private static string Percent(int part, int whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{100L * part / whole}");

    private sealed class Count
    {
        public int Records { get; private set; }

        public int Complete { get; private set; }

        public int[] Given { get; } = new int[CircularRecord.Fields.Count];

        public void Add(CircularRecord record)
        {
            Records++;
            Complete += record.IsComplete ? 1 : 0;
            foreach (var field in CircularRecord.Fields)
                Given[(int)field - 1] += record.Has(field) ? 1 : 0;
        }
    }
}
