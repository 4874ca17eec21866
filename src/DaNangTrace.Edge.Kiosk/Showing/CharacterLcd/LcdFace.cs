using DaNangTrace.Edge.Kiosk.Showing.Telling;

namespace DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;

/// <summary>
/// A scene on a panel of characters: where each word stands, and what moves. Constraints: a shopper looks for a few
/// seconds, from any moment on; the sign's word stands always, and so does what to do about an item that is recalled or
/// expired, wherever there is room for both.
/// <code>
/// four rows   ▟▙ word                        two rows   ◆ word
///             ▜▛ action                                 action, name, cautions, all else in turn
///             name
///             cautions, all else in turn
/// </code>
/// </summary>
public sealed class LcdFace
{
    // From so many rows on the emblem is two rows high, and two have room for the rest.
    private const int RowsOfLarge = 4;

    private LcdFace(IReadOnlyList<byte[]> glyphs, int size, IReadOnlyList<LcdRow> rows) =>
        (Glyphs, EmblemSize, Rows) = (glyphs, size, rows);

    /// <summary>The emblem's glyphs, row by row.</summary>
    public IReadOnlyList<byte[]> Glyphs { get; }

    /// <summary>Columns and rows of the emblem, which stands in the upper left corner.</summary>
    public int EmblemSize { get; }

    /// <summary>The rows from the top.</summary>
    public IReadOnlyList<LcdRow> Rows { get; }

    /// <summary>Lays it out.</summary>
    /// <param name="face">What the scene says.</param>
    /// <param name="columns">Characters in a row, 16 or more.</param>
    /// <param name="rows">Rows, two or more.</param>
    public static LcdFace Of(SceneFace face, int columns, int rows)
    {
        ArgumentNullException.ThrowIfNull(face);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 16);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        return rows < RowsOfLarge
            ? new LcdFace(LcdEmblems.Small(face.Verdict), 1, OfTwo(face, columns))
            : new LcdFace(LcdEmblems.Large(face.Verdict), 2, OfFour(face, columns));
    }

    private static LcdRow[] OfFour(SceneFace face, int columns)
    {
        var (name, rest) = Sorted(face);
        var (word, action) = (LcdText.Fold(face.Word), LcdText.Fold(face.Action, LcdText.LongestCaution));
        // The prompt at rest has nothing to do beside it, and two rows.
        if (action.Length == 0 && face.Word.Split('\n') is [var upper, var lower])
            (word, action) = (LcdText.Fold(upper), LcdText.Fold(lower));
        var indent = Indent(2, columns, word, action);
        var width = columns - indent;
        var top = LcdRow.Of(indent, width, [word]);
        if (face.Signal == Signal.Stop && action.Length > width && InTwo(face.Action, width) is var (first, second))
        {
            // Two rows in which it stands are better than one through which it moves.
            return
            [
                top, LcdRow.Of(indent, width, [first]), LcdRow.Of(indent, width, [second]),
                LcdRow.Of(0, columns, name is null ? rest : [name, .. rest]),
            ];
        }
        var weighty = name ?? rest.FirstOrDefault() ?? "";
        var others = name is null ? rest.Skip(1).ToList() : rest;
        if (others.Count == 0 && weighty.Length > columns && InTwo(weighty, columns) is var (begin, end))
            (weighty, others) = (begin, [end]);
        return
        [
            top, LcdRow.Of(indent, width, [action]), LcdRow.Of(0, columns, [weighty]), LcdRow.Of(0, columns, others),
        ];
    }

    private static LcdRow[] OfTwo(SceneFace face, int columns)
    {
        var (name, rest) = Sorted(face);
        var (word, action) = (LcdText.Fold(face.Word), LcdText.Fold(face.Action, LcdText.LongestCaution));
        List<string> others = name is null ? rest : [name, .. rest];
        var indent = Indent(1, columns, word);
        var width = columns - indent;
        if (action.Length == 0 && others.Count == 0 && word.Length > width && InTwo(face.Word, width) is var (up, low))
            return [LcdRow.Of(indent, width, [up]), LcdRow.Of(indent, width, [low])];
        return
        [
            LcdRow.Of(indent, width, [word]),
            face.Signal == Signal.Stop ? LcdRow.Around(0, columns, action, others)
                : LcdRow.Of(0, columns, action.Length == 0 ? others : [action, .. others]),
        ];
    }

    // A column between emblem and words, unless just that one is missing for the words to stand.
    private static int Indent(int emblem, int columns, params string[] words)
    {
        var longest = words.Max(word => word.Length);
        return longest == columns - emblem ? emblem : emblem + 1;
    }

    // The product's name, and all else by weight. Of several products none may stand for all.
    private static (string? Name, List<string> Others) Sorted(SceneFace face)
    {
        var names = face.Lines.Where(line => line.Part == FacePart.Name).ToList();
        var name = names.Count == 1 ? Told(names).FirstOrDefault() : null;
        var rest = face.Lines.Where(line => name is null || line.Part != FacePart.Name).ToList();
        var fresh = face.Fresh is null ? [] : new[] { new FaceLine(FacePart.Age, null, face.Fresh) };
        var cautions = rest.Where(line => line.Part == FacePart.Caution);
        var others = rest.Where(line => line.Part != FacePart.Caution);
        return (name, [.. Told(face.IsAged ? [.. cautions, .. fresh, .. others] : [.. cautions, .. others, .. fresh])]);
    }

    // What is written in another script only is no line here.
    private static IEnumerable<string> Told(IEnumerable<FaceLine> lines) => lines
        .Where(line => LcdText.IsLegible(LcdText.Fold(line.Text)))
        .Select(line => LcdText.Fold(
            line.ToString(), line.Part == FacePart.Caution ? LcdText.LongestCaution : LcdText.Longest));

    // Broken where its writer would, else at the last blank that lets both parts fit; null where none does.
    private static (string First, string Second)? InTwo(string text, int width)
    {
        if (text.Split('\n') is [var first, var second]
            && (LcdText.Fold(first), LcdText.Fold(second)) is var parted
            && parted.Item1.Length <= width && parted.Item2.Length <= width)
            return parted;
        var line = LcdText.Fold(text, LcdText.LongestCaution);
        var at = line.Length > width ? line.LastIndexOf(' ', width) : -1;
        return at > 0 && line.Length - at - 1 <= width ? (line[..at], line[(at + 1)..]) : null;
    }
}
