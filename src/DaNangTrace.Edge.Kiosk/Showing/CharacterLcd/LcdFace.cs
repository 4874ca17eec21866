using System.Text.RegularExpressions;
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
internal sealed partial class LcdFace
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
            ? new LcdFace(LcdEmblems.Small(face.Sign), 1, OfTwo(face, columns))
            : new LcdFace(LcdEmblems.Large(face.Sign), 2, OfFour(face, columns));
    }

    private static LcdRow[] OfFour(SceneFace face, int columns)
    {
        var (name, rest) = Sorted(face);
        var (word, action) = (Said(face.Word), Said(face.Action));
        // The prompt at rest has nothing to do beside it, and two rows.
        if (action.Length == 0 && face.Word.Split('\n') is [var upper, var lower])
            (word, action) = (Said(upper), Said(lower));
        var indent = Indent(2, columns, word, action);
        var width = columns - indent;
        // Two rows in which it stands are better than one through which it moves; but where there is time to read,
        // the name stands too.
        if (action.Length > width && (face.Signal == Signal.Stop || name is null)
            && InRows(LcdText.Clear(face.Action), width, width) is [var first, var second])
            return [Beside(word), Beside(first), Beside(second), Below(name is null ? rest : [name, .. rest])];
        var weighty = name ?? rest.FirstOrDefault() ?? "";
        var others = name is null ? rest.Skip(1).ToList() : rest;
        // A single line that has room stands.
        if (others.Count == 0 && action.Length == 0 && InRows(weighty, width, columns, columns) is { } said)
            return [Beside(word), Beside(said[0]), Below([said[1]]), Below([said[2]])];
        if (others.Count == 0 && weighty.Length > columns && InRows(weighty, columns, columns) is [var begin, var end])
            (weighty, others) = (begin, [end]);
        return [Beside(word), Beside(action), Below([weighty]), Below(others)];

        LcdRow Beside(string text) => LcdRow.Of(indent, width, [text]);

        LcdRow Below(List<string> lines) => LcdRow.Of(0, columns, lines);
    }

    private static LcdRow[] OfTwo(SceneFace face, int columns)
    {
        var (name, rest) = Sorted(face);
        var (word, action) = (Said(face.Word), Said(face.Action));
        // With one row for all of it, what is to be known before buying comes before the name.
        var cautions = Told(face.Lines.Where(line => line.Part == FacePart.Caution)).ToList();
        List<string> others = name is null ? rest : [.. cautions, name, .. rest.Skip(cautions.Count)];
        var indent = Indent(1, columns, word);
        var width = columns - indent;
        if (action.Length == 0 && others.Count == 0 && word.Length > width
            && InRows(LcdText.Clear(face.Word), width, width) is [var up, var low])
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
        // What there is to do comes before what explains it, and until when it is good before who made it.
        var others = rest.Where(line => line.Part != FacePart.Caution).OrderBy(line => line.Part switch
        {
            FacePart.Ask => 0,
            FacePart.Code when face.Sign == Sign.Recalled => 0,
            FacePart.Day => 1,
            _ => 2,
        });
        // How old what is told is comes before who told it: a shopper is gone after a few lines.
        return (name, [.. Told([.. cautions, .. fresh, .. others])]);
    }

    // What is written in another script only is no line here. Sentences of ours take turns, so that none is long to
    // read by the time it has moved through.
    private static IEnumerable<string> Told(IEnumerable<FaceLine> lines) => lines
        .Where(line => LcdText.IsLegible(LcdText.Fold(line.Text)))
        .SelectMany(line => line.Part is FacePart.Caution or FacePart.More
            ? SentenceEnd().Split(line.ToString()).Select(Said)
            : [LcdText.Fold(Worded(line))])
        .Where(LcdText.IsLegible);

    /// <summary>A line in words that stay clear without their marks, as far as they are ours: names stay.</summary>
    internal static string Worded(FaceLine line) => line.Part is FacePart.Caution or FacePart.More or FacePart.Ask
        ? LcdText.Clear(line.ToString())
        : (line with { Label = line.Label is null ? null : LcdText.Clear(line.Label) }).ToString();

    /// <summary>A sentence as it is shown.</summary>
    internal static string Said(string text) => LcdText.Fold(LcdText.Clear(text), LcdText.LongestCaution);

    // Broken where its writer would, else where a row is full; null where the rows are not enough.
    private static List<string>? InRows(string text, params int[] widths)
    {
        var parts = text.Split('\n').Select(part => LcdText.Fold(part)).ToList();
        if (parts.Count == widths.Length && parts.Zip(widths).All(part => part.First.Length <= part.Second))
            return parts;
        var rows = new List<string>();
        var rest = LcdText.Fold(text, LcdText.LongestCaution);
        foreach (var width in widths)
        {
            var at = rest.Length <= width ? rest.Length : rest.LastIndexOf(' ', width);
            if (at < 0)
                return null;
            rows.Add(rest[..at]);
            rest = rest[at..].TrimStart();
        }
        return rest.Length == 0 ? rows : null;
    }

    [GeneratedRegex(@"(?<=\.) (?=\p{Lu})|\n")]
    private static partial Regex SentenceEnd();
}
