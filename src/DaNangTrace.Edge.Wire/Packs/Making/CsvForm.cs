using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DaNangTrace.Edge.Wire.Packs.Making;

/// <summary>
/// Makes JSON of a CSV's rows. A column is called by the path of its field: <c>gtin</c>, <c>productName.vi</c>,
/// <c>certification[0].certificationStandard</c>. What is empty is left out, and so are objects and entries of lists
/// that would hold nothing; whether a cell is a number says the type, not how it looks.
/// </summary>
internal sealed class CsvForm
{
    // More entries than any list of a record may have; a column of this number is a slip.
    private const int MostEntries = 1000;

    private const string NameField = "productName";

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Node _root;
    private readonly List<(int Column, string Path)> _numbers = [];
    private readonly ArrayBufferWriter<byte> _bytes = new();

    private CsvForm(JsonTypeInfo type) => _root = new Node("", type);

    /// <summary>Whether it has the columns that each row needs; without them all rows would be blamed for one slip.
    /// </summary>
    public bool HasNeeded => Has("gtin")
        && (_root.Type.Type == typeof(Origin) ? Has(NameField) : Has("recall", "authority") && Has("recall", "reason"));

    /// <summary>Reads a header.</summary>
    /// <param name="header">The first row.</param>
    /// <param name="kind">Of which kind of pack the rows are.</param>
    /// <param name="faults">All columns that are no field; the rows can be read without them.</param>
    /// <returns>Null where the rows are of the other kind of pack: each would be blamed for one slip.</returns>
    public static CsvForm? Of(CsvRow header, string kind, FaultList faults)
    {
        var otherKind = kind == PackManifest.RecallList ? PackManifest.Full : PackManifest.RecallList;
        var (own, others) = (new FaultList(), new FaultList());
        var (form, other) = (OfKind(header, kind, own), OfKind(header, otherKind, others));
        if (ColumnWords.IsRather(form, own.Count, other, others.Count))
        {
            faults.Add(header.Line, $"these look like the columns of a {otherKind} pack: --kind {otherKind}?");
            return null;
        }
        faults.AddAll(own);
        if (faults.IsEmpty && form._root.Inner.All(one => one.Name != "gtin"))
            faults.Add(header.Line, "no column is called gtin: the first row names the columns");
        return form;
    }

