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
        WriteRemarks(block, [.. RemarksOf(reading)]);
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
        Reading.Personal => manner.Say("personal", "thông tin cá nhân"),
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
            case Reading.Payment payment:
                yield return payment.Scheme;
                yield return manner.Say("content not kept", "không giữ nội dung");
                break;
            case Reading.Personal:
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
        // A link stands below, its label as wide as the longest AI.
        var labelWidth = fields.Select(field => field.Label.Length).Append("link".Length).Max();
        var titleWidth = WidthOf(fields.Select(field => field.Title));
        var valueWidth = WidthOf(fields.Select(field => field.Value));
        foreach (var (label, title, value, meaning) in fields)
        {
            block.Append("  ").Append(label.PadRight(labelWidth)).Append("  ");
            if (titleWidth > 0)
                block.Append(manner.Dim(title)).Append(' ', PaddingOf(title, titleWidth));
            block.Append(manner.Bold(value));
            if (meaning.Length > 0)
                block.Append(' ', PaddingOf(value, valueWidth)).Append(meaning);
            block.Append('\n');
        }
    }

    private IEnumerable<Remark> RemarksOf(Reading reading)
    {
        if (reading is Reading.Unreadable unreadable)
        {
            foreach (var fault in unreadable.Faults)
                yield return new Remark($"✗ {fault.Code}", PlaceOf(fault), fault, manner.Red);
        }
        foreach (var warning in reading.Warnings)
        {
            // That the carrier was inferred stands in the head already.
            if (warning.Code != FaultCodes.SymbologyInferred)
                yield return new Remark($"! {warning.Code}", PlaceOf(warning), warning, manner.Yellow);
        }
    }

    private string PlaceOf(Fault fault) =>
        string.Create(CultureInfo.InvariantCulture, $"{manner.Say("at", "vị trí")} {fault.At}");

    private void WriteRemarks(StringBuilder block, Remark[] remarks)
    {
        var nameWidth = WidthOf(remarks.Select(remark => remark.Name));
        var placeWidth = WidthOf(remarks.Select(remark => remark.Place));
        foreach (var (name, place, fault, paint) in remarks)
        {
            block.Append("  ").Append(paint(name)).Append(' ', PaddingOf(name, nameWidth))
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

    private sealed record Remark(string Name, string Place, Fault Fault, Func<string, string> Paint);
}
