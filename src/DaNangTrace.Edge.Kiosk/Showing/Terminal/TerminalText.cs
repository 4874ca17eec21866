using System.Text;
using DaNangTrace.Edge.Kiosk.Showing.Telling;

namespace DaNangTrace.Edge.Kiosk.Showing.Terminal;

/// <summary>
/// A face as rows of a terminal: a coloured bar with the verdict, below it all that is known. Nothing is placed and
/// nothing erased, so that it stands well between the lines of a log, and in a file.
/// </summary>
/// <param name="columns">Letters of a row.</param>
/// <param name="isColoured">Whether the bar is coloured.</param>
internal sealed class TerminalText(int columns, bool isColoured)
{
    // A terminal that was drawn narrower cuts what it can't hold; beyond a hundred characters lines are hard to follow.
    private const int Least = 20;
    private const int Most = 100;
    private const string Plain = "\e[0m";

    private readonly int _width = Math.Clamp(columns, Least, Most);

    /// <summary>The rows, each with its line feed.</summary>
    public string Of(SceneFace face)
    {
        ArgumentNullException.ThrowIfNull(face);
        var text = new StringBuilder();
        var sign = $"{SymbolOf(face.Sign)} {face.Word.Replace('\n', ' ')}";
        if (face.Action.Length > 0)
            sign += $" · {face.Action.Replace('\n', ' ')}";
        foreach (var row in Rows(sign, _width - 2))
            AppendBar(text, row, face.Sign);
        foreach (var line in face.Lines)
        {
            var (indent, mark) = line.Part switch
            {
                FacePart.Grade or FacePart.Translation => (4, "    "),
                FacePart.Caution => (4, "  ! "),
                _ => (2, "  "),
            };
            foreach (var row in Rows(line.ToString(), _width - indent))
            {
                text.Append(mark).AppendLine(row);
                mark = new string(' ', indent);
            }
        }
        if (face.Fresh is { } fresh)
            text.Append(face.IsAged ? "  ! " : "  ").AppendLine(Safe(fresh));
        return text.ToString();
    }

    // A terminal that is not coloured shows the bar by its brackets.
    private void AppendBar(StringBuilder text, string row, Sign verdict)
    {
        var filled = row + new string(' ', Math.Max(0, _width - 2 - WidthOf(row)));
        if (isColoured)
            text.Append(ColourOf(verdict)).Append(' ').Append(filled).Append(' ').AppendLine(Plain);
        else
            text.Append('[').Append(filled.TrimEnd()).AppendLine("]");
    }

    /// <summary>Breaks a text between words; a word without end where it must.</summary>
    private static IEnumerable<string> Rows(string text, int width)
    {
        var (row, wide) = (new StringBuilder(), 0);
        foreach (var word in Safe(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (wide > 0 && wide + 1 + WidthOf(word) > width)
            {
                yield return row.ToString();
                (row, wide) = (row.Clear(), 0);
            }
            if (wide > 0)
                (row, wide) = (row.Append(' '), wide + 1);
            foreach (var rune in word.EnumerateRunes())
            {
                if (wide + WidthOf(rune) > width)
                {
                    yield return row.ToString();
                    (row, wide) = (row.Clear(), 0);
                }
                row.Append(rune.ToString());
                wide += WidthOf(rune);
            }
        }
        if (wide > 0)
            yield return row.ToString();
    }

    private static int WidthOf(string text) => text.EnumerateRunes().Sum(WidthOf);

    // Hangul, Chinese signs, full forms and emoji take two places; a mark none.
    private static int WidthOf(Rune rune) => rune.Value switch
    {
        _ when Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark => 0,
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 => 2,
        >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 => 2,
        >= 0x1F300 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFD => 2,
        _ => 1,
    };

    // Names are cleaned where a scene is told; what would command a terminal must not depend on that.
    private static string Safe(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) ? '·' : character));

    private static string SymbolOf(Sign verdict) => verdict switch
    {
        Sign.Idle => "▼",
        Sign.Announcement => "i",
        Sign.Known => "✓",
        Sign.Stale => "(✓)",
        Sign.Compare => "!",
        Sign.Several => "≡",
        Sign.NotRegistered => "?",
        Sign.Recalled => "!!",
        Sign.Expired => "!!",
        Sign.InStore => "#",
        Sign.Reading => "…",
        Sign.OutOfReach => "-",
        Sign.Payment => "₫",
        Sign.Personal => "@",
        Sign.Unreadable => "|?|",
        _ => "x",
    };

    // LOOK's colours as near as 256 come; a text console takes the nearest of its sixteen.
    private static string ColourOf(Sign verdict) => verdict switch
    {
        Sign.Known or Sign.Stale => "\e[1;97;48;5;22m",
        Sign.Compare or Sign.Several or Sign.NotRegistered => "\e[30;48;5;214m",
        Sign.Recalled or Sign.Expired => "\e[1;97;48;5;124m",
        Sign.Payment or Sign.Personal => "\e[1;97;48;5;25m",
        Sign.Idle or Sign.Announcement => "\e[1;97;48;5;23m",
        Sign.InStore => "\e[30;48;5;251m",
        _ => "\e[1;97;48;5;240m",
    };
}
