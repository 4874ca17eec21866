using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DaNangTrace.Edge.Wire.Epcis;

/// <summary>
/// Events as one EPCIS 2.0 document: JSON-LD, UTF-8 without a byte order mark, an event a line. Of a million events one
/// is in memory.
/// </summary>
public static class EpcisDocument
{
    /// <summary>
    /// The namespace of own fields where none was chosen. It lies in nobody's domain: the city's own is not known here.
    /// </summary>
    public const string DefaultNamespace = "urn:dnt:epcis/";

    // GS1's terms are protected: its context comes first, and no prefix of ours may be one of them.
    private const string Context = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
    private const string Prefix = "dnt";

    // Escaped, the + of an offset would take six bytes; nothing here stands in HTML.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a document.</summary>
    /// <param name="events">Its events, each with its id made here; taken one by one.</param>
    /// <param name="ownNamespace">Of their own fields; an absolute URI that ends in <c>/</c>.</param>
    /// <param name="created">When the document was made.</param>
    /// <param name="output">Takes it.</param>
    public static void Write(
        IEnumerable<EpcisEvent> events, string ownNamespace, DateTimeOffset created, Stream output)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(output);
        // Not disposed: that would write once more into a pipe that may be broken.
        var document = new Utf8JsonWriter(output, Relaxed);
        WriteHead(document, ownNamespace, created);
        var line = new ArrayBufferWriter<byte>(1024);
        var json = new Utf8JsonWriter(line, Relaxed);
        foreach (var one in events)
        {
            line.ResetWrittenCount();
            line.Write("\n"u8);
            json.Reset(line);
            WriteEvent(json, one, ownNamespace);
            json.Flush();
            document.WriteRawValue(line.WrittenSpan, skipInputValidation: true);
            document.Flush();
        }
        document.WriteEndArray();
        document.WriteEndObject();
        document.WriteEndObject();
        document.Flush();
        output.Write("\n"u8);
    }

    private static void WriteHead(Utf8JsonWriter json, string ownNamespace, DateTimeOffset created)
    {
        json.WriteStartObject();
        json.WriteStartArray("@context");
        json.WriteStringValue(Context);
        json.WriteStartObject();
        json.WriteString(Prefix, ownNamespace);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("type", "EPCISDocument");
        json.WriteString("schemaVersion", "2.0");
        json.WriteString(
            "creationDate", created.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture));
        json.WriteStartObject("epcisBody");
        json.WriteStartArray("eventList");
    }

    private static void WriteEvent(Utf8JsonWriter json, EpcisEvent one, string ownNamespace)
    {
        json.WriteStartObject();
        json.WriteString("type", "ObjectEvent");
        json.WriteString("eventID", EventHash.IdOf(one, ownNamespace));
        json.WriteString("eventTime", one.TimeText);
        json.WriteString("eventTimeZoneOffset", one.OffsetText);
        WriteItem(json, one.Item);
        json.WriteString("action", "OBSERVE");
        json.WriteString("bizStep", "inspecting");
        WriteId(json, "readPoint", one.Place.ReadPoint);
        WriteId(json, "bizLocation", one.Place.BizLocation);
        foreach (var (name, value) in one.OwnFields)
            json.WriteString($"{Prefix}:{name}", value);
        json.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter json, EpcisItem item)
    {
        json.WriteStartArray(item.IsInstance ? "epcList" : "quantityList");
        if (item.IsInstance)
        {
            json.WriteStringValue(item.Uri);
        }
        else
        {
            json.WriteStartObject();
            json.WriteString("epcClass", item.Uri);
            // A count has no unit.
            json.WriteNumber("quantity", 1);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteId(Utf8JsonWriter json, string name, string uri)
    {
        json.WriteStartObject(name);
        json.WriteString("id", uri);
        json.WriteEndObject();
    }
}
