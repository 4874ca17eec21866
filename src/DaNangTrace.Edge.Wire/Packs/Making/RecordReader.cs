using System.Text.Json;
using System.Text.Unicode;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Wire.Packs.Making;

/// <summary>One record of the input, as the pack will have it.</summary>
/// <param name="Line">Where it stands in the input.</param>
/// <param name="Key">What it is sorted by.</param>
/// <param name="Json">Its line, without the end.</param>
/// <param name="HasName">Whether it says the product's name itself.</param>
/// <param name="Lot">The lot of an item, where its record names it.</param>
/// <param name="Stamp">What its stamp is found by.</param>
internal readonly record struct InputRecord(
    int Line, string Key, byte[] Json, bool HasName = true, string? Lot = null, string? Stamp = null);

/// <summary>
/// Reads the records of an input, NDJSON or CSV, strictly: a key that nobody knows is a slip of the hand. Of faulty
/// ones the fault is noted and reading goes on, so that all are told at once.
/// </summary>
/// <param name="kind">Of which kind of pack.</param>
/// <param name="pictures">Finds the pictures.</param>
internal sealed class RecordReader(string kind, PictureLookup pictures)
{
    /// <summary>What is wrong.</summary>
    public FaultList Faults { get; } = new();

    /// <summary>Whether anything at all stood in the input, if only a header.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Whether columns were passed over: records may be less than was meant, and look alike.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Bytes of the input.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many of them were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The records without a fault.</summary>
    public IEnumerable<InputRecord> Read(string file)
    {
        using var stream = File.OpenRead(file);
        Bytes = stream.Length;
        if (IsWorkbook(stream))
        {
            Faults.Add(0, "is a workbook: save it as CSV UTF-8");
            yield break;
        }
        foreach (var record in IsCsv(file, stream) ? ReadCsv(stream) : ReadLines(stream))
        {
            BytesRead = stream.Position;
            yield return record;
        }
        BytesRead = stream.Position;
    }

