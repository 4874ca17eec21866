using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Cataloguing;

/// <summary>
/// Records as Circular 02/2024/TT-BKHCN asks for them, with its own field names and what each record lacks: what stands
/// between it and the national portal.
/// </summary>
internal static class CircularExport
{
    private const string NotGiven = "chưa có";
    private const string CodeName = "Mã sản phẩm (GS1)";
    private const string MarketName = "Chợ";
    private const string MissingName = "Còn thiếu";
    private const string StageName = "Công đoạn";

    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        // It is a file of its own, and Vietnamese is to be read in it.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Writes records one by one, as JSON or as a table, or both.</summary>
    /// <param name="records">The records.</param>
    /// <param name="json">Gets a JSON array, in which a field that is not given is null; null for none.</param>
    /// <param name="table">
    /// Gets a table that a spreadsheet reads: with the mark by which it knows UTF-8, codes in brackets so that it takes
    /// none for a number, and <c>chưa có</c> where nothing is given: the circular's transparency includes gaps.
    /// </param>
    public static void Write(IEnumerable<CircularRecord> records, Stream? json, Stream? table)
    {
        using var writer = json is null ? null : new Utf8JsonWriter(json, Indented);
        writer?.WriteStartArray();
        if (table is not null)
            WriteHeading(table);
        foreach (var record in records)
        {
            if (writer is not null)
                Write(writer, record);
            // A million records are not to stand in memory.
            writer?.Flush();
            if (table is not null)
                WriteLine(table, record);
        }
        writer?.WriteEndArray();
        writer?.Flush();
        json?.WriteByte((byte)'\n');
    }

    private static void WriteHeading(Stream table)
    {
        table.Write("\uFEFF"u8);
        Write(table, [CodeName, MarketName, .. CircularRecord.Fields.Select(CircularRecord.NameOf), MissingName]);
    }

    private static void WriteLine(Stream table, CircularRecord record) => Write(
        table,
        [
            CodeOf(record), record.Market ?? NotGiven,
            .. CircularRecord.Fields.Select(field => CellOf(record, field) ?? NotGiven),
            string.Join("; ", record.Missing),
        ]);

    private static string? CellOf(CircularRecord record, CircularField field) =>
        field == CircularField.Stages ? Words(record.Stages)
        : record.Texts[field] is not { } text ? null
        : field switch
        {
            CircularField.TraceCode => TableCell.AsText(text),
            // A day stays one; a shelf life is a text.
            _ when DateOnly.TryParseExact(
                text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var _) => text,
            _ => TableCell.AsName(text),
        };

    private static void Write(Stream output, IEnumerable<object?> cells) =>
        output.Write(Encoding.UTF8.GetBytes(TableCell.Line(cells)));

    private static void Write(Utf8JsonWriter json, CircularRecord record)
    {
        json.WriteStartObject();
        json.WriteString(CodeName, CodeOf(record));
        json.WriteString(MarketName, record.Market);
        foreach (var field in CircularRecord.Fields)
        {
            if (field != CircularField.Stages)
            {
                json.WriteString(CircularRecord.NameOf(field), record.Texts[field]);
                continue;
            }
            json.WriteStartArray(CircularRecord.NameOf(field));
            foreach (var stage in record.Stages)
            {
                json.WriteStartObject();
                json.WriteString(StageName, stage.Name);
                json.WriteString(CircularRecord.TraceCodeName, stage.TraceCode);
                json.WriteString(CircularRecord.GlnName, stage.Gln);
                json.WriteString(CircularRecord.TimeName, stage.Time);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteStartArray(MissingName);
        foreach (var missing in record.Missing)
            json.WriteStringValue(missing);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // As GS1 writes it for people; a spreadsheet takes it for a text, and keeps the zero in front.
    private static string CodeOf(CircularRecord record) => $"(01){record.Gtin}"
        + (record.Lot is { } lot ? $"(10){lot}" : "") + (record.Serial is { } serial ? $"(21){serial}" : "");

    private static string? Words(IReadOnlyList<CircularStage> stages) => stages.Count == 0
        ? null
        : string.Join(" | ", stages.Select((stage, at) =>
            $"{at + 1}. {stage.Name ?? NotGiven} ({CircularRecord.TraceCodeName}: {stage.TraceCode ?? NotGiven}; "
            + $"{CircularRecord.GlnName}: {stage.Gln ?? NotGiven}; "
            + $"{CircularRecord.TimeName}: {stage.Time ?? NotGiven})"));
}
