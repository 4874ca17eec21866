namespace DaNangTrace.Edge.Gs1;

/// <summary>Reads what a scanner sent. Pure: the clock is handed in, nothing is thrown, nothing is kept.</summary>
/// <param name="time">Gives the year around which two-digit years slide (GS1 General Specifications, 7.12).</param>
public sealed class Gs1Reader(TimeProvider time)
{
    /// <summary>Reads one symbol; never throws, whatever the bytes were.</summary>
    public Reading Read(Symbol symbol)
    {
        _ = time;
        return Gtin.TryParse(symbol.Text, out var gtin)
            ? new Reading.Item(gtin, [new Element("01", gtin.Digits, "GTIN")], $"https://id.gs1.org/01/{gtin.Digits}") { Symbology = "E0", Inferred = true }
            : new Reading.Text(symbol.Text.Length) { Symbology = symbol.Identifier };
    }
}