    // By its first bytes, whatever its name is: a zip file, which a workbook of today is, or one of the time before.
    private static bool IsWorkbook(FileStream stream)
    {
        Span<byte> begin = stackalloc byte[4];
        begin = begin[..stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        return begin.SequenceEqual("PK\u0003\u0004"u8)
            || begin.SequenceEqual((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]);
    }

    private static bool IsCsv(string file, FileStream stream)
    {
        switch (Path.GetExtension(file).ToUpperInvariant())
        {
            case ".CSV":
                return true;
            case ".NDJSON" or ".JSONL" or ".JSON":
                return false;
        }
        Span<byte> begin = stackalloc byte[4096];
        begin = begin[..stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        var first = begin.TrimStart("\uFEFF \t\r\n"u8);
        return first.IsEmpty || first[0] is not ((byte)'{' or (byte)'[');
    }

    private IEnumerable<InputRecord> ReadCsv(Stream stream)
    {
        CsvForm? form = null;
        var table = new CsvTable(stream);
        if (table.FormFault.Length > 0)
        {
            Faults.Add(0, table.FormFault);
            yield break;
        }
        foreach (var row in table.Rows())
        {
            IsEmpty = false;
            if (row.Fault.Length > 0)
                Faults.Add(row.Line, row.Fault);
            if (form is null)
            {
                if (Faults.IsEmpty)
                    form = CsvForm.Of(row, kind, Faults);
                IsPartial = !Faults.IsEmpty;
                if (IsPartial && form is not { HasNeeded: true })
                    yield break;
            }
            else if (row.Fault.Length == 0)
            {
                // It may be of a lot, whose column has a wrong name; then it needs no name of the product.
                if (IsPartial && kind != PackManifest.RecallList && !form.HasName(row.Cells))
                    continue;
                if (!form.TryWrite(row.Cells, out var json, out var fault))
                    Faults.Add(row.Line, fault);
                else if (TryRead(row.Line, json, out var record, out fault))
                    yield return record;
                else
                    Faults.AddShown(row.Line, form.InColumns(fault, row.Cells));
            }
        }
    }

    private IEnumerable<InputRecord> ReadLines(Stream stream)
    {
        foreach (var (number, line) in ByteLines.Of(stream, PackLimit.MaxLine))
        {
            if (line is not { } json)
                Faults.Add(number, $"a line of more than {PackLimit.MaxLine} bytes");
            else if (json.Span.Trim(" \t"u8) is { IsEmpty: false } text)
            {
                if (IsEmpty && FormFault(text) is { } fault)
                {
                    Faults.Add(0, fault);
                    yield break;
                }
                IsEmpty = false;
                if (TryRead(number, json, out var record, out var wrong))
                    yield return record;
                else
                    Faults.AddShown(number, wrong);
            }
        }
    }

    // Of the first line: what is JSON and no NDJSON would give a fault for each of its lines.
    private static string? FormFault(ReadOnlySpan<byte> text) =>
        text[0] == (byte)'['
            ? "a JSON array, expected NDJSON, which has one object a line: jq -c '.[]' FILE makes it"
        : text.Length == 1 && text[0] == (byte)'{'
            ? "an object over several lines, expected NDJSON, which has one a line: jq -c . FILE makes it"
        : null;

    // Its faults are fit for a terminal.
    private bool TryRead(int line, ReadOnlyMemory<byte> json, out InputRecord record, out string fault)
    {
        record = default;
        fault = !Utf8.IsValid(json.Span) ? "is no UTF-8: save the file as UTF-8"
            : kind == PackManifest.RecallList ? ReadRecall(line, json, out record)
            : ReadOrigin(line, json, out record);
        if (fault.Length == 0 && record.Json.Length > PackLimit.MaxLine)
            fault = $"a record of more than {PackLimit.MaxLine} bytes";
        return fault.Length == 0;
    }

    private static string ReadRecall(int line, ReadOnlyMemory<byte> json, out InputRecord record)
    {
        record = default;
        if (!PackJson.TryReadRecall(json.Span, out var recalled, out var fault, isStrict: true))
            return fault;
        fault = OfficeRules.FaultOf(recalled);
        if (fault.Length == 0)
            record = new InputRecord(line, recalled.Gtin, PackJson.ToBytes(recalled));
        return Shown.Of(fault, PackJson.MostFault);
    }

    private string ReadOrigin(int line, ReadOnlyMemory<byte> json, out InputRecord record)
    {
        record = default;
        if (!TryNamePicture(ref json, out var fault))
            return Shown.Of(fault, PackJson.MostFault);
        if (!PackJson.TryReadOrigin(json.Span, out var origin, out fault, isStrict: true))
            return fault;
        fault = OfficeRules.FaultOf(origin);
        if (fault.Length == 0)
            record = new InputRecord(
                line, RecordKey.Of(origin), PackJson.ToBytes(origin), origin.Name.Count > 0,
                origin.Serial is null ? null : origin.Lot, RecordKey.OfStamp(origin));
        return Shown.Of(fault, PackJson.MostFault);
    }

    // Before the record is read, since a picture's name is no value that a record may have.
    private bool TryNamePicture(ref ReadOnlyMemory<byte> json, out string fault)
    {
        fault = "";
        if (FindImage(json.Span) is not var (at, length, image))
            return true;
        if (!pictures(image, out var hash, out fault))
            return false;
        json = (byte[])[.. json.Span[..at], (byte)'"', .. System.Text.Encoding.ASCII.GetBytes(hash), (byte)'"',
            .. json.Span[(at + length)..]];
        return true;
    }

    private static (int At, int Length, string Image)? FindImage(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader is not { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 }
                    || !reader.ValueTextEquals("image"u8) || !reader.Read()
                    || reader.TokenType != JsonTokenType.String)
                    continue;
                var at = (int)reader.TokenStartIndex;
                return (at, (int)reader.BytesConsumed - at, reader.GetString()!);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What is wrong with it the reader of records says.
        }
        return null;
    }
}