    /// <summary>Makes JSON of a row.</summary>
    /// <param name="cells">As many as the header has.</param>
    /// <param name="json">One object; it stands until the next call.</param>
    /// <param name="fault">Which field is wrong, and why.</param>
    public bool TryWrite(IReadOnlyList<string> cells, out ReadOnlyMemory<byte> json, out string fault)
    {
        (json, fault) = (default, "");
        foreach (var (column, path) in _numbers)
        {
            if (!IsBlank(cells[column]) && !TryNumber(cells[column], out _))
            {
                fault = $"{path}: {cells[column]} is no whole number";
                return false;
            }
        }
        _bytes.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_bytes, Relaxed))
            WriteRoot(writer, cells);
        json = _bytes.WrittenMemory;
        return true;
    }

    /// <summary>Whether a row says the product's name.</summary>
    public bool HasName(IReadOnlyList<string> cells) =>
        _root.Inner.Any(one => one.Name == NameField && HasContent(one, cells));

    /// <summary>
    /// A fault of a row's JSON as one of its columns: entries of a list that are empty are left out in JSON, so the
    /// others have lower numbers there.
    /// </summary>
    public string InColumns(string fault, IReadOnlyList<string> cells)
    {
        var end = fault.IndexOf(':', StringComparison.Ordinal);
        if (end < 0 || !fault.AsSpan(0, end).Contains('['))
            return fault;
        var path = new StringBuilder();
        Node? node = _root;
        foreach (var step in fault[..end].Replace("[", ".[", StringComparison.Ordinal).Split('.'))
        {
            node = step is ['[', .. var index, ']']
                && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                ? node?.Inner.Where(one => HasContent(one, cells)).ElementAtOrDefault(at)
                : node?.Inner.Find(one => one.Name == step);
            var name = node?.Name ?? step;
            path.Append(path.Length == 0 || name.StartsWith('[') ? "" : ".").Append(name);
        }
        return $"{path}{fault.AsSpan(end)}";
    }

    private static CsvForm OfKind(CsvRow header, string kind, FaultList faults)
    {
        var isRecall = kind == PackManifest.RecallList;
        var form = new CsvForm(isRecall ? PackJson.Default.RecalledProduct : PackJson.Default.Origin);
        for (var column = 0; column < header.Cells.Count; column++)
        {
            var path = header.Cells[column];
            if (form.Add(path, column) is { } fault)
                faults.Add(header.Line, $"column {column + 1}: {(path.Length == 0 ? "no name" : fault)}");
        }
        return form;
    }

    private bool Has(params ReadOnlySpan<string> path)
    {
        var node = _root;
        foreach (var step in path)
        {
            if (node.Inner.Find(one => one.Name == step) is not { IsSetAside: false } inner)
                return false;
            node = inner;
        }
        return node.Column >= 0 || node.Inner.Count > 0;
    }

    private string? Add(string path, int column)
    {
        var node = _root;
        foreach (var step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.'))
        {
            if (TypeOf(node.Type, step, out var fault) is not { } type)
            {
                // What is around it would lack something in each row.
                node.IsSetAside = true;
                return $"{path} is no field of a {(_root.Type.Type == typeof(Origin) ? "catalog" : "recall")} record"
                    + (node.Type.Type == typeof(TextEvidence) && ColumnWords.OfOwnEvidence(path) is { Length: > 0 } own
                        ? own
                        : fault);
            }
            node = node.Child(step, type);
        }
        if (node.Type.Kind != JsonTypeInfoKind.None)
            return $"{path} is no field of its own: name one inside of it, such as {path}{ExampleOf(node.Type)}";
        if (node.Column >= 0)
            return $"{path} comes twice";
        node.Column = column;
        if (IsNumber(node.Type))
            _numbers.Add((column, path));
        return null;
    }

    private static JsonTypeInfo? TypeOf(JsonTypeInfo type, string step, out string hint)
    {
        hint = "";
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                // A property that JSON does not hold has no way to be read.
                var fields = type.Properties.Where(one => one.Get is not null).ToArray();
                if (fields.FirstOrDefault(one => one.Name == step) is { } field)
                    return PackJson.Default.GetTypeInfo(field.PropertyType);
                var alike = fields.FirstOrDefault(one => one.Name.Equals(step, StringComparison.OrdinalIgnoreCase));
                hint = alike is null ? $": {step} is unknown" : $": meant {alike.Name}?";
                return null;
            case JsonTypeInfoKind.Enumerable:
                if (step is ['[', .. var index, ']']
                    && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                    && at < MostEntries)
                    return PackJson.Default.GetTypeInfo(type.ElementType!);
                hint = ": an entry of the list is meant, such as [0]";
                return null;
            case JsonTypeInfoKind.Dictionary:
                if (Texts.IsLanguage(step))
                    return PackJson.Default.GetTypeInfo(typeof(string));
                hint = $": {step} is no language";
                return null;
            default:
                return null;
        }
    }

    private static string ExampleOf(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Dictionary => ".vi",
        JsonTypeInfoKind.Enumerable => $"[0]{ExampleOf(PackJson.Default.GetTypeInfo(type.ElementType!)!)}",
        JsonTypeInfoKind.Object => $".{type.Properties[0].Name}",
        _ => "",
    };

    private void WriteRoot(Utf8JsonWriter writer, IReadOnlyList<string> cells)
    {
        writer.WriteStartObject();
        // Who writes a table by hand need not say of which version it is.
        if (!_root.Inner.Any(one => one.Name == "v" && HasContent(one, cells)))
            writer.WriteNumber("v", 1);
        WriteFields(writer, _root, cells);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Node node, IReadOnlyList<string> cells)
    {
        switch (node.Type.Kind)
        {
            case JsonTypeInfoKind.Enumerable:
                writer.WriteStartArray();
                foreach (var entry in node.Inner.Where(one => HasContent(one, cells)))
                    Write(writer, entry, cells);
                writer.WriteEndArray();
                break;
            case JsonTypeInfoKind.None when IsNumber(node.Type):
                TryNumber(cells[node.Column], out var number);
                writer.WriteNumberValue(number);
                break;
            case JsonTypeInfoKind.None:
                writer.WriteStringValue(cells[node.Column]);
                break;
            default:
                writer.WriteStartObject();
                WriteFields(writer, node, cells);
                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteFields(Utf8JsonWriter writer, Node node, IReadOnlyList<string> cells)
    {
        foreach (var field in node.Inner.Where(one => HasContent(one, cells)))
        {
            writer.WritePropertyName(field.Name);
            Write(writer, field, cells);
        }
    }

    private static bool HasContent(Node node, IReadOnlyList<string> cells) => !node.IsSetAside
        && (node.Column >= 0 ? !IsBlank(cells[node.Column]) : node.Inner.Any(one => HasContent(one, cells)));

    private static bool IsBlank(string cell) => string.IsNullOrWhiteSpace(cell);

    private static bool IsNumber(JsonTypeInfo type) =>
        (Nullable.GetUnderlyingType(type.Type) ?? type.Type) == typeof(int);

    private static bool TryNumber(string cell, out int number) =>
        int.TryParse(cell.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private sealed class Node(string name, JsonTypeInfo type)
    {
        public string Name { get; } = name;

        public JsonTypeInfo Type { get; } = type;

        public List<Node> Inner { get; } = [];

        public int Column { get; set; } = -1;

        /// <summary>Whether a column of it is no field, so that rows are read without it.</summary>
        public bool IsSetAside { get; set; }

        public Node Child(string step, JsonTypeInfo type)
        {
            if (Inner.Find(one => one.Name == step) is { } known)
                return known;
            var child = new Node(step, type);
            Inner.Add(child);
            // Entries of a list stand in the order of their numbers, whatever the order of the columns.
            if (Type.Kind == JsonTypeInfoKind.Enumerable)
                Inner.Sort((one, other) => NumberOf(one).CompareTo(NumberOf(other)));
            return child;
        }

        private static int NumberOf(Node node) => int.Parse(node.Name.AsSpan()[1..^1], CultureInfo.InvariantCulture);
    }
}
