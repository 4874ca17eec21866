using System.Globalization;
using System.Text;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Decoding;

/// <summary>
/// Writes an answer of <c>dntrace decode</c> for people: a block with a head, what was read, and what is wrong or
/// suspicious.
/// <code>
/// ]d2  item  GS1 DataMatrix
///   01    GTIN             08936012345674
///   3103  NET WEIGHT (kg)  001500          1.500 kg
///   link  https://id.gs1.org/01/08936012345674?3103=001500
/// </code>
/// What came from the code passes <see cref="Shown"/>: it can't move the cursor.
/// </summary>
/// <param name="time">Gives the year around which two-digit years slide.</param>
/// <param name="manner">Language and colour.</param>
internal sealed class PeopleTable(TimeProvider time, Manner manner)
{
    // One long value must not push the others' meanings off the screen; it pushes its own.
    private const int WidestColumn = 32;

    /// <summary>The block, each line ended by LF.</summary>
    internal string Of(Reading reading)
    {
        var block = new StringBuilder();
        WriteHead(block, reading);
        WriteFields(block, FieldsOf(reading));
        if (reading is Reading.Item { DigitalLink: { } link })
            block.Append("  ").Append(manner.Dim("link")).Append("  ").Append(link).Append('\n');
        if (reading is Reading.Unreadable unreadable)
            WriteFaults(block, unreadable.Faults, "✗", manner.Red);
        // That nothing was sent stands in the head already.
        var warnings = reading.Warnings.Where(warning => warning.Code != FaultCodes.SymbologyInferred);
        WriteFaults(block, [.. warnings], "!", manner.Yellow);
        return block.ToString();
    }

    private void WriteHead(StringBuilder block, Reading reading)
    {
        if (reading.Symbology is { } symbology)
            block.Append(manner.Dim("]" + Shown.Of(symbology, Symbol.MaxLength))).Append("  ");
        var kind = KindOf(reading);
        block.Append(reading is Reading.Unreadable ? manner.Red(kind) : manner.Bold(kind));
        var notes = string.Join(", ", NotesOf(reading));
        if (notes.Length > 0)
            block.Append("  ").Append(notes);
        block.Append('\n');
    }

    private string KindOf(Reading reading) => reading switch
    {
        Reading.Item => manner.Say("item", "sản phẩm"),
        Reading.Web => manner.Say("web", "địa chỉ web"),
        Reading.Payment => manner.Say("payment", "thanh toán"),
        Reading.Personal => manner.Say("personal", "riêng tư"),
        Reading.Text => manner.Say("text", "văn bản"),
        _ => manner.Say("unreadable", "không đọc được"),
    };

    private IEnumerable<string> NotesOf(Reading reading)
    {
        if (CarrierName.Of(reading.Symbology) is { } carrier)
            yield return reading.Inferred ? $"{carrier} {manner.Say("(inferred)", "(suy đoán)")}" : carrier;
        switch (reading)
        {
            case Reading.Text text:
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{text.Length} {manner.Say(text.Length == 1 ? "character" : "characters", "ký tự")}");
                break;
            case Reading.Payment or Reading.Personal:
                yield return manner.Say("content not kept", "không giữ nội dung");
                break;
        }
    }

    private Field[] FieldsOf(Reading reading)
    {
        switch (reading)
        {
            case Reading.Item item:
                var today = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
                return [.. item.Elements.Select((_, index) => FieldOf(item.Elements, index, today))];
            case Reading.Web { Stamp: { } stamp } web:
                return
                [
                    HostOf(web),
                    new Field(manner.Say("stamp", "tem"), "", Show(stamp.TraceCode), Show(stamp.Vendor)),
                ];
            case Reading.Web web:
                return [HostOf(web)];
            default:
                return [];
        }
    }

    private Field FieldOf(IReadOnlyList<Element> elements, int index, DateOnly today)
    {
        var element = elements[index];
        var value = Show(element.Value);
        var meaning = Show(MeaningText.Of(TypedValue.Of(elements, index, today), manner));
        return new Field(element.Ai, element.Title, value, meaning == value ? "" : meaning);
    }

    private static Field HostOf(Reading.Web web) => new("host", "", Show(web.Host), "");

    private void WriteFields(StringBuilder block, Field[] fields)
    {
        // An AI has at most four digits, and a link's label four letters.
        const int LabelWidth = 4;
        var titleWidth = WidthOf(fields.Select(field => field.Title));
        var valueWidth = WidthOf(fields.Select(field => field.Value));
        foreach (var (label, title, value, meaning) in fields)
        {
            block.Append("  ").Append(label.PadRight(LabelWidth)).Append("  ");
            if (titleWidth > 0)
                block.Append(manner.Dim(title)).Append(' ', PaddingOf(title, titleWidth));
            block.Append(manner.Bold(value));
            if (meaning.Length > 0)
                block.Append(' ', PaddingOf(value, valueWidth)).Append(meaning);
            block.Append('\n');
        }
    }

    private void WriteFaults(
        StringBuilder block, IReadOnlyList<Fault> faults, string mark, Func<string, string> paint)
    {
        var codeWidth = WidthOf(faults.Select(fault => fault.Code));
        var places = faults.Select(fault => string.Create(
            CultureInfo.InvariantCulture, $"{manner.Say("at", "vị trí")} {fault.At}")).ToArray();
        var placeWidth = WidthOf(places);
        foreach (var (fault, place) in faults.Zip(places))
        {
            block.Append("  ").Append(paint($"{mark} {fault.Code}")).Append(' ', PaddingOf(fault.Code, codeWidth))
                .Append(place).Append(' ', PaddingOf(place, placeWidth))
                .Append(manner.Say(fault.Message, fault.MessageVi)).Append('\n');
            WriteMarkup(block, fault.Markup, paint);
        }
    }

    /// <summary>On a line of its own, where the eye finds the bars.</summary>
    private static void WriteMarkup(StringBuilder block, string markup, Func<string, string> paint)
    {
        var (from, to) = (markup.IndexOf('|', StringComparison.Ordinal), markup.LastIndexOf('|'));
        // Two bars alone show the place of nothing in nothing.
        if (from < 0 || markup == "||")
            return;
        block.Append("    ").Append(markup.AsSpan(0, from)).Append(paint(markup[from..(to + 1)]))
            .Append(markup.AsSpan(to + 1)).Append('\n');
    }

    private static string Show(string text) => Shown.Of(text, Symbol.MaxLength);

    private static int WidthOf(IEnumerable<string> column) =>
        column.Select(text => text.Length).Where(length => length <= WidestColumn).DefaultIfEmpty().Max();

    private static int PaddingOf(string text, int width) => Math.Max(0, width - text.Length) + 2;

    private sealed record Field(string Label, string Title, string Value, string Meaning);
}
