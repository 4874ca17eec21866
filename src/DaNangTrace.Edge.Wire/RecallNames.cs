using System.Text.RegularExpressions;

namespace DaNangTrace.Edge.Wire;

/// <summary>The patterns that the words of a <see cref="RecallCount"/> keep to, for those who send and those who take
/// them; its schema has the same.</summary>
public static partial class RecallNames
{
    /// <summary>Whether a text can name a recall: the number of a notice, and no free text.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>Whether a text has the form of a product's number.</summary>
    public static bool IsGtin(string text) => Gtin().IsMatch(text);

    /// <summary>Whether a text can be a lot.</summary>
    public static bool IsLot(string text) => Lot().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[0-9]{14}\z")]
    private static partial Regex Gtin();

    // GS1's character set 82 (General Specifications, figure 7.11-1).
    [GeneratedRegex("""^[!"%-?A-Z_a-z]{1,20}\z""")]
    private static partial Regex Lot();
}
